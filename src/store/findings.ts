/** Figures that show whether something is wrong: what waits, what is closed, what stands under no seal. */
import { and, asc, eq, gt, isNull, lte, sql } from 'drizzle-orm'
import type { CommitteeId, OfficerId } from '../domain/directory.ts'
import type { Reference } from '../domain/reference.ts'
import { linkCodes } from './schema.ts'
import { type Db, rows } from './tx.ts'

/** What waits since before an instant, and what could not be said for good. */
export type Stuck = {
  readonly inbound: number
  readonly deliveries: number
  readonly dead: number
  /** Updates that could not be handled and are not tried again. */
  readonly failed: number
}

/** `failedSince`: failed updates before that are known by now. */
export async function countStuck(
  db: Db,
  committeeId: CommitteeId,
  { before, failedSince }: { readonly before: Temporal.Instant; readonly failedSince: Temporal.Instant },
): Promise<Stuck> {
  const [found] = await rows<Stuck>(
    db,
    sql`
    select
      (select count(*)::int from inbound i join bots b on b.id = i.bot
        where b.committee_id = ${committeeId} and i.handled_at is null and i.received_at < ${before}) as inbound,
      (select count(*)::int from deliveries
        where committee_id = ${committeeId} and state = 'waiting' and not_before_at < ${before}) as deliveries,
      (select count(*)::int from deliveries where committee_id = ${committeeId} and state = 'dead') as dead,
      (select count(*)::int from inbound i join bots b on b.id = i.bot
        where b.committee_id = ${committeeId} and i.failure is not null and i.handled_at > ${failedSince}) as failed`,
  )
  return found ?? { inbound: 0, deliveries: 0, dead: 0, failed: 0 }
}

/** Purposes of bound groups that refused the last message to them since an instant. */
export async function findClosedGroups(
  db: Db,
  committeeId: CommitteeId,
  since: Temporal.Instant,
): Promise<readonly { readonly purpose: string; readonly unit: string }[]> {
  return rows(
    db,
    sql`
    select c.purpose, c.unit from channels c join lateral (
      select d.state, d.ended_at from deliveries d
      where d.committee_id = c.committee_id and d.bot = c.bot and d.chat = c.chat and not d.is_private
        and d.state in ('sent', 'unreachable')
      order by d.number desc limit 1) last on last.state = 'unreachable' and last.ended_at >= greatest(c.bound_at, ${since})
    where c.committee_id = ${committeeId} order by c.purpose, c.unit`,
  )
}

/** Officers whose code nobody used ends between two instants. */
export async function findExpiringCodes(
  db: Db,
  committeeId: CommitteeId,
  { now, until }: { readonly now: Temporal.Instant; readonly until: Temporal.Instant },
): Promise<readonly OfficerId[]> {
  const found = await db
    .selectDistinct({ officer: linkCodes.officer })
    .from(linkCodes)
    .where(
      and(
        eq(linkCodes.committeeId, committeeId),
        isNull(linkCodes.usedAt),
        gt(linkCodes.expiresAt, now),
        lte(linkCodes.expiresAt, until),
      ),
    )
    .orderBy(asc(linkCodes.officer))
  return found.map(({ officer }) => officer)
}

/** How many matters changed by an instant and stand under no seal as they were then, or later. */
export async function countUnsealed(db: Db, committeeId: CommitteeId, changedBy: Temporal.Instant): Promise<number> {
  const [found] = await rows<{ unsealed: number }>(
    db,
    sql`
    select count(*)::int as unsealed from matters m
    where m.committee_id = ${committeeId} and m.changed_at <= ${changedBy} and not exists (
      select 1 from sealed_heads h where h.committee_id = m.committee_id and h.reference = m.reference
        and h.sequence = m.evidence_sequence and h.hash = m.evidence_hash)`,
  )
  return found?.unsealed ?? 0
}

/** Matters whose head, or a head that was sealed, is no line of their chain. Looks at heads only, not at what is under them. */
export async function findBrokenHeads(db: Db, committeeId: CommitteeId): Promise<readonly Reference[]> {
  const found = await rows<{ reference: Reference }>(
    db,
    sql`
    select distinct h.reference from (
      select committee_id, reference, evidence_sequence as sequence, evidence_hash as hash from matters
        where committee_id = ${committeeId} and evidence_sequence > 0
      union all
      select committee_id, reference, sequence, hash from sealed_heads where committee_id = ${committeeId}) h
    left join evidence e on e.committee_id = h.committee_id and e.reference = h.reference and e.sequence = h.sequence
    where e.hash is distinct from h.hash order by h.reference`,
  )
  return found.map(({ reference }) => reference)
}

/** Bots of a committee of which it was not known after an instant that everything was taken in. Machine time. */
export async function findBehind(
  db: Db,
  committeeId: CommitteeId,
  knownSince: Temporal.Instant,
): Promise<readonly string[]> {
  const found = await rows<{ bot: string }>(
    db,
    sql`
    select i.bot from intakes i join bots b on b.id = i.bot
    where b.committee_id = ${committeeId} and i.known_at < ${knownSince} order by i.bot`,
  )
  return found.map(({ bot }) => bot)
}

/** Whether the bot keeps any file for a committee. */
export async function keepsFiles(db: Db, committeeId: CommitteeId): Promise<boolean> {
  const [found] = await rows<{ kept: boolean }>(
    db,
    sql`select exists (select 1 from files where committee_id = ${committeeId}) as kept`,
  )
  return found?.kept ?? false
}

/** The time as the database has it. The one place that asks: to compare it with the machine's. */
export async function readClock(db: Db): Promise<Temporal.Instant> {
  const [found] = await rows<{ at: Temporal.Instant }>(db, sql`select clock_timestamp() as at`)
  if (!found) throw new Error('The database did not say what time it is')
  return found.at
}

/** "16.4": the version of the database. */
export async function readVersion(db: Db): Promise<string> {
  const [found] = await rows<{ version: string }>(db, sql`select current_setting('server_version') as version`)
  return found?.version ?? ''
}
