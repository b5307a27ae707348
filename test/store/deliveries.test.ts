import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { claim, complete, postpone, redirect, renewLeases, setAside } from '../../src/store/claims.ts'
import {
  type Claimed,
  type Ending,
  enqueue,
  enqueueEdits,
  type NewDelivery,
  noteEdit,
  type Touch,
} from '../../src/store/deliveries.ts'
import { bookTurn, pauseBot } from '../../src/store/gates.ts'
import { releaseQueue } from '../../src/store/queues.ts'
import {
  findByKey,
  findByMessage,
  findLatestWithActions,
  findPost,
  findThread,
  isSuperseded,
} from '../../src/store/sent.ts'
import { readStanding } from '../../src/store/standing.ts'
import { rows, type Tx } from '../../src/store/tx.ts'
import { describeOnBoth, postgresDatabase } from '../support/database.ts'
import { committeeId, foundSmall, telling, time } from './bench.ts'

/** Ends a delivery and lets its chat go on at once; says whether it was still ours. */
async function endOf(tx: Tx, claimed: Claimed, ending: Ending): Promise<boolean> {
  const isOurs = await complete(tx, claimed, ending, time('08:30'))
  if (isOurs) await releaseQueue(tx, claimed, null)
  return isOurs
}

const window = {
  now: time('08:00'),
  machine: time('08:00'),
  leaseSeconds: 60,
  onlyAnswers: false,
  limit: 4,
  aheadMilliseconds: 400,
}
const address = { bot: 'bot', chat: 'chat' }

