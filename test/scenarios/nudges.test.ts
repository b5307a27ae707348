/** Nudges as people get them: within office hours, together, the latest only after a standstill, never one too many. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { rows } from '../../src/store/tx.ts'
import { describeOnEmbedded } from '../support/database.ts'
import { type Office, officeGroup, openOffice } from '../support/office.ts'
import { hasConsulted } from '../support/office-letter.ts'

const nudgesIn = async (office: Office, chat: string) =>
  (await office.sees(chat)).filter(({ text }) => /^(Còn |Nhắc hạn|Nhắc việc)/.test(text))

describeOnEmbedded('several nudges for one person in one pass', (database) => {
  const evidenceOf = (type: string) =>
    rows<{ reference: string; notice: string; officer: string | null; messages: readonly string[] }>(
      database().db,
      sql`select reference, body->>'notice' as notice, body->>'officer' as officer, body->'messages' as messages from evidence
        where type = ${type} order by reference, sequence`,
    )

  test('[AL1.3d] are one message that lists them, each opened by its own button and proven by its own line', async () => {
    const office = await openOffice(database())
    for (const name of ['Quy chế chợ', 'Quy chế bến đò', 'Quy chế bãi xe'])
      await hasConsulted(office, ['YT'], { subject: name })
    await office.moveTo('26/11/2026 09:00')
    const [nudge, ...others] = (await nudgesIn(office, 'YT1')).filter(({ text }) => text.includes('24:00'))
    expect(others.map(({ text }) => text)).toEqual([])
    expect(nudge?.text).toContain('Nhắc hạn: 3 việc chờ cho ý kiến')
    expect(nudge?.text).toContain('Y2 (Trạm Y tế xã): Quy chế bến đò – hạn 24:00 thứ Năm 26/11/2026')
    expect(nudge?.text.match(/Điều 9 khoản 3/g), 'what silence means is said once').toHaveLength(1)
    expect(nudge?.buttons).toEqual(['Y1 · Trạm Y tế xã', 'Y2 · Trạm Y tế xã', 'Y3 · Trạm Y tế xã'])
    const proofs = (await evidenceOf('delivered')).filter(
      ({ notice, officer }) => notice === 'nudged' && officer === 'YT1',
    )
    const last = proofs.filter(({ messages }) => messages.includes(nudge?.id ?? ''))
    expect(last.map(({ reference }) => reference)).toEqual(['Y1', 'Y2', 'Y3'])

    await office.presses('YT1', 'Y2 · Trạm Y tế xã')
    await office.presses('YT1', 'Đồng ý')
    const after = await office.card('YT1', 'Nhắc hạn: 2 việc chờ cho ý kiến')
    expect(after.id, 'the message itself stays true').toBe(nudge?.id)
    expect(after.text).toContain('Không còn phải làm gì\nY2: Trạm Y tế xã đã đồng ý lúc 09:00 thứ Năm 26/11/2026')
    expect(after.buttons).toEqual(['Y1 · Trạm Y tế xã', 'Y3 · Trạm Y tế xã'])
    await office.presses('YT1', 'Hoàn tác')
    expect((await office.card('YT1', 'Nhắc hạn: 3 việc')).id, 'an undo brings it back').toBe(nudge?.id)
    await office.moveTo('27/11/2026 07:30')
    expect((await office.card('YT1', 'Nhắc hạn: không còn phải làm gì')).buttons).toEqual([])
  })

  test('[AL1.3f] prove the reach of every unit they name', async () => {
    const office = await openOffice(database(), { unlinked: ['YT1'] })
    for (const name of ['Quy chế chợ', 'Quy chế bến đò']) await hasConsulted(office, ['YT'], { subject: name })
    await office.link('YT1')
    await office.moveTo('25/11/2026 09:00')
    expect((await office.card('YT1')).text).toContain('Nhắc hạn: 2 việc chờ cho ý kiến')
    const reached = (await evidenceOf('reached')).map(({ reference }) => reference)
    expect(reached).toEqual(['Y1', 'Y2'])
  })

  test('stay apart where one letter is stamped hỏa tốc, and a single one hangs under its request', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT'])
    await office.moveTo('26/11/2026 08:50')
    const urgent = { urgency: 'immediate', limit: { kind: 'hours', hours: 4 }, subject: 'Dịch tả lợn' } as const
    await hasConsulted(office, ['YT'], urgent)
    await office.moveTo('26/11/2026 09:00')
    await office.moveTo('26/11/2026 10:50')
    const titles = (await nudgesIn(office, 'YT1')).slice(-2).map(({ text, replyTo }) => [text.split('\n')[0], replyTo])
    expect(titles).toEqual([
      ['Còn 15 giờ để cho ý kiến Y1', (await office.card('YT1', 'Lấy ý kiến Y1')).id],
      ['Còn 2 giờ để cho ý kiến Y2', (await office.card('YT1', 'Lấy ý kiến Y2')).id],
    ])
  })

  test('go on part by part when the chat is closed, and each says so in its own evidence', async () => {
    const office = await openOffice(database())
    const days = { limit: { kind: 'working_days', days: 5 } } as const
    for (const name of ['Quy chế chợ', 'Quy chế bến đò']) await hasConsulted(office, ['YT'], { subject: name, ...days })
    await office.stops()
    office.clock.moveTo('2026-11-27T20:00+07:00')
    await office.starts()
    await office.turns('YT1', false)
    await office.moveTo('30/11/2026 07:30')
    const undelivered = (await evidenceOf('undelivered')).filter(({ officer }) => officer === 'YT1')
    expect(undelivered.map(({ reference, notice }) => [reference, notice])).toEqual([
      ['Y1', 'nudged'],
      ['Y2', 'nudged'],
    ])
  })
})

describeOnEmbedded('several lapses at one instant', (database) => {
  const names = ['một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy']

  test('[AL1.3f] keep a card each in the Office channel up to a handful, and are one list beyond it', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT', 'QS'])
    await office.moveTo('27/11/2026 00:00')
    expect(await office.escalations()).toHaveLength(2)
    for (const name of names) await hasConsulted(office, ['YT'], { subject: `Quy chế ${name}` })
    await office.moveTo('03/12/2026 00:00')
    const list = await office.card(officeGroup, 'Hết hạn: 7 trường hợp không có ý kiến')
    expect(await office.escalations(), 'no card beside it').toHaveLength(2)
    expect(list.silent).toBe(true)
    expect(list.text).toContain('Y8 · Trạm Y tế xã: ĐỒNG Ý MẶC NHIÊN (im lặng quá hạn 24:00 thứ Tư 02/12/2026)')
    expect(list.text.match(/Điều 9 khoản 3/g)).toHaveLength(1)
    expect(list.buttons).toHaveLength(7)
    await office.presses('VP1', 'Y8 · Trạm Y tế xã', { chat: officeGroup })
    expect((await office.card('VP1')).text).toContain('Phiếu chứng cứ Y8: Trạm Y tế xã')
  })

  test('are one message in the morning for the lead, and one for whoever was silent', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT', 'QS'])
    await hasConsulted(office, ['YT'], { againBecause: 'dự thảo đã sửa' })
    await office.moveTo('27/11/2026 07:29')
    for (const chat of ['KT1', 'YT1'])
      expect((await office.sees(chat)).filter(({ text }) => text.includes('Hết hạn:'))).toEqual([])
    await office.moveTo('27/11/2026 07:30')
    expect((await office.card('KT1', 'Hết hạn: 3 trường hợp')).silent).toBe(false)
    const own = await office.card('YT1', 'Hết hạn: 2 trường hợp')
    await office.presses('YT1', own.buttons[0] ?? '')
    expect((await office.card('YT1')).text).toContain('Lấy ý kiến Y1')
  })
})

describeOnEmbedded('quiet hours', (database) => {
  test('[AL1.3d] hold what came up at night until the office opens, also over a standstill, and drop nothing', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT'], { limit: { kind: 'working_days', days: 5 } })
    await office.stops()
    office.clock.moveTo('2026-11-27T20:00+07:00')
    await office.starts()
    expect(await nudgesIn(office, 'YT1'), 'held: the deadline is Monday').toEqual([])
    await office.stops()
    office.clock.moveTo('2026-11-28T10:00+07:00')
    await office.starts()
    expect(await nudgesIn(office, 'YT1'), 'Saturday is a rest day').toEqual([])
    await office.moveTo('30/11/2026 07:30')
    expect((await nudgesIn(office, 'YT1')).map(({ text, silent }) => [text.split('\n')[0], silent])).toEqual([
      ['Còn 16 giờ 30 phút để cho ý kiến Y1', false],
    ])
  })

  test('a held nudge is not sent once its unit has answered, nor once a later one is due', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT', 'QS'], { limit: { kind: 'working_days', days: 5 } })
    await office.stops()
    office.clock.moveTo('2026-11-27T20:00+07:00')
    await office.starts()
    await office.says('QS1', '/dongy Y1')
    await office.stops()
    office.clock.moveTo('2026-11-30T09:30+07:00')
    await office.starts()
    expect(await nudgesIn(office, 'QS1')).toEqual([])
    expect(await nudgesIn(office, 'YT1'), 'two rungs were recorded, the latest is said').toHaveLength(1)
  })

  test('give way to the deadline: what could only come too late goes out at night, silently', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT'])
    await office.stops()
    office.clock.moveTo('2026-11-26T20:00+07:00')
    await office.starts()
    expect(await nudgesIn(office, 'YT1')).toMatchObject([{ silent: true, text: expect.stringContaining('Còn 4 giờ') }])
  })

  test('after three days of standstill every lapse is told, and of nudges only the latest', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT'])
    await hasConsulted(office, ['QS'], { limit: { kind: 'working_days', days: 5 } })
    await office.moveTo('24/11/2026 10:00')
    const before = (await nudgesIn(office, 'QS1')).length
    await office.stops()
    office.clock.moveTo('2026-11-27T10:00+07:00')
    await office.starts()
    expect((await office.escalations()).map(({ text }) => text.split('\n')[0])).toEqual([
      'Y1: Trạm Y tế xã – ĐỒNG Ý MẶC NHIÊN',
    ])
    expect((await office.card(officeGroup, 'Y1: Trạm')).text).toContain('thời điểm hết hạn không đổi')
    const missed = (await nudgesIn(office, 'QS1')).slice(before)
    expect(missed.map(({ text }) => text.split('\n')[0])).toEqual(['Còn 1 ngày làm việc để cho ý kiến Y2'])
    expect(
      (await nudgesIn(office, 'YT1')).some(({ text }) => text.startsWith('Còn')),
      'too late to nudge',
    ).toBe(false)
  })
})
