/**
 * Working days: which days are worked, and counting with them. Sources: Bộ luật Lao động 2019 Đ.111-112, days-off.ts.
 * Not here: the hours of a day (office-hours.ts), the law of time limits (limits.ts).
 */
import { type CalendarDay, confirmedYears, shippedDays, type UnsettledSwap, unsettledSwaps } from './days-off.ts'
import { type OfficeHours, usualOfficeHours } from './season.ts'

export type { CalendarDay, DayKind } from './days-off.ts'

/** A committee's change: a day of its own, or a shipped day that is what the week makes it after all. */
export type DayChange = CalendarDay | { readonly on: string; readonly kind: 'ordinary' }

/** Immutable. Make one with {@link vietnam}. */
export type Calendar = {
  /** IANA name; business days begin at midnight there. */
  readonly timeZone: string
  /** By ISO date. */
  readonly days: ReadonlyMap<string, CalendarDay>
  readonly confirmedYears: ReadonlySet<number>
  readonly unsettledSwaps: readonly UnsettledSwap[]
  readonly officeHours: OfficeHours
}

export type CalendarOptions = {
  /** Default `Asia/Ho_Chi_Minh`. */
  readonly timeZone?: string
  /** Win over the shipped days, the last one of a day over the others. */
  readonly overrides?: readonly DayChange[]
  /** Years the committee declares final with the days they have, besides the shipped ones. */
  readonly confirmedYears?: readonly number[]
  /** Default 07:30-11:30, 13:30-17:00 all year. */
  readonly officeHours?: OfficeHours
}

/** The calendar of Vietnamese civil servants with a committee's changes. An override that is no ISO date throws a RangeError. */
export function vietnam(options: CalendarOptions = {}): Calendar {
  const overrides = (options.overrides ?? []).map((day) => ({ ...day, on: Temporal.PlainDate.from(day.on).toString() }))
  const changed = new Set(overrides.map((day) => day.on))
  const byDate = new Map<string, DayChange>([...shippedDays, ...overrides].map((day) => [day.on, day]))
  const declared = new Set(options.confirmedYears ?? [])
  const settle = (day: CalendarDay): CalendarDay =>
    day.provisional && declared.has(Number(day.on.slice(0, 4))) ? { ...day, provisional: false } : day
  return {
    timeZone: options.timeZone ?? 'Asia/Ho_Chi_Minh',
    days: new Map(
      [...byDate.values()].flatMap((day) => (day.kind === 'ordinary' ? [] : [[day.on, settle(day)] as const])),
    ),
    confirmedYears: new Set([...confirmedYears, ...declared]),
    unsettledSwaps: unsettledSwaps.filter((swap) => !changed.has(swap.off) && !changed.has(swap.worked)),
    officeHours: options.officeHours ?? usualOfficeHours,
  }
}

/** The day an instant lies in. Midnight belongs to the day it begins. */
export function dayOf(instant: Temporal.Instant, calendar: Calendar): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(calendar.timeZone).toPlainDate()
}

/** 00:00 of a day. */
export function startOfDay(day: Temporal.PlainDate, calendar: Calendar): Temporal.Instant {
  return day.toZonedDateTime(calendar.timeZone).toInstant()
}

/** 24:00 of a day, which is 00:00 of the next. */
export function endOfDay(day: Temporal.PlainDate, calendar: Calendar): Temporal.Instant {
  return startOfDay(day.add({ days: 1 }), calendar)
}

/** The last day of a limit that ends at `dueAt`: 24:00 still belongs to the day it closes. */
export function lastDayBefore(dueAt: Temporal.Instant, calendar: Calendar): Temporal.PlainDate {
  return dayOf(dueAt.subtract({ nanoseconds: 1 }), calendar)
}

/** What is special about a day, swapped working days included; null for an ordinary day or weekend. */
export function namedDay(day: Temporal.PlainDate, calendar: Calendar): CalendarDay | null {
  return calendar.days.get(day.toString()) ?? null
}

/** Whether the year of this day is not settled: no data, or notices still to come. */
export function isProvisional(day: Temporal.PlainDate, calendar: Calendar): boolean {
  return !calendar.confirmedYears.has(day.year)
}

/** The years from a day's on whose days off are known but not settled. */
export function provisionalYears({ days, confirmedYears }: Calendar, from: Temporal.PlainDate): readonly number[] {
  const known = [...new Set([...days.keys()].map((on) => Number(on.slice(0, 4))))]
  return known.filter((year) => year >= from.year && !confirmedYears.has(year)).toSorted((one, other) => one - other)
}

/** Monday to Friday and swapped working days, without days off. */
export function isWorkingDay(day: Temporal.PlainDate, calendar: Calendar): boolean {
  const named = namedDay(day, calendar)
  return named === null ? day.dayOfWeek <= 5 : named.kind === 'swapped_working'
}

/** The working day `count` working days after (or, negative, before) a day, itself not counted; 0 gives the day itself. */
export function addWorkingDays(day: Temporal.PlainDate, count: number, calendar: Calendar): Temporal.PlainDate {
  const step = Math.sign(count)
  let reached = day
  for (let left = Math.abs(count); left > 0; ) {
    reached = reached.add({ days: step })
    if (isWorkingDay(reached, calendar)) left -= 1
  }
  return reached
}

/** The day itself when it is worked, otherwise the next working day. */
export function workingDayOnOrAfter(day: Temporal.PlainDate, calendar: Calendar): Temporal.PlainDate {
  return isWorkingDay(day, calendar) ? day : addWorkingDays(day, 1, calendar)
}

/** The day itself when it is worked, otherwise the last working day before it. */
export function workingDayOnOrBefore(day: Temporal.PlainDate, calendar: Calendar): Temporal.PlainDate {
  return isWorkingDay(day, calendar) ? day : addWorkingDays(day, -1, calendar)
}

/** Whether a day is the first that is worked in its week, which need not be a Monday. */
export function isFirstOfWeek(day: Temporal.PlainDate, calendar: Calendar): boolean {
  const monday = day.subtract({ days: day.dayOfWeek - 1 })
  return isWorkingDay(day, calendar) && workingDayOnOrAfter(monday, calendar).equals(day)
}

/** How many working days lie from `from` (not counted) to `to` (counted); negative when `to` is earlier. */
export function workingDaysBetween(from: Temporal.PlainDate, to: Temporal.PlainDate, calendar: Calendar): number {
  const step = Temporal.PlainDate.compare(to, from)
  let count = 0
  for (let day = from; !day.equals(to); ) {
    day = day.add({ days: step })
    if (isWorkingDay(day, calendar)) count += step
  }
  return count
}
