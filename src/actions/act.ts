/** Somebody's act inside one transaction, and how it comes out. */
import type { Refusal } from '../domain/decision.ts'
import type { OfficerId } from '../domain/directory.ts'
import type { Reference } from '../domain/reference.ts'
import type { Snapshot } from '../store/snapshot.ts'
import type { Tx } from '../store/tx.ts'

export type { Snapshot, Tx }

/** The circumstances of a write: whose committee, who (null: time, or a delivery), in which messenger, how it was put, when. */
export type Circumstances = {
  readonly tx: Tx
  readonly snapshot: Snapshot
  readonly by: OfficerId | null
  /** The messenger's name, as evidence has it: 'telegram'. */
  readonly messenger: string | null
  readonly words: string | null
  /** When it happened: the vendor's time where there is one, otherwise when it was stored. */
  readonly at: Temporal.Instant
  /** When it is written down. */
  readonly recordedAt: Temporal.Instant
  /** How far time may act meanwhile, where that is not the present: something that happened earlier may still come in. */
  readonly horizonAt?: Temporal.Instant | undefined
  readonly assumed?: Assumed | undefined
}

/**
 * The act has no time of its own and came in after a gap: it happened some time within it, and counts from its beginning,
 * which is {@link Circumstances.at}.
 */
export type Assumed = { readonly fromAt: Temporal.Instant; readonly toAt: Temporal.Instant }

/** The same for a person's act. `bot` is the bot it came through, `words` what was typed or the button's action. */
export type Act = Circumstances & {
  readonly by: OfficerId
  readonly bot: string
  readonly messenger: string
  readonly words: string
}

/** What became of an act on a matter: its events and the state after them, or a refusal (which is evidence, too). */
export type Outcome<State, Event> =
  | { readonly refusal: null; readonly reference: Reference; readonly state: State; readonly events: readonly Event[] }
  | { readonly refusal: Refusal; readonly reference: Reference | null }
