/** /reopen, /molai: the Office opens a lapsed answer again, or makes its late reply the outcome. "/molai Y12 KT: mất mạng cả ngày". */
import { actOnConsultation } from '../actions/consultation.ts'
import type { Asking } from '../cards/asking.ts'
import type { Consultation } from '../domain/consultation.ts'
import { askedOf, isLapsed, type Answer as UnitAnswer } from '../domain/consultation-answer.ts'
import { dueAtOf } from '../domain/consultation-letter.ts'
import { mayReopen } from '../domain/consultation-reopen.ts'
import { decidesForOffice } from '../domain/directory.ts'
import { fold } from '../text/vietnamese.ts'
import type { Answer, Command, Line, OfficerSituation, Reading, Values } from './command.ts'
import { limitOf, readDeadline } from './consult-deadline.ts'
import { askChoice, askText, faulty, isGiven, quote, readText } from './field.ts'
import { askReference, findConsultation, offerUnits, readReferenceAnswer, readUnit } from './matter.ts'
import { answerOutcome } from './outcome.ts'
import { takeUnit } from './unit-first.ts'

/** As the option under the new date says it. */
const lateReply = 'late'

export const reopen: Command = {
  name: 'reopen',
  alias: 'molai',
  words: ['mo lai', 'mo lai viec lay y kien'],
  takesReference: true,
  restAnswers: 'line',
  needsOfficer: true,
  isPersonal: false,
  isAside: false,
  async missing(line, situation) {
    const reference = await askReference(line, situation, 'nothing')
    if (reference.length > 0) return reference
    const consultation = await findConsultation(line, situation)
    return consultation === null ? [] : askReopening(line, consultation, situation)
  },
  read: async (answer, situation) => readReopening(answer, situation),
  async run(line, situation) {
    const { unit, reason = '', tells } = line.values
    const consultation = await findConsultation(line, situation)
    const dueAt = consultation === null ? null : dueAtFrom(line.values, consultation, situation)
    const whom = tells === 'everybody' ? 'everybody' : 'unit'
    const wanted = { type: 'reopen', unit: unit ?? null, reason, dueAt, tells: whom } as const
    return answerOutcome(await actOnConsultation(situation.act, line.reference ?? '', wanted), situation)
  },
}

/** The new deadline as of now; null where the late reply is taken over. */
function dueAtFrom(
  { deadline = '' }: Values,
  { letter }: Consultation,
  situation: OfficerSituation,
): Temporal.Instant | null {
  const limit = deadline === lateReply ? null : limitOf(deadline, letter.urgency, situation)
  return limit === null ? null : dueAtOf(limit, situation.at, situation.snapshot.calendar)
}

/** Nothing where the rules refuse anyway: they say why at once. */
function askReopening({ values }: Line, consultation: Consultation, situation: OfficerSituation): readonly Asking[] {
  const { actor, snapshot } = situation
  if (consultation.state === 'draft' || !decidesForOffice(snapshot.directory, actor)) return []
  const settled = Object.values(consultation.answers).filter((answer) => mayReopen(answer, consultation))
  const units = settled.map((answer) => askedOf(answer).unit)
  const unit = values['unit'] ?? (units.length === 1 ? units[0] : undefined)
  if (units.length === 0 || (unit !== undefined && !units.includes(unit))) return []
  const answer = settled.find((one) => askedOf(one).unit === unit)
  return [
    ...(unit === undefined ? [askChoice('unit', offerUnits(units, situation))] : []),
    ...[askText('reason', { isLong: true }), askNewDate(answer), askTells()].filter(({ key }) => !isGiven(values, key)),
  ]
}

function askNewDate(answer: UnitAnswer | undefined): Asking {
  const hasLate = answer !== undefined && isLapsed(answer) && answer.lateReplies.length > 0
  return { ...askText('deadline'), options: hasLate ? [{ value: lateReply, label: 'ask.option.lateReply' }] : [] }
}

function askTells(): Asking {
  return askChoice('tells', [
    { value: 'unit', label: 'ask.option.tells.unit' },
    { value: 'everybody', label: 'ask.option.tells.everybody' },
  ])
}

function readReopening(answer: Answer, situation: OfficerSituation): Reading {
  const { key, text } = answer
  switch (key) {
    case 'reference':
      return readReferenceAnswer(answer)
    case 'reason':
      return readText(answer)
    case 'deadline':
      return fold(text).trim() === lateReply ? { values: { deadline: lateReply } } : readDeadline(answer, situation)
    case 'tells':
      return readTells(text)
    case 'line':
      return readLine(answer, situation)
    default:
      return readUnit(answer, situation)
  }
}

function readTells(text: string): Reading {
  const typed = fold(text).trim()
  if (/^(unit|chi co quan nay|co quan nay)$/.test(typed)) return { values: { tells: 'unit' } }
  return /^(everybody|moi co quan( duoc hoi)?|tat ca)$/.test(typed)
    ? { values: { tells: 'everybody' } }
    : faulty('choice-unknown', { typed: quote(text) })
}

/** "KT: mất mạng cả ngày", or a reason alone. */
function readLine(answer: Answer, situation: OfficerSituation): Reading {
  const first = takeUnit(answer.text, situation)
  if (first === null) return readText({ ...answer, key: 'reason' })
  const reason = first.rest === '' ? { values: {} } : readText({ ...answer, key: 'reason', text: first.rest })
  return 'fault' in reason ? reason : { values: { unit: first.unit, ...reason.values } }
}
