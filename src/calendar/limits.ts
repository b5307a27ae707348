/**
 * The law of time limits: Bộ luật Dân sự 2015 Đ.145-148.
 * The day of the event is not counted (Đ.147); a limit ends at 24:00 of its last day (Đ.148(6)), and when that is a rest
 * day, at the end of the next working day (Đ.148(5)). Minutes and hours run from the moment itself.
 */
import { addWorkingDays, type Calendar, type CalendarDay, dayOf, endOfDay, isWorkingDay, namedDay } from './calendar.ts'

/** How a fixed date is written: "trước ngày X", "chậm nhất / đến hết ngày X", "vào ngày X". */
export type DateKind = 'before' | 'by' | 'on'

/** Why a day is not worked. */
export type RestReason = CalendarDay | 'weekend'

/** A fixed date as a limit: it ends at `at` (24:00), the end of `day`; `movedFrom` when the date written is a rest day. */
export type DateLimit = {
  readonly at: Temporal.Instant
  readonly day: Temporal.PlainDate
  readonly movedFrom: { readonly day: Temporal.PlainDate; readonly why: RestReason } | null
}

/** 24:00 of the last of `days` working days, the day of `from` not counted; worked Saturdays count. */
export function deadlineAfterWorkingDays(from: Temporal.Instant, days: number, calendar: Calendar): Temporal.Instant {
  return endOfDay(addWorkingDays(dayOf(from, calendar), days, calendar), calendar)
}

/** Runs from the moment, day and night (Đ.147(1)). */
export function deadlineAfterHours(from: Temporal.Instant, hours: number): Temporal.Instant {
  return from.add({ hours })
}

/** Runs from the moment, day and night (Đ.147(1)). */
export function deadlineAfterMinutes(from: Temporal.Instant, minutes: number): Temporal.Instant {
  return from.add({ minutes })
}

/** 24:00 of the last of `days` days, or of the next working day. */
export function deadlineAfterCalendarDays(from: Temporal.Instant, days: number, calendar: Calendar): Temporal.Instant {
  return deadlineOfDate(dayOf(from, calendar).add({ days }), 'by', calendar).at
}

/** 24:00 of the same weekday `weeks` later, or of the next working day (Đ.148(2)). */
export function deadlineAfterWeeks(from: Temporal.Instant, weeks: number, calendar: Calendar): Temporal.Instant {
  return deadlineOfDate(dayOf(from, calendar).add({ weeks }), 'by', calendar).at
}

/** 24:00 of the same date `months` later, of the month's last day where it has no such date (Đ.148(3)), or of the next working day. */
export function deadlineAfterMonths(from: Temporal.Instant, months: number, calendar: Calendar): Temporal.Instant {
  return deadlineOfDate(dayOf(from, calendar).add({ months }), 'by', calendar).at
}

/**
 * When a fixed date ends. "Before X" ends with the day before X and is never moved: moving it would reach X itself.
 * "By X" and "on X" end with X, or with the next working day when X is a rest day.
 */
export function deadlineOfDate(day: Temporal.PlainDate, kind: DateKind, calendar: Calendar): DateLimit {
  if (kind === 'before') return limitAt(day.subtract({ days: 1 }), calendar)
  const why = restReason(day, calendar)
  if (why === null) return limitAt(day, calendar)
  return { ...limitAt(addWorkingDays(day, 1, calendar), calendar), movedFrom: { day, why } }
}

/** The last day for what is due at least `count` working days before a day, which is not counted itself. */
export function daysBefore(day: Temporal.PlainDate, count: number, calendar: Calendar): Temporal.PlainDate {
  return addWorkingDays(day, -count, calendar)
}

/** Why a day is not worked; null on a working day. */
export function restReason(day: Temporal.PlainDate, calendar: Calendar): RestReason | null {
  if (isWorkingDay(day, calendar)) return null
  return namedDay(day, calendar) ?? 'weekend'
}

function limitAt(day: Temporal.PlainDate, calendar: Calendar): DateLimit {
  return { at: endOfDay(day, calendar), day, movedFrom: null }
}
