/**
 * The command line: `npm run admin -- committee | directory | unit | link-codes | evidence | deliveries | doctor …`, each with --help. Here it
 * meets the real world; the commands are in admin/.
 */
import { randomBytes } from 'node:crypto'
import { statfs } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import type { Surroundings } from './admin/surroundings.ts'
import { startQuickly } from './quick-start.ts'

startQuickly()
const { runAdmin } = await import('./admin/run.ts')
const { openDatabase } = await import('./store/database.ts')
const { migrate } = await import('./store/migrate.ts')

const complain = (text: string): void => {
  process.stderr.write(text)
}

const log = (_level: string, message: string): void => complain(`${message}\n`)

const surroundings: Surroundings = {
  variables: process.env,
  clock: { now: () => Temporal.Now.instant() },
  machine: { now: () => Temporal.Now.instant() },
  random: (count) => randomBytes(count),
  readInput: () => text(process.stdin),
  write: (text) => {
    process.stdout.write(text)
  },
  complain,
  openDatabase: async ({ databaseUrl, dataDir }, state) => {
    const database = await openDatabase({ url: databaseUrl ?? undefined, dataDir, log })
    if (state === 'migrated') await migrate(database)
    return database
  },
  freeBytes: async (folder) => {
    const { bavail, bsize } = await statfs(folder).catch(() => ({ bavail: null, bsize: 0 }))
    return bavail === null ? null : bavail * bsize
  },
}

process.exitCode = await runAdmin(process.argv.slice(2), surroundings)
