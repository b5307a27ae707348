import { beforeEach, describe, expect, test } from 'vitest'
import {
  findDue,
  findNextDeadline,
  lockMatter,
  type MatterWrite,
  peekNumber,
  postponeSettling,
  readHeads,
  readLastNumbers,
  readMatter,
  takeNumber,
  writeMatter,
  writeObligations,
} from '../../src/store/matters.ts'
import { findOwed } from '../../src/store/obligations.ts'
import { holdView } from '../../src/store/tx.ts'
import { describeOnBoth, postgresDatabase } from '../support/database.ts'
import { committeeId, foundSmall, time } from './bench.ts'

const matter = (reference: string, rest: Partial<MatterWrite> = {}): MatterWrite => ({
  committeeId,
  reference,
  kind: 'consultation',
  state: { state: 'open' },
  outline: null,
  head: { sequence: 1, hash: 'aa' },
  nextDueAt: null,
  changedAt: time('08:00'),
  ...rest,
})

describeOnBoth('matters', (database) => {
  beforeEach(() => foundSmall(database()))

  const write = (...writes: MatterWrite[]) =>
    database().transaction(async (tx) => {
      for (const one of writes) await writeMatter(tx, one)
    })

  test('come back as they were written: time, head and all', async () => {
    const state = { state: 'open', sentAt: time('08:00'), dueOn: Temporal.PlainDate.from('2026-11-20'), text: 'Đồng ý' }
    await write(matter('Y1', { state, nextDueAt: time('09:00') }))
    const key = { committeeId, reference: 'Y1' }
    const expected = { reference: 'Y1', kind: 'consultation', state, head: { sequence: 1, hash: 'aa' } }
    expect(await readMatter(database().db, key)).toEqual({ ...expected, nextDueAt: time('09:00') })
    expect(await database().transaction((tx) => lockMatter(tx, key))).toEqual({ ...expected, nextDueAt: time('09:00') })
  })

  test('are written over, and are not there under another reference or committee', async () => {
    await foundSmall(database(), 'xa-khac')
    await write(matter('Y1'), matter('Y1', { state: { state: 'closed' }, head: { sequence: 2, hash: 'bb' } }))
    expect(await readMatter(database().db, { committeeId, reference: 'Y1' })).toMatchObject({
      state: { state: 'closed' },
      head: { sequence: 2, hash: 'bb' },
    })
    expect(await readMatter(database().db, { committeeId, reference: 'Y2' })).toBeNull()
    expect(await readMatter(database().db, { committeeId: 'xa-khac', reference: 'Y1' })).toBeNull()
  })

  test('tell where each chain ends', async () => {
    await write(matter('Y2', { head: { sequence: 7, hash: 'bb' } }), matter('Y1'))
    expect(await readHeads(database().db, committeeId)).toEqual([
      { reference: 'Y1', head: { sequence: 1, hash: 'aa' } },
      { reference: 'Y2', head: { sequence: 7, hash: 'bb' } },
    ])
  })

  test('that are due are found, the longest due first, in every committee, but for those that failed just now', async () => {
    await foundSmall(database(), 'xa-khac')
    await write(
      matter('Y1', { nextDueAt: time('09:00') }),
      matter('Y2', { nextDueAt: time('08:30') }),
      matter('Y3', { nextDueAt: time('09:00:01') }),
      matter('Y4'),
      matter('Y1', { committeeId: 'xa-khac', nextDueAt: time('08:00') }),
    )
    const due = async (at: string, limit = 10, machine = at) => {
      const found = await findDue(database().db, { now: time(at), machine: time(machine), limit })
      return found.map((one) => `${one.committeeId} ${one.reference}`)
    }
    expect(await due('09:00')).toEqual(['xa-khac Y1', 'xa-thu Y2', 'xa-thu Y1'])
    expect(await due('09:00', 1)).toEqual(['xa-khac Y1'])
    expect(await due('07:59')).toEqual([])
    await postponeSettling(database().db, { committeeId, reference: 'Y2' }, time('08:45'))
    expect(await due('09:00', 10, '08:44')).toEqual(['xa-khac Y1', 'xa-thu Y1'])
    expect(await due('09:00', 10, '08:45')).toContain('xa-thu Y2')
  })

  describe('numbers', () => {
    const give = () =>
      database().transaction(async (tx) => {
        const number = await peekNumber(tx, committeeId, 'consultation')
        await takeNumber(tx, committeeId, 'consultation')
        return number
      })

    test('run on, per committee', async () => {
      await foundSmall(database(), 'xa-khac')
      expect([await give(), await give(), await give()]).toEqual([1, 2, 3])
      expect(await database().transaction((tx) => peekNumber(tx, 'xa-khac', 'consultation'))).toBe(1)
      expect(await readLastNumbers(database().db, committeeId)).toEqual([{ kind: 'consultation', last: 3 }])
    })

    test('only looked at, or taken in a transaction that failed, are given to the next', async () => {
      await give()
      await database().transaction((tx) => peekNumber(tx, committeeId, 'consultation'))
      const failing = database().transaction(async (tx) => {
        await takeNumber(tx, committeeId, 'consultation')
        throw new Error('changed my mind')
      })
      await expect(failing).rejects.toThrow()
      expect(await give()).toBe(2)
    })
  })

  describe('what is owed', () => {
    const owe = (reference: string, ...owed: Parameters<typeof writeObligations>[2]) =>
      database().transaction((tx) => writeObligations(tx, { committeeId, reference }, owed))

    test('is replaced as a whole, in its matter alone', async () => {
      await write(matter('Y1'), matter('Y2'))
      await owe('Y1', { unit: 'KT', what: 'answer', dueAt: time('09:00') }, { unit: 'VP', what: 'answer', dueAt: null })
      await owe('Y2', { unit: 'KT', what: 'answer', dueAt: time('10:00') })
      await owe('Y1', { unit: 'VP', what: 'answer', dueAt: time('11:00') })
      const owed = await findOwed(database().db, committeeId, ['KT', 'VP'])
      expect(owed.map(({ reference, unit }) => [reference, unit])).toEqual([
        ['Y2', 'KT'],
        ['Y1', 'VP'],
      ])
      await owe('Y1')
      expect(await findOwed(database().db, committeeId, ['VP'])).toEqual([])
    })

    test('is listed by deadline, what has none last, with its subject', async () => {
      const outline = { subject: 'Chợ phiên', leadUnit: 'KT', authors: ['KT1'], isOpen: true }
      await write(matter('Y1', { outline }), matter('Y2'), matter('Y3'))
      await owe('Y1', { unit: 'KT', what: 'confirm_letter', dueAt: null })
      await owe('Y2', { unit: 'KT', what: 'answer', dueAt: time('10:00') })
      await owe('Y3', { unit: 'KT', what: 'answer', dueAt: time('09:00') })
      const owed = await findOwed(database().db, committeeId, ['KT'])
      expect(owed.map(({ reference, subject, dueAt }) => [reference, subject, dueAt])).toEqual([
        ['Y3', '', time('09:00')],
        ['Y2', '', time('10:00')],
        ['Y1', 'Chợ phiên', null],
      ])
      expect(await findOwed(database().db, committeeId, [])).toEqual([])
      expect(await findNextDeadline(database().db, committeeId, time('08:00'))).toEqual({
        reference: 'Y3',
        at: time('09:00'),
      })
    })

    test('without any deadline has no next one', async () => {
      await owe('Y1', { unit: 'KT', what: 'confirm_letter', dueAt: null })
      expect(await findNextDeadline(database().db, committeeId, time('08:00'))).toBeNull()
    })
  })

  test('a held view writes nothing', async () => {
    const work = database().transaction(async (tx) => {
      await holdView(tx)
      await writeMatter(tx, matter('Y1'))
    })
    await expect(work).rejects.toHaveProperty('cause.message', expect.stringContaining('read-only transaction'))
  })
})

