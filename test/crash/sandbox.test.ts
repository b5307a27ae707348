/**
 * The same in the sandbox, whose journal is the vendor: it knows a message by its key, so a kill repeats nothing at all.
 * It lives inside the program and dies with it; its people act through the page's API while there is one.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { splitAction } from '../../src/cards/action.ts'
import type { Entry } from '../../src/messengers/sandbox/world.ts'
import { openDatabase } from '../../src/store/database.ts'
import { racingClock } from '../support/racing-clock.ts'
import { untilNoneWaits, untilTrue } from './backlog.ts'
import { Chain } from './chain.ts'
import * as reckoning from './reckoning.ts'

test('says everything exactly once when killed before or after every commit, in the sandbox', {
  timeout: 6 * 60_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'don-doc-crash-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const clock = racingClock('2026-11-18T09:30+07:00')
  const chain = new Chain({ database: 'embedded', environment: { DATA_DIR: folder, PORT: '0' }, clock })
  onTestFinished(() => chain.close())
  const journal = () => readJournal(join(folder, 'sandbox', 'journal.jsonl'))
  await tellShortStory(chain, journal)

  expect(chain.faults).toEqual([])
  const steps = [...chain.passed].filter((moment) => !onSlowMachines.test(moment))
  expect(new Set(chain.deaths)).toEqual(new Set(steps))
  const database = await openDatabase({ dataDir: folder, log: () => {} })
  onTestFinished(() => database.close())
  const entries = journal()
  const { epoch } = entries.find((entry) => entry.type === 'opened') ?? { epoch: '' }
  const taken = entries.filter(isAct).map(({ seq }) => ({ update: `${epoch}-${seq}`, isHandled: true, failure: null }))
  expect(await reckoning.readInbound(database)).toEqual(taken)
  expect(await reckoning.readActs(database)).toEqual(acts.toSorted())
  expect((await reckoning.verifyAll(database)).flatMap(({ findings }) => findings)).toEqual([])

  const outbox = await reckoning.readOutbox(database)
  expect(outbox.filter(({ state }) => state === 'waiting' || state === 'dead')).toEqual([])
  const told = outbox.filter(({ kind, state }) => kind === 'post' && state === 'sent')
  expect(reckoning.listTellings(told)).toEqual(tellings.toSorted())
  const posted = entries.filter((entry) => entry.type === 'posted')
  const places = posted.map(({ chat, key, seq }) => `${key} ${reckoning.placeOf({ chat, messages: [`m${seq}`] })}`)
  expect(places.toSorted()).toEqual(told.map((post) => `${post.key} ${reckoning.placeOf(post)}`).toSorted())
})

/** A lease is renewed only where a message takes long; the story on Telegram dies there. */
const onSlowMachines = /keepLeases$/

const acts = [
  'Y1 prepared by KT1',
  'Y1 sent by KT1',
  'Y1 reached CA',
  'Y1 reached VHXH',
  'Y1 agreed VHXH by VX1',
  'Y1 deemed_consent CA',
]

const tellings = [
  'Y1 asked CA to CA1',
  'Y1 asked VHXH to VX1',
  'Y1 status to KT1',
  'Y1 lapsed CA to CA1',
  'Y1 lapsed CA to KT1',
  'Y1 lapsed CA to the Office',
  'office digest to the Office',
  'seal 1 to the Office',
]

/** The commune is founded, a letter is sent, one unit answers, the other lets the deadline pass. */
async function tellShortStory(chain: Chain, journal: () => readonly Entry[]): Promise<void> {
  for (const step of ['seedSandbox', 'ensureBot', 'seedSandbox', 'noteIntake']) {
    await chain.dies(`before ${step}`)
    await chain.dies(`after ${step}`)
  }
  const rests = (url: string) => restAt(url, journal)
  const says = (text: string) => (url: string) => say(url, 'KT1', text)
  await chain.dies('before storeInbound', { once: rests, act: says('/layykien Quy chế bến đò') })
  await chain.dies('after storeInbound')
  for (const step of ['handleOne', 'take', 'deliver', 'conclude']) {
    await chain.dies(`before ${step}`)
    await chain.dies(`after ${step}`)
  }
  const answers = ['Mức phí', 'VHXH: nếp sống\nCA: trật tự', 'https://vanban.songmay.example/41', 'thường']
  const answersAll = async (url: string): Promise<void> => {
    for (const text of [...answers, '3 ngày làm việc', 'bỏ qua']) await says(text)(url)
    await rests(url)
  }
  const presses = (who: string, action: string) => (url: string) => press(url, journal(), who, action)
  await chain.dies('before handleOne', { once: answersAll, act: presses('KT1', 'consult send') })
  await chain.dies('after handleOne')
  await chain.dies('before conclude', { passes: 1 })
  await chain.dies('before conclude', { once: rests, act: presses('VX1', 'agree Y1') })
  await chain.dies('before settleSafely', { once: rests, act: (url) => post(url, 'clock', clockAfterDeadline) })
  await chain.dies('after settleSafely')
  await chain.dies('before runSafely')
  await chain.dies('after runSafely')
  await chain.lasts(rests)
}

const clockAfterDeadline = JSON.stringify({ to: '2026-11-25T07:31:00+07:00' })

function readJournal(file: string): readonly Entry[] {
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1)
  return lines.map((line) => JSON.parse(line) as Entry)
}

/** Everything is taken in, a minute passes until nothing can be undone, and everything is out. */
async function restAt(url: string, journal: () => readonly Entry[]): Promise<void> {
  await untilTrue(() => isConfirmed(journal()))
  await untilNoneWaits(url, 'inbound')
  await post(url, 'clock', JSON.stringify({ by: 'minute' }))
  await untilNoneWaits(url, 'deliveries')
}

/** Whether the program has stored everything that people did. */
function isConfirmed(entries: readonly Entry[]): boolean {
  const confirmed = entries.filter(({ type }) => type === 'confirmed')
  return confirmed.length === entries.filter(isAct).length
}

function isAct({ type }: Entry): boolean {
  return type === 'said' || type === 'pressed'
}

async function say(url: string, who: string, text: string): Promise<void> {
  const form = new FormData()
  for (const [name, value] of Object.entries({ user: who, chat: who, text })) form.append(name, value)
  await post(url, 'say', form)
}

async function press(url: string, entries: readonly Entry[], who: string, action: string): Promise<void> {
  const ours = entries.flatMap((entry) => (entry.type === 'posted' && entry.chat === who ? [entry] : []))
  const actionIn = ({ card }: (typeof ours)[number]) =>
    card.blocks
      .flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
      .find((button) => splitAction(button.action).said === action)?.action
  const card = ours.findLast((entry) => actionIn(entry) !== undefined)
  const said = card && actionIn(card)
  const pressed = { chat: who, user: who, message: `m${card?.seq}`, action: said, press: crypto.randomUUID() }
  await post(url, 'press', JSON.stringify(pressed))
}

/** The program may die of what is done before it has said so: the journal then says whether it was done. */
async function post(url: string, path: string, body: string | FormData): Promise<void> {
  const answer = await fetch(`${url}/sandbox/api/${path}`, { method: 'POST', body }).catch(() => null)
  if (answer !== null && !answer.ok) throw new Error(`The sandbox refuses /${path}: ${await answer.text()}`)
}
