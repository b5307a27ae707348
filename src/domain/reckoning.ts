/**
 * Reckoning up what fell due: every deadline must have come to exactly one end. What has none is a fault, and is said.
 */
import type { UnitId } from './directory.ts'
import type { Reference } from './reference.ts'

/** A deadline that what a unit owed had. */
export type Due = { readonly reference: Reference; readonly unit: UnitId; readonly dueAt: Temporal.Instant }

/** The ends a deadline may come to, in the order they are told. `extended`: it was moved to another day. */
export const ends = ['answered', 'deemed_consent', 'unanswered', 'returned', 'extended', 'unreached', 'void'] as const
export type End = (typeof ends)[number]

export type Reckoning = {
  readonly due: number
  readonly ended: Readonly<Record<End, number>>
  /** Deadlines that passed without any end: they do not add up. */
  readonly open: readonly Due[]
}

/** Counts the ends of deadlines that have passed; `endOf` says what one came to, null: nothing. */
export function reckon(dues: readonly Due[], endOf: (due: Due) => End | null): Reckoning {
  const read = dues.map((due) => ({ due, end: endOf(due) }))
  const count = (end: End) => read.filter((one) => one.end === end).length
  return {
    due: dues.length,
    ended: Object.fromEntries(ends.map((end) => [end, count(end)])) as Record<End, number>,
    open: read.flatMap(({ due, end }) => (end === null ? [due] : [])),
  }
}
