import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { drain } from '../../src/jobs/loop.ts'
import type { Messenger } from '../../src/messengers/messenger.ts'
import { insertAccount } from '../../src/store/accounts.ts'
import { enqueue, type NewDelivery } from '../../src/store/deliveries.ts'
import { ensureBot } from '../../src/store/directory.ts'
import { readUsed } from '../../src/store/quotas.ts'
import { rows } from '../../src/store/tx.ts'
import { committeeId, foundSample } from '../admin/bench.ts'
import { telling } from '../store/bench.ts'
import { fakeClock } from '../support/clock.ts'
import { postgresDatabase } from '../support/database.ts'
import { makeGround } from '../support/office-ground.ts'
import { openSandboxChats } from '../support/office-sandbox.ts'

const database = postgresDatabase()
const answer = { of: 'response', kind: 'say', key: 'response.fault', values: {}, buttons: [] }
const slotAt = Temporal.Instant.from('2026-11-20T02:00:00Z')
const seal = { of: 'seal', number: 1, slotAt, sealedAt: slotAt, matters: 1, hash: 'ab12' }

/** The sample commune on a bot that may send twenty messages a month, so many of which went. */
async function openWith(used: number) {
  const clock = fakeClock('2026-11-20T08:00:00+07:00')
  const people = ['KT1', 'VP1', 'VX1', 'VX2']
  const chats = await openSandboxChats(people, clock)
  const quota = { people: 100, messages: 20, per: 'month' } as const
  const capabilities = { ...chats.messenger.capabilities, quota }
  const messenger = Object.create(chats.messenger, { capabilities: { value: capabilities } }) as Messenger
  await foundSample(database(), people)
  await database().db.execute(sql`insert into quotas (bot, month, used) values ('sandbox', '2026-11', ${used})`)
  const bots = [{ id: 'sandbox', committeeId, messenger }]
  const faults: string[] = []
  const wait = async () => {}
  const parts = { database: database(), clock, machine: clock, wait, linkToFile: null, bots }
  const ground = { ...makeGround(parts, (fault) => faults.push(fault)), slotJobs: [] }
  const tell = async (news: Partial<NewDelivery>) => {
    const now = clock.now()
    const own = { bot: 'sandbox', reference: null, notBeforeAt: now, notice: answer }
    const chat = news.officer ?? 'KT1'
    await database().transaction((tx) =>
      enqueue(tx, committeeId, now, [telling(`told ${chat} ${JSON.stringify(news)}`, { ...own, chat, ...news })]),
    )
    clock.advance({ seconds: 1 })
    await drain(ground)
  }
  const month = (name = '2026-11') => readUsed(database().db, { bot: 'sandbox', month: name })
  return { clock, chats, tell, month, faults }
}

const elsewhere = () =>
  rows<{ bot: string; chat: string }>(database().db, sql`select bot, chat from deliveries where state = 'waiting'`)
const endings = () =>
  rows<{ state: string }>(
    database().db,
    sql`select state from deliveries where key like 'told %' and bot = 'sandbox' order by number`,
  )

test('each message is counted in its month, by the committee’s calendar', async () => {
  const { clock, tell, month } = await openWith(3)
  await tell({})
  expect(await month()).toBe(4)
  clock.moveTo('2026-11-30T23:59:58+07:00')
  await tell({ officer: 'VX1' })
  expect([await month(), await month('2026-12')]).toEqual([5, 0])
  await tell({ officer: 'VX2' })
  expect([await month(), await month('2026-12')]).toEqual([5, 1])
})

test('the Office is warned once when four fifths are used', async () => {
  const { chats, tell } = await openWith(14)
  for (const officer of ['KT1', 'VX1', 'VX2']) await tell({ officer })
  const warnings = (await chats.sees('VP1')).filter(({ text }) => text.includes('16 trên 20'))
  expect(warnings).toHaveLength(1)
})

test('the last message is kept for what matters; then the next channel of the person takes over', async () => {
  const { tell, month, faults } = await openWith(19)
  await ensureBot(database().db, { id: 'other', committeeId, messenger: 'other' })
  const account = { committeeId, bot: 'other', vendorUser: 'x', officer: 'KT1', chat: 'x', preference: 2 }
  await database().transaction((tx) =>
    insertAccount(tx, { ...account, isReachable: true, linkedAt: Temporal.Instant.from('2026-11-20T08:00+07:00') }),
  )
  await tell({ notice: seal })
  expect(await elsewhere()).toEqual([{ bot: 'other', chat: 'x' }])
  await tell({ isLive: true })
  expect(await month()).toBe(20)
  await tell({ isUrgent: true })
  expect(await month()).toBe(20)
  expect((await endings()).map(({ state }) => state)).toEqual(['unreachable', 'sent', 'unreachable'])
  expect(await elsewhere()).toHaveLength(2)
  const reachable = await rows(database().db, sql`select 1 from accounts where officer = 'KT1' and is_reachable`)
  expect(reachable).toHaveLength(2)
  expect(faults).toEqual([])
})

test('what did not go out is given back', async () => {
  const { chats, tell, month } = await openWith(5)
  await chats.turns('KT1', false)
  await tell({})
  expect(await month()).toBe(5)
})
