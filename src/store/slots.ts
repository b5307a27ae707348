/** When each job of the calendar is to be done. A waiting slot is a row; whoever holds its lock does it. */
import { and, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { CommitteeId } from '../domain/directory.ts'
import { slots } from './schema.ts'
import { type Db, rows, type Tx } from './tx.ts'

/** A job of a committee, by its name. */
export type JobKey = { readonly committeeId: CommitteeId; readonly job: string }

/**
 * Jobs of committees that have no waiting slot, or one that is due, or one computed for an earlier version of the
 * committee, whose calendar may have changed. One waiting row per committee and job is looked at, whatever lies behind.
 */
export async function findOpenSlots(
  db: Db,
  jobs: readonly string[],
  { now, machine }: { readonly now: Temporal.Instant; readonly machine: Temporal.Instant },
): Promise<readonly JobKey[]> {
  if (jobs.length === 0) return []
  return rows<JobKey>(
    db,
    sql`
    select c.id as "committeeId", j.job
    from committees c cross join unnest(${sql.param([...jobs])}::text[]) as j (job)
    left join slots s on s.committee_id = c.id and s.job = j.job and s.done_at is null
    where (s.slot_at is null or s.slot_at <= ${now} or s.plan_version <> c.directory_version)
      and (s.retry_at is null or s.retry_at <= ${machine})
    order by s.slot_at nulls first
    limit 100`,
  )
}

/** What lies with a job: nothing yet, a slot another process has in hand, or its waiting slot, locked for us. */
export type Waiting = 'none' | 'taken' | { readonly slotAt: Temporal.Instant }

/** Takes the lock of a job's waiting slot until the transaction ends, without waiting for others. */
export async function lockSlot(tx: Tx, key: JobKey): Promise<Waiting> {
  const [mine] = await tx
    .select({ slotAt: slots.slotAt })
    .from(slots)
    .where(isWaiting(key))
    .for('update', { skipLocked: true })
  if (mine) return mine
  const [others] = await tx.select({ slotAt: slots.slotAt }).from(slots).where(isWaiting(key))
  return others ? 'taken' : 'none'
}

/** When a job was done last; null when it never was. */
export async function findLastDone(db: Db, { committeeId, job }: JobKey): Promise<Temporal.Instant | null> {
  const [found] = await db
    .select({ doneAt: slots.doneAt })
    .from(slots)
    .where(and(eq(slots.committeeId, committeeId), eq(slots.job, job), isNotNull(slots.doneAt)))
    .orderBy(desc(slots.slotAt))
    .limit(1)
  return found?.doneAt ?? null
}

type Plan = { readonly slotAt: Temporal.Instant; readonly planVersion: number }

/** Adds the slot a job waits for, unless it waits for one already. */
export async function planSlot(tx: Tx, key: JobKey, plan: Plan): Promise<void> {
  await tx
    .insert(slots)
    .values({ ...key, ...plan })
    .onConflictDoNothing()
}

/** Moves the waiting slot that this transaction has locked. */
export async function moveSlot(tx: Tx, key: JobKey, plan: Plan): Promise<void> {
  await tx.update(slots).set(plan).where(isWaiting(key))
}

/** Ends the waiting slot that this transaction has locked, as the slot that was done. */
export async function endSlot(
  tx: Tx,
  key: JobKey,
  done: { readonly slotAt: Temporal.Instant; readonly doneAt: Temporal.Instant },
): Promise<void> {
  await tx.update(slots).set(done).where(isWaiting(key))
}

/** Notes that a job failed, so that it is left alone until then. */
export async function postponeSlot(db: Db, key: JobKey, retryAt: Temporal.Instant): Promise<void> {
  await db.update(slots).set({ retryAt }).where(isWaiting(key))
}

function isWaiting({ committeeId, job }: JobKey) {
  return and(eq(slots.committeeId, committeeId), eq(slots.job, job), isNull(slots.doneAt))
}