describeOnBoth('the outbox', (database) => {
  beforeEach(() => foundSmall(database()))

  const say = (...news: NewDelivery[]) => database().transaction((tx) => enqueue(tx, committeeId, time('08:00'), news))
  const moments = { now: time('08:00'), machine: time('08:00') }
  const countWaiting = async () => (await readStanding(database().db, moments)).deliveries
  /** Claims at a business time; machine time is the same unless said. */
  const take = (at: string, { machine = at, limit = 10, bot = 'bot', onlyAnswers = false } = {}) =>
    database().transaction((tx) =>
      claim(tx, bot, { ...window, now: time(at), machine: time(machine), onlyAnswers, limit }),
    )
  const keysOf = (claimed: readonly Claimed[]) => claimed.map(({ key }) => key)
  const finish = (claimed: Claimed, ending: Ending) => database().transaction((tx) => endOf(tx, claimed, ending))
  const end = (claimed: Claimed, messages: readonly string[] = ['m1'], actions: readonly string[] = []) =>
    finish(claimed, { state: 'sent', messages, actions })
  const sent = async (news: NewDelivery, messages?: readonly string[], actions?: readonly string[]) => {
    await say(news)
    const [claimed] = (await take('08:00')).filter(({ key }) => key === news.key)
    if (!claimed) throw new Error(`${news.key} cannot be sent`)
    await end(claimed, messages, actions)
    return claimed
  }
  const stateOf = async (key: string) =>
    (await rows<{ state: string }>(database().db, sql`select state from deliveries where key = ${key}`))[0]?.state

  describe('enqueueing', () => {
    test('keeps a telling under its key once, and gives it back as it was', async () => {
      const untilAt = time('17:00')
      const notice = { of: 'consultation', kind: 'asked', unit: 'KT', dueAt: time('09:00'), at: '09:00' }
      await say(telling('a', { notice, untilAt }), telling('b', { chat: 'two' }))
      await say(telling('a', { chat: 'elsewhere' }))
      const claimed = await take('08:00')
      expect(keysOf(claimed)).toEqual(['a', 'b'])
      expect(claimed[0]).toMatchObject({ ...address, committeeId, attempt: 1, messages: [], untilAt, notice })
      expect(claimed[0]?.notice).toHaveProperty('dueAt', time('09:00'))
    })

    test('keeps the same key of two committees apart', async () => {
      await foundSmall(database(), 'xa-khac')
      await say(telling('a'))
      await database().transaction((tx) =>
        enqueue(tx, 'xa-khac', time('08:00'), [telling('a', { bot: 'xa-khac-bot' })]),
      )
      expect(await countWaiting()).toBe(2)
      expect(await take('08:00', { bot: 'xa-khac-bot' })).toMatchObject([{ committeeId: 'xa-khac', key: 'a' }])
    })

    test('of nothing does nothing', async () => {
      await say()
      expect(await countWaiting()).toBe(0)
    })
  })

  describe('claiming', () => {
    test('takes one per chat, in the order they were said', async () => {
      await say(telling('a1'), telling('a2'), telling('b1', { chat: 'b' }), telling('b2', { chat: 'b' }))
      const first = await take('08:00')
      expect(keysOf(first)).toEqual(['a1', 'b1'])
      expect(await take('08:00')).toEqual([])
      for (const claimed of first) await end(claimed)
      expect(keysOf(await take('08:00'))).toEqual(['a2', 'b2'])
    })

    test('takes urgent ones before the others, in a chat and among chats', async () => {
      await say(telling('a'), telling('b', { chat: 'b' }), telling('b!', { chat: 'b', isUrgent: true }))
      expect(keysOf(await take('08:00', { limit: 1 }))).toEqual(['b!'])
      expect(keysOf(await take('08:00'))).toEqual(['a'])
    })

    test('finishes what was begun before an urgent one that came meanwhile, even when its courier died', async () => {
      await say(telling('begun'))
      await take('08:00')
      await say(telling('urgent', { isUrgent: true }), telling('b', { chat: 'b' }))
      expect(keysOf(await take('08:00', { machine: '08:00:30' }))).toEqual(['b'])
      const [again] = await take('08:00', { machine: '08:01' })
      expect(again).toMatchObject({ key: 'begun', attempt: 2 })
      if (again) await end(again)
      expect(keysOf(await take('08:00', { machine: '08:01' }))).toEqual(['urgent'])
    })

    test('finds its way when the head of a queue ended behind its back', async () => {
      await say(telling('a1'), telling('a2'), telling('b', { chat: 'b' }))
      await take('08:00', { limit: 1 })
      await database().db.execute(sql`update deliveries set state = 'expired' where key = 'a1'`)
      expect(keysOf(await take('08:00', { machine: '08:01' }))).toEqual(['b'])
      expect(keysOf(await take('08:00', { machine: '08:01' }))).toEqual(['a2'])
    })

    test('takes nothing while turns are booked far ahead, but answers to presses', async () => {
      await say(telling('a'), telling('press', { kind: 'answer', press: 'p1' }))
      const rate = { count: 2, seconds: 1 }
      const book = () => database().transaction((tx) => bookTurn(tx, 'bot', { rate, machine: time('08:00') }))
      expect(await book()).toEqual(time('08:00'))
      expect(await book()).toEqual(time('08:00').add({ milliseconds: 500 }))
      expect(keysOf(await take('08:00'))).toEqual(['press'])
      expect(keysOf(await take('08:00', { machine: '08:00:01' }))).toEqual(['a'])
      expect(await book()).toEqual(time('08:00:01'))
    })

    test('keeps two urgent ones of a chat in their order', async () => {
      await say(telling('1!', { isUrgent: true }), telling('2!', { isUrgent: true }))
      expect(keysOf(await take('08:00'))).toEqual(['1!'])
    })

    test('lets answers to presses overtake everything in their chat', async () => {
      await say(telling('a', { isUrgent: true }), telling('b'))
      await say(telling('press', { kind: 'answer', press: 'p1' }), telling('form', { kind: 'form', press: 'p2' }))
      expect(keysOf(await take('08:00', { limit: 2 }))).toEqual(['press', 'form'])
      expect(keysOf(await take('08:00'))).toEqual(['a'])
    })

    test('can be for answers to presses alone', async () => {
      await say(telling('a'), telling('b', { chat: 'b', isUrgent: true }))
      await say(telling('press', { kind: 'answer', press: 'p1' }), telling('form', { kind: 'form', press: 'p2' }))
      expect(keysOf(await take('08:00', { onlyAnswers: true }))).toEqual(['press', 'form'])
      expect(keysOf(await take('08:00'))).toEqual(['a', 'b'])
    })

    test('waits until business time has come, and lets others of the chat go first until then', async () => {
      await say(telling('later', { notBeforeAt: time('09:00') }), telling('now'))
      const [now, ...others] = await take('08:59:59')
      expect([now?.key, others]).toEqual(['now', []])
      if (now) await end(now)
      expect(keysOf(await take('09:00'))).toEqual(['later'])
    })

    test('leaves what is too late to the job, which ends it', async () => {
      await say(telling('stale', { untilAt: time('08:30') }))
      const [claimed] = await take('09:00')
      expect(claimed?.untilAt).toEqual(time('08:30'))
    })

    test('is of one bot alone', async () => {
      await say(telling('a'), telling('b', { bot: 'other' }))
      expect(keysOf(await take('08:00', { bot: 'other' }))).toEqual(['b'])
    })
  })

  describe('a lease', () => {
    test('keeps a delivery and its whole chat from others until it ends by machine time, whatever business time says', async () => {
      await say(telling('a1'), telling('a2'))
      await take('08:00', { machine: '08:00' })
      expect(await take('23:00', { machine: '08:00:59' })).toEqual([])
      expect(await take('23:00', { machine: '08:01' })).toMatchObject([{ key: 'a1', attempt: 2 }])
    })

    test('that ran out leaves the slow one without a say', async () => {
      await say(telling('a'))
      const [slow] = await take('08:00')
      const [quick] = await take('08:00', { machine: '08:02' })
      if (!slow || !quick) throw new Error('nothing was claimed')
      expect(await end(slow, ['slow'])).toBe(false)
      expect(await end(quick, ['quick'])).toBe(true)
      expect(await end(quick, ['twice'])).toBe(false)
      expect(await findPost(database().db, committeeId, quick.number)).toMatchObject({ messages: ['quick'] })
    })

    test('keeps the rest of its chat waiting, urgent ones too', async () => {
      await say(telling('a'))
      await take('08:00')
      await say(telling('a!', { isUrgent: true }))
      expect(await take('08:00')).toEqual([])
    })

    test('can be made longer by whoever still holds it', async () => {
      await say(telling('a'))
      const slow = await take('08:00')
      await database().transaction((tx) => renewLeases(tx, slow, time('08:02')))
      expect(await take('08:00', { machine: '08:01:59' })).toEqual([])
      expect(await take('08:00', { machine: '08:02' })).toMatchObject([{ key: 'a', attempt: 2 }])
      await database().transaction((tx) => renewLeases(tx, slow, time('09:00')))
      expect(await take('08:00', { machine: '08:03' })).toMatchObject([{ key: 'a', attempt: 3 }])
    })

    test('is not given back by somebody whose lease ran out', async () => {
      await say(telling('a'))
      const [slow] = await take('08:00')
      await take('08:00', { machine: '08:02' })
      if (!slow) throw new Error('nothing was claimed')
      const wait = { until: time('08:01'), scope: 'chat' as const, reason: 'slow' }
      await database().transaction((tx) => postpone(tx, slow, wait))
      expect(await take('08:00', { machine: '08:02:30' })).toEqual([])
    })
  })

  describe('an end', () => {
    test.each(['unneeded', 'expired', 'unreachable', 'dead'] as const)('as %s is for good', async (state) => {
      await say(telling('a1'), telling('a2'))
      const [claimed] = await take('08:00')
      if (!claimed) throw new Error('nothing was claimed')
      await finish(claimed, { state, failure: 'why' })
      expect(await stateOf('a1')).toBe(state)
      expect(keysOf(await take('23:00'))).toEqual(['a2'])
    })
  })

  describe('a pause', () => {
    test('of a chat holds its messages, not the answers to its presses, nor other chats', async () => {
      await say(telling('a'), telling('b', { chat: 'b' }), telling('press', { kind: 'answer', press: 'p' }))
      await database().transaction((tx) => releaseQueue(tx, address, time('08:05')))
      expect(keysOf(await take('08:00'))).toEqual(['press', 'b'])
      expect(await take('23:00', { machine: '08:00:30' })).toEqual([])
      expect(keysOf(await take('08:05'))).toContain('a')
    })

    test('of the bot holds everything of it, and no other bot', async () => {
      await say(telling('a'), telling('press', { kind: 'answer' }), telling('o', { bot: 'other' }))
      await database().transaction((tx) => pauseBot(tx, 'bot', time('08:05')))
      expect(await take('08:04:59')).toEqual([])
      expect(keysOf(await take('08:00', { bot: 'other' }))).toEqual(['o'])
      expect(keysOf(await take('08:05'))).toEqual(['press', 'a'])
    })

    test('of the bot holds the turns that are booked meanwhile', async () => {
      await database().transaction((tx) => pauseBot(tx, 'bot', time('08:05')))
      const rate = { count: 1, seconds: 1 }
      const book = () => database().transaction((tx) => bookTurn(tx, 'bot', { rate, machine: time('08:00') }))
      expect([await book(), await book()]).toEqual([time('08:05'), time('08:05:01')])
    })

    test('is never shortened', async () => {
      await say(telling('a'))
      await database().transaction((tx) => pauseBot(tx, 'bot', time('08:05')))
      await database().transaction((tx) => pauseBot(tx, 'bot', time('08:01')))
      expect(await take('08:04:59')).toEqual([])
      expect(keysOf(await take('08:05'))).toEqual(['a'])
    })

    test('asked for by a vendor holds the message and, when it says so, the whole bot', async () => {
      await say(telling('a1'), telling('a2'), telling('b', { chat: 'b', notBeforeAt: time('08:01') }))
      const [claimed] = await take('08:00')
      if (!claimed) throw new Error('nothing was claimed')
      const wait = { until: time('08:03'), scope: 'bot' as const, reason: '429' }
      await database().transaction((tx) => postpone(tx, claimed, wait))
      expect(await take('08:02:59')).toEqual([])
      expect(await take('08:03')).toMatchObject([{ key: 'a1', attempt: 2 }, { key: 'b' }])
    })
  })

  test('what failed by our own fault is set aside: tried again later, and no hindrance to its chat until then', async () => {
    await say(telling('faulty'), telling('a2'))
    const [claimed] = await take('08:00')
    if (!claimed) throw new Error('nothing was claimed')
    expect(claimed.faults).toBe(0)
    await database().transaction((tx) => setAside(tx, claimed, { until: time('08:05'), reason: 'bug' }))
    const [next, ...others] = await take('08:00', { machine: '08:04:59' })
    expect([next?.key, others]).toEqual(['a2', []])
    if (next) await end(next)
    expect(await take('08:00', { machine: '08:05' })).toMatchObject([{ key: 'faulty', attempt: 2, faults: 1 }])
  })

  describe('edits', () => {
    const touch = (change: Partial<Touch>, sequence = 5) =>
      database().transaction((tx) =>
        enqueueEdits(tx, { committeeId, reference: 'Y1' }, [{ units: 'all', notBeforeAt: time('08:00'), ...change }], {
          sequence,
          recordedAt: time('08:00'),
        }),
      )
    const edits = () =>
      rows<{ target: number; chat: string }>(
        database().db,
        sql`select target, chat from deliveries where kind = 'edit' order by target`,
      )
    const of = (unit: string | null) => ({ of: 'consultation', kind: 'asked', unit })

    test('are made for live copies that were sent, and for no others', async () => {
      const live = await sent(telling('live', { isLive: true, chat: 'live' }))
      await sent(telling('dead', { chat: 'dead' }))
      await sent(telling('other', { isLive: true, chat: 'o', reference: 'Y2' }))
      await say(telling('waiting', { isLive: true, chat: 'w' }))
      await touch({})
      expect(await edits()).toEqual([{ target: live.number, chat: 'live' }])
    })

    test('are made for the copies of the units that changed, and for those of no unit', async () => {
      const mine = await sent(telling('mine', { isLive: true, chat: '1', notice: of('KT') }))
      await sent(telling('theirs', { isLive: true, chat: '2', notice: of('VP') }))
      const lead = await sent(telling('lead', { isLive: true, chat: '3', notice: of(null) }))
      await touch({ units: ['KT'] })
      expect((await edits()).map(({ target }) => target)).toEqual([mine.number, lead.number])
      await touch({ units: 'all' }, 6)
      expect(await edits()).toHaveLength(5)
    })

    test('are made once for one change and moment, and again for the next moment or change', async () => {
      await sent(telling('live', { isLive: true }))
      await touch({})
      await touch({})
      expect(await edits()).toHaveLength(1)
      await touch({ notBeforeAt: time('08:01') })
      await touch({}, 6)
      expect(await edits()).toHaveLength(3)
    })

    test('carry the notice and the messages of their copy, and note where it then stands', async () => {
      const post = await sent(telling('live', { isLive: true }), ['m1', 'm2'], ['agree Y1'])
      await touch({})
      const [edit] = await take('08:00')
      expect(edit).toMatchObject({ kind: 'edit', target: post.number, notice: of('KT'), isLive: false })
      if (!edit) throw new Error('there is no edit')
      await database().transaction((tx) => noteEdit(tx, edit, { messages: ['m3'], actions: [] }))
      const shown = await findPost(database().db, committeeId, post.number)
      expect(shown).toMatchObject({ messages: ['m3'], actions: [] })
    })

    test('are overtaken by a later one of the same copy that is due', async () => {
      await sent(telling('live', { isLive: true }))
      await touch({}, 5)
      await touch({ notBeforeAt: time('08:10') }, 6)
      const [edit] = await take('08:00')
      if (!edit) throw new Error('there is no edit')
      expect(await isSuperseded(database().db, edit, time('08:09'))).toBe(false)
      expect(await isSuperseded(database().db, edit, time('08:10'))).toBe(true)
    })
  })

  describe('what was sent', () => {
    test('is found by any of its messages, in its chat alone', async () => {
      const post = await sent(telling('a'), ['m1', 'm2'])
      const find = (chat: string, message: string) =>
        findByMessage(database().db, committeeId, { bot: 'bot', chat }, message)
      expect(await find('chat', 'm2')).toMatchObject({ number: post.number, reference: 'Y1' })
      expect(await find('elsewhere', 'm2')).toBeNull()
      expect(await find('chat', 'm')).toBeNull()
    })

    test('is found by its key, in its chat alone, also while it is on its way', async () => {
      const post = await sent(telling('a'))
      await say(telling('b'))
      const find = (chat: string, key: string) => findByKey(database().db, committeeId, { bot: 'bot', chat }, key)
      expect(await find('chat', 'a')).toMatchObject({ number: post.number, reference: 'Y1' })
      expect(await find('chat', 'b')).toMatchObject({ actions: [] })
      expect(await find('elsewhere', 'a')).toBeNull()
      expect(await find('chat', 'c')).toBeNull()
    })

    test('with buttons is found as the latest of its chat', async () => {
      const find = (by = '23:59', reference: string | null = null) =>
        findLatestWithActions(database().db, committeeId, address, { before: time(by), reference })
      expect(await find()).toBeNull()
      await sent(telling('old'), ['1'], ['agree Y1'])
      await sent(telling('new'), ['2'], ['agree Y2', 'object Y2'])
      await sent(telling('plain'), ['3'])
      expect(await find()).toMatchObject({ actions: ['agree Y2', 'object Y2'] })
      expect(await find('00:00')).toBeNull()
      expect(await find('23:59', 'Y1')).toMatchObject({ actions: ['agree Y2', 'object Y2'] })
      expect(await find('23:59', 'Y2')).toBeNull()
    })

    test('[TH2a] is what a nudge about the same matter and unit hangs under: one code, one thread', async () => {
      await sent(telling('asked'), ['m1', 'm2'])
      const find = (unit: string, reference = 'Y1') =>
        findThread(database().db, committeeId, address, { reference, kind: 'asked', unit })
      expect([await find('KT'), await find('VP'), await find('KT', 'Y2')]).toEqual(['m1', null, null])
    })
  })

  test('everything that waits for a group follows it to its new id, at once', async () => {
    await say(telling('a1'), telling('a2'), telling('b', { chat: 'b' }))
    const [claimed] = await take('08:00')
    if (!claimed) throw new Error('nothing was claimed')
    await database().transaction((tx) => redirect(tx, claimed, 'super'))
    expect(await take('08:00')).toMatchObject([{ key: 'a1', chat: 'super' }])
    expect(await countWaiting()).toBe(3)
  })
})

