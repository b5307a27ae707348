/** Binding groups, on a real embedded database. */
import { beforeEach, expect, test } from 'vitest'
import { type Binding, bindChannel } from '../../src/actions/channel.ts'
import { readEvidence } from '../../src/store/evidence.ts'
import { channels } from '../../src/store/schema.ts'
import { createSnapshots } from '../../src/store/snapshot.ts'
import { bot, committeeId, found } from '../commands/chat.ts'
import { embeddedDatabase } from '../support/database.ts'
import { moment } from '../support/given.ts'

const database = embeddedDatabase()

beforeEach(() => found(database(), []))

async function bind(by: string, chat: string, wanted: Partial<Binding> = {}): Promise<string | null> {
  const refusal = await database().transaction(async (tx) => {
    const snapshot = await createSnapshots().load(tx, committeeId)
    const at = moment('20/11 08:00')
    const act = { tx, snapshot, by, at, recordedAt: at, bot, messenger: 'sandbox', words: '/gankenh' }
    return bindChannel(act, { chat: { id: chat, kind: 'group' }, purpose: 'office', unit: '', ...wanted })
  })
  return refusal?.code ?? null
}

async function bound(): Promise<Record<string, string>> {
  const rows = await database().db.select().from(channels)
  return Object.fromEntries(rows.map(({ chat, purpose, unit }) => [chat, `${purpose} ${unit}`.trim()]))
}

test('the chief of the Office binds a group, and a trace is left', async () => {
  expect(await bind('VP1', 'g1')).toBeNull()
  expect(await bind('VP1', 'g2', { purpose: 'unit', unit: 'KT' })).toBeNull()
  expect(await bound()).toEqual({ g1: 'office', g2: 'unit KT' })
  const lines = await readEvidence(database().db, committeeId, 'SO')
  expect(lines.map(({ type, actor }) => [type, actor])).toEqual([
    ['channel_bound', 'VP1'],
    ['channel_bound', 'VP1'],
  ])
})

test('the group is bound in the bot it was bound through; evidence names the messenger', async () => {
  await bind('VP1', 'g1')
  expect(await database().db.select().from(channels)).toMatchObject([{ bot, chat: 'g1' }])
  const [line] = await readEvidence(database().db, committeeId, 'SO')
  expect(line).toMatchObject({ messenger: 'sandbox', body: { bot } })
})

test('a group has one purpose and a purpose one group: binding again moves it', async () => {
  await bind('VP1', 'g1')
  await bind('VP1', 'g2')
  expect(await bound()).toEqual({ g2: 'office' })
  await bind('VP1', 'g2', { purpose: 'leaders' })
  expect(await bound()).toEqual({ g2: 'leaders' })
})

test.each([
  ['VP2', {}, 'chief-only'],
  ['KT1', {}, 'chief-only'],
  ['VP1', { chat: { id: 'VP1', kind: 'private' } as const }, 'bind-in-group'],
  ['VP1', { purpose: 'unit', unit: 'TKN' } as const, 'unit-unknown'],
  ['VP1', { purpose: 'unit', unit: '' } as const, 'unit-unknown'],
  ['VP1', { purpose: 'office', unit: 'KT' } as const, 'unit-unknown'],
])('%s with %j is refused (%s), which is evidence too', async (by, wanted, code) => {
  expect(await bind(by, 'g1', wanted)).toBe(code)
  expect(await bound()).toEqual({})
  expect(await readEvidence(database().db, committeeId, 'SO')).toMatchObject([{ type: 'refused', body: { code } }])
})
