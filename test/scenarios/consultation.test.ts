/** The heart: one letter, five units, and what becomes of each by the deadline. */
import { expect, test } from 'vitest'
import { verifyCommittee } from '../../src/actions/evidence.ts'
import { sampleCommune } from '../../src/sample-commune.ts'
import { describeOnBoth } from '../support/database.ts'
import { officeGroup, openOffice } from '../support/office.ts'
import type { Seen } from '../support/office-chats.ts'
import { consults, drafts, hasConsulted, subject } from '../support/office-letter.ts'

const deadline = '24:00 thứ Năm 26/11/2026'
const ownClause = 'Quy chế làm việc của UBND xã Sông Mây (số 12/2026/QĐ-UBND ngày 06/7/2026), Điều 9 khoản 3'

describeOnBoth('a consultation of five units', (database) => {
  test('[AL1.3b] shows the whole letter before a tap sends it, and counts three working days over Culture Day', async () => {
    const office = await openOffice(database())
    await drafts(office, 'KT1')
    expect(await office.sees('VX1')).toEqual([])
    expect(await office.card('KT1')).toMatchObject({ text: expect.stringContaining(`Hạn trả lời: ${deadline}`) })
    await office.presses('KT1', 'Gửi')
    for (const head of ['VX1', 'CA1', 'HC1', 'QS1', 'YT1']) {
      const [asked, ...others] = await office.sees(head)
      expect(others).toEqual([])
      expect(asked?.text).toContain(`Lấy ý kiến Y1: ${subject}`)
      expect(asked?.text).toContain(`Hạn trả lời: ${deadline}`)
      expect(asked?.text).toContain(`Căn cứ: ${ownClause}`)
      expect(asked?.buttons).toEqual(['Đồng ý', 'Không đồng ý', 'Trả lại', 'Đã nhận', 'Xin gia hạn', 'Báo thiếu hồ sơ'])
    }
    expect(await office.card('YT1', 'Lấy ý kiến')).toMatchObject({
      text: expect.stringContaining('Vì sao xin ý kiến: an toàn thực phẩm'),
    })
    const status = await office.card('KT1', 'Theo dõi Y1')
    expect(status.text).toContain('0/5 cơ quan đã có kết quả: chờ ý kiến 5.')
    expect(status.text.match(/đã đến nơi 08:00 thứ Sáu 20\/11\/2026/g)).toHaveLength(5)
    expect(await office.escalations()).toEqual([])
  })

  test('[AL1.3f] ends with every answer as its own thing, and silence as deemed consent at the legal instant', async () => {
    const office = await openOffice(database())
    const status = async () => (await office.card('KT1', 'Theo dõi Y1')).text
    await consults(office, 'KT1')

    await office.moveTo('20/11/2026 09:10')
    await office.presses('VX1', 'Đã nhận')
    expect(await status()).toContain(
      'Văn hóa - Xã hội: chờ ý kiến, hạn 24:00 thứ Năm 26/11/2026; đã đến nơi 08:00 thứ Sáu 20/11/2026; đã bấm nhận',
    )

    await office.says('VX2', '/dongy Y1 Đồng ý; Điều 5 khoản 2 sửa 5 thành 7 ngày')
    expect(await status()).toContain('đã có dự thảo, chờ người đứng đầu xác nhận')
    await office.moveTo('20/11/2026 10:30')
    await office.presses('VX1', 'Xác nhận')
    expect((await office.card('VX1', 'Đã ghi: Phòng Văn hóa')).buttons).toEqual(['Hoàn tác'])
    expect((await office.card('VX2')).text).toContain('Trịnh Hoài Ngân đã xác nhận dự thảo trả lời của Bùi Thế Lâm')
    expect(await status(), 'nobody hears before the minute is over').toContain('chờ ý kiến 5')
    await office.passes(60)
    expect(await status()).toContain('đồng ý 1, chờ ý kiến 4')
    expect((await office.card('VX1', 'Đã ghi: Phòng Văn hóa')).buttons).toEqual([])

    await office.presses('HC1', 'Trả lại')
    await office.fills('HC1', { text: 'Cho thuê ki-ốt không thuộc chức năng của Trung tâm', suggested: 'VP' })
    await office.passes(60)
    const returned = await office.card('KT1', 'trả lại')
    expect(returned.text).toContain('Đề nghị chuyển đến: Văn phòng HĐND và UBND')
    expect(returned.text).toContain('Cho thuê ki-ốt không thuộc chức năng của Trung tâm')
    expect(returned.text).not.toContain('trả lại chậm')

    await office.moveTo('23/11/2026 14:00')
    await office.presses('CA1', 'Không đồng ý')
    await office.fills('CA1', { text: 'Điều 7 cho họp chợ đến 23 giờ, trái quy định về yên tĩnh ban đêm' })
    await office.passes(60)
    expect((await office.card('KT1', 'không đồng ý')).text).toContain('Điều 7 cho họp chợ đến 23 giờ')
    expect(await status()).toContain('3/5 cơ quan đã có kết quả: đồng ý 1, không đồng ý 1, trả lại 1, chờ ý kiến 2.')

    const before = await office.count('YT1')
    await office.moveTo('24/11/2026 12:00')
    expect(await office.count('YT1'), 'Culture Day is quiet').toBe(before)
    await office.moveTo('26/11/2026 09:00')
    const nudge = await office.card('YT1', 'Còn 15 giờ để cho ý kiến Y1')
    expect(nudge.replyTo).toBe((await office.card('YT1', 'Lấy ý kiến Y1')).id)
    expect(
      (await office.sees('VX1')).some(({ text }) => text.startsWith('Còn')),
      'who answered is left alone',
    ).toBe(false)

    await office.moveTo('26/11/2026 23:59:59')
    expect(await office.escalations()).toEqual([])
    await office.moveTo('27/11/2026 00:00')
    expectEscalation(await office.card(officeGroup, 'Trạm Y tế xã'), 'Cao Thu Hà')
    expectEscalation(await office.card(officeGroup, 'Ban Chỉ huy Quân sự xã'), 'Phan Văn Tấn')
    expect((await office.card('YT1', 'Lấy ý kiến Y1')).text, 'at night the request itself says it').toContain(
      'ĐỒNG Ý MẶC NHIÊN',
    )
    await office.moveTo('27/11/2026 07:30')
    expect((await office.card('YT1', 'Y1: Trạm Y tế xã')).text).toContain('cơ quan chịu trách nhiệm về việc này')
    expect(await status()).toContain(
      '5/5 cơ quan đã có kết quả: đồng ý 1, không đồng ý 1, trả lại 1, đồng ý mặc nhiên 2.',
    )
    expect(await status()).toContain('Trạm Y tế xã: ĐỒNG Ý MẶC NHIÊN')
    expect(await status()).not.toContain('Trạm Y tế xã đã đồng ý')

    await office.presses('KT1', 'Đóng lấy ý kiến')
    expect(await status()).toContain('đã kết thúc')
    for (const who of ['VX1', 'CA1', 'HC1', 'QS1', 'YT1'])
      for (const { text, buttons } of (await office.sees(who)).filter((one) => !one.text.startsWith('Bản tin')))
        expect({ text, left: buttons.filter((label) => label !== 'Xem chứng cứ') }).toEqual({ text, left: [] })
    for await (const { reference, findings } of verifyCommittee(office.database, office.committeeId))
      expect([reference, ...findings]).toEqual([reference])
  })

  test('[AL1.3g] keeps an answer that came too late, whole and stamped, and leaves the outcome', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['QS'])
    await office.moveTo('27/11/2026 02:14')
    await office.says('QS1', 'Không đồng ý Điều 5 vì mức phí vượt khung đã duyệt', { under: 'Lấy ý kiến Y1' })
    const receipt = await office.card('QS1')
    expect(receipt.text).toContain('muộn 2 giờ 14 phút')
    expect(receipt.text).toContain('Kết quả ĐỒNG Ý MẶC NHIÊN giữ nguyên')
    expect((await office.card(officeGroup, 'trả lời muộn')).silent, 'the Office hears at any hour').toBe(true)
    await office.moveTo('27/11/2026 07:30')
    for (const chat of ['KT1', officeGroup]) {
      const told = await office.card(chat, 'trả lời muộn')
      expect(told.text).toContain('Điều 5 vì mức phí vượt khung đã duyệt')
      expect(told.text).toContain('ĐỒNG Ý MẶC NHIÊN')
    }
    expect((await office.card('KT1', 'Theo dõi Y1')).text).toContain('đồng ý mặc nhiên 1')
    const lapse = await office.card('QS1', 'Y1: Ban Chỉ huy Quân sự xã – ĐỒNG Ý MẶC NHIÊN')
    expect(lapse.buttons, 'an invitation already taken').toEqual(['Xem chứng cứ'])
  })

  test('the evidence opens with one tap, for the matter and for a unit', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['QS', 'YT'])
    await office.moveTo('27/11/2026 00:00')
    await office.presses('VP1', 'Xem chứng cứ', { chat: officeGroup, under: 'Trạm Y tế xã' })
    const sheet = await office.card('VP1', 'Phiếu chứng cứ Y1: Trạm Y tế xã')
    expect(office.toasts.at(-1), 'long sheets do not flood the channel').toContain('Đã gửi riêng')
    expect(sheet.text).toContain(`Căn cứ: ${ownClause}`)
    expect(sheet.text).toContain('Tin nhắn riêng đến Cao Thu Hà')
    expect(sheet.text).toContain(`${deadline}: hết hạn, Trạm Y tế xã: đồng ý mặc nhiên (không do ai thực hiện)`)
    await office.presses('KT1', 'Xem chứng cứ', { under: 'Theo dõi Y1' })
    expect((await office.card('KT1')).buttons).toEqual([
      'Ban Chỉ huy Quân sự xã',
      'Trạm Y tế xã',
      'Tải hồ sơ chứng cứ (.docx)',
    ])
    await office.presses('KT1', 'Ban Chỉ huy Quân sự xã')
    expect((await office.card('KT1')).text).toContain('Phiếu chứng cứ Y1: Ban Chỉ huy Quân sự xã')
  })
})