describe('the outbox between replicas', () => {
  const database = postgresDatabase()

  test('never hands the same delivery to two, nor a chat out of order', async () => {
    await foundSmall(database())
    const chats = Array.from({ length: 12 }, (_, index) => `c${index}`)
    const news = chats.flatMap((chat) => [1, 2, 3].map((turn) => telling(`${chat}:${turn}`, { chat })))
    await database().transaction((tx) => enqueue(tx, committeeId, time('08:00'), news))
    const order: string[] = []
    const work = async (): Promise<void> => {
      for (let idle = 0; idle < 5; ) {
        const claimed = await database().transaction((tx) => claim(tx, 'bot', window))
        idle = claimed.length === 0 ? idle + 1 : 0
        for (const one of claimed) {
          order.push(one.key)
          await database().transaction((tx) => endOf(tx, one, { state: 'sent', messages: [], actions: [] }))
        }
      }
    }
    await Promise.all([work(), work(), work(), work()])
    expect(new Set(order).size).toBe(order.length)
    expect(order).toHaveLength(36)
    for (const chat of chats) {
      expect(order.filter((key) => key.startsWith(`${chat}:`))).toEqual([1, 2, 3].map((turn) => `${chat}:${turn}`))
    }
  })

  test('lets one courier of a bot claim after the other, and those of other bots beside it', async () => {
    await foundSmall(database())
    const news = [telling('a1'), telling('b', { chat: 'b' }), telling('o', { bot: 'other' })]
    await database().transaction((tx) => enqueue(tx, committeeId, time('08:00'), news))
    const mayCommit = Promise.withResolvers<void>()
    const taken = Promise.withResolvers<string | undefined>()
    const first = database().transaction(async (tx) => {
      taken.resolve((await claim(tx, 'bot', { ...window, limit: 1 }))[0]?.key)
      await mayCommit.promise
    })
    expect(await taken.promise).toBe('a1')
    const second = database().transaction((tx) => claim(tx, 'bot', window))
    expect(await database().transaction((tx) => claim(tx, 'other', window))).toMatchObject([{ key: 'o' }])
    mayCommit.resolve()
    await first
    expect(await second).toMatchObject([{ key: 'b' }])
  })
})
