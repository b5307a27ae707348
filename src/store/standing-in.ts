/** Writing who is away and who acts for whom. Reading is snapshot.ts. */
import { and, eq, gte, lte } from 'drizzle-orm'
import type { ActingOrder, CommitteeId, Leave } from '../domain/directory.ts'
import { actingOrders, leaves } from './schema.ts'
import type { Tx } from './tx.ts'

/** Writes a leave in the place of those it overlaps. */
export async function writeLeave(tx: Tx, committeeId: CommitteeId, leave: Leave): Promise<void> {
  await tx
    .delete(leaves)
    .where(
      and(
        eq(leaves.committeeId, committeeId),
        eq(leaves.officer, leave.officer),
        lte(leaves.fromOn, leave.toOn),
        gte(leaves.toOn, leave.fromOn),
      ),
    )
  await tx.insert(leaves).values({ ...leave, committeeId })
}

/** Writes an acting order, or the days of one that is known by its number. */
export async function writeActingOrder(tx: Tx, committeeId: CommitteeId, order: ActingOrder): Promise<void> {
  const { fromOn, toOn } = order
  await tx
    .insert(actingOrders)
    .values({ ...order, committeeId })
    .onConflictDoUpdate({
      target: [actingOrders.committeeId, actingOrders.unit, actingOrders.number],
      set: { fromOn, toOn },
    })
}
