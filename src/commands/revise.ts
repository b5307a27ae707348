/** /revise, /suaduthao: the head sends a specialist's draft back and says why. "/suaduthao Y12 nêu rõ Điều 5". */
import { actOnConsultation } from '../actions/consultation.ts'
import { askedOf } from '../domain/consultation-answer.ts'
import { signsFor } from '../domain/consultation-signer.ts'
import type { Answer, Command, Line, OfficerSituation, Reading } from './command.ts'
import { askText, isGiven, readText } from './field.ts'
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

export const revise: Command = {
  name: 'revise',
  alias: 'suaduthao',
  words: ['sua du thao', 'tra lai du thao', 'yeu cau sua du thao'],
  takesReference: true,
  restAnswers: 'draft',
  needsOfficer: true,
  isPersonal: false,
  isAside: false,
  async missing(line, situation) {
    const reference = await askReference(line, situation, 'answer')
    if (reference.length > 0) return reference
    const { several, hasDraft } = await meantBy(line, situation)
    if (several.length > 0) return askUnit(several, situation)
    return hasDraft && !isGiven(line.values, 'reason') ? [askText('reason', { isLong: true })] : []
  },
  async read(answer, situation) {
    if (answer.key === 'reference') return readReferenceAnswer(answer)
    if (answer.key === 'unit') return readUnit(answer, situation)
    return answer.key === 'draft' ? readDraft(answer) : readText(answer)
  },
  async run(line, situation) {
    const { unit } = await meantBy(line, situation)
    const { draft = '', reason = '' } = line.values
    const wanted = { type: 'return_draft', unit, draft: draft === '' ? null : Number(draft), reason } as const
    return answerOutcome(await actOnConsultation(situation.act, line.reference ?? '', wanted), situation, wanted)
  },
}

/** "2" is the draft of a button, anything behind it or instead of it the reason. */
function readDraft({ text }: Answer): Reading {
  const [, draft, reason] = /^(?:(\d{1,3})(?:\s+|$))?(.*)$/s.exec(text.trim()) ?? []
  return { values: { ...(draft ? { draft } : {}), ...(reason ? { reason } : {}) } }
}

async function meantBy(line: Line, situation: OfficerSituation) {
  const consultation = await findConsultation(line, situation)
  const answers = consultation?.state === 'open' ? ownAnswers(consultation, situation.actor) : []
  const { unit, several } = chooseUnit(line, answers, (answer) => askedOf(answer).draft !== null)
  const answer = answers.find(([own]) => own === unit)?.[1]
  const isWaiting = answer !== undefined && askedOf(answer).draft !== null
  const maySign = consultation !== null && unit !== null && signsFor(situation.actor, unit, consultation.rules)
  return { unit, several, hasDraft: isWaiting && maySign }
}
