/** Several couriers, each with connections of its own, against a vendor that counts in sliding windows. */
import { sql } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { type Courier, createCourier } from '../../src/jobs/deliver.ts'
import { connectTelegram } from '../../src/messengers/telegram/index.ts'
import { openDatabase } from '../../src/store/database.ts'
import { enqueue, type NewDelivery } from '../../src/store/deliveries.ts'
import { type Database, rows } from '../../src/store/tx.ts'
import { committeeId, foundSmall, telling } from '../store/bench.ts'
import { freshPostgres } from '../support/database.ts'
import { makeGround } from '../support/office-ground.ts'
import { type PacedServer, startPacedServer } from '../support/paced-server.ts'
import { createTimeline, type Timeline } from '../support/timeline.ts'

type Replica = { readonly courier: Courier; readonly database: Database }

/** Replicas of one bot, on a time that passes when all of them wait. */
class Town {
  readonly timeline: Timeline = createTimeline('2026-11-18T08:00:00+07:00')
  readonly faults: string[] = []
  readonly replicas: Replica[] = []
  readonly database: Database
  readonly server: PacedServer
  readonly #url: string
  #underWay = 0
  #hasNews = true

  constructor(parts: { url: string; database: Database; server: (timeline: Timeline) => PacedServer }) {
    this.#url = parts.url
    this.database = parts.database
    this.server = parts.server(this.timeline)
  }

