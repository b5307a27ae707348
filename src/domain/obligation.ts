/** What a unit owes in a matter of any kind. */
import type { UnitId } from './directory.ts'

/** What it means that something is owed, wherever what waits is read. */
type Meaning = {
  /** Its day counts: it falls due, is kept for reckoning up, and stands in the day of the Office. Others only have a time. */
  readonly isDeadline: boolean
  /** Its deadline has passed, and it is owed still: the Office sees it once a week. */
  readonly isOverdue: boolean
  /** Whose it is in the unit: everybody's, or of whoever decides for it. */
  readonly whose: 'everybody' | 'deciders'
  /** Whether it is about the unit's own part of the matter, and opens with that part's card. */
  readonly isOfPart: boolean
  /** What is done by doing it: the two are one line. */
  readonly settles: string | null
  /** Not everybody whose it is may know of it: the noun says who (`mayKnow`). */
  readonly isGuarded: boolean
}

const ofDeciders: Meaning = {
  isDeadline: false,
  isOverdue: false,
  whose: 'deciders',
  isOfPart: false,
  settles: null,
  isGuarded: false,
}
const ofPart: Meaning = { ...ofDeciders, whose: 'everybody', isOfPart: true }

/** Everything that can be owed. */
export const owed = {
  answer: { ...ofPart, isDeadline: true },
  late_answer: { ...ofPart, isOverdue: true },
  confirm_reply: { ...ofPart, whose: 'deciders', settles: 'answer' },
  confirm_letter: ofDeciders,
  decide_request: ofDeciders,
  reroute: { ...ofDeciders, isGuarded: true },
  direct: { ...ofDeciders, isGuarded: true },
  lead: ofDeciders,
  close: ofDeciders,
} as const satisfies Readonly<Record<string, Meaning>>

export type What = keyof typeof owed

/** `dueAt` null: no deadline. */
export type Obligation = { readonly unit: UnitId; readonly what: What; readonly dueAt: Temporal.Instant | null }

/** What it means that something is owed; of what a newer program wrote, no more than that somebody who decides sees it. */
export function meaningOf(what: What): Meaning {
  return Object.hasOwn(owed, what) ? owed[what] : ofDeciders
}
