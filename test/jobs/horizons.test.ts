import { beforeEach, describe, expect, test } from 'vitest'
import type { Ground } from '../../src/jobs/ground.ts'
import { readHorizons } from '../../src/jobs/horizons.ts'
import type { Messenger } from '../../src/messengers/messenger.ts'
import { sampleCommune } from '../../src/sample-commune.ts'
import { ensureBot, insertCommittee } from '../../src/store/directory.ts'
import { markHandled, noteFailure, storeInbound } from '../../src/store/inbound.ts'
import { noteIntake } from '../../src/store/intakes.ts'
import { type FakeClock, fakeClock } from '../support/clock.ts'
import { embeddedDatabase } from '../support/database.ts'
import { makeGround } from '../support/office-ground.ts'

const database = embeddedDatabase()
const [here, there] = ['xa-mot', 'xa-hai']
const start = '2026-11-26T16:00+07:00'
const time = (when: string) => Temporal.Instant.from(`2026-11-26T${when}+07:00`)

let machine: FakeClock
let faults: string[]
let ground: Ground

beforeEach(async () => {
  machine = fakeClock(start)
  faults = []
  for (const id of [here, there]) {
    const founding = { ...sampleCommune, committee: { ...sampleCommune.committee, id } }
    await database().transaction((tx) => insertCommittee(tx, founding))
    await ensureBot(database().db, { id: `bot of ${id}`, committeeId: id, messenger: 'telegram' })
  }
  ground = stand()
})

function stand(change: Partial<Ground> = {}): Ground {
  const bots = [here, there].map((committeeId) => {
    return { id: `bot of ${committeeId}`, committeeId, messenger: { name: 'telegram' } as Messenger }
  })
  const times = { clock: fakeClock('2026-11-26T17:30+07:00'), machine, wait: async () => {} }
  return {
    ...makeGround({ database: database(), bots, ...times, linkToFile: null }, (fault) => faults.push(fault)),
    ...change,
  }
}

async function note(committee: string, caughtUpAt: string, knownAt = machine.now()): Promise<void> {
  await noteIntake(database().db, { bot: `bot of ${committee}`, caughtUpAt: time(caughtUpAt), knownAt })
}

async function comes(committee: string, update: string, receivedAt: string): Promise<void> {
  const row = { bot: `bot of ${committee}`, update, chat: 'c', body: {}, isSecret: false, receivedAt: time(receivedAt) }
  await storeInbound(database().db, row, machine.now())
}

async function horizons(of = ground): Promise<Record<string, string>> {
  const held = [...(await readHorizons(of))]
  return Object.fromEntries(
    held.map(([committee, until]) => [committee, until.toZonedDateTimeISO('+07:00').toPlainTime().toString()]),
  )
}

describe('a bot that may not have taken in everything', () => {
  test('holds back its own committee, up to when everything was taken in', async () => {
    await note(here, '15:59')
    await note(there, '15:59')
    machine.advance({ seconds: 20 })
    expect(await horizons()).toEqual({})
    machine.advance({ seconds: 1 })
    await note(there, '16:00')
    expect(await horizons()).toEqual({ [here]: '15:59:00' })
    await note(here, '16:00')
    expect(await horizons()).toEqual({})
  })

  test('holds back nothing when it was never taken in, or is wanted no longer', async () => {
    expect(await horizons()).toEqual({})
    await note(here, '15:59')
    machine.advance({ hours: 1 })
    expect(await horizons(stand({ expected: [`bot of ${there}`] }))).toEqual({})
  })

  test('holds back for ten minutes from when it was noticed; then it is an error, told once', async () => {
    await note(here, '15:59')
    machine.advance({ hours: 8 })
    expect(await horizons()).toEqual({ [here]: '15:59:00' })
    machine.advance({ seconds: 599 })
    expect(await horizons()).toEqual({ [here]: '15:59:00' })
    machine.advance({ seconds: 1 })
    expect(await horizons()).toEqual({})
    expect(await horizons()).toEqual({})
    expect(faults).toEqual([expect.stringContaining(`"bot":"bot of ${here}"`)])
    await note(here, '16:40')
    expect(await horizons()).toEqual({})
    machine.advance({ seconds: 21 })
    expect(await horizons()).toEqual({ [here]: '16:40:00' })
  })

  test('is noticed, too, when the clocks were set back an hour', async () => {
    await note(here, '15:59', machine.now().add({ hours: 1 }))
    expect(await horizons()).toEqual({ [here]: '15:59:00' })
    await note(here, '15:00')
    expect(await horizons()).toEqual({})
  })
})

describe('what is stored and not handled', () => {
  test('holds back its committee until it is handled, however long that takes', async () => {
    await comes(here, '1', '16:10')
    await comes(here, '2', '16:05')
    await comes(there, '1', '16:20')
    expect(await horizons()).toEqual({ [here]: '16:05:00', [there]: '16:20:00' })
    const retryAt = machine.now().add({ minutes: 1 })
    await noteFailure(database().db, { bot: `bot of ${here}`, update: '2' }, { failure: 'no', retryAt })
    expect(await horizons()).toMatchObject({ [here]: '16:05:00' })
    machine.advance({ hours: 1 })
    await database().transaction((tx) => markHandled(tx, { bot: `bot of ${here}`, update: '2' }, time('16:30')))
    expect(await horizons()).toEqual({ [here]: '16:10:00', [there]: '16:20:00' })
  })

  test('after a gap it may have happened since the gap began', async () => {
    await note(here, '15:59')
    machine.advance({ seconds: 21 })
    await comes(here, '1', '16:10')
    await note(here, '16:10')
    expect(await horizons()).toEqual({ [here]: '15:59:00' })
  })

  test('for a bot that cannot be joined here, only ten minutes', async () => {
    await comes(here, '1', '16:10')
    const without = stand({ bots: [] })
    expect(await horizons(without)).toEqual({ [here]: '16:10:00' })
    machine.advance({ minutes: 10 })
    expect(await horizons(without)).toEqual({})
  })
})
