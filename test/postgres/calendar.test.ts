/** A letter goes out while the calendar is being changed on another connection. */
import { expect, test } from 'vitest'
import { changeCalendar } from '../../src/actions/calendar-days.ts'
import { prepareConsultation } from '../../src/actions/consultation.ts'
import { createSnapshots } from '../../src/store/snapshot.ts'
import { committeeId, foundSample, letter } from '../admin/bench.ts'
import { postgresDatabase } from '../support/database.ts'

const database = postgresDatabase()
const at = Temporal.Instant.from('2026-11-18T08:00:00+07:00')
const off = { on: '2026-11-20', name: 'Ngày hội xã', kind: 'holiday', source: 'TB 3', provisional: false } as const

test('waits for the change and counts with it: no deadline is set by a calendar that is over', async () => {
  await foundSample(database())
  const snapshots = createSnapshots()
  const [changed, asked, end] = [0, 0, 0].map(() => Promise.withResolvers<void>())
  const change = database().transaction(async (tx) => {
    const snapshot = await snapshots.load(tx, committeeId)
    const circumstances = { tx, snapshot, by: null, messenger: null, words: null, at, recordedAt: at }
    await changeCalendar(circumstances, { days: [off], file: 'x.csv' }, { isDryRun: false })
    changed?.resolve()
    await end?.promise
  })
  await changed?.promise
  const sent = database().transaction(async (tx) => {
    const snapshot = await snapshots.load(tx, committeeId)
    asked?.resolve()
    const who = { by: 'KT1', bot: 'sandbox', messenger: 'sandbox', words: '/layykien' }
    return prepareConsultation({ tx, snapshot, ...who, at, recordedAt: at }, letter)
  })
  await asked?.promise
  end?.resolve()
  await change
  expect(await sent).toMatchObject({ state: { dueAt: Temporal.Instant.from('2026-11-24T00:00:00+07:00') } })
})
