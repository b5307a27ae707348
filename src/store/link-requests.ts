/** Links that wait for the Office's word. */
import { and, eq, isNull, lte } from 'drizzle-orm'
import type { CommitteeId, OfficerId } from '../domain/directory.ts'
import type { SenderKey } from './accounts.ts'
import { linkRequests } from './schema.ts'
import type { Tx } from './tx.ts'

export type LinkRequest = typeof linkRequests.$inferSelect

export type LinkOutcome = NonNullable<LinkRequest['outcome']>

export async function insertLinkRequest(tx: Tx, request: typeof linkRequests.$inferInsert): Promise<void> {
  await tx.insert(linkRequests).values(request)
}

/** A request, locked until the transaction ends; null when there is none. */
export async function lockLinkRequest(tx: Tx, committeeId: CommitteeId, id: string): Promise<LinkRequest | null> {
  const [row] = await tx
    .select()
    .from(linkRequests)
    .where(and(eq(linkRequests.committeeId, committeeId), eq(linkRequests.id, id)))
    .for('update')
  return row ?? null
}

/** The undecided requests of one account, locked. */
export async function lockOpenRequestsOf(tx: Tx, sender: SenderKey): Promise<readonly LinkRequest[]> {
  const { committeeId, bot, vendorUser } = sender
  const ofAccount = and(eq(linkRequests.bot, bot), eq(linkRequests.vendorUser, vendorUser))
  return tx
    .select()
    .from(linkRequests)
    .where(and(eq(linkRequests.committeeId, committeeId), isNull(linkRequests.outcome), ofAccount))
    .for('update')
}

/** The undecided requests whose time is over, locked. */
export async function lockExpiredRequests(
  tx: Tx,
  committeeId: CommitteeId,
  at: Temporal.Instant,
): Promise<readonly LinkRequest[]> {
  return tx
    .select()
    .from(linkRequests)
    .where(
      and(eq(linkRequests.committeeId, committeeId), isNull(linkRequests.outcome), lte(linkRequests.expiresAt, at)),
    )
    .for('update')
}

/** Ends a request that is locked. */
export async function endLinkRequest(
  tx: Tx,
  { committeeId, id }: LinkRequest,
  end: { readonly outcome: LinkOutcome; readonly decidedBy: OfficerId | null; readonly decidedAt: Temporal.Instant },
): Promise<void> {
  await tx
    .update(linkRequests)
    .set(end)
    .where(and(eq(linkRequests.committeeId, committeeId), eq(linkRequests.id, id)))
}
