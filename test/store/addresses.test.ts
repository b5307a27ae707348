import { beforeEach, describe, expect, test } from 'vitest'
import { findLinkedOfficers, findOfficer, insertAccount, listAccounts } from '../../src/store/accounts.ts'
import {
  findAddresses,
  findAddressesAfter,
  findGroup,
  isOfficeGroup,
  markReachable,
  moveChat,
} from '../../src/store/addresses.ts'
import { disableBot } from '../../src/store/bots.ts'
import { type Channel, writeChannel } from '../../src/store/channels.ts'
import { ensureBot } from '../../src/store/directory.ts'
import {
  findCode,
  findOfficersWithCode,
  lockTries,
  replaceCode,
  useCode,
  writeTries,
} from '../../src/store/link-codes.ts'
import { describeOnBoth } from '../support/database.ts'
import { committeeId, foundSmall, time } from './bench.ts'

describeOnBoth('addresses', (database) => {
  beforeEach(() => foundSmall(database()))

  const link = (officer: string, { bot = 'bot', user = officer, preference = 1 } = {}) =>
    database().transaction((tx) =>
      insertAccount(tx, {
        committeeId,
        bot,
        vendorUser: user,
        officer,
        chat: `${bot}:${user}`,
        preference,
        isReachable: true,
        linkedAt: time('08:00'),
      }),
    )
  const find = async (...officers: string[]) =>
    Object.fromEntries(await findAddresses(database().db, committeeId, officers))

  describe('of officers', () => {
    test('are one per officer, the one they prefer', async () => {
      await link('KT1', { bot: 'bot', preference: 2 })
      await link('KT1', { bot: 'other', preference: 1 })
      await link('KT2')
      expect(await find('KT1', 'KT2', 'VP1')).toEqual({
        KT1: { bot: 'other', chat: 'other:KT1' },
        KT2: { bot: 'bot', chat: 'bot:KT2' },
      })
      expect(await find()).toEqual({})
    })

    test('are the next one after a bot that is off, the third where the second is; so are groups', async () => {
      await ensureBot(database().db, { id: 'third', committeeId, messenger: 'sandbox' })
      for (const [index, bot] of ['bot', 'other', 'third'].entries()) await link('KT1', { bot, preference: index + 1 })
      const channel = { bot: 'other', chat: 'g1', purpose: 'office', unit: '', boundAt: time('08:00') } as const
      await database().transaction((tx) => writeChannel(tx, committeeId, channel))
      const next = () => findAddressesAfter(database().db, committeeId, 'KT1', 'bot')
      const office = () => findGroup(database().db, committeeId, { purpose: 'office', unit: '' })
      expect([await next(), await office()]).toEqual([
        [{ bot: 'other', chat: 'other:KT1' }],
        { bot: 'other', chat: 'g1' },
      ])
      await database().transaction((tx) => disableBot(tx, 'other', time('08:00')))
      expect([await next(), await office()]).toEqual([[{ bot: 'third', chat: 'third:KT1' }], null])
      expect(
        await isOfficeGroup(database().db, committeeId, { bot: 'other', chat: 'g1' }),
        'it is bound all the same',
      ).toBe(true)
    })

    test('are the next one when a chat cannot be written to, and the first again when it can', async () => {
      await link('KT1', { bot: 'bot', preference: 1 })
      await link('KT1', { bot: 'other', preference: 2 })
      const address = { bot: 'bot', chat: 'bot:KT1' }
      await markReachable(database().db, committeeId, address, false)
      expect(await find('KT1')).toEqual({ KT1: { bot: 'other', chat: 'other:KT1' } })
      await markReachable(database().db, committeeId, { bot: 'other', chat: 'other:KT1' }, false)
      expect(await find('KT1')).toEqual({})
      await markReachable(database().db, committeeId, address, true)
      expect(await find('KT1')).toEqual({ KT1: address })
    })
  })

  describe('accounts', () => {
    test('are unique both ways in a bot', async () => {
      expect(await link('KT1', { user: 'u1' })).toBe(true)
      expect(await link('KT1', { user: 'u2' })).toBe(false)
      expect(await link('KT2', { user: 'u1' })).toBe(false)
      expect(await link('KT1', { bot: 'other', user: 'u1' })).toBe(true)
      expect(await findOfficer(database().db, { committeeId, bot: 'bot', vendorUser: 'u1' })).toBe('KT1')
      expect(await findOfficer(database().db, { committeeId, bot: 'bot', vendorUser: 'u2' })).toBeNull()
      expect((await listAccounts(database().db, committeeId, 'KT1')).map(({ bot }) => bot)).toEqual(['bot', 'other'])
      expect(await findLinkedOfficers(database().db, committeeId)).toEqual(new Set(['KT1']))
    })
  })

  describe('of groups', () => {
    const bind = (channel: Partial<Channel>) =>
      database().transaction((tx) =>
        writeChannel(tx, committeeId, {
          bot: 'bot',
          chat: 'g1',
          purpose: 'office',
          unit: '',
          boundAt: time('08:00'),
          ...channel,
        }),
      )
    const group = (purpose: 'office' | 'leaders' | 'unit', unit = '') =>
      findGroup(database().db, committeeId, { purpose, unit })

    test('are found by their purpose, and by the unit', async () => {
      await bind({})
      await bind({ chat: 'g2', purpose: 'unit', unit: 'KT' })
      expect(await group('office')).toEqual({ bot: 'bot', chat: 'g1' })
      expect(await group('unit', 'KT')).toEqual({ bot: 'bot', chat: 'g2' })
      expect([await group('unit', 'VP'), await group('leaders')]).toEqual([null, null])
    })

    test('have one purpose, and a purpose has one group', async () => {
      await bind({})
      await bind({ purpose: 'leaders' })
      expect([await group('office'), await group('leaders')]).toEqual([null, { bot: 'bot', chat: 'g1' }])
      await bind({ chat: 'g2', purpose: 'leaders' })
      expect(await group('leaders')).toEqual({ bot: 'bot', chat: 'g2' })
      await bind({ chat: 'g1' })
      await bind({ chat: 'g2' })
      expect([await group('office'), await group('leaders')]).toEqual([{ bot: 'bot', chat: 'g2' }, null])
    })

    test('of the Office are told from others, by bot and chat', async () => {
      const isOffice = (bot: string, chat: string) => isOfficeGroup(database().db, committeeId, { bot, chat })
      expect(await isOffice('bot', 'g1')).toBe(false)
      await bind({})
      expect([await isOffice('bot', 'g1'), await isOffice('bot', 'g2'), await isOffice('other', 'g1')]).toEqual([
        true,
        false,
        false,
      ])
    })

    test('go along when a group gets another id, however often that is told', async () => {
      await bind({})
      const move = () => moveChat(database().db, committeeId, { bot: 'bot', chat: 'g1' }, 'super')
      await move()
      await move()
      expect(await group('office')).toEqual({ bot: 'bot', chat: 'super' })
    })

    test('end when the group was bound anew under its other id already', async () => {
      await bind({ purpose: 'leaders' })
      await bind({ chat: 'super' })
      await moveChat(database().db, committeeId, { bot: 'bot', chat: 'g1' }, 'super')
      expect([await group('office'), await group('leaders')]).toEqual([{ bot: 'bot', chat: 'super' }, null])
    })
  })

  describe('linking codes', () => {
    const give = (hash: string, officer = 'KT1') =>
      database().transaction((tx) =>
        replaceCode(tx, committeeId, { hash, officer, madeAt: time('08:00'), expiresAt: time('09:00') }),
      )
    const use = (hash: string) => database().transaction((tx) => useCode(tx, committeeId, hash, time('08:30')))
    const waiting = async (at: string) => [...(await findOfficersWithCode(database().db, committeeId, time(at)))]

    test('wait until they are used, replaced or too old', async () => {
      await give('h1')
      await give('h2', 'KT2')
      expect((await waiting('08:59:59')).toSorted()).toEqual(['KT1', 'KT2'])
      expect(await waiting('09:00')).toEqual([])
      expect([await use('h2'), await use('h2'), await use('unknown')]).toEqual([true, false, false])
      expect(await waiting('08:30')).toEqual(['KT1'])
    })

    test('of the same officer end the earlier one, and nobody else’s', async () => {
      await give('h1')
      await give('h2', 'KT2')
      await give('h3')
      expect(await findCode(database().db, committeeId, 'h1')).toMatchObject({ usedAt: time('08:00') })
      expect([await use('h1'), await use('h2'), await use('h3')]).toEqual([false, true, true])
      expect(await findCode(database().db, committeeId, 'none')).toBeNull()
    })

    test('keep the wrong tries of each sender', async () => {
      const key = { committeeId, bot: 'bot', vendorUser: 'u1' }
      const tries = { wrong: 5, lockedUntilAt: time('09:30') }
      await database().transaction(async (tx) => {
        expect(await lockTries(tx, key)).toEqual({ wrong: 0, lockedUntilAt: null })
        await writeTries(tx, key, tries)
      })
      const read = (vendorUser: string) => database().transaction((tx) => lockTries(tx, { ...key, vendorUser }))
      expect([await read('u1'), await read('u2')]).toEqual([tries, { wrong: 0, lockedUntilAt: null }])
    })
  })
})
