/** What units owe and by when, for whoever asks what waits. Written with the matter itself (matters.ts). */
import { and, asc, eq, gt, inArray, lte, type SQL, sql } from 'drizzle-orm'
import type { CommitteeId, UnitId } from '../domain/directory.ts'
import type { What } from '../domain/obligation.ts'
import type { Due } from '../domain/reckoning.ts'
import type { Reference } from '../domain/reference.ts'
import { deadlines, matters, obligations } from './schema.ts'
import type { Db } from './tx.ts'

/** Something a unit owes in an open matter. `dueAt` null: no deadline. */
export type Owed = {
  readonly unit: UnitId
  readonly reference: Reference
  readonly what: What
  /** Of its matter. */
  readonly kind: string
  readonly subject: string
  readonly dueAt: Temporal.Instant | null
}

/** What some units owe, the earliest deadline first, what has none last. */
export async function findOwed(db: Db, committeeId: CommitteeId, units: readonly UnitId[]): Promise<readonly Owed[]> {
  if (units.length === 0) return []
  return selectOwed(db, committeeId, inArray(obligations.unit, [...units]))
}

/** What anybody owes up to an instant, or with null everything that is owed; in the same order. */
export async function findOwedUntil(
  db: Db,
  committeeId: CommitteeId,
  until: Temporal.Instant | null,
): Promise<readonly Owed[]> {
  return selectOwed(db, committeeId, until === null ? sql`true` : lte(obligations.dueAt, until))
}

async function selectOwed(db: Db, committeeId: CommitteeId, which: SQL): Promise<readonly Owed[]> {
  return db
    .select({
      unit: obligations.unit,
      reference: obligations.reference,
      what: obligations.what,
      kind: matters.kind,
      subject: matters.subject,
      dueAt: obligations.dueAt,
    })
    .from(obligations)
    .innerJoin(
      matters,
      and(eq(matters.committeeId, obligations.committeeId), eq(matters.reference, obligations.reference)),
    )
    .where(and(eq(obligations.committeeId, committeeId), which))
    .orderBy(sql`${obligations.dueAt} asc nulls last`, asc(obligations.reference), asc(obligations.unit))
}

/** The deadlines that count, later than one instant and not later than another, whatever became of them. */
export async function findDeadlines(
  db: Db,
  committeeId: CommitteeId,
  { after, until }: { readonly after: Temporal.Instant; readonly until: Temporal.Instant },
): Promise<readonly Due[]> {
  return db
    .select({ reference: deadlines.reference, unit: deadlines.unit, dueAt: deadlines.dueAt })
    .from(deadlines)
    .where(and(eq(deadlines.committeeId, committeeId), gt(deadlines.dueAt, after), lte(deadlines.dueAt, until)))
    .orderBy(asc(deadlines.dueAt), asc(deadlines.reference), asc(deadlines.unit))
}
