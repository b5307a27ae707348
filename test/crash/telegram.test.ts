/**
 * The path of a message, with a `kill -9` at every step of it: Telegram's strict stand-in and its people live in this
 * process, the program in others that die. One chain of lives covers every step, and everything is reckoned up at the end.
 * It lives on PostgreSQL; sandbox.test.ts dies at the same commits on the embedded database.
 */
import { expect, onTestFinished, test } from 'vitest'
import { encodeTexts } from '../../src/messengers/telegram/encode.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { startCluster } from '../support/cluster.ts'
import { racingClock } from '../support/racing-clock.ts'
import { openGate, type Sent } from '../support/telegram-gate.ts'
import { parseHtml } from '../support/telegram-html.ts'
import { serverToken } from '../support/telegram-server.ts'
import { Chain } from './chain.ts'
import * as reckoning from './reckoning.ts'
import { acts, type Stage, tellings, tellStory } from './story.ts'
import { openTown, settleTown, type Town } from './town.ts'

test('loses nothing and doubles nothing when killed before or after every commit', {
  timeout: 6 * 60_000,
}, async () => {
  const cluster = await startCluster({ durable: true })
  onTestFinished(cluster.remove)
  const { deaths, steps } = await surviveStory(cluster.url('postgres'))
  expect(deaths).toEqual(steps)
})

/** The moments at which programs died, and all the moments that any of them came to. */
type Lives = { readonly deaths: ReadonlySet<string>; readonly steps: ReadonlySet<string> }

async function surviveStory(url: string): Promise<Lives> {
  const sent: SentInLife[] = []
  const stage = await setStage(url, (message) => sent.push({ ...message, life: stage.chain.lives }))
  await settleTown(stage.town, { url }, stage.clock.now())
  await tellStory(stage)
  const { passed, deaths, faults } = stage.chain
  expect(faults).toEqual([])
  const database = await openDatabase({ url, log: () => {} })
  try {
    await expectEveryAct(database, stage.town)
    await expectEveryTelling(database, stage, sent)
  } finally {
    await database.close()
  }
  return { deaths: new Set(deaths), steps: new Set([...passed].filter((moment) => !startingUp.test(moment))) }
}

/** Joining Telegram and its row are no part of the path: both are done at every start. */
const startingUp = /(getMe|deleteWebhook|ensureBot)$/

/** A message that Telegram took, and in which life of the program. */
type SentInLife = Sent & { readonly life: number }

async function setStage(url: string, onSent: (message: Sent) => void): Promise<Stage> {
  const clock = racingClock('2026-11-18T09:30+07:00')
  const town = await openTown(clock)
  const stops = (moment: string): boolean => chain.stops(moment)
  const gate = await openGate(town.server, { onCall: town.keepTime, stops, onSent })
  const telegram = { TELEGRAM_BOT_TOKEN: serverToken, TELEGRAM_API_ROOT: gate.url }
  const chain = new Chain({ database: 'postgres', environment: { DATABASE_URL: url, ...telegram, PORT: '0' }, clock })
  onTestFinished(async () => {
    await chain.close()
    await gate.close()
    await town.server.close()
  })
  return { chain, town, gate, clock }
}

/** Stored once, handled once, recorded once, and every chain whole. */
async function expectEveryAct(database: Database, { updates }: Town): Promise<void> {
  const taken = updates.map(({ update_id: id }) => ({ update: String(id), isHandled: true, failure: null }))
  expect(await reckoning.readInbound(database)).toEqual(taken)
  expect(await reckoning.readActs(database)).toEqual(acts.toSorted())
  const verified = await reckoning.verifyAll(database)
  expect(verified.map(({ reference, findings }) => [reference, findings])).toEqual([
    ['SO', []],
    ['Y1', []],
    ['Y2', []],
  ])
}

async function expectEveryTelling(
  database: Database,
  { chain, town, clock }: Stage,
  sent: readonly SentInLife[],
): Promise<void> {
  const outbox = await reckoning.readOutbox(database)
  expect(outbox.filter(({ state }) => state === 'waiting' || state === 'dead')).toEqual([])
  const told = outbox.filter(({ kind, state }) => kind === 'post' && state === 'sent')
  expect(reckoning.listTellings(told)).toEqual(tellings.toSorted())
  const ofMatters = told.filter(({ notice }) => (notice as { of: string }).of === 'consultation')
  expect(await reckoning.readDelivered(database)).toEqual(ofMatters.map(reckoning.placeOf).toSorted())
  expectSeen(town, told, sent)
  expectRepeatsOnlyByKills(chain, told, sent)
  const live = told.filter(({ isLive }) => isLive)
  const cards = await reckoning.drawAnew(database, live, clock.now())
  expect(live.map((post) => lookOf(town, post))).toEqual(cards.map((card) => look(card && encodeTexts(card)[0])))
}

/** What counts as told was taken by Telegram, and stands in the chat. */
function expectSeen({ server }: Town, told: readonly reckoning.Told[], sent: readonly SentInLife[]): void {
  const taken = new Set(sent.map(reckoning.placeOf))
  const unseen = told.filter(({ chat, messages }) => {
    const standing = server.vendor.chats.get(Number(chat))?.messages
    return !taken.has(reckoning.placeOf({ chat, messages })) || !messages.every((id) => standing?.has(Number(id)))
  })
  expect(unseen).toEqual([])
}

/**
 * Telegram knows no idempotency key: what it took just before a kill is said again by the next life. So a kill costs each
 * chat at most one message that is seen twice, and without a kill nothing is.
 */
function expectRepeatsOnlyByKills(chain: Chain, told: readonly reckoning.Told[], sent: readonly SentInLife[]): void {
  const counted = new Set(told.map(reckoning.placeOf))
  const repeated = sent.filter((message) => !counted.has(reckoning.placeOf(message)))
  const kills = repeated.map(({ chat, life }) => `${chat} in life ${life}`)
  expect(kills).toEqual([...new Set(kills)])
  expect(repeated.filter(({ life }) => life > chain.deaths.length)).toEqual([])
  const doomed = chain.deaths.flatMap((moment, index) => (moment === 'accepted sendMessage' ? [index + 1] : []))
  expect(doomed.filter((life) => !repeated.some((message) => message.life === life))).toEqual([])
}

type Look = { readonly text: string; readonly actions: readonly (string | undefined)[] }

/** A live card as it should look. */
function look(piece: ReturnType<typeof encodeTexts>[number] | null | undefined): Look {
  const actions = piece?.keyboard.flat().map(({ callback_data }) => callback_data) ?? []
  return { text: parseHtml(piece?.html ?? '').text, actions }
}

/** A live card as its reader sees it. */
function lookOf({ server }: Town, { chat, messages }: reckoning.Told): Look {
  const message = server.vendor.chats.get(Number(chat))?.messages.get(Number(messages[0]))
  return {
    text: message?.text ?? '',
    actions: message?.keyboard.flat().map(({ callback_data }) => callback_data) ?? [],
  }
}
