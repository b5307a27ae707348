import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { startCluster } from '../support/cluster.ts'
import { racingClock } from '../support/racing-clock.ts'
import { type Accepted, openGate } from '../support/telegram-gate.ts'
import { serverToken } from '../support/telegram-server.ts'
import { Chain } from './chain.ts'
import { drawAnew, readActs, readDelivered, readInbound, readOutbox, type Told, verifyAll } from './reckoning.ts'
import { type Stage, tellStory } from './story.ts'
import { openTown, settleTown, type Town } from './town.ts'

const timeout = 5 * 60_000
const title = 'loses nothing and doubles nothing when killed before or after every commit'

test(`${title}, on PostgreSQL`, { timeout }, async () => {
  const cluster = await startCluster({ durable: true })
  onTestFinished(cluster.remove)
  await surviveAll({ DATABASE_URL: cluster.url('postgres') })
})

test(`${title}, on the embedded database`, { timeout }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'don-doc-crash-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  await surviveAll({ DATA_DIR: folder })
})

type Where = { readonly DATABASE_URL?: string; readonly DATA_DIR?: string }

async function surviveAll(where: Where): Promise<void> {
  const database = { url: where.DATABASE_URL, dataDir: where.DATA_DIR }
  const sent: (Accepted & { readonly life: number })[] = []
  const stage = await setStage(where, (accepted) => sent.push({ ...accepted, life: stage.chain.lives }))
  await settleTown(stage.town, database, stage.clock.now())
  await tellStory(stage)
  await expectAll(stage, sent, database)
}

async function setStage(where: Where, onAccepted: (accepted: Accepted) => void): Promise<Stage> {
  const shown = Temporal.Instant.from('2026-11-18T09:30+07:00').epochMilliseconds
  const clock = racingClock({ shown, wall: Date.now() })
  const town = await openTown(clock)
  const watch = { onCall: town.keepTime, stops: (moment: string) => chain.stops(moment), onAccepted }
  const gate = await openGate(town.server, watch)
  const telegram = { TELEGRAM_BOT_TOKEN: serverToken, TELEGRAM_API_ROOT: gate.url }
  const environment = { ...where, ...telegram, PORT: '0' } as Record<string, string>
  const chain = new Chain({ database: where.DATABASE_URL === undefined ? 'embedded' : 'postgres', environment, clock })
  onTestFinished(async () => {
    await chain.close()
    await gate.close()
    await town.server.close()
  })
  return { chain, town, gate, clock }
}

/** What the program does while it starts is not on the path of a message. */
const startingUp = ['asked getMe', 'accepted getMe', 'before ensureBot', 'after ensureBot', 'asked deleteWebhook', 'accepted deleteWebhook']

async function expectAll(
  { chain, town, clock }: Stage,
  sent: readonly (Accepted & { readonly life: number })[],
  where: { url: string | undefined; dataDir: string | undefined },
): Promise<void> {
  const database = await openDatabase({ ...where, log: () => {} })
  onTestFinished(() => database.close())
  const outbox = await readOutbox(database)

  expect.soft(chain.faults).toEqual([])
  const moments = [...chain.passed].filter((moment) => !startingUp.includes(moment))
  expect.soft(new Set(chain.deaths), 'every step was died at').toEqual(new Set(moments))

  const received = town.updates.map(({ update_id }) => ({ update: String(update_id), isHandled: true, failure: null }))
  expect.soft(await readInbound(database), 'every update was stored once and handled').toEqual(received)

  expect.soft(await readActs(database), 'every act is in the evidence once').toEqual(acts)
  const verified = await verifyAll(database)
  expect.soft(verified.flatMap(({ findings }) => findings), 'chains, replays and numbers').toEqual([])
  expect.soft(verified.map(({ reference }) => reference)).toEqual(['SO', 'Y1', 'Y2'])

  console.log(await readActs(database))
  console.log(outbox.map(o => `${o.kind} ${o.state} ${o.key} ${o.chat} ${JSON.stringify(o.messages)}`))
  console.log(chain.deaths.map((d,i) => `${i+1} ${d}`), sent)
  const posts = outbox.filter(({ kind, state }) => kind === 'post' && state === 'sent')
  expect.soft(outbox.filter(({ state }) => state === 'waiting' || state === 'dead')).toEqual([])
  const shown = posts.flatMap(({ chat, messages }) => messages.map((message) => `${chat} ${message}`))
  expect.soft(shown.filter((place) => !isShown(town, place)), 'what was told can be seen').toEqual([])

  const told = posts.filter(({ notice }) => (notice as { of: string }).of === 'consultation')
  expect.soft(await readDelivered(database), 'each telling is proven once').toEqual(
    told.map(({ chat, messages }) => `${chat} ${JSON.stringify(messages)}`).toSorted())

  const repeated = sent.filter(({ chat, message }) => !shown.includes(`${chat} ${message}`))
  const times = repeated.map(({ life, chat }) => `life ${life} in chat ${chat}`)
  expect.soft(new Set(times).size, 'a chat sees at most one message twice for a kill').toBe(times.length)
  expect.soft(repeated.filter(({ life }) => life > chain.deaths.length)).toEqual([])

  const live = posts.filter(({ isLive }) => isLive)
  expect.soft(live.map((post) => lookOf(town, post))).toEqual(await drawAnew(database, live, clock.now()))
}

const acts: string[] = []

function isShown(town: Town, place: string): boolean {
  const [chat, message] = place.split(' ').map(Number)
  return town.server.vendor.chats.get(chat ?? 0)?.messages.has(message ?? 0) ?? false
}

function lookOf({ server }: Town, { chat, messages }: Told) {
  const message = server.vendor.chats.get(Number(chat))?.messages.get(Number(messages[0]))
  return { text: message?.text, actions: message?.keyboard.flat().map(({ callback_data }) => callback_data) }
}
