/** A span of days as an answer, its last included; kept as "2026-11-25/2026-11-27". */
import { dayOf, lastDayBefore } from '../calendar/calendar.ts'
import { readDate } from '../calendar/read-date.ts'
import type { Answer, OfficerSituation, Reading } from './command.ts'
import { faulty, quote } from './field.ts'

export type Days = { readonly fromOn: Temporal.PlainDate; readonly toOn: Temporal.PlainDate }

/** Reads "25/11 – 27/11", "từ 25/11 đến 27/11", or one day. */
export function readDays({ key, text }: Answer, { snapshot, at }: OfficerSituation): Reading {
  const { calendar } = snapshot
  const reading = readDate(text, { now: at, calendar })
  if (reading.kind === 'interval') {
    const [fromOn, toOn] = [dayOf(reading.from, calendar), lastDayBefore(reading.to, calendar)]
    const isOverNewYear = Temporal.PlainDate.compare(fromOn, toOn) > 0
    return { values: { [key]: write({ fromOn: isOverNewYear ? fromOn.subtract({ years: 1 }) : fromOn, toOn }) } }
  }
  if (reading.kind === 'deadline') return { values: { [key]: write({ fromOn: reading.day, toOn: reading.day }) } }
  return faulty('days-unknown', { typed: quote(text) })
}

function write({ fromOn, toOn }: Days): string {
  return `${fromOn.toString()}/${toOn.toString()}`
}

/** The days that were kept. */
export function daysOf(kept: string): Days {
  const [from = '', to = ''] = kept.split('/')
  return { fromOn: Temporal.PlainDate.from(from), toOn: Temporal.PlainDate.from(to) }
}

const date = '\\d{1,2}\\/\\d{1,2}(?:\\/\\d{4})?'
const span = new RegExp(
  `(?:(?:từ|tu|from)\\s+)?(?:\\d{1,2}(?:\\/\\d{1,2}(?:\\/\\d{4})?)?\\s*(?:-|–|—|đến|den|tới|toi|to)\\s*)?${date}(?=\\s|$)`,
  'iu',
)

/** A line with days in the middle: "VX1 25/11 – 27/11 VX2". Null when there are none. */
export function splitAtDays(
  text: string,
): { readonly before: string; readonly days: string; readonly after: string } | null {
  const found = span.exec(text)
  if (found === null) return null
  const [days] = found
  return { before: text.slice(0, found.index).trim(), days, after: text.slice(found.index + days.length).trim() }
}
