/**
 * Office hours: the two sessions of a working day by season, and counting in working time.
 * Not here: which hours an office keeps (season.ts).
 */
import { type Calendar, dayOf, isWorkingDay } from './calendar.ts'
import type { OfficeHours, Season, SessionHours } from './season.ts'

/** A session of one day; it is open at `opensAt` and no longer at `closesAt`. */
export type Session = { readonly opensAt: Temporal.Instant; readonly closesAt: Temporal.Instant }

/** The sessions a day has or, on a rest day, would have. */
export function usualSessions(
  day: Temporal.PlainDate,
  calendar: Calendar,
): { readonly morning: Session; readonly afternoon: Session } {
  const season = seasonOf(day, calendar.officeHours)
  const at = (time: string) => day.toZonedDateTime({ timeZone: calendar.timeZone, plainTime: time }).toInstant()
  const session = ({ opens, closes }: SessionHours): Session => ({ opensAt: at(opens), closesAt: at(closes) })
  return { morning: session(season.morning), afternoon: session(season.afternoon) }
}

/** The sessions that are worked on a day, in order; none on a rest day. */
export function sessionsOf(day: Temporal.PlainDate, calendar: Calendar): readonly Session[] {
  if (!isWorkingDay(day, calendar)) return []
  const { morning, afternoon } = usualSessions(day, calendar)
  return [morning, afternoon]
}

/** Whether an instant lies within a session of a working day. */
export function isOfficeTime(instant: Temporal.Instant, calendar: Calendar): boolean {
  return sessionsOf(dayOf(instant, calendar), calendar).some(
    ({ opensAt, closesAt }) => isUpTo(opensAt, instant) && isBefore(instant, closesAt),
  )
}

/** The instant itself within office hours, otherwise the next opening. */
export function nextOfficeTime(instant: Temporal.Instant, calendar: Calendar): Temporal.Instant {
  for (const { opensAt } of sessionsFrom(instant, calendar)) return later(opensAt, instant)
  return instant
}

/** Working time from `from` to `to` in minutes, with fractions; 0 when `to` is not later. */
export function workingMinutesBetween(from: Temporal.Instant, to: Temporal.Instant, calendar: Calendar): number {
  let milliseconds = 0
  for (const { opensAt, closesAt } of sessionsFrom(from, calendar)) {
    if (!isBefore(opensAt, to)) break
    milliseconds += earlier(closesAt, to).epochMilliseconds - later(opensAt, from).epochMilliseconds
  }
  return milliseconds / 60_000
}

/** When `minutes` of working time have passed since `from`; a session's end stays its end. Negative throws a RangeError. */
export function addWorkingMinutes(from: Temporal.Instant, minutes: number, calendar: Calendar): Temporal.Instant {
  if (!(minutes >= 0)) throw new RangeError(`Working minutes must not be negative: ${minutes}`)
  let left = Math.round(minutes * 60_000)
  if (left === 0) return from
  for (const { opensAt, closesAt } of sessionsFrom(from, calendar)) {
    const begin = later(opensAt, from)
    const length = closesAt.epochMilliseconds - begin.epochMilliseconds
    if (left <= length) return begin.add({ milliseconds: left })
    left -= length
  }
  return from
}

/** The middle between two instants in working time; the plain middle when no working time lies between them. */
export function halfWay(from: Temporal.Instant, to: Temporal.Instant, calendar: Calendar): Temporal.Instant {
  const minutes = workingMinutesBetween(from, to, calendar)
  if (minutes > 0) return addWorkingMinutes(from, minutes / 2, calendar)
  return from.add({ milliseconds: Math.trunc((to.epochMilliseconds - from.epochMilliseconds) / 2) })
}

/** Every session that has not closed yet at `from`, without end: the caller stops. */
function* sessionsFrom(from: Temporal.Instant, calendar: Calendar): Generator<Session, void> {
  for (let day = dayOf(from, calendar); ; day = day.add({ days: 1 })) {
    for (const session of sessionsOf(day, calendar)) {
      if (isBefore(from, session.closesAt)) yield session
    }
  }
}

function seasonOf(day: Temporal.PlainDate, seasons: OfficeHours): Season {
  const monthDay = day.toString().slice(-5)
  const holds = ({ from, to }: Season) =>
    from <= to ? from <= monthDay && monthDay <= to : from <= monthDay || monthDay <= to
  return seasons.find(holds) ?? seasons.at(-1) ?? seasons[0]
}

const isBefore = (a: Temporal.Instant, b: Temporal.Instant) => Temporal.Instant.compare(a, b) < 0
const isUpTo = (a: Temporal.Instant, b: Temporal.Instant) => Temporal.Instant.compare(a, b) <= 0
const earlier = (a: Temporal.Instant, b: Temporal.Instant) => (isBefore(a, b) ? a : b)
const later = (a: Temporal.Instant, b: Temporal.Instant) => (isBefore(a, b) ? b : a)