  async join(): Promise<Replica> {
    const { clock, wait } = this.timeline
    const database = await openDatabase({ url: this.#url, log: () => {} })
    const tools = { log: () => {} }
    // The adapter's patience is counted on the wall, which may be slow.
    const timeouts = { call: 600, file: 600, poll: 600 }
    const settings = { token: '1:counted', apiRoot: this.server.url, webhookSecret: null }
    const bot = {
      id: 'bot',
      committeeId,
      messenger: await connectTelegram({ ...settings, tools, timeouts, now: clock.now }),
    }
    const parts = { database, clock, machine: clock, wait, linkToFile: null, bots: [bot] }
    const ground = makeGround(parts, (fault) => this.faults.push(fault))
    const courier = createCourier(ground, bot, (rest) => {
      this.#underWay -= 1
      this.#hasNews = true
      this.timeline.note(rest, () => (this.#hasNews = true))
    })
    const replica = { courier, database }
    this.replicas.push(replica)
    return replica
  }

  say(news: readonly NewDelivery[]): Promise<void> {
    return this.database.transaction((tx) => enqueue(tx, committeeId, this.timeline.clock.now(), news))
  }

  /** Lets everybody work until nothing waits, or until it is so; after a pause of so many seconds. */
  async works(isDone: () => boolean = () => false, pause = 0): Promise<void> {
    this.timeline.note(pause * 1000, () => (this.#hasNews = true))
    while (!isDone()) {
      while (this.#hasNews) {
        this.#hasNews = false
        for (const { courier } of this.replicas) this.#start(await courier.turn())
      }
      while (this.#underWay > this.timeline.waiting()) await new Promise(setImmediate)
      if (!this.#hasNews && !this.timeline.goOn()) return
    }
  }

  #start(taken: number): void {
    this.#underWay += taken
    this.#hasNews ||= taken > 0
  }

  async states(): Promise<Readonly<Record<string, number>>> {
    const found = await rows<{ state: string; count: number }>(
      this.database.db,
      sql`select state, count(*)::int as count from deliveries group by state`,
    )
    return Object.fromEntries(found.map(({ state, count }) => [state, count]))
  }
}

type Setting = { readonly replicas: number; readonly slow?: string; readonly blocked?: ReadonlySet<string> }

async function openTown({ replicas, slow = '', blocked = new Set() }: Setting): Promise<Town> {
  const url = await freshPostgres()
  const database = await openDatabase({ url, log: () => {} })
  await foundSmall(database)
  const ways = [20, 50, 35, 55, 40]
  let travelled = 0
  const holder: { timeline?: Timeline } = {}
  const server = await startPacedServer({
    now: () => holder.timeline?.clock.now().epochMilliseconds ?? 0,
    travel: async (chat) => {
      travelled += 1
      await holder.timeline?.pass(chat === slow ? 2000 : (ways[travelled % ways.length] ?? 0))
    },
    blocked,
  })
  const town = new Town({
    url,
    database,
    server: (timeline) => {
      holder.timeline = timeline
      return server
    },
  })
  for (let joined = 0; joined < replicas; joined++) await town.join()
  onTestFinished(async () => {
    await server.close()
    for (const replica of town.replicas) await replica.database.close()
    await database.close()
  })
  return town
}

/** Something to one chat that bears a mark of its own, in order. */
function words(chat: string, turn: number, rest: Partial<NewDelivery> = {}): NewDelivery {
  const notice = {
    of: 'response',
    kind: 'say',
    key: 'response.fileUnread',
    values: { name: markOf(chat, turn) },
    buttons: [],
  }
  const isPrivate = !chat.startsWith('-')
  return telling(`${chat}:${turn}`, { chat, isPrivate, reference: null, officer: null, notice, ...rest })
}

function markOf(chat: string, turn: number): string {
  return `tep${chat}so${turn}.`
}

function marksIn(town: Town, chat: string): readonly string[] {
  return town.server.arrived
    .filter((one) => one.chat === chat)
    .map(({ text }) => /tep-?\d+so\d+\./.exec(text)?.[0] ?? text)
}

const people = (count: number) => Array.from({ length: count }, (_, index) => String(1001 + index))
const turns = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

test('three replicas together use a bot’s rate to 95 % and are never refused, in the order of every chat', async () => {
  const [slow = '', gone = '', ...others] = people(37)
  const town = await openTown({ replicas: 3, slow, blocked: new Set([gone]) })
  const chats = [slow, gone, '-77', ...others]
  await town.say(turns(3).flatMap((turn) => chats.map((chat) => words(chat, turn))))
  await town.works()
  const { arrived, refused } = town.server
  expect(refused).toEqual([])
  for (const chat of chats.filter((one) => one !== gone))
    expect(marksIn(town, chat)).toEqual(turns(3).map((turn) => markOf(chat, turn)))
  expect(await town.states()).toEqual({ sent: 37 * 3, unreachable: 3 })
  const quick = arrived.filter(({ chat }) => others.includes(chat)).map(({ at }) => at)
  const all = arrived.filter(({ at }) => at <= Math.max(...quick)).length
  const seconds = (Math.max(...quick) - Math.min(...quick)) / 1000
  expect((all - 1) / seconds).toBeGreaterThanOrEqual(0.95 * 27)
  expect((all - 1) / seconds).toBeLessThanOrEqual(30)
  expect(town.faults).toEqual([])
}, 60_000)

test('a chat with much to hear is used to 95 % of its rate, however it is shared', async () => {
  const town = await openTown({ replicas: 2 })
  await town.say(turns(20).map((turn) => words('1001', turn)))
  await town.works()
  expect(town.server.refused).toEqual([])
  expect(marksIn(town, '1001')).toEqual(turns(20).map((turn) => markOf('1001', turn)))
  // Between two messages lie their pace and the way of the first one's answer.
  const at = town.server.arrived.map((one) => one.at)
  const gaps = at.slice(1).map((one, index) => one - (at[index] ?? 0))
  expect(Math.max(...gaps)).toBeLessThanOrEqual(1000 + 55 + 55 + 50)
})

test('cards of several messages count each of them', async () => {
  const town = await openTown({ replicas: 2 })
  const long = (chat: string) => {
    const values = { name: `${markOf(chat, 1)} ${'chữ '.repeat(2500)}` }
    return words(chat, 1, { notice: { of: 'response', kind: 'say', key: 'response.fileUnread', values, buttons: [] } })
  }
  const chats = people(12)
  await town.say([...chats, '-77'].map(long))
  await town.works()
  expect(town.server.refused).toEqual([])
  const { length } = town.server.arrived.filter(({ chat }) => chat === '1001')
  expect(length).toBeGreaterThan(2)
  expect(town.server.arrived).toHaveLength(13 * length)
})

test('an urgent telling overtakes a long queue within two seconds', async () => {
  const town = await openTown({ replicas: 3 })
  await town.say(turns(2).flatMap((turn) => people(40).map((chat) => words(chat, turn))))
  await town.works(() => town.server.arrived.length >= 20)
  const saidAt = town.timeline.clock.now().epochMilliseconds
  await town.say([words('1040', 9, { isUrgent: true }), words('5000', 1, { isUrgent: true })])
  await town.works(() => town.server.arrived.some(({ chat }) => chat === '5000'))
  expect(town.timeline.clock.now().epochMilliseconds - saidAt).toBeLessThan(2000)
  await town.works()
  expect(town.server.refused).toEqual([])
})

test('what a killed replica held goes out when its leases end, once each but for what was on its way', async () => {
  const town = await openTown({ replicas: 3 })
  const chats = people(20)
  await town.say(turns(3).flatMap((turn) => chats.map((chat) => words(chat, turn))))
  await town.works(() => town.server.arrived.length >= 20)
  const [killed] = town.replicas.splice(0, 1)
  await killed?.database.close()
  await town.works()
  await town.works(undefined, 60)
  expect(town.server.refused).toEqual([])
  expect(await town.states()).toEqual({ sent: 60 })
  for (const chat of chats)
    expect([...new Set(marksIn(town, chat))]).toEqual(turns(3).map((turn) => markOf(chat, turn)))
  expect(town.server.arrived.length).toBeLessThanOrEqual(60 + 12)
}, 60_000)
