/** Brings a database to the tables this program knows. Several replicas may start at once: one migrates, the others wait. */
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import type { PgliteDatabase } from 'drizzle-orm/pglite'
import { migrate as applyMigrations } from 'drizzle-orm/pglite/migrator'
import { type Database, rows } from './tx.ts'

const ownMigrations = fileURLToPath(new URL('../../drizzle', import.meta.url))

/** Any number, the same in every replica: "don doc" in ASCII. */
const lockNumber = 0x646f6e_646f63

/**
 * Applies what is missing from `folder`, all in one transaction.
 * @throws when a migration fails; the database is then as it was
 */
export async function migrate(database: Database, folder: string = ownMigrations): Promise<void> {
  const session = await database.session()
  try {
    await session.db.execute(sql`select pg_advisory_lock(${lockNumber})`)
    await applyMigrations(session.db as unknown as PgliteDatabase, { migrationsFolder: folder })
    await session.db.execute(sql`select pg_advisory_unlock(${lockNumber})`)
  } finally {
    await session.close()
  }
}

/** How many migrations of `folder` a database lacks. Changes nothing. */
export async function countMissing(database: Database, folder: string = ownMigrations): Promise<number> {
  const known = readMigrationFiles({ migrationsFolder: folder })
  const [journal] = await rows<{ isThere: boolean }>(
    database.db,
    sql`select to_regclass('drizzle.__drizzle_migrations') is not null as "isThere"`,
  )
  if (!journal?.isThere) return known.length
  const [last] = await rows<{ at: number | null }>(
    database.db,
    sql`select max(created_at) as at from drizzle.__drizzle_migrations`,
  )
  return known.filter(({ folderMillis }) => folderMillis > (last?.at ?? 0)).length
}