function expectEscalation({ text, buttons, silent }: Seen, reached: string): void {
  expect(text).toContain('ĐỒNG Ý MẶC NHIÊN')
  expect(text).toContain(`Căn cứ: ${ownClause}`)
  expect(text).toContain(`Tin nhắn riêng đến ${reached}`)
  expect(text).toContain('08:00 thứ Sáu 20/11/2026')
  expect(text).toContain(`Hạn trả lời: ${deadline}`)
  expect(text, 'written down the same minute').not.toContain('Ghi vào sổ')
  expect(buttons).toContain('Xem chứng cứ')
  expect(silent, 'at midnight nobody is woken').toBe(true)
}

describeOnBoth('where silence is no consent', (database) => {
  const founding = { ...sampleCommune, ownRegulation: null }

  test('the letter says so beforehand, and the silent unit ends unanswered', async () => {
    const office = await openOffice(database(), { founding })
    await hasConsulted(office, ['YT'])
    expect((await office.card('YT1')).text).toContain('không được tính là đồng ý; việc sẽ được báo lên Văn phòng')
    await office.moveTo('27/11/2026 00:00')
    const escalation = await office.card(officeGroup, 'Trạm Y tế xã')
    expect(escalation.text).toContain('Y1: Trạm Y tế xã không trả lời khi hết hạn')
    expect(escalation.text).toContain('Không có căn cứ để coi im lặng là đồng ý')
    expect(escalation.text).not.toContain('MẶC NHIÊN')
    expect((await office.card('KT1', 'Theo dõi Y1')).text).toContain('không trả lời 1')
    await office.moveTo('27/11/2026 08:00')
    await office.presses('YT1', 'Đồng ý')
    expect((await office.card('KT1', 'Theo dõi Y1')).text, 'the late answer becomes the outcome, stamped').toContain(
      'Trạm Y tế xã đã đồng ý lúc 08:00 thứ Sáu 27/11/2026 (muộn 8 giờ)',
    )
  })

  test('[HP mark] a letter in hours goes out loudly at night, and its silence is no consent', async () => {
    const office = await openOffice(database(), { at: '20/11/2026 21:00' })
    await hasConsulted(office, ['YT'], { urgency: 'immediate', limit: { kind: 'hours', hours: 4 } })
    const [asked] = await office.sees('YT1')
    expect(asked).toMatchObject({ silent: false, text: expect.stringContaining('HỎA TỐC · Lấy ý kiến Y1') })
    await office.moveTo('21/11/2026 01:00')
    expect((await office.card(officeGroup, 'Y1')).text).toContain('Trạm Y tế xã không trả lời khi hết hạn')
  })
})

