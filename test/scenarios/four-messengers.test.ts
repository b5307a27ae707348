/** One consultation across four messengers and two replicas, one of which is killed again and again. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { verifyCommittee } from '../../src/actions/evidence.ts'
import { verifySeals } from '../../src/actions/verify-seals.ts'
import { sampleCommune } from '../../src/sample-commune.ts'
import { rows } from '../../src/store/tx.ts'
import { officeGroup } from '../support/office-chats.ts'
import { hasConsulted } from '../support/office-letter.ts'
import { openTown, type Town } from '../support/town.ts'
import type { Carrier } from '../support/town-vendors.ts'

/** Where everybody is; a head and their deputy are never in the same messenger. */
const homes = {
  KT1: 'telegram',
  VX1: 'zalo-bot',
  VX3: 'telegram',
  CA1: 'zalo-oa',
  CA2: 'slack',
  HC1: 'zalo-bot',
  HC2: 'telegram',
  QS1: 'slack',
  YT1: 'zalo-oa',
  VP1: 'slack',
  [officeGroup]: 'slack',
} as const satisfies Readonly<Record<string, Carrier>>

const deputies = [
  { id: 'VX3', name: 'Lê Thanh Trúc', unit: 'VHXH' },
  { id: 'CA2', name: 'Mai Quốc Thịnh', unit: 'CA' },
  { id: 'HC2', name: 'Tô Ngọc Diệp', unit: 'HCC' },
]

const since = { order: 1, fromOn: Temporal.PlainDate.from('2025-07-01'), toOn: null }
const founding = {
  ...sampleCommune,
  officers: [...sampleCommune.officers, ...deputies.map(({ id, name }) => ({ id, name, language: 'vi' as const }))],
  posts: [
    ...sampleCommune.posts,
    ...deputies.map(({ id, unit }) => ({ unit, officer: id, kind: 'deputy_head' as const, ...since })),
  ],
}

const asked = ['VX1', 'VX3', 'CA1', 'CA2', 'HC1', 'HC2', 'QS1', 'YT1']

/** Whose answer, by whom, through what: every outcome in its order. */
function outcomesOf({ database, committeeId }: Town) {
  return rows(
    database.db,
    sql`select type, body->>'unit' as unit, actor, messenger from evidence
      where committee_id = ${committeeId} and reference = 'Y1'
        and type in ('agreed', 'objected', 'returned', 'replied_late', 'deemed_consent', 'unanswered', 'unreached')
      order by sequence`,
  )
}

/** Through which messenger each unit is proved to have been reached. */
async function reachOf({ database, committeeId }: Town) {
  const found = await rows<{ unit: string; messenger: string }>(
    database.db,
    sql`select body->>'unit' as unit, body->'reach'->>'messenger' as messenger from evidence
      where committee_id = ${committeeId} and reference = 'Y1' and type = 'reached' order by unit`,
  )
  return found.map(({ unit, messenger }) => `${unit}: ${messenger}`)
}

async function expectNobodyToldTwice(town: Town): Promise<void> {
  for (const chat of Object.keys(homes)) {
    const texts = (await town.sees(chat)).map(({ text }) => text)
    expect({ chat, texts }).toEqual({ chat, texts: [...new Set(texts)] })
  }
}

async function expectChainsWhole({ database, committeeId }: Town): Promise<void> {
  for await (const { reference, findings } of verifyCommittee(database, committeeId))
    expect([reference, ...findings]).toEqual([reference])
  expect(await verifySeals(database, committeeId, null)).toMatchObject({ count: 2, findings: [] })
}

test('[AL1.3f] a letter goes to four messengers, is answered in each, and lapses once, whoever dies meanwhile', async () => {
  const town = await openTown(founding, homes)
  await town.killsFirstAt('after take', () => hasConsulted(town, ['VHXH', 'CA', 'HCC', 'QS', 'YT']))
  for (const who of asked) expect([who, (await town.seesAbout(who, 'Lấy ý kiến Y1')).length]).toEqual([who, 1])
  expect(await reachOf(town)).toEqual([
    expect.stringMatching(/^CA: (zalo-oa|slack)$/),
    expect.stringMatching(/^HCC: (zalo-bot|telegram)$/),
    'QS: slack',
    expect.stringMatching(/^VHXH: (zalo-bot|telegram)$/),
    'YT: zalo-oa',
  ])

  await town.killsFirstAt('before handleOne', () => town.says('VX1', '1'))
  await town.presses('CA1', 'Không đồng ý')
  await town.killsFirstAt('after handleOne', () => town.says('CA1', 'Điều 7 trái quy định về yên tĩnh ban đêm'))
  await town.presses('HC2', 'Đồng ý')
  await town.presses('QS1', 'Đồng ý')
  await town.passes(60)
  const answers = [
    { type: 'agreed', unit: 'VHXH', actor: 'VX1', messenger: 'zalo-bot' },
    { type: 'objected', unit: 'CA', actor: 'CA1', messenger: 'zalo-oa' },
    { type: 'agreed', unit: 'HCC', actor: 'HC2', messenger: 'telegram' },
    { type: 'agreed', unit: 'QS', actor: 'QS1', messenger: 'slack' },
  ]
  expect(await outcomesOf(town)).toEqual(answers)
  for (const [who, outcome, buttons] of [
    ['VX3', 'Phòng Văn hóa - Xã hội đã đồng ý', []],
    ['CA2', 'Công an xã đã trả lời không đồng ý', ['Rút ý kiến không đồng ý']],
    ['QS1', 'Ban Chỉ huy Quân sự xã đã đồng ý', []],
  ] as const) {
    const requests = await town.seesAbout(who, 'Lấy ý kiến Y1')
    expect(requests, 'edited in place').toMatchObject([{ text: expect.stringContaining(outcome) as unknown, buttons }])
  }
  const [request, outcome, ...more] = await town.seesAbout('HC1', 'Lấy ý kiến Y1')
  expect(request?.text, 'Zalo changes nothing').not.toContain('đã đồng ý')
  expect(outcome?.text, 'it is followed by what became of it').toContain('đã đồng ý')
  expect(more).toEqual([])

  await town.moveTo('26/11/2026 23:00')
  const [reminder] = await town.seesAbout(officeGroup, 'Y1 còn cơ quan chưa trả lời')
  expect(reminder).toBeDefined()
  await town.killsFirstAt('after settleSafely', () => town.moveTo('27/11/2026 00:00'))
  const lapse = { type: 'deemed_consent', unit: 'YT', actor: null, messenger: null }
  expect(await outcomesOf(town)).toEqual([...answers, lapse])
  const [escalation, ...others] = await town.seesAbout(officeGroup, 'ĐỒNG Ý MẶC NHIÊN')
  expect(others).toEqual([])
  expect(escalation?.text).toContain('Tin nhắn riêng đến Cao Thu Hà qua Zalo')
  expect(await town.seesAbout(officeGroup, 'Nhắc hạn Y1'), 'the Office follows in place').toMatchObject([
    { id: reminder?.id, text: expect.stringContaining('không còn chờ cơ quan nào') as unknown },
  ])

  await town.killsFirstAt('after take', () => town.moveTo('27/11/2026 07:30'))
  expect(await town.seesAbout('YT1', 'Y1: Trạm Y tế xã – ĐỒNG Ý MẶC NHIÊN')).toHaveLength(1)
  await town.moveTo('27/11/2026 09:00')
  await expectNobodyToldTwice(town)
  await expectChainsWhole(town)
}, 60_000)
