import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { rows, type Session } from '../../src/store/tx.ts'
import { postgresDatabase } from '../support/database.ts'

const database = postgresDatabase()

const tryLock = async ({ db }: Session): Promise<unknown> =>
  (await rows(db, sql`select pg_try_advisory_lock(7) as taken`))[0]?.['taken']

test('a session keeps its lock against another until it closes', async () => {
  const [first, second] = await Promise.all([database().session(), database().session()])
  expect([await tryLock(first), await tryLock(second)]).toEqual([true, false])
  await first.close()
  await first.lost
  expect(await tryLock(second)).toBe(true)
  await second.close()
})

test('a session whose connection broke says so and does not go on without its lock', async () => {
  const session = await database().session()
  const [{ pid } = { pid: 0 }] = await rows<{ pid: number }>(session.db, sql`select pg_backend_pid() as pid`)
  await database().db.execute(sql`select pg_terminate_backend(${pid})`)
  await session.lost
  await expect(tryLock(session)).rejects.toHaveProperty('cause.message', expect.stringContaining('lost'))
  await session.close()
})

test('a statement and an idle transaction have bounds in the pool, a session waits as long as it must', async () => {
  const setting = sql`select current_setting('statement_timeout') as statement,
    current_setting('idle_in_transaction_session_timeout') as idle`
  expect(await rows(database().db, setting)).toEqual([{ statement: '30s', idle: '30s' }])
  const session = await database().session()
  expect(await rows(session.db, setting)).toEqual([{ statement: '0', idle: '0' }])
  await session.close()
})

test('statements with parameters are prepared once and used again', async () => {
  const prepared = await database().transaction(async (tx) => {
    for (const n of [1, 2, 3]) await tx.execute(sql`select ${n}::int as marked_for_this_test`)
    return rows(
      tx,
      sql`select 1 as one from pg_prepared_statements where statement like '%marked_for_this_test%'
      and statement not like '%pg_prepared_statements%'`,
    )
  })
  expect(prepared).toHaveLength(1)
})
