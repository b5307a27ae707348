/** The moments of a day that a time, a part of the day or "đầu giờ" may mean. */
import { type Calendar, endOfDay, startOfDay } from '../calendar.ts'
import { usualSessions } from '../office-hours.ts'
import type { Moment } from './deadlines.ts'
import type { PartOfDay, Piece, WrittenTime } from './pieces.ts'

type Day = Temporal.PlainDate
type Clock = Extract<Piece, { kind: 'clock' }>
type Edge = Extract<Piece, { kind: 'edge' }>['edge']

/** What was said about the time of day. */
export type SaidTime = { readonly clock: Clock | null; readonly part: PartOfDay | null; readonly edge: Edge | null }

/** A part of the day as the beginning of something. */
const usualStarts: Readonly<Record<PartOfDay, string>> = {
  morning: '08:00',
  noon: '11:30',
  afternoon: '14:00',
  evening: '19:00',
  night: '21:00',
}

/** Every moment the words may mean on a day; none when they contradict each other ("17h sáng"). */
export function momentsOf(
  day: Day,
  { clock, part, edge }: SaidTime,
  isBefore: boolean,
  calendar: Calendar,
): readonly Moment[] {
  if (clock !== null) return clockMoments(day, clock, part, calendar)
  if (edge !== null) return edgeMoments(day, edge, part, calendar)
  return part === null ? [] : partMoments(day, part, isBefore, calendar)
}

/** "Before the afternoon" may mean before it begins or before it is over. */
function partMoments(day: Day, part: PartOfDay, isBefore: boolean, calendar: Calendar): readonly Moment[] {
  const beginsAt = atMinute(day, minuteOf(usualStarts[part]), calendar)
  const { begins, ends } = boundsOf(day, part, calendar)
  const end: Moment = { at: ends, beginsAt, precision: 'part-of-day', doubt: null }
  return isBefore ? [{ ...end, at: begins }, end] : [end]
}

function boundsOf(day: Day, part: PartOfDay, calendar: Calendar) {
  const { morning, afternoon } = usualSessions(day, calendar)
  switch (part) {
    case 'morning':
      return { begins: morning.opensAt, ends: morning.closesAt }
    case 'noon':
      return { begins: morning.closesAt, ends: afternoon.opensAt }
    case 'afternoon':
      return { begins: afternoon.opensAt, ends: afternoon.closesAt }
    case 'evening':
    case 'night':
      return { begins: afternoon.closesAt, ends: endOfDay(day, calendar) }
    default:
      return part satisfies never
  }
}

function edgeMoments(day: Day, edge: Edge, part: PartOfDay | null, calendar: Calendar): readonly Moment[] {
  const { morning, afternoon } = usualSessions(day, calendar)
  if (edge === 'opening') return [moment(part === 'afternoon' ? afternoon.opensAt : morning.opensAt)]
  if (edge === 'closing') return [moment(part === 'morning' ? morning.closesAt : afternoon.closesAt)]
  return [moment(afternoon.closesAt), moment(endOfDay(day, calendar))]
}

function clockMoments(day: Day, { from, to }: Clock, part: PartOfDay | null, calendar: Calendar): readonly Moment[] {
  const begins = minutesOf(from, part)
  if (to === null) return begins.map((minute) => moment(atMinute(day, minute, calendar), null, doubtOf(from, begins)))
  return begins.flatMap((begin) =>
    minutesOf(to, part)
      .filter((end) => end > begin && end - begin < 12 * 60)
      .map((end) => moment(atMinute(day, end, calendar), atMinute(day, begin, calendar), doubtOf(from, begins))),
  )
}

/** Minutes since midnight. A small number without a part of the day may be an afternoon. */
function minutesOf({ hour, minute, isExact }: WrittenTime, part: PartOfDay | null): readonly number[] {
  const isSmall = hour >= 1 && hour <= 6 && !isExact
  const hours = part === null ? (isSmall ? [hour, hour + 12] : [hour]) : hoursIn(hour, part)
  return hours.map((one) => one * 60 + (minute ?? 0)).filter((one) => one <= (part === 'night' ? 28 : 24) * 60)
}

/** The hours of the 24-hour day that "8h tối", "1h trưa", … may mean; none for "17h sáng". */
function hoursIn(hour: number, part: PartOfDay): readonly number[] {
  const lies = (from: number, to: number) => hour >= from && hour <= to
  switch (part) {
    case 'morning':
      return lies(0, 11) ? [hour] : []
    case 'noon':
      return lies(1, 2) ? [hour + 12] : lies(10, 14) ? [hour] : []
    case 'afternoon':
      return lies(1, 6) ? [hour + 12] : lies(12, 18) ? [hour] : []
    case 'evening':
      return lies(5, 11) ? [hour + 12] : lies(17, 23) ? [hour] : []
    case 'night':
      return lies(8, 12) ? [hour + 12] : lies(20, 24) ? [hour] : lies(0, 4) ? [hour, hour + 24] : []
    default:
      return part satisfies never
  }
}

function doubtOf({ hour }: WrittenTime, meanings: readonly number[]): Moment['doubt'] {
  return meanings.length > 1 && hour <= 6 ? 'ambiguous' : null
}

function moment(at: Temporal.Instant, beginsAt: Temporal.Instant | null = null, doubt: Moment['doubt'] = null): Moment {
  return { at, beginsAt: beginsAt ?? at, precision: 'minute', doubt }
}

function atMinute(day: Day, minute: number, calendar: Calendar): Temporal.Instant {
  // "0h kém 13" is of the evening before.
  if (minute < 0) return atMinute(day.subtract({ days: 1 }), minute + 24 * 60, calendar)
  if (minute >= 24 * 60) return startOfDay(day.add({ days: 1 }), calendar).add({ minutes: minute - 24 * 60 })
  const plainTime = new Temporal.PlainTime(Math.floor(minute / 60), minute % 60)
  return day.toZonedDateTime({ timeZone: calendar.timeZone, plainTime }).toInstant()
}

function minuteOf(time: string): number {
  const { hour, minute } = Temporal.PlainTime.from(time)
  return hour * 60 + minute
}
