/**
 * The whole program, wired: database, bots, jobs, HTTP. main.ts starts it from the environment; scenario tests start the
 * same with a clock of their own.
 */

import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { foundCommittee } from './actions/committee.ts'
import { dayOf, isWorkingDay } from './calendar/calendar.ts'
import type { Clock } from './calendar/clock.ts'
import { commands } from './commands/index.ts'
import type { Config } from './config.ts'
import { textOfFile } from './documents/file-text.ts'
import { qrPng } from './documents/qr-code.ts'
import { createFileLinks, type FileLinks } from './http/file-links.ts'
import { type Routes, type RunningServer, startServer } from './http/server.ts'
import { loadTranslators } from './i18n.ts'
import { describeFault } from './jobs/fault.ts'
import type { Bot, Ground } from './jobs/ground.ts'
import { createIntake } from './jobs/intake.ts'
import { type Loop, startLoop } from './jobs/loop.ts'
import { sealDaily } from './jobs/seal-daily.ts'
import { createSandbox, messengers, type Sandbox } from './messengers/index.ts'
import type { Messenger } from './messengers/messenger.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { sampleCommune, sampleGroups, sampleUsers } from './sample-commune.ts'
import { insertAccount } from './store/accounts.ts'
import { writeChannel } from './store/channels.ts'
import { type Database, type Log, openDatabase } from './store/database.ts'
import { countWaiting } from './store/deliveries.ts'
import { ensureKey } from './store/deployment-keys.ts'
import { ensureBot, listCommittees } from './store/directory.ts'
import { readFile } from './store/files.ts'
import { countUnhandled } from './store/inbound.ts'
import { findNextDeadline } from './store/matters.ts'
import { migrate } from './store/migrate.ts'
import { createSnapshots } from './store/snapshot.ts'

export type Program = {
  readonly url: string
  readonly sandbox: boolean
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
}

/** Starts everything. @throws when it cannot; the message says what to do */
export async function startProgram(
  config: Config,
  log: Log,
  { clock: ownClock, machine = machineClock, wrap = (same) => same }: Stand = {},
): Promise<Program> {
  const opened = await openDatabase({ url: config.databaseUrl ?? undefined, dataDir: config.dataDir, log })
  await migrate(opened)
  const database = wrap(opened)
  const metrics = createMetrics(() => backlogOf(database))
  const sandbox = config.sandbox
    ? createSandbox({
        file: join(config.dataDir, 'sandbox', 'journal.jsonl'),
        wall: ownClock ?? machineClock,
        tools: { log },
      })
    : null
  const clock = sandbox?.clock ?? ownClock ?? machineClock
  const messenger = sandbox?.messenger ?? (await connect(config, log))
  const bot = await prepareBot(database, { messenger, sandbox, clock })
  const links = await openFileLinks(config, { database, machine })
  const ground = groundOf({ database, bot, metrics, log, clock, machine, links })
  const loop = startLoop(ground)
  if (sandbox) wireSandbox(sandbox, ground, loop)
  const pulling = startPulling(ground, bot, loop)
  const server = await listen(config, {
    database,
    metrics,
    log,
    routes: [sandbox, links].filter((routes) => routes !== null),
  })
  return {
    url: server.url,
    sandbox: sandbox !== null,
    async stop() {
      await pulling.stop()
      await loop.stop()
      sandbox?.close()
      await server.close()
      await database.close()
    },
  }
}

/** Files go out as links where the outside reaches this host; every replica signs them with the one key in the database. */
async function openFileLinks(
  { publicUrl }: Config,
  { database, machine }: { readonly database: Database; readonly machine: Clock },
): Promise<FileLinks | null> {
  if (publicUrl === null) return null
  const made = { fresh: randomBytes(32), madeAt: machine.now() }
  const t = loadTranslators(localesFolder, () => {})('vi', 'Asia/Ho_Chi_Minh')
  return createFileLinks({
    publicUrl,
    key: await ensureKey(database.db, 'file-links', made),
    now: machine.now,
    read: (committee, id) => readFile(database.db, committee, id),
    words: { expired: t('response.file.linkExpired'), unknown: t('response.file.linkUnknown') },
  })
}

/** The first messenger that has settings. The configuration guarantees one when there is no sandbox. */
async function connect(config: Config, log: Log): Promise<Messenger> {
  const joining = messengers.flatMap(({ connect }) => connect(config.messengers, { log, vault: null }) ?? [])
  const [first] = await Promise.all(joining)
  if (!first) throw new Error('No messenger is configured')
  return first
}

type NewBot = { readonly messenger: Messenger; readonly sandbox: Sandbox | null; readonly clock: Clock }

