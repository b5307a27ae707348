/**
 * What the outbox could not say: looking at it, putting dead letters back, and ending those nobody needs any more. A letter
 * put back is rendered anew: what is no longer true or too late is not sent.
 */
import { and, asc, eq, gt, inArray, lt, lte, or } from 'drizzle-orm'
import type { CommitteeId, OfficerId } from '../domain/directory.ts'
import type { Reference } from '../domain/reference.ts'
import { revive } from './json.ts'
import { deliveries } from './schema.ts'
import type { Db, Tx } from './tx.ts'

/** Where a listed delivery stands. */
export type ListedState = 'waiting' | 'dead' | 'unreachable' | 'expired'

export type ListedDelivery = {
  readonly number: number
  readonly state: string
  readonly kind: string
  readonly bot: string
  readonly chat: string
  readonly officer: OfficerId | null
  readonly reference: Reference | null
  readonly notice: unknown
  readonly attempts: number
  readonly recordedAt: Temporal.Instant
  readonly endedAt: Temporal.Instant | null
  readonly untilAt: Temporal.Instant | null
  readonly failure: string | null
}

/** Deliveries of a committee in a state, the oldest first. */
export async function listDeliveries(
  db: Db,
  committeeId: CommitteeId,
  { state, limit }: { readonly state: ListedState; readonly limit: number },
): Promise<readonly ListedDelivery[]> {
  const found = await db
    .select({
      number: deliveries.number,
      state: deliveries.state,
      kind: deliveries.kind,
      bot: deliveries.bot,
      chat: deliveries.chat,
      officer: deliveries.officer,
      reference: deliveries.reference,
      notice: deliveries.notice,
      attempts: deliveries.attempts,
      recordedAt: deliveries.recordedAt,
      endedAt: deliveries.endedAt,
      untilAt: deliveries.untilAt,
      failure: deliveries.failure,
    })
    .from(deliveries)
    .where(and(eq(deliveries.committeeId, committeeId), eq(deliveries.state, state)))
    .orderBy(asc(deliveries.number))
    .limit(limit)
  return found.map((one) => ({ ...one, notice: revive(one.notice) }))
}

/** Puts dead letters back as if they were new, all of them or the ones named; gives the numbers of those it did. */
export async function redriveDead(
  tx: Tx,
  committeeId: CommitteeId,
  numbers: readonly number[] | 'all',
): Promise<readonly number[]> {
  const meant = numbers === 'all' ? undefined : inArray(deliveries.number, [...numbers])
  const back = await tx
    .update(deliveries)
    .set({ state: 'waiting', isQueued: false, leasedUntilAt: null, faults: 0, endedAt: null, failure: null })
    .where(and(eq(deliveries.committeeId, committeeId), eq(deliveries.state, 'dead'), meant))
    .returning({ number: deliveries.number })
  return back.map(({ number }) => number).toSorted((a, b) => a - b)
}

/** Ends dead letters that nobody needs any more: too late to be said by `now`, or dead since before `diedBefore`. */
export async function expireDead(
  tx: Tx,
  committeeId: CommitteeId,
  { now, diedBefore }: { readonly now: Temporal.Instant; readonly diedBefore: Temporal.Instant },
): Promise<readonly number[]> {
  const useless = or(lte(deliveries.untilAt, now), lt(deliveries.endedAt, diedBefore))
  const ended = await tx
    .update(deliveries)
    .set({ state: 'expired' })
    .where(and(eq(deliveries.committeeId, committeeId), eq(deliveries.state, 'dead'), useless))
    .returning({ number: deliveries.number })
  return ended.map(({ number }) => number).toSorted((a, b) => a - b)
}

/** What ended dead after an instant, in order. `officer` null: it was for a group. */
export async function findDeadSince(
  db: Db,
  committeeId: CommitteeId,
  after: Temporal.Instant,
): Promise<readonly { readonly reference: Reference | null; readonly officer: OfficerId | null }[]> {
  return db
    .select({ reference: deliveries.reference, officer: deliveries.officer })
    .from(deliveries)
    .where(and(eq(deliveries.committeeId, committeeId), eq(deliveries.state, 'dead'), gt(deliveries.endedAt, after)))
    .orderBy(asc(deliveries.endedAt), asc(deliveries.number))
}