describeOnBoth('a unit nobody of which can be reached', (database) => {
  test('[AL1.3f] is reported to the Office at sending and is unreached at the deadline, never consenting', async () => {
    const office = await openOffice(database(), { unlinked: ['YT1'] })
    await hasConsulted(office, ['YT', 'QS'])
    const warned = await office.card(officeGroup)
    expect(warned.text).toContain('Y1: có cơ quan chưa liên kết được với ai')
    expect(warned.text).toContain('Trạm Y tế xã')
    expect(warned.text).not.toContain('Ban Chỉ huy Quân sự xã')
    expect((await office.card('KT1', 'Theo dõi Y1')).text).toContain('chưa ai của cơ quan liên kết tài khoản')
    await office.moveTo('27/11/2026 00:00')
    const escalation = await office.card(officeGroup, 'Y1: chưa tiếp cận được Trạm Y tế xã')
    expect(escalation.text).toContain('im lặng không được tính là đồng ý')
    expect((await office.card('KT1', 'Theo dõi Y1')).text).toContain('đồng ý mặc nhiên 1, chưa tiếp cận được 1')
  })

  test('is as unreached as ever when its officer has blocked the bot', async () => {
    const office = await openOffice(database())
    await office.turns('YT1', false)
    await hasConsulted(office, ['YT'])
    expect((await office.card(officeGroup)).text).toContain('Y1: có cơ quan chưa liên kết được với ai')
    await office.moveTo('27/11/2026 00:00')
    expect((await office.card(officeGroup, 'Y1')).text).toContain('Y1: chưa tiếp cận được Trạm Y tế xã')
  })
})
