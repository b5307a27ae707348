/** How far a bot is taken in: when it may be noted, and when there is a gap. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Bot, Ground } from '../../src/jobs/ground.ts'
import { createLook, noteWhilePulling } from '../../src/jobs/taken-in.ts'
import type { Messenger } from '../../src/messengers/messenger.ts'
import { sampleCommune } from '../../src/sample-commune.ts'
import { ensureBot, insertCommittee } from '../../src/store/directory.ts'
import { noteIntake, readIntake } from '../../src/store/intakes.ts'
import { type FakeClock, fakeClock } from '../support/clock.ts'
import { embeddedDatabase } from '../support/database.ts'
import { makeGround } from '../support/office-ground.ts'

const database = embeddedDatabase()
const committeeId = sampleCommune.committee.id
const bot: Bot = { id: 'telegram', committeeId, messenger: { name: 'telegram' } as Messenger }
const time = (when: string) => Temporal.Instant.from(`2026-11-26T${when}+07:00`)

let clock: FakeClock
let ground: Ground
let isWaiting: boolean
let taken: number

beforeEach(async () => {
  await database().transaction((tx) => insertCommittee(tx, sampleCommune))
  await ensureBot(database().db, { id: bot.id, committeeId, messenger: bot.id })
  clock = fakeClock('2026-11-26T16:00:00+07:00')
  const parts = { database: database(), bots: [bot], clock, machine: clock, wait: async () => {}, linkToFile: null }
  ground = makeGround(parts, () => {})
  isWaiting = false
  taken = 0
})

const saying = () => createLook(ground, { bot, brought: { isBehind: async () => isWaiting }, taken: () => taken })
const silent = () => createLook(ground, { bot, brought: { isBehind: null }, taken: () => taken })

/** Looks every five seconds for so long, so much being brought between two looks. */
async function looks(look: () => Promise<void>, seconds: number, brings = 0): Promise<void> {
  for (let passed = 0; passed < seconds; passed += 5) {
    clock.advance({ seconds: 5 })
    taken += brings
    await look()
  }
}

async function caughtUp(): Promise<string | null> {
  const known = await readIntake(database().db, bot.id)
  return known?.caughtUpAt.toZonedDateTimeISO('+07:00').toPlainTime().toString() ?? null
}

describe('a vendor that says whether something waits', () => {
  test('is taken in up to every look at which nothing waits', async () => {
    const look = saying()
    await look()
    expect(await caughtUp()).toBe('16:00:00')
    isWaiting = true
    await looks(look, 600)
    expect(await caughtUp()).toBe('16:00:00')
    isWaiting = false
    await looks(look, 5)
    expect(await caughtUp()).toBe('16:10:05')
  })

  test('and always has something on its way, is taken in when it has brought for ninety seconds without a pause', async () => {
    const look = saying()
    await look()
    isWaiting = true
    await looks(look, 90, 3)
    expect(await caughtUp()).toBe('16:00:00')
    await looks(look, 5, 3)
    expect(await caughtUp()).toBe('16:01:35')
    await looks(look, 60, 3)
    expect(await caughtUp()).toBe('16:02:35')
  })

  test('but not when it brings now and then: what waits may be what cannot be brought', async () => {
    const look = saying()
    await look()
    isWaiting = true
    for (let minute = 0; minute < 10; minute += 1) {
      await looks(look, 55, 1)
      await looks(look, 5)
    }
    expect(await caughtUp()).toBe('16:00:00')
  })
})

describe('a vendor that says nothing', () => {
  test('is taken in at every look, as long as somebody is there', async () => {
    const look = silent()
    await look()
    await looks(look, 60)
    expect(await caughtUp()).toBe('16:01:00')
  })

  test('after a gap has ninety seconds to bring what waited', async () => {
    await noteIntake(database().db, { bot: bot.id, caughtUpAt: time('15:00'), knownAt: time('15:00') })
    const look = silent()
    await look()
    await looks(look, 85)
    expect(await caughtUp()).toBe('15:00:00')
    await looks(look, 5)
    expect(await caughtUp()).toBe('16:01:30')
  })

  test('and the ninety seconds begin anew where the clock was set back', async () => {
    await noteIntake(database().db, { bot: bot.id, caughtUpAt: time('15:00'), knownAt: time('15:00') })
    const look = silent()
    await looks(look, 60)
    clock.setBack({ minutes: 30 })
    await looks(look, 90)
    expect(await caughtUp()).toBe('15:00:00')
    await looks(look, 5)
    expect(await caughtUp()).toBe('15:32:35')
  })
})

describe('a bot that is pulled', () => {
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  const untilNoted = async (when: string) => {
    while ((await caughtUp()) !== when) await settled()
    return when
  }

  test('is taken in up to when the vendor was last asked, noted every three seconds at the most', async () => {
    const caught = noteWhilePulling(ground, bot)
    clock.advance({ seconds: 10 })
    caught()
    expect(await untilNoted('16:00:00')).toBe('16:00:00')
    clock.advance({ seconds: 2 })
    caught()
    clock.advance({ seconds: 1 })
    caught()
    expect(await untilNoted('16:00:12')).toBe('16:00:12')
  })
})