describe('matters between replicas', () => {
  const database = postgresDatabase()
  beforeEach(() => foundSmall(database()))

  test('a number is never given twice, however many ask at once', async () => {
    const given = await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        database().transaction(async (tx) => {
          const number = await peekNumber(tx, committeeId, 'consultation')
          if (index % 6 === 5) return null
          await takeNumber(tx, committeeId, 'consultation')
          return number
        }),
      ),
    )
    const numbers = given.filter((number) => number !== null).toSorted((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
  })

  test('a matter is locked until the transaction ends, and then read as it was left', async () => {
    await database().transaction((tx) => writeMatter(tx, matter('Y1', { head: { sequence: 0, hash: '' } })))
    const add = () =>
      database().transaction(async (tx) => {
        const row = await lockMatter<{ readonly state: string }>(tx, { committeeId, reference: 'Y1' })
        const sequence = (row?.head.sequence ?? 0) + 1
        await writeMatter(tx, matter('Y1', { head: { sequence, hash: `${sequence}` } }))
      })
    await Promise.all(Array.from({ length: 20 }, add))
    expect(await readHeads(database().db, committeeId)).toEqual([
      { reference: 'Y1', head: { sequence: 20, hash: '20' } },
    ])
  })

  test('a held view stays as it was at its first look, whatever others write', async () => {
    const seen = await database().transaction(async (tx) => {
      await holdView(tx)
      const before = await readHeads(tx, committeeId)
      const other = await database().session()
      await other.db.transaction((elsewhere) => writeMatter(elsewhere, matter('Y1')))
      await other.close()
      return [before, await readHeads(tx, committeeId)]
    })
    expect(seen).toEqual([[], []])
    expect(await readHeads(database().db, committeeId)).toHaveLength(1)
  })
})
