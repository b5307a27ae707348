/** Opens the database the settings ask for. How each is driven: postgres.ts, embedded.ts; what one can do with it: tx.ts. */
import type { Database, Log } from './tx.ts'

export type { Database, Log } from './tx.ts'

export type DatabaseOptions = {
  /** A PostgreSQL 15+ address, `postgres://…`. Goes before `dataDir`. */
  readonly url?: string | undefined
  /** The folder of the embedded database, created if missing; 'memory' keeps nothing. */
  readonly dataDir?: string | undefined
  readonly log: Log
}

/**
 * Opens a database and makes sure it answers. The driver that is not needed is not loaded.
 * @throws when it cannot be reached, is too old, or its folder is in use by another process; the message says what to do.
 */
export async function openDatabase({ url, dataDir, log }: DatabaseOptions): Promise<Database> {
  if (url !== undefined) {
    const { openPostgres } = await import('./postgres.ts')
    return openPostgres(url, log)
  }
  if (dataDir === undefined) throw new Error('A database needs an address or a folder')
  const { openEmbedded } = await import('./embedded.ts')
  return openEmbedded(dataDir)
}
