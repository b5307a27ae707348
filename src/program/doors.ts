/** The HTTP server of the program: health, metrics, and whatever brings routes of its own. */
import type { Config } from '../config.ts'
import { type Routes, type RunningServer, startServer } from '../http/server.ts'
import { describeFault } from '../jobs/fault.ts'
import type { Metrics } from '../metrics.ts'
import type { Database, Log } from '../store/database.ts'
import { countMissing } from '../store/migrate.ts'

export type Doors = {
  readonly database: Database
  readonly metrics: Metrics
  readonly log: Log
  readonly routes: readonly Routes[]
}

/** Files are uploaded to the sandbox through here; whoever takes less says so itself. */
const largestRequest = 36 * 1024 * 1024

/** Opens the doors last, when everything behind them stands. @throws when it cannot listen there */
export async function openDoors(
  { host, port }: Config,
  { database, metrics, log, routes }: Doors,
): Promise<RunningServer> {
  return startServer({
    host,
    port,
    routes,
    health: async () => [],
    ready: () => whatDatabaseLacks(database),
    metrics: metrics.render,
    onError: (error) => log('error', 'A request failed', { error: describeFault(error) }),
    bodyBytes: largestRequest,
  })
}

/** As `admin doctor` asks it: a backup of an older program may have been put back under this one. */
export async function whatDatabaseLacks(database: Database): Promise<readonly string[]> {
  try {
    await database.ping()
    const missing = await countMissing(database)
    return missing === 0 ? [] : [`the database lacks migrations: ${missing}`]
  } catch (error) {
    return [`the database does not answer: ${describeFault(error)}`]
  }
}
