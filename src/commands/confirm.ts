/** /confirm, /xacnhan: the head takes over a draft, of a reply ("confirm Y12 2" means the second one) or of a letter. */
import { actOnConsultation } from '../actions/consultation.ts'
import type { Consultation } from '../domain/consultation.ts'
import { askedOf } from '../domain/consultation-answer.ts'
import { roleInLead } from '../domain/consultation-letter.ts'
import type { Command, Line, OfficerSituation } from './command.ts'
import { faulty, isGiven, quote } from './field.ts'
import {
  askReference,
  askUnit,
  chooseUnit,
  findConsultation,
  ownAnswers,
  readReferenceAnswer,
  readUnit,
} from './matter.ts'
import { answerOutcome } from './outcome.ts'
import { decline } from './say.ts'

export const confirm: Command = {
  name: 'confirm',
  alias: 'xacnhan',
  words: ['xac nhan'],
  takesReference: true,
  restAnswers: 'draft',
  needsOfficer: true,
  isPersonal: false,
  isAside: false,
  async missing(line, situation) {
    const reference = await askReference(line, situation)
    if (reference.length > 0) return reference
    return askUnit((await unitOf(line, situation)).several, situation)
  },
  async read(answer, situation) {
    if (answer.key === 'reference') return readReferenceAnswer(answer)
    if (answer.key === 'unit') return readUnit(answer, situation)
    return /^\d{1,3}$/.test(answer.text.trim())
      ? { values: { draft: answer.text.trim() } }
      : faulty('draft-unreadable', { typed: quote(answer.text) })
  },
  async run(line, situation) {
    if (line.rest !== '' && !isGiven(line.values, 'draft'))
      return [decline('draft-unreadable', { typed: quote(line.rest) })]
    const consultation = await findConsultation(line, situation)
    const { unit } = await unitOf(line, situation)
    const draft = line.values['draft'] ? Number(line.values['draft']) : null
    const isLetter = consultation !== null && confirmsLetter(consultation, situation)
    const wanted = isLetter ? ({ type: 'send' } as const) : ({ type: 'confirm', unit, draft } as const)
    return answerOutcome(await actOnConsultation(situation.act, line.reference ?? '', wanted), situation, wanted)
  },
}

/** A draft letter, or one that went out: whoever sends it for the lead and answers for no unit it asks has nothing else to confirm. */
function confirmsLetter(consultation: Consultation, { actor }: OfficerSituation): boolean {
  const isLead = roleInLead(consultation.letter, actor) === 'decides'
  return consultation.state === 'draft' || (isLead && ownAnswers(consultation, actor).length === 0)
}

async function unitOf(line: Line, situation: OfficerSituation) {
  const consultation = await findConsultation(line, situation)
  const answers = consultation ? ownAnswers(consultation, situation.actor) : []
  return chooseUnit(line, answers, (answer) => askedOf(answer).draft !== null && answer.state !== 'void')
}
