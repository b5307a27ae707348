import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { openConnection } from '../../src/store/connection.ts'
import { openDatabase } from '../../src/store/database.ts'
import { type Database, rows } from '../../src/store/tx.ts'
import { freshPostgres, postgresDatabase } from '../support/database.ts'
import { openDatabaseLine } from '../support/database-line.ts'

const database = postgresDatabase()
const open = async (): Promise<Database> => openDatabase({ url: await freshPostgres('empty'), log: () => {} })

/** Ends every other connection to the same database, as an administrator or a failing network would. */
const cutOthers = sql`
  select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`

test('more callers than connections all get their turn, on ten connections', async () => {
  const callers = Array.from({ length: 50 }, () =>
    rows<{ pid: number }>(database().db, sql`select pg_backend_pid() as pid, pg_sleep(0.001)`),
  )
  const pids = (await Promise.all(callers)).map(([row]) => row?.pid)
  expect(pids).toHaveLength(50)
  expect(new Set(pids).size).toBe(10)
})

test('a transaction whose connection is cut ends at once, even if it would go on, and others soon succeed', async () => {
  const session = await database().session()
  const work = database().transaction(async (tx) => {
    await tx.execute(sql`select 1`)
    await session.db.execute(cutOthers)
    await tx.execute(sql`select 2`).catch(() => {})
    await tx.execute(sql`select 3`)
  })
  await expect(work).rejects.toThrow()
  await session.close()
  // Connections that lay idle were cut as well, and one whose end is not heard of yet may still be handed out.
  const ask = () => rows(database().db, sql`select 1 as one`)
  expect(await ask().catch(ask).catch(ask)).toEqual([{ one: 1 }])
})

test('nobody waits for ever while connections are cut again and again under load', async () => {
  const busy = await open()
  const session = await busy.session()
  const outcomes: PromiseSettledResult<unknown>[] = []
  for (let round = 0; round < 20; round += 1) {
    const ask = () => busy.db.execute(sql`select ${round}::int`)
    const retrying = Array.from({ length: 30 }, () => ask().catch(ask).catch(ask))
    const settled = Promise.allSettled(retrying)
    await session.db.execute(cutOthers)
    outcomes.push(...(await settled))
  }
  expect(outcomes).toHaveLength(600)
  expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true)
  await session.close()
  await busy.close()
})

test('a statement that is never answered loses its connection', async () => {
  const line = await openDatabaseLine(await freshPostgres('empty'))
  const connection = openConnection({ url: line.url, log: () => {}, settings: {}, patience: 50 })
  await connection.query('select 1', [], 'array')
  line.hold()
  await expect(connection.query('select 2', [], 'array')).rejects.toThrow('was lost')
  expect(connection.isLost()).toBe(true)
  await line.close()
})

test('a connection that breaks while it opens fails whoever asked, and nobody else', async () => {
  const line = await openDatabaseLine(await freshPostgres('empty'))
  for (const bytes of [1, 50, 100, 200, 300, 400]) {
    line.cutAfter(bytes)
    const connection = openConnection({ url: line.url, log: () => {}, settings: {} })
    await expect(connection.query('select 1', [], 'array')).rejects.toThrow()
    await connection.lost
  }
  await line.close()
})

test('closing lets a transaction finish, and refuses whoever comes later', async () => {
  const closing = await open()
  const begun = Promise.withResolvers<void>()
  const mayEnd = Promise.withResolvers<void>()
  const work = closing.transaction(async (tx) => {
    begun.resolve()
    await mayEnd.promise
    return rows(tx, sql`select 1 as one`)
  })
  await begun.promise
  const closed = closing.close()
  await expect(closing.ping()).rejects.toHaveProperty('cause.message', 'The database is closed')
  mayEnd.resolve()
  expect(await work).toEqual([{ one: 1 }])
  await closed
  await closing.close()
})
