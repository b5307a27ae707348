/** Messages a bot has sent in a calendar month, where its vendor allows so many. */
import { sql } from 'drizzle-orm'
import { type Db, rows, type Tx } from './tx.ts'

/** A bot's month, "2026-11", by the calendar of its committee. */
export type QuotaMonth = { readonly bot: string; readonly month: string }

/** Locks a month's count until the transaction ends, and gives it: whoever sends at the same time waits. */
export async function lockUsed(tx: Tx, { bot, month }: QuotaMonth): Promise<number> {
  await tx.execute(sql`insert into quotas (bot, month, used) values (${bot}, ${month}, 0) on conflict do nothing`)
  const [found] = await rows<{ used: number }>(
    tx,
    sql`select used from quotas where bot = ${bot} and month = ${month} for update`,
  )
  return found?.used ?? 0
}

/** Counts messages, or gives back what did not go out after all. */
export async function addUsed(tx: Tx, { bot, month }: QuotaMonth, messages: number): Promise<void> {
  await tx.execute(sql`
    update quotas set used = greatest(0, used + ${messages}::int) where bot = ${bot} and month = ${month}`)
}

/** How many messages went out in a month. */
export async function readUsed(db: Db, { bot, month }: QuotaMonth): Promise<number> {
  const [found] = await rows<{ used: number }>(db, sql`select used from quotas where bot = ${bot} and month = ${month}`)
  return found?.used ?? 0
}
