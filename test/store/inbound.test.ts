import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  findWaiting,
  lockInbound,
  markHandled,
  type NewInbound,
  noteFailure,
  purgeInbound,
  storeInbound,
} from '../../src/store/inbound.ts'
import { readStanding } from '../../src/store/standing.ts'
import { rows } from '../../src/store/tx.ts'
import { describeOnBoth, postgresDatabase } from '../support/database.ts'
import { foundSmall, time } from './bench.ts'

const update = (id: string, rest: Partial<NewInbound> = {}): NewInbound => {
  const body = { text: `Tin ${id}` }
  return { bot: 'bot', update: id, chat: 'chat', body, isSecret: false, receivedAt: time('08:00'), ...rest }
}

describeOnBoth('the inbox', (database) => {
  beforeEach(() => foundSmall(database()))

  const moments = { now: time('08:00'), machine: time('08:00') }
  const countUnhandled = async () => (await readStanding(database().db, moments)).inbound
  const store = (...updates: NewInbound[]) =>
    updates.reduce<Promise<unknown>>(
      (before, one) => before.then(() => storeInbound(database().db, one, time('08:00'))),
      Promise.resolve(),
    )
  const look = (at: string, limit: number, bots = ['bot', 'other']) =>
    findWaiting(database().db, { bots, machine: time(at), limit })
  const waiting = async (at = '08:00', limit = 10) => (await look(at, limit)).map((one) => one.update)
  const handle = (id: string) =>
    database().transaction(async (tx) => {
      const key = { bot: 'bot', update: id }
      const isMine = await lockInbound(tx, key)
      if (isMine) await markHandled(tx, key, time('08:01'))
      return isMine
    })

  test('stores an update of a bot once, and says so', async () => {
    expect(await storeInbound(database().db, update('1'), time('08:00'))).toBe(true)
    expect(await storeInbound(database().db, update('1', { body: { text: 'Khác' } }), time('08:00'))).toBe(false)
    expect(await storeInbound(database().db, update('1', { bot: 'other' }), time('08:00'))).toBe(true)
    expect(await countUnhandled()).toBe(2)
  })

  test('gives an update back as it came', async () => {
    await store(update('1', { body: { text: 'Đồng ý', at: '2026-11-18T01:00:00Z' } }))
    expect(await look('08:00', 1)).toEqual([
      { ...update('1'), sinceAt: null, body: { text: 'Đồng ý', at: '2026-11-18T01:00:00Z' }, attempts: 0 },
    ])
  })

  test('offers the first of each chat, in the order they came, whatever their ids', async () => {
    await store(update('9'), update('2'), update('5', { chat: 'b' }), update('1', { bot: 'other' }))
    expect(await waiting()).toEqual(['9', '5', '1'])
    expect(await waiting('08:00', 2)).toEqual(['9', '5'])
    await handle('9')
    expect(await waiting()).toEqual(['2', '5', '1'])
  })

  test('offers only what came to the bots asked for', async () => {
    await store(update('1'), update('2', { bot: 'other' }))
    expect(await look('08:00', 10, ['other'])).toMatchObject([{ update: '2' }])
    expect(await look('08:00', 10, [])).toEqual([])
  })

  test('keeps a chat waiting behind its first update until that may be tried again', async () => {
    await store(update('1'), update('2'), update('3', { chat: 'b' }))
    await noteFailure(database().db, { bot: 'bot', update: '1' }, { failure: 'hỏng', retryAt: time('08:05') })
    expect(await waiting('08:04:59')).toEqual(['3'])
    expect(await waiting('08:05')).toEqual(['1', '3'])
    await noteFailure(database().db, { bot: 'bot', update: '1' }, { failure: 'hỏng', retryAt: time('08:06') })
    expect(await look('08:06', 1)).toMatchObject([{ update: '1', attempts: 2 }])
  })

  test('lets an update be handled once', async () => {
    await store(update('1'))
    expect(await handle('1')).toBe(true)
    expect(await handle('1')).toBe(false)
    expect(await handle('unknown')).toBe(false)
    expect(await countUnhandled()).toBe(0)
  })

  test('leaves an update unhandled when its transaction fails', async () => {
    await store(update('1'))
    const failing = database().transaction(async (tx) => {
      await lockInbound(tx, { bot: 'bot', update: '1' })
      await markHandled(tx, { bot: 'bot', update: '1' }, time('08:01'))
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    expect(await waiting()).toEqual(['1'])
  })

  test('keeps nothing of a secret update but that it came', async () => {
    await store(update('1', { body: null, isSecret: true }), update('2', { chat: 'b' }))
    await database().transaction((tx) => purgeInbound(tx, { bot: 'bot', update: '2' }))
    const kept = await rows(database().db, sql`select body, is_secret as secret, received_at as at from inbound`)
    expect(kept).toEqual(Array.from({ length: 2 }, () => ({ body: null, secret: true, at: time('08:00') })))
  })
})

describe('the inbox between replicas', () => {
  const database = postgresDatabase()

  test('passes over an update that another one is handling, without waiting for it', async () => {
    await foundSmall(database())
    await storeInbound(database().db, update('1'), time('08:00'))
    const mayCommit = Promise.withResolvers<void>()
    const isLocked = Promise.withResolvers<boolean>()
    const key = { bot: 'bot', update: '1' }
    const first = database().transaction(async (tx) => {
      isLocked.resolve(await lockInbound(tx, key))
      await mayCommit.promise
      await markHandled(tx, key, time('08:01'))
    })
    expect(await isLocked.promise).toBe(true)
    expect(await database().transaction((tx) => lockInbound(tx, key))).toBe(false)
    mayCommit.resolve()
    await first
    expect(await database().transaction((tx) => lockInbound(tx, key))).toBe(false)
  })

  test('stores an update that came to two at once for one of them', async () => {
    await foundSmall(database())
    const stored = await Promise.all([1, 2, 3, 4].map(() => storeInbound(database().db, update('1'), time('08:00'))))
    expect(stored.filter(Boolean)).toHaveLength(1)
  })
})
