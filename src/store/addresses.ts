/** Where people and groups can be written to. */
import { and, asc, eq, inArray, isNull, ne, sql } from 'drizzle-orm'
import type { CommitteeId, OfficerId, UnitId } from '../domain/directory.ts'
import { inOrderOfPreference } from './accounts.ts'
import { accounts, bots, channels } from './schema.ts'
import type { Db } from './tx.ts'

/** A chat of a bot. */
export type Address = { readonly bot: string; readonly chat: string }

/** Where somebody is told things: their first reachable chat, and those beside it in which they want copies. */
export type Reachable = { readonly first: Address; readonly copies: readonly Address[] }

/** The first reachable chat of each officer, in the order of their own preference. Officers without one are missing. */
export async function findAddresses(
  db: Db,
  committeeId: CommitteeId,
  officers: readonly OfficerId[],
): Promise<ReadonlyMap<OfficerId, Address>> {
  const found = await findReachable(db, committeeId, officers)
  return new Map([...found].map(([officer, { first }]) => [officer, first]))
}

/** The same with the chats for copies. A bot that is off reaches nobody. */
export async function findReachable(
  db: Db,
  committeeId: CommitteeId,
  officers: readonly OfficerId[],
): Promise<ReadonlyMap<OfficerId, Reachable>> {
  if (officers.length === 0) return new Map()
  const found = await db
    .select({ officer: accounts.officer, bot: accounts.bot, chat: accounts.chat, hasCopies: accounts.hasCopies })
    .from(accounts)
    .innerJoin(bots, eq(bots.id, accounts.bot))
    .where(
      and(
        eq(accounts.committeeId, committeeId),
        inArray(accounts.officer, [...officers]),
        eq(accounts.isReachable, true),
        isNull(bots.disabledAt),
      ),
    )
    .orderBy(...inOrderOfPreference)
  const reachable = new Map<OfficerId, Reachable>()
  for (const { officer, bot, chat, hasCopies } of found) {
    const known = reachable.get(officer)
    if (known === undefined) reachable.set(officer, { first: { bot, chat }, copies: [] })
    else if (hasCopies) reachable.set(officer, { ...known, copies: [...known.copies, { bot, chat }] })
  }
  return reachable
}

/** Officers who have accounts, none of which can be written to: they closed the chat, or its bot is off. */
export async function findUnreachable(db: Db, committeeId: CommitteeId): Promise<readonly OfficerId[]> {
  const found = await db
    .select({ officer: accounts.officer })
    .from(accounts)
    .innerJoin(bots, eq(bots.id, accounts.bot))
    .where(eq(accounts.committeeId, committeeId))
    .groupBy(accounts.officer)
    .having(sql`not bool_or(${accounts.isReachable} and ${bots.disabledAt} is null)`)
    .orderBy(asc(accounts.officer))
  return found.map(({ officer }) => officer)
}

/** The reachable chat of an officer that comes next after the one in a bot, in their own order; empty when none does. */
export async function findAddressesAfter(
  db: Db,
  committeeId: CommitteeId,
  officer: OfficerId,
  bot: string,
): Promise<readonly Address[]> {
  const found = await db
    .select({
      bot: accounts.bot,
      chat: accounts.chat,
      isReachable: accounts.isReachable,
      disabledAt: bots.disabledAt,
    })
    .from(accounts)
    .innerJoin(bots, eq(bots.id, accounts.bot))
    .where(and(eq(accounts.committeeId, committeeId), eq(accounts.officer, officer)))
    .orderBy(...inOrderOfPreference)
  const later = found.slice(found.findIndex((one) => one.bot === bot) + 1)
  return later
    .filter(({ isReachable, disabledAt }) => isReachable && disabledAt === null)
    .slice(0, 1)
    .map(({ bot: next, chat }) => ({ bot: next, chat }))
}

/** The group bound to a purpose, null when none is. A bot that is off reaches none. */
export async function findGroup(
  db: Db,
  committeeId: CommitteeId,
  { purpose, unit }: { readonly purpose: 'office' | 'leaders' | 'unit'; readonly unit: UnitId },
): Promise<Address | null> {
  const found = await findGroups(db, committeeId)
  const group = found.find((one) => one.purpose === purpose && one.unit === unit)
  return group ? { bot: group.bot, chat: group.chat } : null
}

/** All groups bound to a purpose, by bots that are on; `unit` is empty unless the purpose is 'unit'. */
export async function findGroups(
  db: Db,
  committeeId: CommitteeId,
): Promise<readonly (Address & { readonly purpose: string; readonly unit: UnitId })[]> {
  return db
    .select({ purpose: channels.purpose, unit: channels.unit, bot: channels.bot, chat: channels.chat })
    .from(channels)
    .innerJoin(bots, eq(bots.id, channels.bot))
    .where(and(eq(channels.committeeId, committeeId), isNull(bots.disabledAt)))
}

/** Whether a chat is a group bound to the Office, be its bot on or off. */
export async function isOfficeGroup(db: Db, committeeId: CommitteeId, { bot, chat }: Address): Promise<boolean> {
  const isBound = and(eq(channels.committeeId, committeeId), eq(channels.bot, bot), eq(channels.chat, chat))
  const [found] = await db
    .select({ chat: channels.chat })
    .from(channels)
    .where(and(isBound, eq(channels.purpose, 'office')))
  return found !== undefined
}

/**
 * Notes that a private chat can or cannot be written to any more. Writes nothing where that was known, or where the chat is
 * meanwhile another officer's.
 */
export async function markReachable(
  tx: Db,
  committeeId: CommitteeId,
  address: Address & { readonly officer?: OfficerId | null },
  isReachable: boolean,
): Promise<void> {
  await tx
    .update(accounts)
    .set({ isReachable })
    .where(
      and(
        eq(accounts.committeeId, committeeId),
        eq(accounts.bot, address.bot),
        eq(accounts.chat, address.chat),
        address.officer ? eq(accounts.officer, address.officer) : undefined,
        ne(accounts.isReachable, isReachable),
      ),
    )
}

/** A group that got another id takes its binding along, unless it was bound anew under that one: then the old one ends. */
export async function moveChat(tx: Db, committeeId: CommitteeId, { bot, chat }: Address, to: string): Promise<void> {
  const inBot = and(eq(channels.committeeId, committeeId), eq(channels.bot, bot))
  const [known] = await tx
    .select({ chat: channels.chat })
    .from(channels)
    .where(and(inBot, eq(channels.chat, to)))
  const old = and(inBot, eq(channels.chat, chat))
  if (known) await tx.delete(channels).where(old)
  else await tx.update(channels).set({ chat: to }).where(old)
}
