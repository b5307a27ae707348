/**
 * Merging: several tellings of one kind that wait for one chat become the parts of one delivery. A part keeps its row (and
 * ends its own evidence); its `target` is the delivery that says it.
 */
import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { CommitteeId } from '../domain/directory.ts'
import { change } from './claims.ts'
import { type Claimed, enqueue } from './deliveries.ts'
import { revive } from './json.ts'
import { releaseQueue } from './queues.ts'
import { deliveries } from './schema.ts'
import { type Db, rows, type Tx } from './tx.ts'

/** What may be merged with what, and how many at least and at most. */
export type Fold = {
  readonly now: Temporal.Instant
  readonly machine: Temporal.Instant
  readonly atLeast: number
  readonly atMost: number
}

/**
 * Folds a delivery in hand and those like it that may go out to the same chat now into a new one, which waits its turn;
 * says whether it did. What is urgent, or in somebody's hands, stays alone.
 */
export async function foldWaiting(tx: Tx, claimed: Claimed, { now, machine, atLeast, atMost }: Fold): Promise<boolean> {
  const { committeeId, bot, chat, number } = claimed
  const { of, kind } = claimed.notice as { readonly of: string; readonly kind: string }
  const others = await rows<{ number: number; untilAt: Temporal.Instant | null }>(
    tx,
    sql`
    select number, until_at as "untilAt" from deliveries
    where committee_id = ${committeeId} and bot = ${bot} and chat = ${chat} and state = 'waiting' and kind = 'post'
      and notice->>'of' = ${of} and notice->>'kind' = ${kind} and not is_urgent and not is_copy and number <> ${number}
      and not_before_at <= ${now} and (until_at is null or until_at > ${now})
      and (leased_until_at is null or leased_until_at <= ${machine})
    order by number limit ${atMost - 1} for update skip locked`,
  )
  if (others.length + 1 < atLeast) return false
  const untils = [claimed.untilAt, ...others.map(({ untilAt }) => untilAt)]
  const merged = await insertMerged(tx, claimed, { of, kind, untilAt: latest(untils), now })
  const ended = { state: 'merged', target: merged, endedAt: now, leasedUntilAt: null, isQueued: false } as const
  if (!(await change(tx, claimed, ended))) throw new Error(`Delivery ${number} was taken over while it was merged`)
  const theirs = others.map((one) => one.number)
  await tx
    .update(deliveries)
    .set(ended)
    .where(and(eq(deliveries.committeeId, committeeId), inArray(deliveries.number, theirs)))
  await releaseQueue(tx, claimed, null)
  return true
}

async function insertMerged(
  tx: Tx,
  claimed: Claimed,
  {
    of: matters,
    kind,
    untilAt,
    now,
  }: {
    readonly of: string
    readonly kind: string
    readonly untilAt: Temporal.Instant | null
    readonly now: Temporal.Instant
  },
): Promise<number> {
  const { committeeId, bot, chat, isPrivate, officer, keepsQuietHours } = claimed
  const key = `merged:${claimed.number}`
  const notice = { of: 'merged', matters, kind }
  const own = { key, kind: 'post', reference: null, notice, target: null, press: null, isLive: false } as const
  const when = { isUrgent: false, keepsQuietHours: keepsQuietHours ?? false, notBeforeAt: now, untilAt }
  await enqueue(tx, committeeId, now, [{ bot, chat, isPrivate, officer, ...own, ...when }])
  const [found] = await tx
    .select({ number: deliveries.number })
    .from(deliveries)
    .where(and(eq(deliveries.committeeId, committeeId), eq(deliveries.key, key)))
  if (!found) throw new Error(`The delivery ${key} was not written`)
  return found.number
}

/** The instant after which none is worth saying; null when one always is. */
function latest(instants: readonly (Temporal.Instant | null)[]): Temporal.Instant | null {
  const known = instants.filter((instant) => instant !== null)
  if (known.length < instants.length) return null
  return known.toSorted((a, b) => Temporal.Instant.compare(b, a))[0] ?? null
}

/** The parts of a merged delivery, as they were claimed; the order of their matters is the same for everybody. */
export async function findParts(db: Db, committeeId: CommitteeId, merged: number): Promise<readonly Claimed[]> {
  const found = await db
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.committeeId, committeeId), eq(deliveries.target, merged), eq(deliveries.state, 'merged')))
    .orderBy(asc(deliveries.reference), asc(deliveries.number))
  return found.map((row) => ({ ...toClaimed(row), target: null }))
}

/** A row as if it had just been claimed. */
export function toClaimed(row: typeof deliveries.$inferSelect): Claimed {
  const { committeeId, number, attempts: attempt, faults, messages, key, bot, chat, isPrivate, officer, kind } = row
  const { reference, notice, target, press, isLive, isUrgent, keepsQuietHours, isCopy, untilAt } = row
  const own = { committeeId, number, attempt, faults, messages, key, bot, chat, isPrivate, officer, kind }
  const told = { reference, notice: revive(notice), target, press }
  return { ...own, ...told, isLive, isUrgent, keepsQuietHours, isCopy, untilAt }
}

/** Ends parts that a merged delivery need not say after all. */
export async function dropParts(tx: Tx, committeeId: CommitteeId, parts: readonly Claimed[]): Promise<void> {
  if (parts.length === 0) return
  const numbers = parts.map(({ number }) => number)
  await tx
    .update(deliveries)
    .set({ state: 'unneeded', target: null })
    .where(and(eq(deliveries.committeeId, committeeId), inArray(deliveries.number, numbers)))
}
