/**
 * The pace of a bot: one row per bot, so that any number of processes together keep it. A turn is booked right before its
 * message goes out (the generic cell rate algorithm with no burst: turns stand evenly, so that no window of the vendor's,
 * wherever it begins, holds more than the pace allows). Machine time.
 */
import { eq, sql } from 'drizzle-orm'
import { gates } from './schema.ts'
import { type Db, rows, type Tx } from './tx.ts'

/** So many messages in so many seconds. */
export type Rate = { readonly count: number; readonly seconds: number }

/** How long one message takes at a rate, in milliseconds. */
export function spanOf({ count, seconds }: Rate): number {
  return (seconds * 1000) / count
}

/**
 * Turns are never booked further ahead, in seconds, than the present or the end of a pause: one that is was booked before the
 * clock was set back, and is void.
 */
const farthestSeconds = 60

/** Books the next free turn of a bot, as of `machine`: when a message may go out. Never sooner than a pause ends. */
export async function bookTurn(
  tx: Tx,
  bot: string,
  { rate, machine }: { readonly rate: Rate; readonly machine: Temporal.Instant },
): Promise<Temporal.Instant> {
  const span = sql`${spanOf(rate)}::float8 * interval '1 millisecond'`
  const far = sql`greatest(g.free_at, ${machine}::timestamptz) + ${farthestSeconds}::int * interval '1 second'`
  const [booked] = await rows<{ turnAt: Temporal.Instant }>(
    tx,
    sql`
    insert into gates as g (bot, turn_at) values (${bot}, ${machine}::timestamptz + ${span})
    on conflict (bot) do update
      set turn_at = greatest(case when g.turn_at <= ${far} then g.turn_at end, g.free_at,
        ${machine}::timestamptz) + ${span}
    returning turn_at - ${span} as "turnAt"`,
  )
  if (!booked) throw new Error(`No turn was booked for ${bot}`)
  return booked.turnAt
}

/** Keeps a whole bot from being written through until then. Never shortens a pause. */
export async function pauseBot(tx: Tx, bot: string, freeAt: Temporal.Instant): Promise<void> {
  await tx
    .insert(gates)
    .values({ bot, freeAt })
    .onConflictDoUpdate({ target: gates.bot, set: { freeAt: sql`greatest(${gates.freeAt}, excluded.free_at)` } })
}

/** A gate as it stands; nulls where it never shut. */
export type Gate = { readonly freeAt: Temporal.Instant | null; readonly turnAt: Temporal.Instant | null }

/** How a bot's gate stands. */
export async function readGate(db: Db, bot: string): Promise<Gate> {
  const [found] = await db.select({ freeAt: gates.freeAt, turnAt: gates.turnAt }).from(gates).where(eq(gates.bot, bot))
  return found ?? { freeAt: null, turnAt: null }
}
