/** What every measurement stands on: a PostgreSQL server that waits for the disk as in production, and the jobs over it. */
import type { Clock } from '../../src/calendar/clock.ts'
import type { Ground } from '../../src/jobs/ground.ts'
import type { Messenger } from '../../src/messengers/messenger.ts'
import { connectTelegram } from '../../src/messengers/telegram/index.ts'
import { openDatabase } from '../../src/store/database.ts'
import { migrate } from '../../src/store/migrate.ts'
import type { Database } from '../../src/store/tx.ts'
import { fakeClock } from '../support/clock.ts'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { makeGround } from '../support/office-ground.ts'
import { createDatabase } from '../support/server.ts'
import { bot, committeeId } from './town.ts'

export type Stand = {
  readonly cluster: Cluster
  /** A new database, migrated or as a copy of another one nobody is connected to; its address. */
  readonly createDatabase: (name: string, template?: string) => Promise<string>
  readonly close: () => Promise<void>
}

export async function openStand(): Promise<Stand> {
  const cluster = await startCluster({ durable: true })
  return {
    cluster,
    async createDatabase(name, template) {
      const url = await createDatabase(cluster.url('postgres'), name, template)
      if (template === undefined) {
        const database = await openDatabase({ url, log: () => {} })
        await migrate(database)
        await database.close()
      }
      return url
    },
    close: cluster.remove,
  }
}

/** Opens a database, works in it and closes it again. */
export async function within<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase({ url, log: () => {} })
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

/** Telegram as it understands updates; nothing is asked of it, so nobody need answer. */
export async function silentTelegram(): Promise<Messenger> {
  return connectTelegram({
    token: '1:measured',
    apiRoot: 'http://127.0.0.1:9',
    webhookSecret: null,
    tools: { log: () => {} },
    timeouts: { call: 1, file: 1, poll: 1 },
  })
}

/** The jobs over a database at a moment that stands still. Any fault ends the measurement. */
export function groundAt(database: Database, messenger: Messenger, at: Temporal.Instant): Ground {
  const clock: Clock = fakeClock(at.toString())
  const times = { clock, machine: clock, wait: async () => {} }
  const parts = { database, ...times, linkToFile: null, bots: [{ id: bot, committeeId, messenger }] }
  return makeGround(parts, (fault) => {
    throw new Error(fault)
  })
}
