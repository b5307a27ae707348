/**
 * How far each bot has been taken in: everything its vendor had up to `caughtUpAt` is stored. Whoever takes in says so
 * again every few seconds; where that knowledge is old there is a gap, in which something may wait at the vendor.
 */
import { and, eq, gt, inArray, lt, or, type SQL, sql } from 'drizzle-orm'
import type { CommitteeId } from '../domain/directory.ts'
import { bots, intakes } from './schema.ts'
import type { Db } from './tx.ts'

/** `caughtUpAt`: business time; `knownAt`: machine time. */
export type Intake = { readonly bot: string; readonly caughtUpAt: Temporal.Instant; readonly knownAt: Temporal.Instant }

/** Machine seconds after which it is no longer known. Whoever takes in says so every 15 seconds at least. */
const freshSeconds = 20

/** Notes it. A clock that was set back takes it back as well: the latest word counts. */
export async function noteIntake(db: Db, { bot, ...known }: Intake): Promise<void> {
  await db
    .insert(intakes)
    .values({ bot, ...known })
    .onConflictDoUpdate({ target: intakes.bot, set: known })
}

/** What is known of a bot; null when it was never taken in. */
export async function readIntake(db: Db, bot: string): Promise<Intake | null> {
  const [found] = await db.select().from(intakes).where(eq(intakes.bot, bot))
  return found ?? null
}

/** Whether the knowledge is old, or of a time to come: then a clock was set back. */
export function isStale({ knownAt }: Pick<Intake, 'knownAt'>, machine: Temporal.Instant): boolean {
  return Math.abs(machine.since(knownAt).total('seconds')) > freshSeconds
}

/** The bots among these of which it is not known now, until when it is, each with its committee. One never taken in is none. */
export async function findStaleIntakes(
  db: Db,
  { bots: among, machine }: { readonly bots: readonly string[]; readonly machine: Temporal.Instant },
): Promise<readonly { bot: string; committeeId: CommitteeId; until: Temporal.Instant }[]> {
  if (among.length === 0) return []
  return db
    .select({
      bot: intakes.bot,
      committeeId: bots.committeeId,
      until: intakes.caughtUpAt,
    })
    .from(intakes)
    .innerJoin(bots, eq(bots.id, intakes.bot))
    .where(and(inArray(intakes.bot, [...among]), isStaleAt(machine)))
}

function isStaleAt(machine: Temporal.Instant): SQL | undefined {
  const [old, early] = [machine.subtract({ seconds: freshSeconds }), machine.add({ seconds: freshSeconds })]
  return or(lt(intakes.knownAt, old), gt(intakes.knownAt, early))
}

/** Up to when everything of a bot had been taken in, if that is not known now; as a part of storing what comes in. */
export function gapOf(bot: string, receivedAt: Temporal.Instant, machine: Temporal.Instant): SQL<Temporal.Instant> {
  return sql`(select least(${intakes.caughtUpAt}, ${receivedAt}::timestamptz) from ${intakes}
    where ${eq(intakes.bot, bot)} and ${isStaleAt(machine)})`
}
