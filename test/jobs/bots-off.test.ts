/** A bot that was turned off: what waits for it, and what is told from then on, on a process that never ran it. */
import { sql } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import type { DirectoryNotice } from '../../src/domain/notice.ts'
import { endForBotsOff } from '../../src/jobs/bots-off.ts'
import { insertAccount } from '../../src/store/accounts.ts'
import { findUnreachable } from '../../src/store/addresses.ts'
import { disableBot } from '../../src/store/bots.ts'
import { writeChannel } from '../../src/store/channels.ts'
import { enqueue, type NewDelivery } from '../../src/store/deliveries.ts'
import { rows } from '../../src/store/tx.ts'
import { bot, committeeId, found } from '../commands/chat.ts'
import { telling } from '../store/bench.ts'
import { fakeClock } from '../support/clock.ts'
import { describeOnBoth } from '../support/database.ts'
import { moment } from '../support/given.ts'
import { makeGround } from '../support/office-ground.ts'

const left: DirectoryNotice = { kind: 'left', officer: 'YT1', unit: null, matters: [] }
const notice = { of: 'directory', ...left }

describeOnBoth('a bot that was turned off', (database) => {
  beforeEach(async () => {
    await found(database(), ['VP1', 'KT1', 'KT2'])
    const own = { committeeId, bot: 'other-bot', preference: 2, isReachable: true, linkedAt: moment('01/11 08:00') }
    await database().transaction(async (tx) => {
      for (const officer of ['VP1', 'KT1'])
        await insertAccount(tx, { ...own, officer, vendorUser: officer, chat: `other ${officer}` })
    })
  })

  const open = () => {
    const clock = fakeClock(moment('20/11 08:00').toString())
    const parts = { database: database(), clock, machine: clock, wait: async () => {}, linkToFile: null, bots: [] }
    const faults: string[] = []
    return { clock, faults, ground: makeGround(parts, (fault) => faults.push(fault)) }
  }
  const waits = (key: string, news: Partial<NewDelivery>) =>
    database().transaction((tx) => {
      const own = { bot, notice, reference: null, notBeforeAt: moment('20/11 07:00'), ...news }
      return enqueue(tx, committeeId, moment('20/11 07:00'), [telling(key, own)])
    })
  const turnOff = () => database().transaction((tx) => disableBot(tx, bot, moment('20/11 07:30')))
  const said = async () =>
    (
      await rows<{ line: string }>(
        database().db,
        sql`select concat_ws(' ', bot, chat, state) as line from deliveries order by number`,
      )
    ).map(({ line }) => line)

  test('what waits for it goes on in the next channel, once, whoever’s loop looks first', async () => {
    await waits('a', { chat: 'KT1', officer: 'KT1', isPrivate: true })
    await waits('b', { chat: 'KT1', officer: 'KT1', isPrivate: true, kind: 'answer', press: 'p' })
    const { ground, faults } = open()
    expect(await endForBotsOff(ground), 'as long as it is on it is left alone').toBe(0)
    await turnOff()
    expect(await Promise.all([endForBotsOff(ground), endForBotsOff(ground)])).toEqual(expect.arrayContaining([2, 0]))
    expect(await said()).toEqual(['bot KT1 unreachable', 'bot KT1 unneeded', 'other-bot other KT1 waiting'])
    expect(await endForBotsOff(ground)).toBe(0)
    expect(faults).toEqual([])
  })

  test('what may not be said yet waits until then, for it may be taken back', async () => {
    await waits('a', { chat: 'KT1', officer: 'KT1', isPrivate: true, notBeforeAt: moment('20/11 08:01') })
    await turnOff()
    const { ground, clock } = open()
    expect(await endForBotsOff(ground)).toBe(0)
    clock.advance({ seconds: 60 })
    expect(await endForBotsOff(ground)).toBe(1)
    expect((await said()).at(-1)).toBe('other-bot other KT1 waiting')
  })

  test('what waits for the Office channel goes to whoever answers for the Office', async () => {
    const channel = { bot, chat: 'office', purpose: 'office', unit: '', boundAt: moment('20/11 07:00') } as const
    await database().transaction((tx) => writeChannel(tx, committeeId, channel))
    await waits('a', { chat: 'office', officer: null, isPrivate: false })
    await turnOff()
    const { ground, faults } = open()
    await endForBotsOff(ground)
    expect(await said()).toEqual(['bot office unreachable', 'other-bot other VP1 waiting'])
    expect(faults.splice(0)).toEqual([expect.stringContaining('The Office channel cannot be written to')])
  })

  test('a look that was cut off in between is made up for when its lease is over', async () => {
    await waits('a', { chat: 'KT1', officer: 'KT1', isPrivate: true })
    await turnOff()
    await database().db.execute(sql`update deliveries set leased_until_at = ${moment('20/11 08:00:30')}, attempts = 1`)
    const { ground, clock } = open()
    expect(await endForBotsOff(ground)).toBe(0)
    clock.advance({ seconds: 31 })
    expect(await endForBotsOff(ground)).toBe(1)
  })

  test('who has no other channel is known as not to be reached, and is again when it is turned on', async () => {
    await waits('a', { chat: 'KT2', officer: 'KT2', isPrivate: true })
    await turnOff()
    await endForBotsOff(open().ground)
    expect(await findUnreachable(database().db, committeeId)).toEqual(['KT2'])
    await database().db.execute(sql`update bots set disabled_at = null`)
    expect(await findUnreachable(database().db, committeeId)).toEqual([])
  })
})
