/** What came in, stored before it was acknowledged: once per update, in order per chat, handled once. */
import { and, eq, sql } from 'drizzle-orm'
import type { CommitteeId } from '../domain/directory.ts'
import { gapOf } from './intakes.ts'
import { storable } from './json.ts'
import { inbound } from './schema.ts'
import { type Db, rows, type Tx } from './tx.ts'

export type NewInbound = {
  readonly bot: string
  readonly update: string
  readonly chat: string
  /** Null when the update was marked secret: then only that it came is kept. */
  readonly body: unknown
  readonly isSecret: boolean
  /** Business time. */
  readonly receivedAt: Temporal.Instant
}

export type Waiting = Pick<NewInbound, 'bot' | 'update' | 'chat' | 'body' | 'receivedAt' | 'isSecret'> & {
  /** Null in calm times; after a gap, up to when everything had been taken in before: it may have happened since then. */
  readonly sinceAt: Temporal.Instant | null
  readonly attempts: number
}

/** Stores an update; false when it was there already. Nobody but this key dedupes. `machine`: machine time. */
export async function storeInbound(
  db: Db,
  { body, ...update }: NewInbound,
  machine: Temporal.Instant,
): Promise<boolean> {
  const sinceAt = gapOf(update.bot, update.receivedAt, machine)
  const stored = await db
    .insert(inbound)
    .values({ ...update, body: storable(body), sinceAt, attempts: 0 })
    .onConflictDoNothing()
    .returning({ update: inbound.update })
  return stored.length > 0
}

/** Updates of these bots to handle now: the first unhandled of each chat, oldest first, unless it waits for another try. */
export async function findWaiting(
  db: Db,
  {
    bots,
    machine,
    limit,
  }: { readonly bots: readonly string[]; readonly machine: Temporal.Instant; readonly limit: number },
): Promise<readonly Waiting[]> {
  return rows<Waiting>(
    db,
    sql`
    select i.bot, i.update, i.chat, i.body, i.received_at as "receivedAt", i.since_at as "sinceAt", i.is_secret as "isSecret", i.attempts from inbound i
    where i.bot = any(${sql.param([...bots])}::text[]) and i.handled_at is null and (i.retry_at is null or i.retry_at <= ${machine})
      and not exists (select 1 from inbound e where e.bot = i.bot and e.chat = i.chat and e.handled_at is null and e.number < i.number)
    order by i.number limit ${limit}`,
  )
}

/**
 * Of each bot among these for which something waits to be handled, be it for another try: until when nothing does; each with
 * its committee.
 */
export async function findOldest(
  db: Db,
  bots: readonly string[],
): Promise<readonly { bot: string; committeeId: CommitteeId; until: Temporal.Instant }[]> {
  return rows(
    db,
    sql`
    select i.bot, b.committee_id as "committeeId", min(coalesce(i.since_at, i.received_at)) as until
    from inbound i join bots b on b.id = i.bot
    where i.bot = any(${sql.param([...bots])}::text[]) and i.handled_at is null
    group by i.bot, b.committee_id`,
  )
}

/** Takes an update for handling in this transaction; false when somebody else has it or it is handled. */
export async function lockInbound(tx: Tx, { bot, update }: Pick<Waiting, 'bot' | 'update'>): Promise<boolean> {
  const found = await tx
    .select({ handledAt: inbound.handledAt })
    .from(inbound)
    .where(isUpdate(bot, update))
    .for('update', { skipLocked: true })
  return found[0] !== undefined && found[0].handledAt === null
}

export async function markHandled(
  tx: Tx,
  { bot, update }: Pick<Waiting, 'bot' | 'update'>,
  handledAt: Temporal.Instant,
): Promise<void> {
  await tx.update(inbound).set({ handledAt, failure: null }).where(isUpdate(bot, update))
}

/** An update that could not be handled and is not tried again: it keeps its body and why. */
export async function markFailed(
  tx: Tx,
  { bot, update }: Pick<Waiting, 'bot' | 'update'>,
  { failure, handledAt }: { readonly failure: string; readonly handledAt: Temporal.Instant },
): Promise<void> {
  const attempts = sql`${inbound.attempts} + 1`
  await tx.update(inbound).set({ handledAt, failure, attempts }).where(isUpdate(bot, update))
}

/** Forgets what a handled update said: it held a linking code. */
export async function forgetInbound(tx: Tx, { bot, update }: Pick<Waiting, 'bot' | 'update'>): Promise<void> {
  await tx.update(inbound).set({ body: null }).where(isUpdate(bot, update))
}

/** Keeps nothing of an update whose file turned out to be secret, but that it came. */
export async function purgeInbound(tx: Tx, { bot, update }: Pick<Waiting, 'bot' | 'update'>): Promise<void> {
  await tx.update(inbound).set({ body: null, isSecret: true }).where(isUpdate(bot, update))
}

/** Notes a failed try; it comes again at `retryAt` (machine time). */
export async function noteFailure(
  db: Db,
  { bot, update }: Pick<Waiting, 'bot' | 'update'>,
  { failure, retryAt }: { readonly failure: string; readonly retryAt: Temporal.Instant },
): Promise<void> {
  await db
    .update(inbound)
    .set({ failure, retryAt, attempts: sql`${inbound.attempts} + 1` })
    .where(isUpdate(bot, update))
}

function isUpdate(bot: string, update: string) {
  return and(eq(inbound.bot, bot), eq(inbound.update, update))
}
