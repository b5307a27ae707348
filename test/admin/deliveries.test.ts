import { expect, test } from 'vitest'
import { claim, complete } from '../../src/store/claims.ts'
import { enqueue, type NewDelivery } from '../../src/store/deliveries.ts'
import { releaseQueue } from '../../src/store/queues.ts'
import { telling } from '../store/bench.ts'
import { postgresDatabase } from '../support/database.ts'
import { officeGroup, openOffice } from '../support/office.ts'
import { runAt } from './bench.ts'

const database = postgresDatabase()

/** Letters of the sample commune that died an hour ago, and their numbers. */
async function openWithDead(...news: readonly Partial<NewDelivery>[]) {
  const office = await openOffice(database())
  const { committeeId, bot } = office
  const now = office.clock.now()
  const notice = { of: 'response', kind: 'say', key: 'response.fileUnread', values: { name: 'a.pdf' }, buttons: [] }
  const own = { bot, chat: 'KT1', officer: 'KT1', reference: null, notice, notBeforeAt: now } as const
  const tellings = news.map((rest, index) => telling(`dead ${index}`, { ...own, chat: `KT${index + 1}`, ...rest }))
  await database().transaction((tx) => enqueue(tx, committeeId, now, tellings))
  const numbers = await database().transaction(async (tx) => {
    const window = { now, machine: now, leaseSeconds: 60, onlyAnswers: false, limit: 10, aheadMilliseconds: 400 }
    const claimed = await claim(tx, bot, window)
    for (const one of claimed) {
      await complete(tx, one, { state: 'dead', failure: 'the vendor said no' }, now)
      await releaseQueue(tx, one, null)
    }
    return claimed.map(({ number }) => number)
  })
  const run = (...parameters: string[]) =>
    runAt(database(), ['deliveries', ...parameters], { at: office.clock.now().toString() })
  return { office, numbers, run }
}

test('dead letters are listed with whom, about what and why, for people and for machines', async () => {
  const { run, numbers } = await openWithDead({}, { reference: 'Y1' })
  const listed = await run('list')
  expect(listed.code).toBe(1)
  expect(listed.out).toContain(`${numbers[0]}  post to KT1 (sandbox:KT1): response say`)
  expect(listed.out).toContain('Y1 response say')
  expect(listed.out).toContain('the vendor said no')
  expect(JSON.parse((await run('list', '--json')).out)).toMatchObject([{ number: numbers[0], state: 'dead' }, {}])
  expect(await run('list', '--state', 'unreachable')).toMatchObject({ code: 0, out: 'No delivery is unreachable\n' })
  expect(await run('list', '--state', 'lost')).toMatchObject({ code: 2, err: expect.stringContaining('no state lost') })
})

test('a redriven letter is said once; one that is too late meanwhile is not', async () => {
  const soon = Temporal.Instant.from('2026-11-20T09:00:00+07:00')
  const { office, run, numbers } = await openWithDead({}, { untilAt: soon })
  await office.moveTo('20/11/2026 10:00')
  const before = await office.count('KT1')
  expect(await run('redrive', '--all-dead')).toMatchObject({ code: 0, out: `Put back: ${numbers.join(', ')}\n` })
  await office.rest()
  expect(await office.count('KT1')).toBe(before + 1)
  expect(await office.count('KT2')).toBe(0)
  expect(JSON.parse((await run('list', '--state', 'expired', '--json')).out)).toMatchObject([{ number: numbers[1] }])
  expect(await run('redrive', String(numbers[0]))).toMatchObject({ code: 1, err: expect.stringContaining('No dead') })
})

test('what to redrive must be said, and in numbers', async () => {
  const { run } = await openWithDead({})
  expect(await run('redrive')).toMatchObject({ code: 2 })
  expect(await run('redrive', '1', '--all-dead')).toMatchObject({ code: 2 })
  expect(await run('redrive', 'Y1')).toMatchObject({ code: 2, err: expect.stringContaining('Y1 is no number') })
})

test('dead letters past their use end by themselves on a working day, and at once when asked to', async () => {
  const soon = Temporal.Instant.from('2026-11-20T09:00:00+07:00')
  const { office, run, numbers } = await openWithDead({ untilAt: soon }, {}, {})
  await office.moveTo('20/11/2026 10:00')
  expect(await run('expire')).toMatchObject({ code: 0, out: `Ended: ${numbers[0]}\n` })
  await office.moveTo('24/12/2026 08:00')
  expect(await run('list')).toMatchObject({ code: 0, out: 'No delivery is dead\n' })
})

test('a dead letter about a matter is the Office’s to pass on', async () => {
  const office = await openOffice(database())
  const { committeeId, bot } = office
  const now = office.clock.now()
  const impossible = { of: 'consultation', kind: 'asked', unit: 'KT' }
  const news = telling('asked', { bot, chat: 'KT1', reference: 'Y404', notice: impossible, notBeforeAt: now })
  await database().transaction((tx) => enqueue(tx, committeeId, now, [news]))
  await office.rest()
  expect((await office.card(officeGroup)).text).toContain('Y404')
  office.faults.length = 0
})
