/**
 * Reckoning up what fell due: every deadline must have come to exactly one end. What has none is a fault, and is said.
 */
import { type Answer, askedOf, isSettled } from './consultation-answer.ts'
import type { Consultation } from './consultation-state.ts'
import type { UnitId } from './directory.ts'
import type { Reference } from './reference.ts'

/** A deadline that a unit's answer had. */
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

/** Counts the ends of deadlines that have passed; `stateOf` gives a matter as of now. */
export function reckon(dues: readonly Due[], stateOf: (reference: Reference) => Consultation | null): Reckoning {
  const read = dues.map((due) => ({ due, end: endOf(due, stateOf(due.reference)) }))
  const count = (end: End) => read.filter((one) => one.end === end).length
  return {
    due: dues.length,
    ended: Object.fromEntries(ends.map((end) => [end, count(end)])) as Record<End, number>,
    open: read.flatMap(({ due, end }) => (end === null ? [due] : [])),
  }
}

function endOf({ unit, dueAt }: Due, state: Consultation | null): End | null {
  const answer = state !== null && 'answers' in state ? state.answers[unit] : undefined
  if (answer === undefined) return null
  return askedOf(answer).dueAt.equals(dueAt) ? endOfAnswer(answer) : 'extended'
}

/** How it stood at the deadline: an answer that came late took the place of a lapse, which is what is counted. */
function endOfAnswer(answer: Answer): End | null {
  if (isSettled(answer)) {
    if (answer.lapsed !== null) return answer.lapsed.state
    return answer.state === 'returned' ? 'returned' : 'answered'
  }
  return answer.state === 'asked' ? null : answer.state
}
