/** The program ends in the middle and starts again on the same database: nothing is lost, nothing is done twice. */
import { expect, test } from 'vitest'
import { noteIntake } from '../../src/store/intakes.ts'
import { describeOnBoth } from '../support/database.ts'
import { moment } from '../support/given.ts'
import { evidenceOf, type Office, officeGroup, openOffice } from '../support/office.ts'
import type { Chats } from '../support/office-chats.ts'
import { drafts, hasConsulted } from '../support/office-letter.ts'
import { openTelegramChats } from '../support/office-telegram.ts'

describeOnBoth('after a restart', (database) => {
  test('a letter half put together goes on with the next question', async () => {
    const office = await openOffice(database())
    await office.says('KT1', '/layykien Dự thảo Quy chế quản lý chợ')
    await office.stops()
    await office.says('KT1', 'Mức phí tại Điều 5')
    await office.starts()
    expect((await office.card('KT1')).text).toContain('Lấy ý kiến những cơ quan nào?')
  })

  test('a preview still sends, and once', async () => {
    const office = await openOffice(database())
    await drafts(office, 'KT1', { to: 'YT: an toàn thực phẩm' })
    await office.stops()
    await office.presses('KT1', 'Gửi')
    await office.starts()
    await office.stops()
    await office.starts()
    expect(await office.count('YT1')).toBe(1)
  })

  test('what could not be said yet is said, and nothing twice', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT', 'QS'])
    await office.presses('YT1', 'Không đồng ý')
    await office.fills('YT1', { text: 'Điều 5 chưa có khu bán thực phẩm tươi sống' })
    await office.stops()
    office.clock.advance({ seconds: 60 })
    await office.starts()
    const told = (await office.sees('KT1')).filter(({ text }) => text.startsWith('Y1: Trạm Y tế xã không đồng ý'))
    expect(told).toHaveLength(1)
    expect((await office.card('KT1', 'Theo dõi Y1')).text).toContain('không đồng ý 1, chờ ý kiến 1')
  })
})

describeOnBoth('down over the deadline', (database) => {
  test('[AL1.3f] it lapses on restart as of the deadline, and says when it was written down', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT'])
    await office.stops()
    office.clock.moveTo('2026-11-27T07:40:00+07:00')
    await office.starts()
    const escalation = await office.card(officeGroup, 'Y1')
    expect(escalation.text).toContain('Hạn trả lời: 24:00 thứ Năm 26/11/2026')
    expect(escalation.text).toContain('Ghi vào sổ lúc 07:40 thứ Sáu 27/11/2026')
    const lapse = (await evidenceOf(office, 'Y1')).find(({ type }) => type === 'deemed_consent')
    expect(lapse?.happenedAt.toString()).toBe('2026-11-26T17:00:00Z')
    const nudges = (await office.sees('YT1')).filter(({ text }) => text.startsWith('Còn'))
    expect(nudges, 'nobody is nudged about what is over').toEqual([])
  })

  test('of the nudges slept through only the latest is sent', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT'])
    await office.stops()
    office.clock.moveTo('2026-11-26T10:00:00+07:00')
    await office.starts()
    const nudges = (await office.sees('YT1')).filter(({ text }) => text.startsWith('Còn'))
    expect(nudges).toMatchObject([{ text: expect.stringContaining('Còn 14 giờ') }])
  })

  test('an answer written in time but stored after the lapse takes the lapse back', async () => {
    const office = await openOffice(database(), { join: openTelegramChats })
    await hasConsulted(office, ['YT'])
    await office.together(async () => {
      await office.stops()
      office.chats.catchUp(Temporal.Instant.from('2026-11-26T23:59:00+07:00'))
      await office.says('YT1', '/khongdongy Y1 Điều 5 chưa có khu bán thực phẩm tươi sống')
      office.clock.moveTo('2026-11-27T08:00:00+07:00')
      await office.settles()
      const types = (await evidenceOf(office, 'Y1')).map(({ type }) => type)
      expect(types).toContain('deemed_consent')
    })
    await office.starts()
    const types = (await evidenceOf(office, 'Y1')).map(({ type }) => type)
    expect(types.slice(types.indexOf('deemed_consent')).filter((type) => type !== 'delivered')).toEqual([
      'deemed_consent',
      'reinstated',
      'objected',
    ])
    expect((await office.card('KT1', 'Theo dõi Y1')).text).toContain('không đồng ý 1')
    expect((await office.card(officeGroup, 'Đính chính Y1')).text).toContain('việc ghi quá hạn được rút lại')
    expect((await office.sees(officeGroup)).some(({ text }) => text.includes('MẶC NHIÊN'))).toBe(false)
  })

  test('a press that waited without a time counts from before the gap, says so, and nothing lapses', async () => {
    const office = await openOffice(database(), { join: openTelegramChats })
    await hasConsulted(office, ['YT', 'QS'])
    await office.stops()
    await goesSilent(office, '26/11/2026 16:40')
    for (const who of ['YT1', 'QS1']) await office.presses(who, 'Đồng ý')
    office.clock.moveTo('2026-11-27T08:00:00+07:00')
    await office.settles()
    await office.starts()
    const lines = await evidenceOf(office, 'Y1')
    expect(lines.map(({ type }) => type)).not.toContain('deemed_consent')
    const agreed = lines.filter(({ type }) => type === 'agreed')
    expect(agreed.map(({ happenedAt }) => happenedAt)).toEqual([moment('26/11 16:40'), moment('26/11 16:40')])
    expect((await office.card('YT1', 'Tính từ')).text).toContain('Bot không nhận được tin từ 16:40')
    await office.says('VP1', '/chungcu Y1')
    expect(await office.escalations()).toEqual([])
  })

  test('a lapse that another replica recorded meanwhile is taken back by such a press', async () => {
    const office = await openOffice(database(), { join: openTelegramChats })
    await hasConsulted(office, ['YT'])
    await office.stops()
    await office.presses('YT1', 'Đồng ý')
    office.clock.moveTo('2026-11-27T00:00:10+07:00')
    await office.settles()
    await goesSilent(office, '26/11/2026 23:59')
    await office.starts()
    const types = (await evidenceOf(office, 'Y1')).map(({ type }) => type).filter((type) => type !== 'delivered')
    expect(types.slice(types.indexOf('deemed_consent'))).toEqual(['deemed_consent', 'reinstated', 'agreed'])
  })

  test('words that were late by their own time stay late', async () => {
    const office = await openOffice(database(), { join: openTelegramChats })
    await hasConsulted(office, ['YT'])
    await office.stops()
    await goesSilent(office, '26/11/2026 16:40')
    office.chats.catchUp(Temporal.Instant.from('2026-11-27T00:05:00+07:00'))
    await office.says('YT1', '/khongdongy Y1 Điều 5 chưa có khu bán thực phẩm tươi sống')
    office.clock.moveTo('2026-11-27T08:00:00+07:00')
    await office.starts()
    const types = (await evidenceOf(office, 'Y1')).map(({ type }) => type).filter((type) => !type.endsWith('delivered'))
    expect(types.slice(-2)).toEqual(['deemed_consent', 'replied_late'])
  })
})

/** Nothing is known of the office's bot since a moment. */
async function goesSilent<Own extends Chats>({ database, bot }: Office<Own>, since: string): Promise<void> {
  const longAgo = Temporal.Instant.from('2026-11-01T08:00:00+07:00')
  await noteIntake(database.db, { bot, caughtUpAt: moment(since), knownAt: longAgo })
}
