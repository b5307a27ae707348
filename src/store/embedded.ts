/**
 * The embedded database: PGlite in a folder, for trying the program out on a bare machine. One process, one connection.
 * It survives a killed process but never waits for the disk, so a power cut may cost the last seconds.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { openDrizzle, type Query, runTransaction } from './driver.ts'
import { EmbeddedFolder } from './embedded-folder.ts'
import { takeLockFile } from './lock-file.ts'
import type { Database } from './tx.ts'
import { wireTypes } from './wire.ts'

/** Small buffers: 180 MB of memory instead of 600. */
const settings = ['shared_buffers=16MB', 'TimeZone=UTC']

const options: PGliteOptions = {
  startParams: [...PGlite.defaultStartParams, ...settings.flatMap((setting) => ['-c', setting])],
  parsers: Object.fromEntries(wireTypes.map(({ oid, parse }) => [oid, parse])),
  serializers: Object.fromEntries(wireTypes.map(({ oid, serialize }) => [oid, serialize])),
}

/**
 * Opens `<dataDir>/database`, guarded by `<dataDir>/database.lock`, or a database in memory.
 * @throws when another process uses the folder, or its disk is full
 */
export async function openEmbedded(dataDir: string): Promise<Database> {
  const life = createLife()
  if (dataDir === 'memory') return toDatabase(await PGlite.create(options), life, () => {})
  mkdirSync(dataDir, { recursive: true })
  const unlock = takeLockFile(join(dataDir, 'database.lock'))
  try {
    const fs = new EmbeddedFolder(join(dataDir, 'database'), life.end)
    return toDatabase(await PGlite.create({ ...options, fs }), life, unlock)
  } catch (cause) {
    unlock()
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`The embedded database in ${dataDir} does not start; is its disk full? ${why}`, { cause })
  }
}

/** Whether the server in our process lives. Whatever a dead one is asked, it may never come back. */
type Life = {
  readonly end: (cause: Error) => void
  /** @throws when it has ended */
  readonly refuseDead: () => void
  readonly ended: Promise<Error>
}

function createLife(): Life {
  const ended = Promise.withResolvers<Error>()
  let dead: Error | null = null
  return {
    end(cause) {
      dead ??= new Error('The embedded database has stopped', { cause })
      ended.resolve(dead)
    },
    refuseDead() {
      if (dead !== null) throw dead
    },
    ended: ended.promise,
  }
}

function toDatabase(client: PGlite, life: Life, unlock: () => void): Database {
  const alone = createTurns()
  const query = inTurn(client, life)
  const db = openDrizzle({
    query: (...statement) => alone(() => query(...statement)),
    transaction: (work) => alone(() => runTransaction({ query }, work)),
  })
  const closed = Promise.withResolvers<void>()
  const close = async (): Promise<void> => {
    life.refuseDead()
    await client.close()
    unlock()
    closed.resolve()
  }
  void life.ended.then(unlock)
  let closing: Promise<void> | undefined
  return {
    kind: 'embedded',
    db,
    transaction: (work) => db.transaction(work),
    session: async () => ({ db, lost: closed.promise, close: async () => {} }),
    ping: async () => {
      await db.execute('select 1')
    },
    broken: life.ended,
    close: () => (closing ??= close()),
  }
}

/** One statement after the other, none after the one that the server died of. */
function inTurn(client: PGlite, { end, refuseDead }: Life): Query {
  const oneByOne = createTurns()
  return (text, parameters, rowMode) =>
    oneByOne(async () => {
      refuseDead()
      try {
        return await client.query(text, parameters, { rowMode })
      } catch (error) {
        if (isDeadly(error)) end(error)
        refuseDead()
        throw error
      }
    })
}

function isDeadly(error: unknown): error is Error {
  return error instanceof Error && 'severity' in error && ['PANIC', 'FATAL'].includes(String(error.severity))
}

/** Lets one piece of work run at a time, in the order they came. */
function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = last.then(work)
    last = mine.catch(() => {})
    return mine
  }
}
