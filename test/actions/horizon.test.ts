/** While something that happened earlier may still come in, nobody's act lets another unit lapse. */
import { expect, test } from 'vitest'
import type { Act } from '../../src/actions/act.ts'
import { actOnConsultation, prepareConsultation } from '../../src/actions/consultation.ts'
import { witnessDelivery } from '../../src/actions/witness.ts'
import { readEvidence } from '../../src/store/evidence.ts'
import { createSnapshots } from '../../src/store/snapshot.ts'
import type { Database } from '../../src/store/tx.ts'
import { bot, committeeId, found } from '../commands/chat.ts'
import { describeOnBoth } from '../support/database.ts'
import { directory, letter, moment } from '../support/given.ts'

type When = { readonly at: string; readonly recordedAt?: string; readonly horizonAt?: string }

/** A Zalo bot has not been taken in since 23:40; the deadline of both units is midnight. */
const held = { horizonAt: '26/11 23:40' }

async function act<T>(database: Database, by: string, when: When, work: (act: Act) => Promise<T>): Promise<T> {
  return database.transaction(async (tx) => {
    const snapshot = await createSnapshots().load(tx, committeeId)
    const times = { at: moment(when.at), recordedAt: moment(when.recordedAt ?? when.at) }
    const horizonAt = when.horizonAt === undefined ? undefined : moment(when.horizonAt)
    return work({ tx, snapshot, by, ...times, horizonAt, bot, messenger: 'sandbox', words: '…' })
  })
}

async function ask(database: Database): Promise<void> {
  await found(database, [...directory.officers.keys()])
  await act(database, 'KT1', { at: '20/11 08:00' }, (one) => prepareConsultation(one, { ...letter, informed: [] }))
  for (const [unit, officer] of [
    ['CA', 'CA1'],
    ['VHXH', 'VX1'],
  ] as const)
    await act(database, officer, { at: '20/11 08:01' }, (one) => {
      const { at, recordedAt, messenger } = one
      const line = { type: 'delivered', actor: null, messenger, happenedAt: at, recordedAt, body: {} }
      const delivered = { kind: 'asked', unit, officer, messenger, at, recordedAt }
      const matter = { kind: 'consultation', reference: 'Y1' } as const
      return witnessDelivery({ ...one, by: null, words: null }, matter, { delivered, line })
    })
}

function replies(database: Database, by: string, when: When) {
  const wanted = { type: 'reply', unit: null, verdict: 'agreed', text: '', suggestedUnit: null } as const
  return act(database, by, when, (one) => actOnConsultation(one, 'Y1', wanted))
}

async function typesOf(database: Database): Promise<readonly string[]> {
  return (await readEvidence(database.db, committeeId, 'Y1')).map(({ type }) => type)
}

describeOnBoth('while a bot is not taken in', (database) => {
  test('who is late is late, and takes nobody with them', async () => {
    await ask(database())
    await replies(database(), 'CA1', { at: '27/11 00:02', ...held })
    expect((await typesOf(database())).slice(-2)).toEqual(['deemed_consent', 'replied_late'])
    expect((await typesOf(database())).filter((type) => type === 'deemed_consent')).toHaveLength(1)
    const closing = await act(database(), 'KT1', { at: '27/11 00:03', ...held }, (one) =>
      actOnConsultation(one, 'Y1', { type: 'close' }),
    )
    expect(closing.refusal).toMatchObject({ code: 'units-still-asked', details: { units: ['VHXH'] } })
    await replies(database(), 'VX1', { at: '26/11 23:50', recordedAt: '27/11 00:06' })
    expect((await typesOf(database())).at(-1)).toBe('agreed')
    expect(await typesOf(database())).not.toContain('reinstated')
  })
})
