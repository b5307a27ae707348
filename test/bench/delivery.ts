/**
 * Delivery: how much of each messenger's own pace two processes use together against a vendor that counts in sliding
 * windows, and what it costs to take the next messages with 200,000 waiting.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { type Bot, type Ground, presentOf } from '../../src/jobs/ground.ts'
import { startLoop } from '../../src/jobs/loop.ts'
import type { Messenger } from '../../src/messengers/messenger.ts'
import { connectSlack } from '../../src/messengers/slack/index.ts'
import { connectTelegram } from '../../src/messengers/telegram/index.ts'
import { connectZaloBot } from '../../src/messengers/zalo-bot/index.ts'
import { connectZaloOa } from '../../src/messengers/zalo-oa/index.ts'
import { claim } from '../../src/store/claims.ts'
import type { Database } from '../../src/store/database.ts'
import { createMemoryVault } from '../support/memory-vault.ts'
import { makeGround } from '../support/office-ground.ts'
import { dialects } from '../support/paced-dialects.ts'
import { type PacedServer, startPacedServer } from '../support/paced-server.ts'
import { type Figure, quantile } from './figure.ts'
import { type Stand, within } from './stand.ts'
import { bot as botId, committeeId, foundTown } from './town.ts'

const machine = { now: Temporal.Now.instant }
const measuredSeconds = 10

export async function measureDelivery(stand: Stand): Promise<readonly Figure[]> {
  const rates: Figure[] = []
  for (const name of names) rates.push(...(await rateOf(stand, name)))
  return [...rates, ...(await claimsOf(stand))]
}

type Much = { readonly chats: number; readonly each: number; readonly isQueued: boolean }

/** Something due now to each of so many chats, so many times; in their queues already, or still to join them. */
async function sayMuch(database: Database, { chats, each, isQueued }: Much, now: Temporal.Instant): Promise<void> {
  await database.db.execute(sql`
    insert into deliveries (committee_id, key, bot, chat, is_private, officer, kind, reference, notice, is_live, is_urgent,
      state, not_before_at, attempts, faults, messages, actions, recorded_at, is_queued)
    select ${committeeId}, 'measured:' || chat || ':' || turn, ${botId}, chat::text, true, null, 'post', null,
      '{"of":"response","kind":"say","key":"response.fault","values":{},"buttons":[]}', false, false,
      'waiting', ${now}, 0, 0, '[]', '[]', ${now}, ${isQueued}
    from generate_series(1, ${each}::int) as turn, generate_series(1001, 1000 + ${chats}::int) as chat
    order by turn, chat`)
  await database.db.execute(sql`
    insert into queues (bot, chat, head, is_urgent)
    select bot, chat, min(number), false from deliveries where is_queued group by bot, chat`)
  await database.db.execute(sql`vacuum analyze deliveries, queues`)
}

async function rateOf({ createDatabase }: Stand, name: Name): Promise<readonly Figure[]> {
  const url = await createDatabase(`delivery_rate_${name.replaceAll('-', '_')}`)
  const vendor = { now: () => performance.now(), travel: () => sleep(20), dialect: dialects[name] }
  const server = await startPacedServer(vendor)
  try {
    return await within(url, async (database) => {
      await foundTown(database, 1)
      await sayMuch(database, { chats: 100, each: 10, isQueued: false }, presentOf(machine))
      const connect = connecting[name](server.url)
      const { capabilities } = await connect()
      await within(url, (other) => runBoth([database, other], connect))
      return figuresOf(name, capabilities.pace.bot?.count ?? 0, server)
    })
  } finally {
    await server.close()
  }
}

type Name = keyof typeof dialects
const names = Object.keys(dialects) as readonly Name[]

const tools = { log: () => {} }

