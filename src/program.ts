/**
 * The whole program, wired: database, bots, jobs, HTTP. main.ts starts it from the environment; scenario tests start the
 * same with a clock of their own. Each part is put together in program/.
 */
import type { Clock } from './calendar/clock.ts'
import type { Config } from './config.ts'
import { createWebhooks } from './http/webhooks.ts'
import type { Bot } from './jobs/ground.ts'
import { startLoop } from './jobs/loop.ts'
import { calmDown } from './logging.ts'
import { messengers } from './messengers/index.ts'
import { createMetrics } from './metrics.ts'
import { followAddedBots } from './program/added-bots.ts'
import { openDoors } from './program/doors.ts'
import { createFleet } from './program/fleet.ts'
import { makeGround, openFileLinks } from './program/ground.ts'
import { openSandbox, seedSandbox, standsIn, wireSandbox } from './program/sandbox.ts'
import { listWanted } from './program/wanted.ts'
import { type Database, type Log, openDatabase } from './store/database.ts'
import { openLeadership } from './store/leadership.ts'
import { migrate } from './store/migrate.ts'
import { readStanding } from './store/standing.ts'

export type Program = {
  readonly url: string
  readonly sandbox: boolean
  /** Resolves when it cannot go on: the process must end, and be started again. */
  readonly broken: Promise<Error>
  /** Takes nothing new, finishes what is under way, closes the database. */
  readonly stop: () => Promise<void>
}

/** The machine's own time. Business time is the same unless the sandbox moves it. */
const machineClock: Clock = { now: () => Temporal.Now.instant() }

/** What tests put in the place of the real thing: clocks they move, a database that fails or kills where they say. */
export type Stand = {
  readonly clock?: Clock
  readonly machine?: Clock
  readonly wrap?: (database: Database) => Database
  /** Told of secrets that come up while the program runs: those of added bots. */
  readonly onSecrets?: (secrets: readonly string[]) => void
}

function isMessenger(name: string): boolean {
  return messengers.some((one) => one.name === name)
}

/** Starts everything. @throws when it cannot; the message says what to do */
export async function startProgram(
  config: Config,
  write: Log,
  { clock: ownClock, machine = machineClock, wrap = (same) => same, onSecrets = () => {} }: Stand = {},
): Promise<Program> {
  const log = calmDown(write, () => machine.now().epochMilliseconds)
  const opened = await openDatabase({ url: config.databaseUrl ?? undefined, dataDir: config.dataDir, log })
  await migrate(opened)
  const database = wrap(opened)
  const isSandbox = await standsIn(config, opened)
  const sandbox = isSandbox ? openSandbox(config.dataDir, ownClock ?? machineClock, log) : null
  const clock = sandbox?.clock ?? ownClock ?? machineClock
  const metrics = createMetrics(() => readStanding(database.db, { now: clock.now(), machine: machine.now() }))
  const sample = sandbox && (await seedSandbox(database, sandbox))
  const wanted = sample ? [sample] : await listWanted({ config, database, log })
  const links = await openFileLinks(config, { database, machine })
  const crew = { bots: [] as Bot[], expected: [] as string[] }
  const leadership = openLeadership(database)
  const ground = makeGround({ database, ...crew, count: metrics, log, clock, machine, links })
  const loop = startLoop(ground)
  if (sandbox && sample) wireSandbox(sandbox, sample.committeeId, { ground, loop })
  const fleet = createFleet({ ground, ...crew, leadership, loop, publicUrl: config.publicUrl })
  wanted.forEach(fleet.join)
  const added = sandbox ? null : followAddedBots({ config, database, log, fleet, onSecrets })
  const webhooks = createWebhooks({
    take: fleet.take,
    // What stands in an address anybody may write: only names of ours become labels.
    onAnswer: (name, status) => metrics.webhookAnswered(isMessenger(name) ? name : 'unknown', status),
  })
  const routes = [webhooks, sandbox, links].filter((one) => one !== null)
  const server = await openDoors(config, { database, metrics, log, routes })
  return {
    url: server.url,
    sandbox: sandbox !== null,
    broken: database.broken,
    async stop() {
      await added?.stop()
      await fleet.stop()
      await leadership.close()
      await loop.stop()
      sandbox?.close()
      await server.close()
      await database.close()
    },
  }
}
