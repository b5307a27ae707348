/** A letter goes out while the calendar is being changed on another connection. */
import { expect, test } from 'vitest'
import type { Act } from '../../src/actions/act.ts'
import { changeCalendar } from '../../src/actions/calendar-days.ts'
import { actOnConsultation, prepareConsultation } from '../../src/actions/consultation.ts'
import { createSnapshots } from '../../src/store/snapshot.ts'
import { committeeId, foundSample, letter } from '../admin/bench.ts'
import { postgresDatabase } from '../support/database.ts'

const database = postgresDatabase()
const at = Temporal.Instant.from('2026-11-18T08:00:00+07:00')
const off = { on: '2026-11-20', name: 'Ngày hội xã', kind: 'holiday', source: 'TB 3', provisional: false } as const

const snapshots = createSnapshots()
const act = { bot: 'sandbox', messenger: 'sandbox', words: '…' }

/** Does something while the calendar changes on another connection: it began with the old one. */
async function whileChanging<T>(
  { on, at }: { readonly on: string; readonly at: Temporal.Instant },
  work: (began: Pick<Act, 'tx' | 'snapshot'>) => Promise<T>,
): Promise<T> {
  const [changed, began, end] = [0, 0, 0].map(() => Promise.withResolvers<void>())
  const change = database().transaction(async (tx) => {
    const snapshot = await snapshots.load(tx, committeeId)
    const circumstances = { tx, snapshot, by: null, messenger: null, words: null, at, recordedAt: at }
    await changeCalendar(circumstances, { days: [{ ...off, on }], file: 'x.csv' }, { isDryRun: false })
    changed?.resolve()
    await end?.promise
  })
  await changed?.promise
  const done = database().transaction(async (tx) => {
    const snapshot = await snapshots.load(tx, committeeId)
    began?.resolve()
    return work({ tx, snapshot })
  })
  await began?.promise
  end?.resolve()
  await change
  return done
}

test('waits for the change and counts with it: no deadline is set by a calendar that is over', async () => {
  await foundSample(database())
  const sent = await whileChanging({ on: '2026-11-20', at }, (began) =>
    prepareConsultation({ ...began, ...act, by: 'KT1', at, recordedAt: at }, letter),
  )
  expect(sent).toMatchObject({ state: { dueAt: Temporal.Instant.from('2026-11-24T00:00:00+07:00') } })
})

test('so does the shortest time that a letter registered late leaves for its answer', async () => {
  await foundSample(database())
  await database().transaction(async (tx) => {
    const snapshot = await snapshots.load(tx, committeeId)
    await prepareConsultation({ tx, snapshot, ...act, by: 'KT1', at, recordedAt: at }, letter)
  })
  const late = Temporal.Instant.from('2026-11-20T10:00:00+07:00')
  const wanted = { type: 'register', unit: 'YT', number: '118/CV-ĐẾN', arrivedAt: late } as const
  const registered = await whileChanging({ on: '2026-11-23', at: late }, (began) =>
    actOnConsultation({ ...began, ...act, by: 'VP1', at: late, recordedAt: late }, 'Y1', wanted),
  )
  expect(registered).toMatchObject({
    state: { answers: { YT: { dueAt: Temporal.Instant.from('2026-11-26T00:00:00+07:00') } } },
  })
})
