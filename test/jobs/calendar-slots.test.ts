/** Jobs of the calendar: once per slot, whoever asks how often, and the latest slot alone after a pause. */
import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { runCalendarSlots } from '../../src/jobs/calendar-slots.ts'
import type { Ground } from '../../src/jobs/ground.ts'
import type { SlotJob } from '../../src/jobs/slot-job.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { bumpDirectory } from '../../src/store/directory.ts'
import { createSnapshots } from '../../src/store/snapshot.ts'
import { rows } from '../../src/store/tx.ts'
import { committeeId, foundSample } from '../admin/bench.ts'
import { type FakeClock, fakeClock } from '../support/clock.ts'
import { describeOnBoth, freshPostgres } from '../support/database.ts'
import { moment, shown } from '../support/given.ts'

/** A process of its own: what it did, what it complained of. */
function openGround(
  database: Database,
  clock: FakeClock,
  { fails = (): boolean => false, timesOf = (): readonly string[] => ['09:00'] } = {},
) {
  const done: string[] = []
  const faults: string[] = []
  const machine = fakeClock(clock.now().toString())
  const job: SlotJob = {
    name: 'chore',
    timesOf,
    run: async ({ slotAt }) => {
      if (fails()) throw new Error('The chore fails')
      done.push(shown(slotAt))
    },
  }
  const ground = {
    database,
    snapshots: createSnapshots(),
    clock,
    machine,
    bots: [],
    expected: [],
    slotJobs: [job],
    log: (_: string, message: string) => void faults.push(message),
  } as unknown as Ground
  const run = async (until: string) => {
    clock.moveTo(moment(until).toString())
    return runCalendarSlots(ground)
  }
  return { ground, run, done, faults, machine }
}

const friday = () => fakeClock(moment('20/11/2026 08:00').toString())

describeOnBoth('a job of the calendar', (database) => {
  beforeEach(() => foundSample(database()))

  const changeDay = async (on: string, kind: 'holiday' | 'swapped_working') => {
    await database().db.execute(sql`
      insert into calendar_days (committee_id, "on", name, kind, source, provisional)
      values (${committeeId}, ${on}, 'Theo quyết định', ${kind}, 'QĐ 9/QĐ-UBND', false)`)
    await database().transaction((tx) => bumpDirectory(tx, committeeId))
  }

  test('is done once in every slot, and not before its time', async () => {
    const { run, done } = openGround(database(), friday())
    for (const when of ['20/11/2026 08:00', '20/11/2026 08:59:59']) expect(await run(when)).toBe(0)
    expect(await run('20/11/2026 09:00')).toBe(1)
    expect(await run('20/11/2026 09:00')).toBe(0)
    expect(await run('20/11/2026 23:00')).toBe(0)
    expect(await run('23/11/2026 09:00:01')).toBe(1)
    expect(done).toEqual(['2026-11-20 09:00:00', '2026-11-23 09:00:00'])
  })

  test('is done once after a pause of several slots, dated by the latest', async () => {
    const { run, done } = openGround(database(), friday())
    await run('20/11/2026 08:00')
    expect(await run('25/11/2026 14:00')).toBe(1)
    expect(await run('25/11/2026 14:00')).toBe(0)
    await run('26/11/2026 09:00')
    expect(done).toEqual(['2026-11-25 09:00:00', '2026-11-26 09:00:00'])
  })

  test('is not done on a working day that became a day off while its slot waited', async () => {
    const { run, done } = openGround(database(), friday())
    await run('20/11/2026 10:00')
    await changeDay('2026-11-23', 'holiday')
    await run('23/11/2026 10:00')
    await run('25/11/2026 10:00')
    expect(done).toEqual(['2026-11-25 09:00:00'])
  })

  test('is done on a Saturday that became a working day while Monday was waited for', async () => {
    const { run, done } = openGround(database(), friday())
    await run('20/11/2026 10:00')
    await changeDay('2026-11-21', 'swapped_working')
    await run('20/11/2026 10:00')
    await run('21/11/2026 09:00')
    expect(done).toEqual(['2026-11-21 09:00:00'])
  })

  test('is done at once when its time was set to an earlier one that has passed today, and not again', async () => {
    let time = '09:00'
    const { run, done } = openGround(database(), friday(), { timesOf: () => [time] })
    await run('20/11/2026 10:00')
    await run('23/11/2026 08:40')
    await run('23/11/2026 09:00')
    await run('25/11/2026 08:40')
    time = '08:30'
    await database().transaction((tx) => bumpDirectory(tx, committeeId))
    for (const when of ['08:40', '08:41', '09:00', '23:00']) await run(`25/11/2026 ${when}`)
    await run('26/11/2026 08:30')
    expect(done).toEqual(['2026-11-23 09:00:00', '2026-11-25 08:30:00', '2026-11-26 08:30:00'])
  })

  test('is done at once on a Saturday that is said to be a working day only after its time', async () => {
    const { run, done } = openGround(database(), friday())
    await run('20/11/2026 08:00')
    await run('20/11/2026 09:00')
    await run('21/11/2026 10:00')
    await changeDay('2026-11-21', 'swapped_working')
    await run('21/11/2026 10:00')
    await changeDay('2026-11-14', 'swapped_working')
    await run('21/11/2026 10:05')
    expect(done).toEqual(['2026-11-20 09:00:00', '2026-11-21 09:00:00'])
  })

  test('leaves nothing behind when it fails, waits a minute, and is done then', async () => {
    let isBroken = true
    const { run, done, faults, machine } = openGround(database(), friday(), { fails: () => isBroken })
    await run('20/11/2026 08:00')
    await run('20/11/2026 09:00')
    expect(faults).toEqual(['A job of the calendar failed and is tried again'])
    isBroken = false
    expect(await run('20/11/2026 09:00')).toBe(0)
    machine.advance({ seconds: 60 })
    expect(await run('20/11/2026 09:01')).toBe(1)
    expect(done).toEqual(['2026-11-20 09:00:00'])
  })

  test('keeps one waiting slot, however many were done', async () => {
    const { run } = openGround(database(), friday())
    for (const when of ['08:00', '09:00'].flatMap((time) => [`20/11/2026 ${time}`])) await run(when)
    await run('23/11/2026 09:00')
    const kept = await rows(database().db, sql`select done_at is null as waits from slots order by slot_at`)
    expect(kept).toEqual([{ waits: false }, { waits: false }, { waits: true }])
  })
})

describe('several processes on one database', () => {
  test('do a slot once between them', async () => {
    const url = await freshPostgres()
    const open = () => openDatabase({ url, log: () => {} })
    const databases = await Promise.all([open(), open(), open()])
    await foundSample(databases[0])
    const grounds = databases.map((database) => openGround(database, friday()))
    for (const when of ['20/11/2026 08:00', '20/11/2026 09:00', '23/11/2026 09:00', '25/11/2026 18:00'])
      await Promise.all(grounds.map(({ run }) => run(when)))
    const done = grounds.flatMap((ground) => ground.done).toSorted()
    expect(done).toEqual(['2026-11-20 09:00:00', '2026-11-23 09:00:00', '2026-11-25 09:00:00'])
    expect(grounds.flatMap(({ faults }) => faults)).toEqual([])
    await Promise.all(databases.map((database) => database.close()))
  })
})