/** How each is joined to a vendor at an address; what it says for itself goes for both processes. */
const connecting: Readonly<Record<Name, (apiRoot: string) => () => Promise<Messenger>>> = {
  telegram: (apiRoot) => () => connectTelegram({ token: '1:measured', apiRoot, webhookSecret: null, tools }),
  slack: (apiRoot) => () =>
    connectSlack({ token: 'xoxb-measured', apiUrl: `${apiRoot}/`, appToken: null, signingSecret: 'measured', tools }),
  'zalo-bot': (apiRoot) => () => connectZaloBot({ token: '1:measured', apiRoot, webhookSecret: null, tools }),
  'zalo-oa': (apiRoot) => {
    const vault = createMemoryVault()
    const keys = { appId: '1', appSecret: 'measured', secretKey: 'measured', refreshToken: 'measured' }
    return () => connectZaloOa({ ...keys, apiRoot, oauthRoot: apiRoot, tools: { ...tools, vault } })
  },
}

async function runBoth(databases: readonly Database[], connect: () => Promise<Messenger>): Promise<void> {
  const loops = await Promise.all(databases.map(async (one) => startLoop(groundAt(one, await connect()))))
  await sleep(measuredSeconds * 1000)
  await Promise.all(loops.map((loop) => loop.stop()))
}

function groundAt(database: Database, messenger: Messenger): Ground {
  const bot: Bot = { id: botId, committeeId, messenger }
  const wait = async (until: Temporal.Instant) => {
    await sleep(Math.max(0, machine.now().until(until).total('milliseconds')))
  }
  const parts = { database, clock: machine, machine, wait, linkToFile: null, bots: [bot] }
  const ground = makeGround(parts, (fault) => {
    throw new Error(fault)
  })
  return { ...ground, slotJobs: [] }
}

/** The first second is left out: the processes are still warming up. */
function figuresOf(name: Name, pace: number, { arrived, refused }: PacedServer): readonly Figure[] {
  const begun = (arrived[0]?.at ?? 0) + 1000
  const counted = arrived.filter(({ at }) => at >= begun).map(({ at }) => at)
  const seconds = (Math.max(...counted) - Math.min(...counted)) / 1000
  const { count, seconds: span } = dialects[name].limits.bot
  const allowed = Math.floor(count / span)
  return [
    {
      name: `${name}: messages through one bot by two processes, its pace ${pace} of the ${allowed} allowed`,
      measured: (counted.length - 1) / seconds,
      unit: 'per second',
      aim: { at: 'least', value: 0.95 * pace },
    },
    { name: `${name}: refused as too fast`, measured: refused.length, unit: '', aim: { at: 'most', value: 0 } },
  ]
}

async function claimsOf(stand: Stand): Promise<readonly Figure[]> {
  const few = await claimOf(stand, 1_000, 1)
  const many = await claimOf(stand, 10_000, 10)
  const deep = await claimOf(stand, 20, 10_000)
  const aim = { at: 'most', value: few * 1.2 + 0.5 } as const
  const name = (what: string) => `taking the next message, ${what}`
  return [
    { name: name('1,000 waiting'), measured: few, unit: 'ms', aim: null },
    { name: name('100,000 waiting in 10,000 chats'), measured: many, unit: 'ms', aim },
    { name: name('200,000 waiting in 20 chats'), measured: deep, unit: 'ms', aim },
  ]
}

/** The median of many, each undone, so that the disk has no say in it. */
async function claimOf({ createDatabase }: Stand, chats: number, each: number): Promise<number> {
  return within(await createDatabase(`claims_${chats}_${each}`), async (database) => {
    await foundTown(database, 1)
    const now = presentOf(machine)
    await sayMuch(database, { chats, each, isQueued: true }, now)
    const window = { now, machine: now, leaseSeconds: 45, onlyAnswers: false, limit: 1, aheadMilliseconds: 400 }
    const times: number[] = []
    for (let count = 0; count < 300; count += 1) {
      const undone = database.transaction(async (tx) => {
        const started = performance.now()
        const taken = await claim(tx, botId, window)
        times.push(performance.now() - started)
        throw new Undone(taken.length)
      })
      await undone.catch((error: unknown) => {
        if (!(error instanceof Undone) || error.taken !== 1) throw error
      })
    }
    return quantile(times.slice(100), 0.5)
  })
}

class Undone extends Error {
  readonly taken: number
  constructor(taken: number) {
    super(`Took ${taken} and gave them back`)
    this.taken = taken
  }
}
