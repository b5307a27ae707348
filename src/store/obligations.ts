/** What units owe, for whoever asks what waits. Written with the matter itself (matters.ts). */
import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { CommitteeId, UnitId } from '../domain/directory.ts'
import type { Reference } from '../domain/reference.ts'
import { matters, obligations } from './schema.ts'
import type { Db } from './tx.ts'

/** Something a unit owes in an open matter. `dueAt` null: no deadline. */
export type Owed = {
  readonly unit: UnitId
  readonly reference: Reference
  readonly what: string
  readonly subject: string
  readonly dueAt: Temporal.Instant | null
}

/** What some units owe, the earliest deadline first, what has none last. */
export async function findOwed(db: Db, committeeId: CommitteeId, units: readonly UnitId[]): Promise<readonly Owed[]> {
  if (units.length === 0) return []
  return db
    .select({
      unit: obligations.unit,
      reference: obligations.reference,
      what: obligations.what,
      subject: sql<string>`coalesce(${matters.body}->'letter'->>'subject', '')`,
      dueAt: obligations.dueAt,
    })
    .from(obligations)
    .innerJoin(
      matters,
      and(eq(matters.committeeId, obligations.committeeId), eq(matters.reference, obligations.reference)),
    )
    .where(and(eq(obligations.committeeId, committeeId), inArray(obligations.unit, [...units])))
    .orderBy(sql`${obligations.dueAt} asc nulls last`, asc(obligations.reference), asc(obligations.unit))
}
