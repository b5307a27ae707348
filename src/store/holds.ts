/**
 * What a clock that was set back leaves standing still: leases, pauses and short holds that end an hour from now because
 * they were counted from a time that is yet to come. Nothing honest is held so far ahead but a vendor's long pause, and
 * the vendor asks for that again.
 */
import { and, eq, gt, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import { bots, deliveries, gates, inbound, matters, queues, slots } from './schema.ts'
import type { Tx } from './tx.ts'

/** Seconds ahead that a lease or a retry may honestly end. */
const farSeconds = 90
/** Seconds that something may be held from when it was recorded; what is held longer waits for a moment, not for a while. */
const whileSeconds = 120

export type Moment = { readonly now: Temporal.Instant; readonly machine: Temporal.Instant }

/** Lets go of all that for these bots and their committees; false when there was nothing. */
export async function releaseAhead(tx: Tx, among: readonly string[], moment: Moment): Promise<boolean> {
  const bot = [...among]
  const released = [
    ...(await releaseTraffic(tx, bot, moment)),
    ...(await releaseRetries(tx, bot, moment)),
    ...(await shiftHolds(tx, bot, moment)),
  ]
  return released.length > 0
}

/** Leases, rests and pauses of what goes out, and tries of what came in. */
async function releaseTraffic(tx: Tx, bot: string[], { machine }: Moment): Promise<readonly unknown[]> {
  const far = machine.add({ seconds: farSeconds })
  const leased = and(inArray(deliveries.bot, bot), eq(deliveries.state, 'waiting'), gt(deliveries.leasedUntilAt, far))
  const tried = and(inArray(inbound.bot, bot), isNull(inbound.handledAt), gt(inbound.retryAt, far))
  const ofBot = { bot: gates.bot }
  return [
    ...(await tx.update(deliveries).set({ leasedUntilAt: null }).where(leased).returning({ bot: deliveries.bot })),
    ...(await tx
      .update(queues)
      .set({ freeAt: null })
      .where(and(inArray(queues.bot, bot), gt(queues.freeAt, far)))
      .returning({ bot: queues.bot })),
    ...(await tx
      .update(gates)
      .set({ freeAt: null })
      .where(and(inArray(gates.bot, bot), gt(gates.freeAt, far)))
      .returning(ofBot)),
    ...(await tx
      .update(gates)
      .set({ turnAt: null })
      .where(and(inArray(gates.bot, bot), gt(gates.turnAt, far)))
      .returning(ofBot)),
    ...(await tx.update(inbound).set({ retryAt: null }).where(tried).returning({ bot: inbound.bot })),
  ]
}

/** Matters and jobs of the calendar that failed. */
async function releaseRetries(tx: Tx, bot: string[], { machine }: Moment): Promise<readonly unknown[]> {
  const far = machine.add({ seconds: farSeconds })
  const ours = tx.select({ id: bots.committeeId }).from(bots).where(inArray(bots.id, bot))
  const due = and(inArray(matters.committeeId, ours), isNotNull(matters.nextDueAt), gt(matters.settleAgainAt, far))
  const open = and(inArray(slots.committeeId, ours), isNull(slots.doneAt), gt(slots.retryAt, far))
  return [
    ...(await tx.update(matters).set({ settleAgainAt: null }).where(due).returning({ of: matters.committeeId })),
    ...(await tx.update(slots).set({ retryAt: null }).where(open).returning({ of: slots.committeeId })),
  ]
}

/** What was to wait for a while waits for it from now. */
async function shiftHolds(tx: Tx, bot: string[], { now }: Moment): Promise<readonly unknown[]> {
  const held = sql`${deliveries.notBeforeAt} - ${deliveries.recordedAt}`
  return tx
    .update(deliveries)
    .set({ notBeforeAt: sql`${now}::timestamptz + (${held})`, recordedAt: now })
    .where(
      and(
        inArray(deliveries.bot, bot),
        eq(deliveries.state, 'waiting'),
        gt(deliveries.recordedAt, now.add({ seconds: farSeconds })),
        sql`${held} <= ${whileSeconds} * interval '1 second'`,
      ),
    )
    .returning({ number: deliveries.number })
}
