/** Lengths of time: counted from now, from or back from a day, and added to a matter's deadline. */
import { addWorkingDays, type Calendar, dayOf, lastDayBefore, startOfDay } from '../calendar.ts'
import { type Candidate, exactMoment, timedDay, wholeDay } from './deadlines.ts'
import { option } from './options.ts'
import type { Piece } from './pieces.ts'
import type { DateContext } from './reading.ts'

type Day = Temporal.PlainDate
type Span = Extract<Piece, { kind: 'span' }>

/** The day a length of days or more leads to, forwards (1) or back (-1); null for hours and minutes. */
export function dayAfter(day: Day, { count, unit }: Span, direction: 1 | -1, calendar: Calendar): Day | null {
  const signed = count * direction
  switch (unit) {
    case 'workingDays':
      return addWorkingDays(day, signed, calendar)
    case 'days':
    case 'weeks':
    case 'months':
    case 'years':
      return day.add({ [unit]: signed })
    case 'hours':
    case 'minutes':
      return null
    default:
      return unit satisfies never
  }
}

/** A length of time from now: BLDS 2015 Đ.147-148. */
export function spanFromNow(span: Span, { now, calendar }: DateContext): Candidate {
  const day = dayAfter(dayOf(now, calendar), span, 1, calendar)
  return day === null ? exactMoment(now.add(clockTime(span)), calendar) : wholeDay(option(day), false, calendar)
}

/** A deadline moved by a length of time: it keeps its time of day, or its 24:00. */
export function spanFromDue(span: Span, dueAt: Temporal.Instant, calendar: Calendar): Candidate {
  const lastDay = lastDayBefore(dueAt, calendar)
  const day = dayAfter(lastDay, span, 1, calendar)
  if (day === null) return exactMoment(dueAt.add(clockTime(span)), calendar)
  if (startOfDay(dayOf(dueAt, calendar), calendar).equals(dueAt)) return wholeDay(option(day), false, calendar)
  const plainTime = dueAt.toZonedDateTimeISO(calendar.timeZone).toPlainTime()
  const at = day.toZonedDateTime({ timeZone: calendar.timeZone, plainTime }).toInstant()
  return timedDay(option(day), { at, beginsAt: at, precision: 'minute', doubt: null }, false, calendar)
}

function clockTime({ count, unit }: Span): Temporal.DurationLike {
  return unit === 'hours' ? { hours: count } : { minutes: count }
}
