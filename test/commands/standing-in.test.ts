/** Leave and acting orders in the chat. */
import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { decidersOf } from '../../src/domain/directory.ts'
import { writeChannel } from '../../src/store/channels.ts'
import { readEvidence } from '../../src/store/evidence.ts'
import { deliveries } from '../../src/store/schema.ts'
import { createSnapshots } from '../../src/store/snapshot.ts'
import { embeddedDatabase } from '../support/database.ts'
import { day, moment } from '../support/given.ts'
import { bot, brief, type Chat, committeeId, found, openChat } from './chat.ts'

const database = embeddedDatabase()
let chat: Chat

beforeEach(async () => {
  await found(database(), ['VP1', 'VP2', 'KT1', 'KT3', 'VX1', 'YT1'])
  chat = openChat(database(), '20/11 08:00')
  const channel = { bot, chat: 'office', purpose: 'office', unit: '', boundAt: moment('20/11 07:00') } as const
  await database().transaction((tx) => writeChannel(tx, committeeId, channel))
})

async function firstIn(unit: string, on: string): Promise<string | undefined> {
  const { directory } = await createSnapshots().load(database().db, committeeId)
  return decidersOf(directory, unit, day(on))[0]
}

async function toldOffice(): Promise<readonly unknown[]> {
  return toldOf('office')
}

async function toldOf(where: string): Promise<readonly unknown[]> {
  const rows = await database()
    .db.select()
    .from(deliveries)
    .where(eq(deliveries.chat, where))
    .orderBy(deliveries.number)
  return rows.map(({ notice }) => notice)
}

describe('/leave', () => {
  test.each([
    '/nghiphep VX1 25/11 – 26/11 VX2',
    '/leave Cán bộ VX1 từ 25/11 đến 26/11 Cán bộ VX2',
    '/nghiphep VX1 25/11/2026-26/11/2026 vx2',
  ])('%s in one line', async (text) => {
    expect(await chat.type('VP2', text)).toMatchObject([
      {
        key: 'command.said.leaveSet',
        values: { officer: 'VX1', from: '2026-11-25', to: '2026-11-26', first: 'Cán bộ VX2' },
      },
    ])
    expect(await firstIn('VHXH', '2026-11-24')).toBe('VX1')
    expect(await firstIn('VHXH', '2026-11-26')).toBe('VX2')
    expect(await firstIn('VHXH', '2026-11-27')).toBe('VX1')
  })

  test('asks for what is missing: who, when, who stands in', async () => {
    expect(brief(await chat.type('VP2', '/nghiphep'))).toBe('ask leave: officer')
    expect(brief(await chat.type('VP2', 'VX1'))).toBe('ask leave: days')
    expect(brief(await chat.type('VP2', 'hôm nào đó'))).toBe('ask leave: days (days-unknown)')
    const asked = await chat.type('VP2', '24/11')
    expect(asked).toMatchObject([
      { askings: [{ key: 'deputy', options: [{ value: 'VX2' }, { value: 'DP1' }, { value: '-' }] }] },
    ])
    expect(brief(await chat.press('VP2', '= DP1'))).toBe('say leaveSet')
    expect(await firstIn('VHXH', '2026-11-24')).toBe('DP1')
  })

  test('over the turn of the year', async () => {
    expect(await chat.type('VP2', '/nghiphep VX3 28/12 - 3/1')).toMatchObject([
      { key: 'command.said.leaveSetAlone', values: { from: '2026-12-28', to: '2027-01-03' } },
    ])
  })

  test('said again it takes the place of what it overlaps', async () => {
    await chat.type('VP2', '/nghiphep VX1 24/11 - 30/11 VX2')
    await chat.type('VP2', '/nghiphep VX1 23/11 - 25/11 VX2')
    expect([await firstIn('VHXH', '2026-11-25'), await firstIn('VHXH', '2026-11-26')]).toEqual(['VX2', 'VX1'])
  })

  test('leaves that do not overlap stand beside each other, whichever is set first', async () => {
    for (const days of ['24/11 - 25/11', '21/11 - 23/11', '26/11']) await chat.type('VP2', `/nghiphep VX1 ${days} VX2`)
    const { directory } = await createSnapshots().load(database().db, committeeId)
    expect(directory.leaves.map(({ fromOn, toOn }) => [fromOn, toOn].join(' ')).toSorted()).toEqual([
      '2026-11-21 2026-11-23',
      '2026-11-24 2026-11-25',
      '2026-11-26 2026-11-26',
    ])
  })

  test('a head nobody stands in for is reported to the Office', async () => {
    expect(brief(await chat.type('VP2', '/nghiphep YT1 24/11 - 25/11'))).toBe('say leaveUnattended')
    expect(await toldOffice()).toMatchObject([
      { of: 'directory', kind: 'unattended', officer: 'YT1', unit: 'YT', fromOn: '2026-11-24', toOn: '2026-11-25' },
    ])
  })

  test('nobody is told of a specialist’s leave, nor of a head whom a deputy stands in for', async () => {
    expect(brief(await chat.type('VP2', '/nghiphep VX3 24/11'))).toBe('say leaveSetAlone')
    expect(brief(await chat.type('KT1', '/nghiphep KT1 24/11 - 25/11 KT2'))).toBe('say leaveSet')
    expect(await toldOffice()).toEqual([])
  })

  test('a unit left without anybody is told of once, by the leave that did it', async () => {
    for (const officer of ['CA1', 'DP1', 'CA3']) {
      await chat.type('VP2', `/nghiphep ${officer} 24/11`)
      await chat.type('VP2', 'bỏ qua')
    }
    expect(await toldOffice()).toMatchObject([{ kind: 'unattended', officer: 'DP1', unit: 'CA' }])
  })

  test('is the Office’s and the head’s own', async () => {
    expect(brief(await chat.type('KT3', '/nghiphep KT3 24/11'))).toBe('refused office-only')
    expect(brief(await chat.type('KT1', '/nghiphep VX1 24/11 VX2'))).toBe('refused not-arranger')
    expect(brief(await chat.type('KT1', '/nghiphep KT3 24/11'))).toBe('say leaveSetAlone')
    const lines = await readEvidence(database().db, committeeId, 'SO')
    expect(lines.map(({ type, actor }) => `${type} ${actor}`)).toEqual(['refused KT1', 'leave_set KT1'])
  })

  test('whoever may not sign cannot stand in', async () => {
    expect(brief(await chat.type('VP2', '/nghiphep VX1 24/11 VX3'))).toBe('refused deputy-may-not-sign')
  })
})

