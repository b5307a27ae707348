/** Readings in words, for tables: "24:00 19/11", "<17:00 20/11", "? past: …", each followed by its warnings. */
import { type Calendar, lastDayBefore, vietnam } from '../../src/calendar/calendar.ts'
import { type DateReading, type DateWarning, type Deadline, readDate } from '../../src/calendar/read-date.ts'

/** Wednesday morning. */
export const now = Temporal.Instant.from('2026-11-18T09:30+07:00')
const calendar = vietnam()

export type Circumstances = { readonly dueAt?: string; readonly now?: string; readonly calendar?: Calendar }

/** Local times as "2026-11-20T17:00". */
export function instant(local: string): Temporal.Instant {
  return Temporal.Instant.from(`${local}+07:00`)
}

export function read(text: string, circumstances: Circumstances = {}): DateReading {
  return readDate(text, {
    now: circumstances.now === undefined ? now : instant(circumstances.now),
    calendar: circumstances.calendar ?? calendar,
    ...(circumstances.dueAt === undefined ? {} : { dueAt: instant(circumstances.dueAt) }),
  })
}

export function describeReading(reading: DateReading): string {
  switch (reading.kind) {
    case 'deadline':
      return describeDeadline(reading)
    case 'interval':
      return `${time(reading.from)} - ${time(reading.to)}${describeWarnings(reading.warnings)}`
    case 'ask':
      return `? ${reading.why}${reading.candidates.map((one, index) => `${index === 0 ? ':' : ' |'} ${describeDeadline(one)}`).join('')}`
    case 'invalid':
      return reading.why
    case 'unknown':
      return 'unknown'
    default:
      return reading satisfies never
  }
}

function describeDeadline({ at, day, strict, warnings }: Deadline): string {
  const moved = warnings.some(({ kind }) => kind === 'moved') ? ` for ${date(day)}` : ''
  return `${strict ? '<' : ''}${time(at)}${moved}${describeWarnings(warnings)}`
}

function describeWarnings(warnings: readonly DateWarning[]): string {
  return warnings.length === 0 ? '' : ` (${warnings.map(({ kind }) => kind).join(', ')})`
}

/** Midnight is shown as 24:00 of the day it closes. */
function time(at: Temporal.Instant): string {
  const clock = at.toZonedDateTimeISO(calendar.timeZone).toPlainTime().toString({ smallestUnit: 'minute' })
  return `${clock === '00:00' ? '24:00' : clock} ${date(lastDayBefore(at, calendar))}`
}

function date({ day, month, year }: Temporal.PlainDate): string {
  return year === 2026 ? `${day}/${month}` : `${day}/${month}/${year}`
}
