import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { rows } from '../../src/store/tx.ts'
import { startCluster } from '../support/cluster.ts'
import { unpackServer } from '../support/server-binaries.ts'

test('the pool finds its way back after the server crashed, and nothing acknowledged is lost', async () => {
  const cluster = await startCluster({ durable: true, server: unpackServer })
  const database = await openDatabase({ url: cluster.url('postgres'), log: () => {} })
  const session = await database.session()
  await database.db.execute(sql`create table kept (id int)`)
  await database.transaction((tx) => tx.execute(sql`insert into kept values (1)`))
  const interrupted = database.transaction(async (tx) => {
    await tx.execute(sql`insert into kept values (2)`)
    await cluster.kill()
    await tx.execute(sql`insert into kept values (3)`)
  })
  await expect(interrupted).rejects.toThrow()
  await session.lost
  await expect(database.ping()).rejects.toThrow()

  await cluster.start()
  expect(await rows(database.db, sql`select id from kept`)).toEqual([{ id: 1 }])
  await database.close()
  await session.close()
  await cluster.remove()
})
