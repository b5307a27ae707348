/** Officers' identities in messengers. Where they can be written to is addresses.ts. */
import { and, asc, eq, sql } from 'drizzle-orm'
import type { CommitteeId, OfficerId } from '../domain/directory.ts'
import { accounts, bots } from './schema.ts'
import type { Db, Tx } from './tx.ts'

/** A vendor's user as one bot sees them. */
export type SenderKey = { readonly committeeId: CommitteeId; readonly bot: string; readonly vendorUser: string }

/** The officer a sender is linked to, null for a stranger. */
export async function findOfficer(db: Db, { committeeId, bot, vendorUser }: SenderKey): Promise<OfficerId | null> {
  return (await findAccount(db, { committeeId, bot, vendorUser }))?.officer ?? null
}

/** Whose account a sender's is, and whether its chat can be written to as far as we know; null for a stranger. */
export async function findAccount(
  db: Db,
  { committeeId, bot, vendorUser }: SenderKey,
): Promise<{ readonly officer: OfficerId; readonly chat: string; readonly isReachable: boolean } | null> {
  const [row] = await db
    .select({ officer: accounts.officer, chat: accounts.chat, isReachable: accounts.isReachable })
    .from(accounts)
    .where(and(eq(accounts.committeeId, committeeId), eq(accounts.bot, bot), eq(accounts.vendorUser, vendorUser)))
  return row ?? null
}

/** The private chat of an officer with a bot; null when they are not linked there. */
export async function findChat(
  db: Db,
  committeeId: CommitteeId,
  { bot, officer }: { readonly bot: string; readonly officer: OfficerId },
): Promise<string | null> {
  const [row] = await db
    .select({ chat: accounts.chat })
    .from(accounts)
    .where(and(eq(accounts.committeeId, committeeId), eq(accounts.bot, bot), eq(accounts.officer, officer)))
  return row?.chat ?? null
}

/** An officer's own order of their channels; what was linked first comes first among equals. */
export const inOrderOfPreference = [asc(accounts.preference), asc(accounts.linkedAt), asc(accounts.bot)] as const

/** An account of an officer, with the name of its messenger. */
export type Account = Omit<typeof accounts.$inferSelect, 'committeeId' | 'officer'> & { readonly messenger: string }

/** The accounts of an officer in the order of their preference. */
export async function listAccounts(db: Db, committeeId: CommitteeId, officer: OfficerId): Promise<readonly Account[]> {
  const found = await db
    .select({ account: accounts, messenger: bots.messenger })
    .from(accounts)
    .innerJoin(bots, eq(bots.id, accounts.bot))
    .where(and(eq(accounts.committeeId, committeeId), eq(accounts.officer, officer)))
    .orderBy(...inOrderOfPreference)
  return found.map(({ account: { committeeId: _, officer: __, ...account }, messenger }) => ({ ...account, messenger }))
}

/** Whether a private chat is an officer's own, and still linked. */
export async function isOwnChat(
  db: Db,
  committeeId: CommitteeId,
  { bot, chat, officer }: { readonly bot: string; readonly chat: string; readonly officer: OfficerId },
): Promise<boolean> {
  return (await findChat(db, committeeId, { bot, officer })) === chat
}

/** Everybody who has an account in any bot. */
export async function findLinkedOfficers(db: Db, committeeId: CommitteeId): Promise<ReadonlySet<OfficerId>> {
  const found = await db
    .selectDistinct({ officer: accounts.officer })
    .from(accounts)
    .where(eq(accounts.committeeId, committeeId))
  return new Set(found.map(({ officer }) => officer))
}

/** How many people are linked in a bot; until the transaction ends nobody else is counted in. */
export async function countAccounts(tx: Tx, committeeId: CommitteeId, bot: string): Promise<number> {
  await tx.execute(sql`select id from bots where id = ${bot} for no key update`)
  return tx.$count(accounts, and(eq(accounts.committeeId, committeeId), eq(accounts.bot, bot)))
}

/** Links a sender and an officer; false when either has been linked in this bot meanwhile. */
export async function insertAccount(tx: Tx, account: typeof accounts.$inferInsert): Promise<boolean> {
  const inserted = await tx
    .insert(accounts)
    .values(account)
    .onConflictDoNothing()
    .returning({ officer: accounts.officer })
  return inserted.length > 0
}

type InBot = { readonly bot: string; readonly officer: OfficerId }

function isIn(committeeId: CommitteeId, { bot, officer }: InBot) {
  return and(eq(accounts.committeeId, committeeId), eq(accounts.bot, bot), eq(accounts.officer, officer))
}

/** Changes what an officer chose about one of their channels. */
export async function changeAccount(
  tx: Tx,
  committeeId: CommitteeId,
  account: InBot,
  chosen: { readonly preference: number } | { readonly hasCopies: boolean },
): Promise<void> {
  await tx.update(accounts).set(chosen).where(isIn(committeeId, account))
}

/** Ends a link; gives the account that was linked, null when there was none. */
export async function deleteAccount(
  tx: Tx,
  committeeId: CommitteeId,
  account: InBot,
): Promise<{ readonly vendorUser: string; readonly chat: string } | null> {
  const [ended] = await tx
    .delete(accounts)
    .where(isIn(committeeId, account))
    .returning({ vendorUser: accounts.vendorUser, chat: accounts.chat })
  return ended ?? null
}
