import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { migrate } from '../../src/store/migrate.ts'
import { rows } from '../../src/store/tx.ts'
import { freshPostgres } from '../support/database.ts'
import { writeMigrations } from '../support/migrations.ts'

test('four replicas that start at once migrate a new database once', async () => {
  const url = await freshPostgres('empty')
  const folder = writeMigrations(
    1000,
    'create table shared (id int);--> statement-breakpoint\ninsert into shared values (1)',
  )
  const replicas = await Promise.all([1, 2, 3, 4].map(() => openDatabase({ url, log: () => {} })))
  await Promise.all(replicas.map((replica) => migrate(replica, folder)))
  for (const replica of replicas) {
    expect(await rows(replica.db, sql`select id from shared`)).toEqual([{ id: 1 }])
    await replica.close()
  }
})
