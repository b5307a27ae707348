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
  /** The first slot not done yet: the same, or an earlier one after a standstill. */
  readonly sinceAt: Temporal.Instant
  readonly recordedAt: Temporal.Instant
}

/** Something done once in every slot. */
export type SlotJob = {
  /** Never changes: what was done is kept under it. */
  readonly name: string
  /** The times of day of its slots, on working days. At least one. */
  readonly timesOf: (snapshot: Snapshot) => readonly SlotTime[]
  readonly run: (slot: Slot) => Promise<unknown>
}
