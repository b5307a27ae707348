/** How a decision comes out: what happened, or why not. Expected trouble is a value, never an exception. */

/**
 * What may be told with a refusal: ids, numbers and times, worded by the cards. A time stands under a name ending in `At`,
 * so that it is still one after it was stored (store/json.ts).
 */
export type Details = Readonly<Record<string, string | number | Temporal.Instant | readonly string[]>>

export type Refusal = {
  readonly refused: true
  /** A locale key under `refusal.` ("already-answered"). */
  readonly code: string
  readonly details: Details
  /** The paper behind the refusal ("An Lão 2023, mục 1 gạch 3"); null where it is plain sense, not law. */
  readonly citation: string | null
}

/** What a command leads to: events in the order they happened (none is possible), or a refusal. */
export type Decision<Event> = readonly Event[] | Refusal

/**
 * The refusal of each outcome that refuses, null for the others (`Free`). Codes are written out and never put together, so
 * that each is found where it is made, and has its text.
 */
export type RefusalCodes<Outcome extends string, Free extends Outcome = never> = Readonly<
  Record<Exclude<Outcome, Free>, string> & Record<Free, null>
>

export function refuse(code: string, details: Details = {}, citation: string | null = null): Refusal {
  return { refused: true, code, details, citation }
}

export function isRefusal<Event>(decision: Decision<Event>): decision is Refusal {
  return 'refused' in decision
}
