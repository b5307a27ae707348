/**
 * The command line: `npm run admin -- committee | directory | unit | link-codes | evidence | deliveries …`, each with --help. Here it
 * meets the real world; the commands are in admin/.
 */
import { randomBytes } from 'node:crypto'
import { enableCompileCache } from 'node:module'
import type { Surroundings } from './admin/surroundings.ts'

enableCompileCache()
const { runAdmin } = await import('./admin/run.ts')
const { messengers } = await import('./messengers/index.ts')
const { openDatabase } = await import('./store/database.ts')
const { migrate } = await import('./store/migrate.ts')

const complain = (text: string): void => {
  process.stderr.write(text)
}

const log = (_level: string, message: string): void => complain(`${message}\n`)

const surroundings: Surroundings = {
  variables: process.env,
  clock: { now: () => Temporal.Now.instant() },
  random: (count) => randomBytes(count),
  write: (text) => {
    process.stdout.write(text)
  },
  complain,
  openDatabase: async ({ databaseUrl, dataDir }) => {
    const database = await openDatabase({ url: databaseUrl ?? undefined, dataDir, log })
    await migrate(database)
    return database
  },
  connect: async (config) =>
    Promise.all(messengers.flatMap((messenger) => messenger.connect(config.messengers, { log, vault: null }) ?? [])),
}

process.exitCode = await runAdmin(process.argv.slice(2), surroundings)
