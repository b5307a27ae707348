/** /receive, /danhan: it came; no answer yet. */
import { actOnConsultation } from '../actions/consultation.ts'
import type { Command, Line, OfficerSituation } from './command.ts'
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

export const receive: Command = {
  name: 'receive',
  alias: 'danhan',
  words: ['da nhan', 'da nhan duoc', 'da tiep nhan', 'nhan roi', 'da nhan van ban'],
  takesReference: true,
  restAnswers: null,
  needsOfficer: true,
  isPersonal: false,
  isAside: true,
  async missing(line, situation) {
    const reference = await askReference(line, situation, 'answer')
    if (reference.length > 0) return reference
    return askUnit((await unitOf(line, situation)).several, situation)
  },
  async read(answer, situation) {
    return answer.key === 'reference' ? readReferenceAnswer(answer) : readUnit(answer, situation)
  },
  async run(line, situation) {
    const { unit } = await unitOf(line, situation)
    const wanted = { type: 'receive', unit } as const
    return answerOutcome(await actOnConsultation(situation.act, line.reference ?? '', wanted), situation, wanted)
  },
}

async function unitOf(line: Line, situation: OfficerSituation) {
  const consultation = await findConsultation(line, situation)
  const answers = consultation ? ownAnswers(consultation, situation.actor) : []
  return chooseUnit(line, answers, ({ state }) => state === 'asked')
}
