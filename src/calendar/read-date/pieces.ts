/** What the words of a typed date are, before they are put together, and the scanner that finds them. */
import { type Calendar, dayOf } from '../calendar.ts'
import type { AskReason, DateContext } from './reading.ts'

/** A day some words may mean. */
export type DayOption = {
  readonly day: Temporal.PlainDate
  /** For a week, a month, …: its first day, which "trước" counts from. Otherwise the day. */
  readonly firstDay: Temporal.PlainDate
  /** Why it may not be taken without asking. */
  readonly doubt: AskReason | null
  readonly isLunar: boolean
}

/** A time as written. `isExact`: in the 24-hour way ("05:30", "17h"), so that no afternoon is meant by a small number. */
export type WrittenTime = { readonly hour: number; readonly minute: number | null; readonly isExact: boolean }

export type PartOfDay = 'morning' | 'noon' | 'afternoon' | 'evening' | 'night'
export type SpanUnit = 'workingDays' | 'days' | 'weeks' | 'months' | 'years' | 'hours' | 'minutes'

export type Piece =
  /** `instead`: what to offer when all options are over. */
  | { readonly kind: 'days'; readonly options: readonly DayOption[]; readonly instead: readonly DayOption[] }
  /** `isOnly`: a certain week's, not just any. 1 is Monday. */
  | {
      readonly kind: 'weekday'
      readonly weekday: number
      readonly isOnly: boolean
      readonly options: readonly DayOption[]
    }
  | { readonly kind: 'days-range'; readonly from: Temporal.PlainDate; readonly to: Temporal.PlainDate }
  | { readonly kind: 'clock'; readonly from: WrittenTime; readonly to: WrittenTime | null }
  | { readonly kind: 'part'; readonly part: PartOfDay }
  /** A word that means two things without its accents. */
  | { readonly kind: 'doubt' }
  | { readonly kind: 'edge'; readonly edge: 'opening' | 'closing' | 'end-of-day' }
  | { readonly kind: 'span'; readonly count: number; readonly unit: SpanUnit; readonly isDoubtful: boolean }
  | { readonly kind: 'bound'; readonly bound: 'before' | 'by' | 'due' | 'after' | 'ahead' | 'within' | 'extend' }
  | { readonly kind: 'event'; readonly event: 'holiday' | 'tet' | 'lunar-tet' | 'solar-tet' }
  | { readonly kind: 'vague' }
  | { readonly kind: 'filler' }
  | { readonly kind: 'invalid'; readonly why: 'no-such-day' | 'no-such-time'; readonly text: string }

/** One way to say something. `read` answers null when the words turn out to be no such thing. */
export type Rule = {
  readonly pattern: RegExp
  readonly read: (match: RegExpExecArray, today: Temporal.PlainDate, calendar: Calendar) => Piece | null
}

/** A rule whose words end where the pattern does: no letter may follow. */
export function rule(pattern: RegExp, read: Rule['read']): Rule {
  return { pattern: new RegExp(`(?:${pattern.source})(?![a-z])`, 'y'), read }
}

/** The pieces in order, and the words nobody could read. */
export type Scan = { readonly pieces: readonly Piece[]; readonly unread: readonly string[] }

/** Reads a respelled line from left to right; the first rule that matches at a place wins. */
export function scan(line: string, rules: readonly Rule[], { now, calendar }: DateContext): Scan {
  const today = dayOf(now, calendar)
  const pieces: Piece[] = []
  const unread: string[] = []
  for (let at = 0; at < line.length; ) {
    const found = firstAt(line, at, rules, (match, { read }) => read(match, today, calendar))
    if (found === null) unread.push(wordAt(line, at))
    else pieces.push(found.piece)
    at += found?.length ?? wordAt(line, at).length
  }
  return { pieces, unread: unread.filter((word) => /[\p{L}\p{N}]/u.test(word)) }
}

function firstAt(
  line: string,
  at: number,
  rules: readonly Rule[],
  read: (match: RegExpExecArray, rule: Rule) => Piece | null,
): { readonly piece: Piece; readonly length: number } | null {
  for (const rule of rules) {
    rule.pattern.lastIndex = at
    const match = rule.pattern.exec(line)
    const piece = match === null ? null : read(match, rule)
    if (match !== null && piece !== null) return { piece, length: match[0].length }
  }
  return null
}

function wordAt(line: string, at: number): string {
  return /^(?:[\p{L}\p{N}]+|[^\p{L}\p{N}]+)/u.exec(line.slice(at, at + 40))?.[0] ?? line.charAt(at)
}
