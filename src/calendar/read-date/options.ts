/** The days a written date may mean, seen from today. */
import type { DayOption, Piece } from './pieces.ts'

type Day = Temporal.PlainDate

/** A date without a year that has just passed is over; one that comes within a quarter is meant; others are asked about. */
const obviousDays = 92

/** Words that name next year, this year, or nothing after "năm". */
export const yearWords = '(?:nay|next|after|sau|toi|\\d{4})'

export function option(day: Day, more: Partial<Omit<DayOption, 'day'>> = {}): DayOption {
  return { day, firstDay: day, doubt: null, isLunar: false, ...more }
}

export function days(options: readonly DayOption[], instead: readonly DayOption[] = []): Piece {
  return { kind: 'days', options, instead }
}

export function noSuchDay(text: string): Piece {
  return { kind: 'invalid', why: 'no-such-day', text: text.trim() }
}

/** A year as written: "2026", "26", "nay", "sau"; null when nothing is. */
export function readYear(word: string | undefined, today: Day): number | null {
  if (word === undefined) return null
  if (word === 'nay') return today.year
  if (!/^\d+$/.test(word)) return today.year + 1
  return word.length === 2 ? 2000 + Number(word) : Number(word)
}

/** The day, or null when the month has none such. */
export function dayIn(year: number, month: number, day: number): Day | null {
  if (month < 1 || month > 12 || day < 1) return null
  const first = new Temporal.PlainDate(year, month, 1)
  return day <= first.daysInMonth ? first.with({ day }) : null
}

/** "20/11", "20/11/2026": without a year the nearer of this year's and the next one, asked about when far away. */
export function dateOption(day: number, month: number, year: number | null, today: Day): DayOption | null {
  if (year !== null) return optionOrNull(dayIn(year, month, day))
  const here = dayIn(today.year, month, day)
  const next = dayIn(today.year + 1, month, day)
  if (next === null || (here !== null && Temporal.PlainDate.compare(here, today) >= 0)) return optionOrNull(here)
  const ahead = today.until(next).days
  if (here !== null && here.until(today).days <= ahead) return option(here)
  return option(next, { doubt: ahead > obviousDays ? 'needs-confirmation' : null })
}

/** The first of several days that is not over, otherwise null. */
export function firstFrom(today: Day, candidates: readonly (Day | null)[]): Day | null {
  return candidates.find((day) => day !== null && Temporal.PlainDate.compare(day, today) >= 0) ?? null
}

function optionOrNull(day: Day | null): DayOption | null {
  return day === null ? null : option(day)
}
