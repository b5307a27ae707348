/**
 * The embedded database: PGlite in a folder, for trying the program out on a bare machine. One process, one connection.
 * It survives a killed process but never waits for the disk, so a power cut may cost the last seconds.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { openDrizzle } from './driver.ts'
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
 * @throws when another process uses the folder
 */
export async function openEmbedded(dataDir: string): Promise<Database> {
  if (dataDir === 'memory') return toDatabase(await PGlite.create(options), () => {})
  mkdirSync(dataDir, { recursive: true })
  const unlock = takeLockFile(join(dataDir, 'database.lock'))
  try {
    return toDatabase(await PGlite.create(join(dataDir, 'database'), options), unlock)
  } catch (error) {
    unlock()
    throw error
  }
}

function toDatabase(client: PGlite, unlock: () => void): Database {
  const db = openDrizzle({
    query: (text, parameters, rowMode) => client.query(text, parameters, { rowMode }),
    transaction: (work) =>
      client.transaction((tx) => work((text, parameters, rowMode) => tx.query(text, parameters, { rowMode }))),
  })
  const lost = Promise.withResolvers<void>()
  const close = async (): Promise<void> => {
    await client.close()
    unlock()
    lost.resolve()
  }
  let closing: Promise<void> | undefined
  return {
    kind: 'embedded',
    db,
    transaction: (work) => db.transaction(work),
    session: async () => ({ db, lost: lost.promise, close: async () => {} }),
    ping: async () => {
      await db.execute('select 1')
    },
    close: () => (closing ??= close()),
  }
}
