/** Brings a database to the tables this program knows. Several replicas may start at once: one migrates, the others wait. */
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import type { PgliteDatabase } from 'drizzle-orm/pglite'
import { migrate as applyMigrations } from 'drizzle-orm/pglite/migrator'
import type { Database } from './tx.ts'

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
