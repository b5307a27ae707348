/** Leave and acting orders on real databases: who is nudged while they last, and once they are over. */
import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Act } from '../../src/actions/act.ts'
import { actOnConsultation, prepareConsultation } from '../../src/actions/consultation.ts'
import { settleMatter } from '../../src/actions/record.ts'
import { setActing, setLeave } from '../../src/actions/standing-in.ts'
import { deliveries } from '../../src/store/schema.ts'
import { createSnapshots } from '../../src/store/snapshot.ts'
import type { Database } from '../../src/store/tx.ts'
import { bot, committeeId, found } from '../commands/chat.ts'
import { describeOnBoth } from '../support/database.ts'
import { day, directory, letter, moment } from '../support/given.ts'

async function act<T>(
  database: Database,
  by: string,
  work: (act: Act) => Promise<T>,
  when = '20/11 08:00',
): Promise<T> {
  return database.transaction(async (tx) => {
    const snapshot = await createSnapshots().load(tx, committeeId)
    const at = moment(when)
    return work({ tx, snapshot, by, at, recordedAt: at, bot, messenger: 'sandbox', words: '…' })
  })
}

/** Phòng Kinh tế asks Công an xã on Friday 20/11; three working days end with 26/11, ten with 7/12. */
async function ask(database: Database, days = 3): Promise<void> {
  await found(database, [...directory.officers.keys()])
  const limit = { kind: 'working_days', days } as const
  const asked = { ...letter, consulted: [{ unit: 'CA', why: 'trật tự' }], informed: [], limit }
  await act(database, 'KT1', (one) => prepareConsultation(one, asked))
}

/** Whose private chats are nudged when time passes to an instant. */
async function nudgedAt(database: Database, when: string): Promise<readonly string[]> {
  const isNudge = ({ notice }: { notice: unknown }) => (notice as { kind: string }).kind === 'nudged'
  const all = () =>
    database.db
      .select()
      .from(deliveries)
      .where(and(eq(deliveries.committeeId, committeeId), eq(deliveries.isPrivate, true)))
  const before = (await all()).filter(isNudge).map(({ number }) => number)
  await act(
    database,
    'KT1',
    (one) =>
      settleMatter({ ...one, by: null, messenger: null, words: null }, { kind: 'consultation', reference: 'Y1' }),
    when,
  )
  const fresh = (await all()).filter(isNudge).filter(({ number }) => !before.includes(number))
  return fresh.toSorted((one, other) => one.number - other.number).map(({ chat }) => chat)
}

describeOnBoth('while somebody stands in', (database) => {
  test('[AL1.1b] the first nudge goes to the deputy of a head on leave', async () => {
    await ask(database(), 10)
    const leave = { officer: 'CA1', fromOn: day('2026-11-20'), toOn: day('2026-12-01'), deputy: null }
    expect(await act(database(), 'VP2', (one) => setLeave(one, leave))).toBeNull()
    expect(await nudgedAt(database(), '01/12 09:00')).toEqual(['DP1'])
  })

  test('[AL1.1b] to the head where nobody is away', async () => {
    await ask(database(), 10)
    expect(await nudgedAt(database(), '01/12 09:00')).toEqual(['CA1'])
  })

  test('[AL1.3e] nudges reach whoever acts while their order lasts, and no longer; then their answer is refused', async () => {
    await ask(database())
    const order = {
      unit: 'CA',
      officer: 'VP2',
      number: '21/QĐ-UBND',
      fromOn: day('2026-11-20'),
      toOn: day('2026-11-25'),
    }
    expect(await act(database(), 'CA1', (one) => setActing(one, order))).toBeNull()
    expect(await nudgedAt(database(), '25/11 09:00')).toContain('VP2')
    expect(await nudgedAt(database(), '26/11 09:00')).toEqual(['CA1', 'DP1'])
    const agree = { type: 'reply', unit: null, verdict: 'agreed', text: '', suggestedUnit: null } as const
    const answer = await act(database(), 'VP2', (one) => actOnConsultation(one, 'Y1', agree), '26/11 10:00')
    expect(answer).toMatchObject({
      refusal: { code: 'order-ended', details: { to: '2026-11-25' }, citation: expect.any(String) },
    })
  })

  test('orders of both kinds outlive the program', async () => {
    await found(database(), [])
    const leave = { officer: 'VX1', fromOn: day('2026-11-23'), toOn: day('2026-11-24'), deputy: 'DP1' }
    await act(database(), 'VX1', (one) => setLeave(one, leave))
    await act(database(), 'VX1', (one) => setLeave(one, { ...leave, toOn: day('2026-11-27') }))
    const order = {
      unit: 'VHXH',
      officer: 'VX3',
      number: '15/QĐ-UBND',
      fromOn: day('2026-11-25'),
      toOn: day('2026-11-30'),
    }
    await act(database(), 'VX1', (one) => setActing(one, order))
    const { directory: now } = await createSnapshots().load(database().db, committeeId)
    expect(now.leaves).toMatchObject([{ ...leave, toOn: day('2026-11-27') }])
    expect(now.actingOrders).toMatchObject([order])
  })
})
