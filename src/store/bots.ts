/** Bots that were added to a committee at run time, with the encrypted settings they are joined by. */
import { asc, eq, isNotNull } from 'drizzle-orm'
import type { CommitteeId } from '../domain/directory.ts'
import { bots } from './schema.ts'
import type { Db, Tx } from './tx.ts'

export type AddedBot = {
  readonly id: string
  readonly committeeId: CommitteeId
  /** The messenger's name. */
  readonly messenger: string
  readonly settings: Uint8Array
  /** Since when it is off; null: it is on. */
  readonly disabledAt: Temporal.Instant | null
}

/** The bot of an id, be it added or of the settings (`settings` null); null when there is none. */
export async function findBot(db: Db, id: string): Promise<typeof bots.$inferSelect | null> {
  const [found] = await db.select().from(bots).where(eq(bots.id, id))
  return found ?? null
}

/** The added bots of every committee, off or on. */
export async function listAddedBots(db: Db): Promise<readonly AddedBot[]> {
  const found = await db.select().from(bots).where(isNotNull(bots.settings)).orderBy(asc(bots.id))
  return found.flatMap(({ settings, ...bot }) => (settings === null ? [] : [{ ...bot, settings }]))
}

/** Adds a bot, or turns one on again with other settings; a bot never changes its committee or its messenger. */
export async function writeAddedBot(tx: Tx, bot: Omit<AddedBot, 'disabledAt'>): Promise<void> {
  const changing = { settings: bot.settings, disabledAt: null }
  await tx.insert(bots).values(bot).onConflictDoUpdate({ target: bots.id, set: changing })
}

/** Turns a bot off. What it was told and what it said stays. */
export async function disableBot(tx: Tx, id: string, disabledAt: Temporal.Instant): Promise<void> {
  await tx.update(bots).set({ disabledAt }).where(eq(bots.id, id))
}
