import { sql } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { askAgainSeconds } from '../../src/jobs/ingress.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { type Held, type Leadership, openLeadership } from '../../src/store/leadership.ts'
import { rows } from '../../src/store/tx.ts'
import { embeddedDatabase, freshPostgres } from '../support/database.ts'
import { openDatabaseLine } from '../support/database-line.ts'

const embedded = embeddedDatabase()

async function openTwo(): Promise<readonly [Leadership, Leadership, Database]> {
  const url = await freshPostgres('empty')
  const database = await openDatabase({ url, log: () => {} })
  const [one, other] = [openLeadership(database), openLeadership(database)]
  onTestFinished(async () => {
    await Promise.all([one.close(), other.close()])
    await database.close()
  })
  return [one, other, database]
}

function held(one: Held | null): Held {
  if (one === null) throw new Error('Somebody else leads')
  return one
}

test('one process leads in a name, and another in another', async () => {
  const [one, other] = await openTwo()
  expect(await one.take('bot telegram')).not.toBeNull()
  expect(await other.take('bot telegram')).toBeNull()
  expect(await other.take('bot slack')).not.toBeNull()
})

test('what is released is free at once, and nothing else with it', async () => {
  const [one, other] = await openTwo()
  const telegram = held(await one.take('bot telegram'))
  await one.take('bot slack')
  await telegram.release()
  expect(await other.take('bot telegram')).not.toBeNull()
  expect(await other.take('bot slack')).toBeNull()
})

test('whoever loses the connection hears of it, another may lead, and it may ask again', async () => {
  const [one, other, database] = await openTwo()
  const telegram = held(await one.take('bot telegram'))
  await database.db.execute(sql`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted`)
  await telegram.lost
  expect(await other.take('bot telegram')).not.toBeNull()
  await telegram.release()
  expect(await one.take('bot telegram')).toBeNull()
  expect(await one.take('bot slack')).not.toBeNull()
})

test('whoever hears nothing of the server any more leads no longer', async () => {
  const line = await openDatabaseLine(await freshPostgres('empty'))
  const database = await openDatabase({ url: line.url, log: () => {} })
  const leadership = openLeadership(database, { every: 20, answer: 50 })
  const { lost } = held(await leadership.take('bot telegram'))
  line.hold()
  await expect(lost).resolves.toBeUndefined()
  await line.close()
  await leadership.close()
  await database.close()
})

test('a host that vanished gives up its lead to another within fifteen seconds, the asking included', async () => {
  const [, , database] = await openTwo()
  const session = await database.session()
  const [found] = await rows<{ seconds: number }>(
    session.db,
    sql`select current_setting('tcp_keepalives_idle')::int
      + current_setting('tcp_keepalives_interval')::int * current_setting('tcp_keepalives_count')::int as seconds`,
  )
  expect((found?.seconds ?? 0) + askAgainSeconds).toBeLessThan(15)
  await session.close()
})

test('whoever closes gives up everything', async () => {
  const [one, other] = await openTwo()
  await one.take('bot telegram')
  await one.close()
  expect(await other.take('bot telegram')).not.toBeNull()
})

test('the one process of the embedded database always leads', async () => {
  const leadership = openLeadership(embedded())
  expect(await leadership.take('bot telegram')).not.toBeNull()
  await leadership.close()
})
