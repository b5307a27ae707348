/** Days of a calendar as a committee writes them in a table, and what they would change. */
import { fold } from '../text/vietnamese.ts'
import { type Calendar, type DayChange, isWorkingDay, lastDayBefore, namedDay } from './calendar.ts'

/** The columns of such a table; `provisional` ("yes") may be left out. */
export const dayColumns = ['date', 'name_vi', 'kind', 'source', 'provisional'] as const

const kinds = ['holiday', 'compensatory', 'swapped_off', 'swapped_working', 'ordinary'] as const

/** A line that cannot be taken over, and why. */
export type DayProblem = {
  readonly line: number
  readonly code: 'no-date' | 'no-such-kind' | 'no-source' | 'twice' | 'no-columns'
}

type Line = { readonly line: number; readonly cells: readonly string[] }

/** Reads a table, its first line the names of the columns. `ordinary` makes of a shipped day what the week makes it. */
export function readDays(rows: readonly Line[]): {
  readonly days: readonly DayChange[]
  readonly problems: readonly DayProblem[]
} {
  const [heading, ...lines] = rows
  const names = heading?.cells.map(fold) ?? []
  if (dayColumns.slice(0, 4).some((name) => !names.includes(name)))
    return { days: [], problems: [{ line: heading?.line ?? 1, code: 'no-columns' }] }
  const days: DayChange[] = []
  const problems: DayProblem[] = []
  for (const line of lines) {
    const day = readDay((name) => line.cells[names.indexOf(name)] ?? '')
    const isTwice = typeof day !== 'string' && days.some(({ on }) => on === day.on)
    if (typeof day === 'string') problems.push({ line: line.line, code: day })
    else if (isTwice) problems.push({ line: line.line, code: 'twice' })
    else days.push(day)
  }
  return { days, problems }
}

function readDay(cell: (name: string) => string): DayChange | DayProblem['code'] {
  const kind = kinds.find((one) => one === fold(cell('kind')))
  const on = cell('date').trim()
  if (!isDay(on)) return 'no-date'
  if (kind === undefined) return 'no-such-kind'
  if (kind === 'ordinary') return { on, kind }
  if (cell('name_vi').trim() === '' || cell('source').trim() === '') return 'no-source'
  const provisional = /^(yes|co|true|1|x|provisional)$/.test(fold(cell('provisional')))
  return { on, kind, name: cell('name_vi').trim(), source: cell('source').trim(), provisional }
}

function isDay(text: string): boolean {
  try {
    return /^\d{4}-\d\d-\d\d$/.test(text) && Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text
  } catch {
    return false
  }
}

/** The days that differ from the calendar in what they are or in how sure they are. A name alone changes nothing. */
export function changedDays(days: readonly DayChange[], calendar: Calendar): readonly DayChange[] {
  return days.filter((day) => {
    const known = namedDay(Temporal.PlainDate.from(day.on), calendar)
    const isSettled = !calendar.unsettledSwaps.some(({ off, worked }) => off === day.on || worked === day.on)
    if (day.kind === 'ordinary') return known !== null || !isSettled
    return known === null || known.kind !== day.kind || known.provisional !== day.provisional
  })
}

/** The calendar with some days changed. */
export function withDays(calendar: Calendar, changed: readonly DayChange[]): Calendar {
  const days = new Map(calendar.days)
  for (const day of changed) {
    if (day.kind === 'ordinary') days.delete(day.on)
    else days.set(day.on, day)
  }
  return { ...calendar, days }
}

/** Whether a deadline that ended on a working day would now end on a day of rest. */
export function endsOnRestNow(dueAt: Temporal.Instant, before: Calendar, after: Calendar): boolean {
  const last = lastDayBefore(dueAt, before)
  return isWorkingDay(last, before) && !isWorkingDay(last, after)
}
