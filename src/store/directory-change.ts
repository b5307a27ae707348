/** Writing changes of a directory, many rows at once. What changes is decided in the domain. */
import { eq, sql } from 'drizzle-orm'
import type { CommitteeId, Officer, Post, Unit } from '../domain/directory.ts'
import { committees, officers, posts, units } from './schema.ts'
import type { Tx } from './tx.ts'

/** Rows of one statement: a statement carries 65,535 values at most. */
const rowsAtOnce = 1000

/**
 * Takes the directory's lock until the transaction ends, and says which version it is. Not `for update`: every row that
 * somebody writes meanwhile looks at its committee, and would wait for us while we wait for the register.
 */
export async function lockDirectory(tx: Tx, committeeId: CommitteeId): Promise<number> {
  const [row] = await tx
    .select({ version: committees.directoryVersion })
    .from(committees)
    .where(eq(committees.id, committeeId))
    .for('no key update')
  if (!row) throw new Error(`There is no committee ${committeeId}`)
  return row.version
}

/** Lets nobody change the directory or the settings until the transaction ends, and any number read them; gives their version. */
export async function holdDirectory(tx: Tx, committeeId: CommitteeId): Promise<number> {
  const [row] = await tx
    .select({ version: committees.directoryVersion })
    .from(committees)
    .where(eq(committees.id, committeeId))
    .for('share')
  if (!row) throw new Error(`There is no committee ${committeeId}`)
  return row.version
}

export async function writeUnits(tx: Tx, committeeId: CommitteeId, written: readonly Unit[]): Promise<void> {
  for (const some of inChunks(written)) {
    await tx
      .insert(units)
      .values(some.map((unit) => ({ ...unit, committeeId })))
      .onConflictDoUpdate({
        target: [units.committeeId, units.id],
        set: {
          name: sql`excluded.name`,
          abbreviations: sql`excluded.abbreviations`,
          parent: sql`excluded.parent`,
          functions: sql`excluded.functions`,
          validToOn: sql`excluded.valid_to_on`,
          successors: sql`excluded.successors`,
        },
      })
  }
}

export async function writeOfficers(tx: Tx, committeeId: CommitteeId, written: readonly Officer[]): Promise<void> {
  for (const some of inChunks(written)) {
    await tx
      .insert(officers)
      .values(some.map((officer) => ({ ...officer, committeeId })))
      .onConflictDoUpdate({
        target: [officers.committeeId, officers.id],
        set: { name: sql`excluded.name`, email: sql`excluded.email`, phone: sql`excluded.phone` },
      })
  }
}

/** A post taken up again on the day it was given up goes on. */
export async function writePosts(tx: Tx, committeeId: CommitteeId, written: readonly Post[]): Promise<void> {
  for (const some of inChunks(written)) {
    await tx
      .insert(posts)
      .values(some.map((post) => ({ ...post, committeeId })))
      .onConflictDoUpdate({
        target: [posts.committeeId, posts.unit, posts.officer, posts.kind, posts.fromOn],
        set: { order: sql`excluded."order"`, toOn: sql`excluded.to_on` },
      })
  }
}

function inChunks<Row>(rows: readonly Row[]): readonly (readonly Row[])[] {
  const count = Math.ceil(rows.length / rowsAtOnce)
  return Array.from({ length: count }, (_, index) => rows.slice(index * rowsAtOnce, (index + 1) * rowsAtOnce))
}
