import { readFileSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { countMissing, migrate } from '../../src/store/migrate.ts'
import { rows } from '../../src/store/tx.ts'
import { freshPostgres } from '../support/database.ts'
import { writeMigrations } from '../support/migrations.ts'

/** Four replicas, each with connections of its own, on one new database. */
async function openFour(): Promise<readonly [Database, ...Database[]]> {
  const url = await freshPostgres('empty')
  const open = () => openDatabase({ url, log: () => {} })
  const replicas = [await open(), await open(), await open(), await open()] as const
  onTestFinished(async () => void (await Promise.all(replicas.map(({ close }) => close()))))
  return replicas
}

const breakpoint = ';--> statement-breakpoint\n'

test('four replicas that start at once migrate a new database once', async () => {
  const replicas = await openFour()
  const folder = writeMigrations(1000, `create table shared (id int)${breakpoint}insert into shared values (1)`)
  await Promise.all(replicas.map((replica) => migrate(replica, folder)))
  for (const replica of replicas) expect(await rows(replica.db, sql`select id from shared`)).toEqual([{ id: 1 }])
})

test('and so with our own migrations, each of which is noted once', async () => {
  const replicas = await openFour()
  await Promise.all(replicas.map((replica) => migrate(replica)))
  const { entries } = JSON.parse(
    readFileSync(new URL('../../drizzle/meta/_journal.json', import.meta.url), 'utf8'),
  ) as { readonly entries: readonly { readonly when: number }[] }
  const noted = await rows(replicas[0].db, sql`select created_at as when from drizzle.__drizzle_migrations order by 1`)
  expect(noted).toEqual(entries.map(({ when }) => ({ when })))
  expect(await Promise.all(replicas.map((replica) => countMissing(replica)))).toEqual([0, 0, 0, 0])
})

test('when the one that migrates dies in the middle, another does it whole', async () => {
  const [first, ...others] = await openFour()
  const folder = writeMigrations(1000, `create table shared (id int)${breakpoint}select pg_sleep(0.2)`)
  const dying = migrate(first, folder)
  dying.catch(() => {})
  const killed = sql`select pg_terminate_backend(pid) as done from pg_stat_activity
    where datname = current_database() and query like '%pg_sleep(0.2)%' and pid <> pg_backend_pid()`
  while ((await rows(first.db, killed)).length === 0);
  const going = others.map((replica) => migrate(replica, folder))
  await expect(dying).rejects.toThrow()
  await Promise.all(going)
  expect(await rows(first.db, sql`select id from shared`)).toEqual([])
})
