/** What a job of the calendar is. When it is done is calendar-slots.ts; each job stands in its own file. */
import type { SlotTime } from '../calendar/slots.ts'
import type { Snapshot } from '../store/snapshot.ts'
import type { Tx } from '../store/tx.ts'

/** A slot of one committee, inside the transaction that also notes it done. */
export type Slot = {
  readonly tx: Tx
  readonly snapshot: Snapshot
  /** The slot itself, which dates what is done, however late it is done. */
  readonly slotAt: Temporal.Instant
  readonly recordedAt: Temporal.Instant
}

/** Something done once in every slot. */
export type SlotJob = {
  /** Never changes: what was done is kept under it. */
  readonly name: string
  readonly timeOf: (snapshot: Snapshot) => SlotTime
  readonly run: (slot: Slot) => Promise<unknown>
}
