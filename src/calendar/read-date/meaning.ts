/** Every moment that what was said may mean, seen from now. Whether one of them may be taken is ../read-date.ts's question. */
import { type Calendar, dayOf } from '../calendar.ts'
import { type Candidate, exactMoment, timedDay, wholeDay, wholeDays } from './deadlines.ts'
import { daysBeside } from './events.ts'
import { momentsOf } from './moments.ts'
import { option } from './options.ts'
import type { DayOption, Piece } from './pieces.ts'
import type { AskReason, DateContext } from './reading.ts'
import { type Said, type SaidDay, todaysTime } from './said.ts'
import { dayAfter, spanFromDue, spanFromNow } from './spans.ts'

type Span = Extract<Piece, { kind: 'span' }>

/** What the words may mean, what to offer when all of it is over, and why it may not be taken without asking. */
export type Meaning = {
  readonly candidates: readonly Candidate[]
  readonly instead: readonly Candidate[]
  readonly doubt: AskReason | null
}

/** Null when nothing said is a date. */
export function meaningOf(said: Said, context: DateContext): Meaning | null {
  if (said.span !== null) return meaningOfSpan(said.span, said, context)
  if (said.event !== null) return meaningOfEvent(said.event, said, context)
  if (said.range !== null) return meaningOfRange(said.range, said, context)
  if (said.day === null && said.time === null) return null
  const meaning = meaningOfDay(said.day ?? todaysTime(dayOf(context.now, context.calendar)), said, context)
  const isOpenEnded = said.bounds.has('after') && !isInterval(said)
  return isOpenEnded ? { ...meaning, doubt: 'no-fixed-date' } : meaning
}

function meaningOfDay(day: SaidDay, said: Said, context: DateContext): Meaning {
  const at = (options: SaidDay['options']) =>
    options.flatMap((one) => timesOn(one, said.time, said.bounds.has('before'), context.calendar))
  return {
    candidates: [...at(day.options), ...hoursFromNow(said, context)],
    instead: at(day.instead),
    doubt: day.isMismatch ? 'weekday-mismatch' : null,
  }
}

function timesOn(day: DayOption, time: Said['time'], isBefore: boolean, calendar: Calendar): readonly Candidate[] {
  if (time === null) return [wholeDay(day, isBefore, calendar)]
  return momentsOf(day.day, time, isBefore, calendar).map((moment) => timedDay(day, moment, isBefore, calendar))
}

/** "5 giờ" may be five hours as well as five o'clock. */
function hoursFromNow({ day, time }: Said, { now, calendar }: DateContext): readonly Candidate[] {
  if (day !== null || time === null || time.clock === null || time.part !== null) return []
  const { hour, minute, isExact } = time.clock.from
  const mayBeLength = time.clock.to === null && minute === null && !isExact && hour <= 6
  return mayBeLength ? [exactMoment(now.add({ hours: hour }), calendar)] : []
}

/** "5 ngày", "3 ngày nữa lúc 17h", "3 ngày trước họp 30/11", "5 ngày kể từ 20/11". */
function meaningOfSpan(span: Span, said: Said, context: DateContext): Meaning {
  const { bounds, day, time } = said
  if (said.event !== null || said.range !== null) return only([], 'no-fixed-date')
  if (bounds.has('extend')) return meaningOfExtension(span, said, context)
  if (day === null && bounds.has('before')) return only([], 'no-fixed-date')
  if (day === null && time === null) return only([spanFromNow(span, context)])
  const from = day?.options ?? [option(dayOf(context.now, context.calendar))]
  const reached = from.flatMap((one) => daysFrom(one, span, said, context.calendar))
  const isAnchored = day === null || bounds.has('before') || bounds.has('after')
  return only(reached, reached.length === 0 ? 'no-fixed-date' : isAnchored ? null : 'needs-confirmation')
}

/** Counted back, a day is not moved to the next working day, which might be the very day counted from. */
function daysFrom(
  { day, doubt }: DayOption,
  span: Span,
  { bounds, time }: Said,
  calendar: Calendar,
): readonly Candidate[] {
  const isBack = bounds.has('before')
  const end = dayAfter(day, span, isBack ? -1 : 1, calendar)
  if (end === null) return []
  if (isBack && time === null) return [wholeDay(option(end.add({ days: 1 }), { doubt }), true, calendar)]
  return timesOn(option(end, { doubt }), time, isBack, calendar)
}

/**
 * "gia hạn thêm 5 ngày làm việc": added to the deadline that is written ("(hạn 20/11)") or else the matter's. Days that are
 * not said to be working days are confirmed; a day written otherwise ("thêm 5 ngày, đến 30/11") is a second meaning.
 */
function meaningOfExtension(span: Span, said: Said, context: DateContext): Meaning {
  const { calendar, dueAt } = context
  const written = (said.day?.options ?? []).flatMap((one) => timesOn(one, said.time, false, calendar))
  const isDueWritten = said.bounds.has('due') && written.length > 0
  const due = isDueWritten ? written.map(({ deadline }) => deadline.at) : dueAt === undefined ? [] : [dueAt]
  const extended = due.map((one) => spanFromDue(span, one, calendar))
  if (!isDueWritten && written.length > 0) return only([...written, ...extended])
  if (extended.length === 0) return only([], 'no-due-date')
  const isLoose = span.unit === 'days' || (said.time !== null && !isDueWritten)
  return only(extended, isLoose ? 'needs-confirmation' : null)
}

function meaningOfEvent(event: NonNullable<Said['event']>, { bounds, day, time }: Said, context: DateContext): Meaning {
  const side = bounds.has('before') ? 'before' : bounds.has('after') ? 'after' : null
  if (side === null || day !== null) return only([], 'no-fixed-date')
  const options = daysBeside(event, side, dayOf(context.now, context.calendar), context.calendar)
  const candidates = options.flatMap((one) => timesOn(one, time, false, context.calendar))
  return only(candidates, candidates.length === 0 ? 'no-fixed-date' : null)
}

function meaningOfRange({ from, to }: NonNullable<Said['range']>, { day, time }: Said, context: DateContext): Meaning {
  const isAlone = day === null && time === null
  return only([wholeDays(from, to, context.calendar)], isAlone ? null : 'needs-confirmation')
}

function only(candidates: readonly Candidate[], doubt: AskReason | null = null): Meaning {
  return { candidates, instead: [], doubt }
}

/** Whether two ends were said, so that the answer is an interval. */
export function isInterval({ range, time }: Said): boolean {
  return range !== null || (time?.clock?.to ?? null) !== null
}
