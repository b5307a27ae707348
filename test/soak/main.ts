/**
 * `npm run soak -- --minutes 5 [--seed 1]`: two replicas on one PostgreSQL live through random officers, updates that come twice
 * and in another order, a kill every few seconds and a database that crashes, then everything is reckoned up.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { sql } from 'drizzle-orm'
import { openDatabase } from '../../src/store/database.ts'
import { rows } from '../../src/store/tx.ts'
import { untilTrue } from '../crash/backlog.ts'
import { openTown, settleTown } from '../crash/town.ts'
import { startCluster } from '../support/cluster.ts'
import { racingClock } from '../support/racing-clock.ts'
import { openGate } from '../support/telegram-gate.ts'
import { serverToken } from '../support/telegram-server.ts'
import type { Update } from '../support/telegram-vendor.ts'
import { bringOfficers, makeChance } from './officers.ts'
import { reconcile } from './reconcile.ts'
import { startReplicas } from './replicas.ts'

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '5' }, seed: { type: 'string', default: '1' } },
})
const seconds = Number(values.minutes) * 60
const chance = makeChance(Number(values.seed))

const cluster = await startCluster({ durable: true })
const clock = racingClock('2026-11-16T08:00+07:00')
const town = await openTown(clock)
let messages = 0
const gate = await openGate(town.server, {
  onCall: town.keepTime,
  stops: () => false,
  onSent: () => void (messages += 1),
  alterUpdates: (updates) => shuffle([...updates, ...repeatSome()]),
})
const url = cluster.url('postgres')
await settleTown(town, { url }, clock.now())
const environment = { DATABASE_URL: url, TELEGRAM_BOT_TOKEN: serverToken, TELEGRAM_API_ROOT: gate.url, PORT: '0' }
const replicas = await startReplicas(environment, clock, 2)
const officers = bringOfficers(town, chance)
const ends = performance.now() + seconds * 1000
let crashes = 0

const isOver = (): boolean => performance.now() >= ends
/** Repeats something at random intervals until the time is up. */
async function keep(seconds: readonly [from: number, to: number], act: () => unknown): Promise<void> {
  while (!isOver()) {
    await sleep(1000 * (seconds[0] + chance() * (seconds[1] - seconds[0])))
    if (!isOver()) await act()
  }
}

await Promise.all([
  keep([0.1, 0.6], () => officers.act()),
  keep([2, 6], () => passTime({ minutes: 5 + Math.floor(chance() * 300) })),
  keep([4, 9], () => replaceOne(chance() < 0.5 ? 0 : 1)),
  keep([40, 70], restartDatabase),
])

process.stderr.write('coming to rest …\n')
const database = await openDatabase({ url, log: () => {} })
await rest()
for (let day = 0; day < 8; day += 1) {
  passTime(untilTomorrowAtTen())
  await rest()
}
await replicas.stop()
const { counts, findings } = await reconcile(database, town, officers)
await database.close()
await gate.close()
await town.server.close()
await cluster.remove()
const figures = { seconds, seed: values.seed, kills: replicas.kills(), databaseCrashes: crashes, messages, ...counts }
process.stdout.write(
  `${JSON.stringify({ ...figures, faults: Object.fromEntries(replicas.faults), findings }, null, 2)}\n`,
)
process.exit(findings.length === 0 ? 0 : 1)

function passTime(span: Temporal.DurationLike): void {
  clock.advance(span)
  town.keepTime()
  replicas.tellTime()
}

async function replaceOne(which: number): Promise<void> {
  await replicas.killOne(which)
  await replicas.bringOne(which)
}

async function restartDatabase(): Promise<void> {
  crashes += 1
  await cluster.kill()
  await sleep(1000)
  await cluster.start()
}

/** What is held back overnight goes out in office hours. */
function untilTomorrowAtTen(): Temporal.Duration {
  const now = clock.now().toZonedDateTimeISO('Asia/Ho_Chi_Minh')
  return now.until(now.add({ days: 1 }).withPlainTime('10:00'), { largestUnit: 'hours' })
}

/** Everything is taken in, settled and said that can be by now, also what waits until nothing can be undone. */
async function rest(): Promise<void> {
  await untilTrue(isQuiet)
  passTime({ seconds: 61 })
  await untilTrue(isQuiet)
}

async function isQuiet(): Promise<boolean> {
  const confirmed = gate.confirmedUpTo() >= (town.updates.at(-1)?.update_id ?? 0)
  const now = clock.now()
  const [found] = await rows<{ waiting: number }>(
    database.db,
    sql`select (select count(*) from inbound where handled_at is null)
      + (select count(*) from deliveries where state = 'waiting' and not_before_at <= ${now})
      + (select count(*) from matters where next_due_at <= ${now}) as waiting`,
  )
  return confirmed && found?.waiting === 0
}

/** Updates that came before come once more. */
function repeatSome(): readonly unknown[] {
  return town.updates.length === 0 || chance() > 0.3 ? [] : [town.updates[Math.floor(chance() * town.updates.length)]]
}

/** In another order, but never within one chat: there Telegram keeps it. */
function shuffle(updates: readonly unknown[]): readonly unknown[] {
  if (chance() > 0.3) return updates
  const chats = Map.groupBy(updates as readonly Update[], (update) => chatOf(update))
  const mixed = [...chats.values()].flatMap((own) => {
    const places = own.map(() => chance()).toSorted((a, b) => a - b)
    return own.map((update, index) => ({ update, place: places[index] ?? 0 }))
  })
  return mixed.toSorted((a, b) => a.place - b.place).map(({ update }) => update)
}

function chatOf(update: Update): unknown {
  const { chat } = (update['message'] ?? {}) as { readonly chat?: { readonly id: number } }
  return chat?.id
}