/** The bot of the settings serves the first committee; the sandbox founds its sample commune when there is none. */
async function prepareBot(database: Database, { messenger, sandbox, clock }: NewBot): Promise<Bot> {
  const [first] = await listCommittees(database.db)
  if (!first && !sandbox) {
    throw new Error(
      'There is no committee yet: found one with `npm run admin -- committee create FILE`, or a sample with `--sample`',
    )
  }
  const committeeId = first?.id ?? sampleCommune.committee.id
  const bot: Bot = { id: messenger.name, committeeId, messenger }
  const at = clock.now()
  if (!first) await database.transaction((tx) => foundCommittee(tx, sampleCommune, at))
  await ensureBot(database.db, { id: bot.id, committeeId, messenger: messenger.name })
  if (sandbox) await seedSandbox(database, sandbox, bot, at)
  return bot
}

/** Everybody of the sample commune is linked from the start; doing it again changes nothing. */
async function seedSandbox(
  database: Database,
  sandbox: Sandbox,
  { id: bot, committeeId }: Bot,
  at: Temporal.Instant,
): Promise<void> {
  sandbox.seed(
    sampleUsers,
    sampleGroups.map(({ id, name, speaker }) => ({ id, name, speaker })),
  )
  await database.transaction(async (tx) => {
    for (const { id } of sampleUsers) {
      const chat = { bot, vendorUser: id, officer: id, chat: id }
      await insertAccount(tx, { committeeId, ...chat, preference: 1, isReachable: true, linkedAt: at })
    }
    for (const { id: chat, purpose, unit } of sampleGroups)
      await writeChannel(tx, committeeId, { bot, chat, purpose, unit, boundAt: at })
  })
}

type Parts = {
  readonly database: Database
  readonly bot: Bot
  readonly metrics: Metrics
  readonly log: Log
  readonly clock: Clock
  readonly machine: Clock
  readonly links: FileLinks | null
}

const localesFolder = fileURLToPath(new URL('../locales', import.meta.url))

function groundOf({ database, bot, metrics, log, clock, machine, links }: Parts): Ground {
  return {
    database,
    snapshots: createSnapshots(),
    bots: [bot],
    clock,
    machine,
    wait: (until) => waitUntil(until, machine),
    translators: loadTranslators(localesFolder, (fault) => log('error', 'A text is missing', { fault })),
    commands: commands.map(({ name, alias }) => ({ name, alias })),
    linkToFile: links === null ? null : (committee, file) => links.linkTo(committee, file),
    slotJobs: [sealDaily],
    documents: { qrPng, textOf: async (file) => (await textOfFile(file)).text },
    random: (count) => randomBytes(count),
    log,
    count: metrics,
  }
}

function wireSandbox(sandbox: Sandbox, ground: Ground, loop: Loop): void {
  const committeeId = sampleCommune.committee.id
  sandbox.onClockMoved(() => loop.wake())
  sandbox.setMilestones(async () => {
    const next = await findNextDeadline(ground.database.db, committeeId)
    return next ? [{ label: next.reference, at: next.at }] : []
  })
  sandbox.setNextWorkingMorning(async (now) => {
    const { calendar } = await ground.snapshots.load(ground.database.db, committeeId)
    let day = dayOf(now, calendar).add({ days: 1 })
    while (!isWorkingDay(day, calendar)) day = day.add({ days: 1 })
    return day.toZonedDateTime({ timeZone: calendar.timeZone, plainTime: '08:00' }).toInstant()
  })
}

/** Pulls updates until stopped; a messenger that fails is tried again, for ever. */
function startPulling(ground: Ground, bot: Bot, loop: Loop): { stop: () => Promise<void> } {
  const stopping = new AbortController()
  const take = createIntake(ground, bot, loop.wake)
  const { ingress } = bot.messenger
  if (ingress.kind !== 'pull') throw new Error(`${bot.id} has no updates to pull`)
  const ended = (async () => {
    while (!stopping.signal.aborted) {
      await ingress
        .pull(take, stopping.signal, () => {})
        .catch((error: unknown) => {
          ground.log('error', 'Pulling updates failed and is tried again', { bot: bot.id, error: describeFault(error) })
        })
      if (!stopping.signal.aborted) await pauseBriefly()
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await ended
    },
  }
}

/** Never longer than the wall needs: a machine clock may be faster in tests, not slower. */
async function waitUntil(until: Temporal.Instant, machine: Clock): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  setTimeout(resolve, Math.max(0, machine.now().until(until).total('milliseconds')))
  await promise
}

async function pauseBriefly(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  setTimeout(resolve, 1000)
  await promise
}

async function backlogOf(database: Database) {
  return { inbound: await countUnhandled(database.db), deliveries: await countWaiting(database.db) }
}

type Doors = {
  readonly database: Database
  readonly metrics: Metrics
  readonly log: Log
  readonly routes: readonly Routes[]
}

async function listen({ host, port }: Config, { database, metrics, log, routes }: Doors): Promise<RunningServer> {
  const databaseAnswers = async () => {
    const fault = await database.ping().then(
      () => null,
      (error: unknown) => describeFault(error),
    )
    return fault === null ? [] : [`the database does not answer: ${fault}`]
  }
  return startServer({
    host,
    port,
    routes,
    health: async () => [],
    ready: databaseAnswers,
    metrics: metrics.render,
    onError: (error) => log('error', 'A request failed', { error: describeFault(error) }),
    bodyBytes: 36 * 1024 * 1024,
  })
}