describe('/acting', () => {
  test.each([
    '/phutrach KT3 YT 23/11 – 25/11 15/QĐ-UBND',
    '/acting Cán bộ KT3 Trạm Y tế từ 23/11 đến 25/11 15/QĐ-UBND',
  ])('%s in one line', async (text) => {
    expect(await chat.type('VP2', text)).toMatchObject([
      {
        key: 'command.said.actingSet',
        values: { officer: 'KT3', unit: 'YT', from: '2026-11-23', to: '2026-11-25', number: '15/QĐ-UBND' },
      },
    ])
    const { directory } = await createSnapshots().load(database().db, committeeId)
    expect(decidersOf(directory, 'YT', day('2026-11-25'))).toEqual(['YT1', 'KT3'])
    expect(decidersOf(directory, 'YT', day('2026-11-26'))).toEqual(['YT1'])
  })

  test('asks for what is missing, step by step', async () => {
    expect(brief(await chat.type('YT1', '/phutrach'))).toBe('ask acting: officer')
    expect(brief(await chat.type('YT1', 'KT3'))).toBe('ask acting: unit')
    expect(brief(await chat.type('YT1', 'trạm y tế'))).toBe('ask acting: days')
    expect(brief(await chat.type('YT1', '23/11 - 25/11'))).toBe('ask acting: number')
    expect(brief(await chat.type('YT1', '15/QĐ-UBND'))).toBe('say actingSet')
  })

  test('the same number again changes its days; another officer’s is refused', async () => {
    await chat.type('VP2', '/phutrach KT3 YT 23/11 – 25/11 15/QĐ-UBND')
    expect(brief(await chat.type('VP2', '/phutrach KT3 YT 23/11 – 24/11 15/QĐ-UBND'))).toBe('say actingSet')
    const { directory } = await createSnapshots().load(database().db, committeeId)
    expect(decidersOf(directory, 'YT', day('2026-11-25'))).toEqual(['YT1'])
    expect(brief(await chat.type('VP2', '/phutrach VX3 YT 23/11 – 25/11 15/QĐ-UBND'))).toBe(
      'refused order-number-taken',
    )
  })

  test('is told to the unit’s head and to the Office; a head’s own to the Office alone', async () => {
    await chat.type('VP2', '/phutrach KT3 YT 23/11 – 25/11 15/QĐ-UBND')
    const told = { kind: 'acting_ordered', by: 'VP2', officer: 'KT3', unit: 'YT', number: '15/QĐ-UBND' }
    expect(await toldOffice()).toMatchObject([told])
    expect(await toldOf('YT1')).toMatchObject([told])
    await chat.type('YT1', '/phutrach KT3 YT 23/11 – 24/11 15/QĐ-UBND')
    expect(await toldOffice()).toMatchObject([{ by: 'VP2' }, { by: 'YT1', toOn: '2026-11-24' }])
    expect(await toldOf('YT1')).toHaveLength(1)
  })

  test('nobody prolongs their own', async () => {
    await chat.type('VP2', '/phutrach KT3 YT 20/11 – 23/11 15/QĐ-UBND')
    expect(brief(await chat.type('KT3', '/phutrach KT3 YT 20/11 – 30/12 15/QĐ-UBND'))).toBe('refused office-only')
    expect(brief(await chat.type('VP2', '/phutrach VP2 YT 20/11 – 30/12 16/QĐ-UBND'))).toBe('refused own-order')
  })

  test('a head gives orders for their own unit alone', async () => {
    expect(brief(await chat.type('KT1', '/phutrach KT3 YT 23/11 - 25/11 3/QĐ'))).toBe('refused not-arranger')
    expect(brief(await chat.type('KT1', '/phutrach KT3 KT 23/11 - 25/11 3/QĐ'))).toBe('say actingSet')
    expect(brief(await chat.type('KT3', '/phutrach KT3 KT 23/11 - 25/11 3/QĐ'))).toBe('refused office-only')
  })
})
