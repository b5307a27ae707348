/** /extend, /giahan: a unit asks for more time to answer, with the date and the reason. "/giahan Y12 thêm 3 ngày làm việc vì …". */
import { actOnConsultation } from '../actions/consultation.ts'
import type { Asking } from '../cards/asking.ts'
import { askedOf, type Answer as UnitAnswer } from '../domain/consultation-answer.ts'
import { refuseToExtend } from '../domain/consultation-extension.ts'
import type { UnitId } from '../domain/directory.ts'
import type { Answer, Command, Line, OfficerSituation } from './command.ts'
import { askText, isGiven, readText } from './field.ts'
import { askLater, laterOf, movedFrom, readLaterAndWhy } from './later-date.ts'
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
import { say } from './say.ts'

export const extend: Command = {
  name: 'extend',
  alias: 'giahan',
  words: ['gia han', 'xin gia han'],
  takesReference: true,
  restAnswers: 'until',
  needsOfficer: true,
  isPersonal: false,
  isAside: false,
  missing,
  async read(answer, situation) {
    if (answer.key === 'reference') return readReferenceAnswer(answer)
    if (answer.key === 'unit') return readUnit(answer, situation)
    return answer.key === 'reason' ? readText(answer) : readUntil(answer, situation)
  },
  async run(line, situation) {
    const { unit, answer } = await meantBy(line, situation)
    const { reason = '' } = line.values
    const now = { dueAt: answer ? askedOf(answer).dueAt : situation.at }
    const { dueAt: wantedAt, ...written } = laterOf(line.values) ?? now
    const wanted = { type: 'ask_extension', unit, reason, wantedAt, ...written } as const
    const outcome = await actOnConsultation(situation.act, line.reference ?? '', wanted)
    const moved = movedFrom(line.values)
    const told = answerOutcome(outcome, situation, wanted)
    return outcome.refusal === null && moved !== null ? [...told, say('extensionMoved', { ...moved, wantedAt })] : told
  },
}

/** Where the rules would refuse whatever date is named nothing is missing: they say why at once. */
async function missing(line: Line, situation: OfficerSituation): Promise<readonly Asking[]> {
  const reference = await askReference(line, situation, 'answer')
  if (reference.length > 0) return reference
  const { several, answer, refusal } = await meantBy(line, situation)
  if (several.length > 0) return askUnit(several, situation)
  if (answer === null || refusal !== null) return []
  const { values } = line
  return [
    ...(isGiven(values, 'until') ? [] : [askLater(values, askedOf(answer).dueAt, situation)]),
    ...(isGiven(values, 'reason') ? [] : [askText('reason', { isLong: true })]),
  ]
}

async function readUntil({ text, line }: Answer, situation: OfficerSituation) {
  const { answer } = await meantBy(line, situation)
  return readLaterAndWhy(text, answer ? askedOf(answer).dueAt : situation.at, situation)
}

type Meant = {
  readonly unit: UnitId | null
  readonly several: readonly UnitId[]
  readonly answer: UnitAnswer | null
  readonly refusal: ReturnType<typeof refuseToExtend>
}

/** For which of one's units the line asks, and whether that unit may ask at all. */
async function meantBy(line: Line, situation: OfficerSituation): Promise<Meant> {
  const consultation = await findConsultation(line, situation)
  const answers = consultation?.state === 'open' ? ownAnswers(consultation, situation.actor) : []
  const { unit, several } = chooseUnit(line, answers, ({ state }) => state === 'asked')
  const answer = answers.find(([own]) => own === unit)?.[1] ?? null
  const refusal = consultation && answer ? refuseToExtend(situation.actor, answer, consultation.rules) : null
  return { unit, several, answer, refusal }
}
