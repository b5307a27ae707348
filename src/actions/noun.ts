/** What a kind of matter must offer so that one function can settle, record and tell for all of them. */

import type { OfficerId, UnitId } from '../domain/directory.ts'
import type { Telling } from '../domain/notice.ts'
import type { Obligation } from '../domain/obligation.ts'
import type { MatterKind, Reference } from '../domain/reference.ts'
import type { Snapshot } from '../store/snapshot.ts'

/** Which live cards an event changes, and the seconds after which the change may be seen; several when it shows in steps. */
export type Change = { readonly units: readonly UnitId[] | 'all'; readonly afterSeconds: readonly number[] }

export type Noun<State extends { readonly state: string }, Event extends { readonly type: string }> = {
  readonly kind: MatterKind
  /** A stored state with what the version that wrote it did not know of. Applied wherever a state is read. */
  readonly complete: (state: State) => State
  readonly evolve: (state: State | null, event: Event) => State
  /** What the passing of time brings by `at`, for a matter locked now. */
  readonly settle: (
    state: State,
    at: Temporal.Instant,
    recordedAt: Temporal.Instant,
    snapshot: Snapshot,
  ) => readonly Event[]
  readonly nextMoment: (state: State) => Temporal.Instant | null
  readonly followUps: (event: Event, state: State, sequence: number) => readonly Telling[]
  /** Who owes what in it; who the Office is stands in the directory. */
  readonly owes: (state: State, snapshot: Snapshot) => readonly Obligation[]
  readonly changes: (event: Event) => Change | null
  /** Who did it and when, for the evidence; nobody when time did. */
  readonly provenance: (event: Event) => { readonly actor: OfficerId | null; readonly at: Temporal.Instant | null }
}

/** A matter about to be written: what it was, what time has already done to it, where its evidence ends. */
export type Pending<State, Event> = {
  readonly reference: Reference
  readonly before: State | null
  readonly settled: readonly Event[]
  readonly head: { readonly sequence: number; readonly hash: string }
}

/** A matter whose lock this transaction holds, settled as of the act. */
export type Locked<State, Event> = Pending<State, Event> & { readonly state: State }
