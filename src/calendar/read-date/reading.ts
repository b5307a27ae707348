/** What reading a typed date can come to. Shapes only; ../read-date.ts reads. */
import type { Calendar } from '../calendar.ts'
import type { RestReason } from '../limits.ts'

/** What the words are read against. */
export type DateContext = {
  readonly now: Temporal.Instant
  readonly calendar: Calendar
  /** When the matter in question is due: what "lùi 2 ngày" and "gia hạn thêm" count from. */
  readonly dueAt?: Temporal.Instant
}

/** A typed date, understood or not. Nothing is guessed: what may mean two things is asked. */
export type DateReading =
  | ({ readonly kind: 'deadline' } & Deadline)
  | ({ readonly kind: 'interval' } & Interval)
  /** Must be put to the officer; each candidate is a complete reading to choose, earliest first, perhaps none. */
  | { readonly kind: 'ask'; readonly why: AskReason; readonly candidates: readonly Deadline[] }
  /** A day or time that does not exist; `text` is the part that says so, lower case, without accents. */
  | { readonly kind: 'invalid'; readonly why: 'no-such-day' | 'no-such-time'; readonly text: string }
  /** No date in it. */
  | { readonly kind: 'unknown' }

export type Deadline = {
  /** When it ends by law. A day without a time ends at 24:00, and a rest day at 24:00 of the next working day. */
  readonly at: Temporal.Instant
  /** The day as written; the last day before it for "trước ngày". A `moved` warning says when `at` lies on another day. */
  readonly day: Temporal.PlainDate
  readonly precision: 'minute' | 'part-of-day' | 'day'
  /** Written as "trước": the moment itself is already too late. */
  readonly strict: boolean
  /** The same words as a beginning, for a meeting: sáng 8:00, chiều 14:00; null for a whole day. */
  readonly beginsAt: Temporal.Instant | null
  readonly warnings: readonly DateWarning[]
}

export type Interval = {
  readonly from: Temporal.Instant
  readonly to: Temporal.Instant
  readonly warnings: readonly DateWarning[]
}

export type AskReason =
  /** It may mean several moments. */
  | 'ambiguous'
  /** Every meaning is over; the candidates, if any, are the next ones. */
  | 'past'
  /** "thứ sáu 21/11", which is a Saturday. */
  | 'weekday-mismatch'
  /** Likely, but too far or too loosely said to act upon. */
  | 'needs-confirmation'
  /** Nothing that ends: "sớm nhất", "sau 20/11". */
  | 'no-fixed-date'
  /** An extension of a matter without a deadline. */
  | 'no-due-date'
  /** Solar or lunar: "mồng một tháng 12". */
  | 'lunar'

export type DateWarning =
  | { readonly kind: 'holiday' | 'weekend'; readonly day: Temporal.PlainDate; readonly why: RestReason }
  | { readonly kind: 'moved'; readonly day: Temporal.PlainDate; readonly to: Temporal.PlainDate }
  /** The days off of that year are not settled. */
  | { readonly kind: 'provisional-year'; readonly day: Temporal.PlainDate }
  /** A Saturday proposed as a working day; no outcome is known. */
  | { readonly kind: 'swap-unsettled'; readonly day: Temporal.PlainDate; readonly off: Temporal.PlainDate }
  /** Read from a lunar date. */
  | { readonly kind: 'lunar'; readonly day: Temporal.PlainDate }
