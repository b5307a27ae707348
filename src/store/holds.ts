/**
 * What a clock that was set back leaves standing still: leases, pauses and short holds that end an hour from now because
 * they were counted from a time that is yet to come. Nothing honest is held so far ahead but a vendor's long pause, and
 * the vendor asks for that again.
 */
import { and, eq, gt, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import { bots, deliveries, gates, inbound, matters, queues, slots } from './schema.ts'
import type { Db } from './tx.ts'

/** Seconds ahead that a lease or a retry may honestly end. */
const farSeconds = 90
/** Seconds that something may be held from when it was recorded; what is held longer waits for a moment, not for a while. */
const whileSeconds = 120

export type Moment = { readonly now: Temporal.Instant; readonly machine: Temporal.Instant }

/** Lets go of all that for these bots and their committees. */
export async function releaseAhead(db: Db, among: readonly string[], { now, machine }: Moment): Promise<void> {
  const far = machine.add({ seconds: farSeconds })
  const ours = [...among]
  const committees = db.select({ id: bots.committeeId }).from(bots).where(inArray(bots.id, ours))
  const waiting = and(inArray(deliveries.bot, ours), eq(deliveries.state, 'waiting'))
  await db
    .update(deliveries)
    .set({ leasedUntilAt: null })
    .where(and(waiting, gt(deliveries.leasedUntilAt, far)))
  await db
    .update(queues)
    .set({ freeAt: null })
    .where(and(inArray(queues.bot, ours), gt(queues.freeAt, far)))
  await db
    .update(gates)
    .set({ freeAt: null })
    .where(and(inArray(gates.bot, ours), gt(gates.freeAt, far)))
  await db
    .update(gates)
    .set({ turnAt: null })
    .where(and(inArray(gates.bot, ours), gt(gates.turnAt, far)))
  await db
    .update(inbound)
    .set({ retryAt: null })
    .where(and(inArray(inbound.bot, ours), isNull(inbound.handledAt), gt(inbound.retryAt, far)))
  await db
    .update(matters)
    .set({ settleAgainAt: null })
    .where(and(inArray(matters.committeeId, committees), isNotNull(matters.nextDueAt), gt(matters.settleAgainAt, far)))
  await db
    .update(slots)
    .set({ retryAt: null })
    .where(and(inArray(slots.committeeId, committees), isNull(slots.doneAt), gt(slots.retryAt, far)))
  const held = sql`${deliveries.notBeforeAt} - ${deliveries.recordedAt}`
  await db
    .update(deliveries)
    .set({ notBeforeAt: sql`${now}::timestamptz + (${held})`, recordedAt: now })
    .where(
      and(
        waiting,
        gt(deliveries.recordedAt, now.add({ seconds: farSeconds })),
        sql`${held} <= ${whileSeconds} * interval '1 second'`,
      ),
    )
}
