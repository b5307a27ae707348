/** /lack, /thieuhoso: a unit says which documents its dossier lacks. "/thieuhoso Y12 bản đồ hiện trạng". */
import { actOnConsultation } from '../actions/consultation.ts'
import { pendingDocuments } from '../domain/consultation-requests.ts'
import type { Command, Line, OfficerSituation } from './command.ts'
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

export const lack: Command = {
  name: 'lack',
  alias: 'thieuhoso',
  words: ['thieu ho so', 'ho so thieu', 'bao thieu ho so'],
  takesReference: true,
  restAnswers: 'missing',
  needsOfficer: true,
  isPersonal: false,
  isAside: false,
  async missing(line, situation) {
    const reference = await askReference(line, situation, 'answer')
    if (reference.length > 0) return reference
    const { several, answer } = await meantBy(line, situation)
    if (several.length > 0) return askUnit(several, situation)
    const mayAsk = answer?.state === 'asked' && pendingDocuments(answer) === null
    return mayAsk && !isGiven(line.values, 'missing') ? [askText('missing', { isLong: true })] : []
  },
  async read(answer, situation) {
    if (answer.key === 'reference') return readReferenceAnswer(answer)
    return answer.key === 'unit' ? readUnit(answer, situation) : readText(answer)
  },
  async run(line, situation) {
    const { unit } = await meantBy(line, situation)
    const wanted = { type: 'ask_documents', unit, missing: line.values['missing'] ?? '' } as const
    return answerOutcome(await actOnConsultation(situation.act, line.reference ?? '', wanted), situation, wanted)
  },
}

async function meantBy(line: Line, situation: OfficerSituation) {
  const consultation = await findConsultation(line, situation)
  const answers = consultation?.state === 'open' ? ownAnswers(consultation, situation.actor) : []
  const { unit, several } = chooseUnit(line, answers, ({ state }) => state === 'asked')
  return { unit, several, answer: answers.find(([own]) => own === unit)?.[1] ?? null }
}
