/** Copies of a telling, in the channels beside somebody's first. */
import { and, eq, inArray } from 'drizzle-orm'
import type { CommitteeId } from '../domain/directory.ts'
import type { Claimed } from './deliveries.ts'
import { toClaimed } from './merged.ts'
import { deliveries } from './schema.ts'
import type { Db, Tx } from './tx.ts'

/** The key of a copy of a telling; of one that went on to another channel, it is the same copy. */
export function copyKey(key: string, bot: string): string {
  return `${key.split('>', 1)[0]}+${bot}`
}

/** A copy that was made the telling itself. */
export type Promoted = {
  readonly delivery: Claimed
  readonly actions: readonly string[]
  /** When it was sent; null: it is on its way. */
  readonly sentAt: Temporal.Instant | null
}

/** Makes a copy of a telling the telling itself, where one was sent or is on its way; null when there is none. */
export async function promoteCopy(
  tx: Tx,
  committeeId: CommitteeId,
  { key, bot }: { readonly key: string; readonly bot: string },
): Promise<Promoted | null> {
  const [row] = await tx
    .update(deliveries)
    .set({ isCopy: false })
    .where(
      and(
        eq(deliveries.committeeId, committeeId),
        eq(deliveries.key, copyKey(key, bot)),
        eq(deliveries.isCopy, true),
        inArray(deliveries.state, ['waiting', 'sent']),
      ),
    )
    .returning()
  return row
    ? { delivery: toClaimed(row), actions: row.actions, sentAt: row.state === 'sent' ? row.endedAt : null }
    : null
}

/** Whether a delivery is a copy by now: it may have been promoted while it was on its way. */
export async function isStillCopy(db: Db, { committeeId, number, isCopy }: Claimed): Promise<boolean> {
  if (!isCopy) return false
  const [row] = await db
    .select({ isCopy: deliveries.isCopy })
    .from(deliveries)
    .where(and(eq(deliveries.committeeId, committeeId), eq(deliveries.number, number)))
  return row?.isCopy ?? false
}
