/** The same over Telegram's wire: linking by deep link, the heart in short, a blocked bot, a bound group, limits kept. */
import { expect, test } from 'vitest'
import { describeOnEmbedded } from '../support/database.ts'
import { evidenceOf, officeGroup, openOffice } from '../support/office.ts'
import { consults, hasConsulted, subject } from '../support/office-letter.ts'
import { openTelegramChats } from '../support/office-telegram.ts'

const join = openTelegramChats

describeOnEmbedded('on Telegram', (database) => {
  test('an officer links by the link in the code, and the chief of office binds the group', async () => {
    const office = await openOffice(database(), { join, unlinked: ['YT1'], hasOfficeChannel: false })
    await office.says('VP1', '/malienket YT1')
    const code = /^Mã: (\S+)$/m.exec((await office.card('VP1')).text)?.[1]?.replaceAll('-', '') ?? ''
    const link = office.chats.messenger.linkUrl(code)
    expect(link).toBe(`https://t.me/${office.chats.server.vendor.bot.username}?start=${code}`)
    await office.says('YT1', `/start ${code}`)
    expect((await office.card('YT1')).text).toContain('Đã liên kết tài khoản này với Cao Thu Hà')
    await office.says('VP1', '/gankenh@DonDocThuBot văn phòng', { chat: officeGroup })
    expect((await office.card(officeGroup)).text).toContain('là kênh của Văn phòng')
    await hasConsulted(office, ['YT'])
    expect((await office.card('YT1')).text).toContain('Lấy ý kiến Y1')
  })

  test('[AL1.3f] the heart in short: asked, objected, silent, deemed to consent, every copy true', async () => {
    const office = await openOffice(database(), { join })
    const status = async () => (await office.card('KT1', 'Theo dõi Y1')).text
    await consults(office, 'KT1', { to: 'CA: trật tự\nYT: an toàn thực phẩm' })
    expect((await office.card('CA1')).text).toContain(`Lấy ý kiến Y1: ${subject}`)
    await office.presses('CA1', 'Không đồng ý')
    expect((await office.card('CA1')).text).toContain('Không đồng ý điểm nào, vì sao?')
    await office.says('CA1', 'Điều 7 cho họp chợ đến 23 giờ, trái quy định về yên tĩnh ban đêm')
    expect((await office.card('CA1')).buttons).toEqual(['Hoàn tác'])
    await office.passes(60)
    expect(await status()).toContain('không đồng ý 1, chờ ý kiến 1')
    expect((await office.card('CA1', 'Lấy ý kiến Y1')).buttons).toEqual(['Rút ý kiến không đồng ý'])
    await office.moveTo('26/11/2026 09:00')
    expect((await office.card('YT1', 'Còn 15 giờ')).replyTo).toBe((await office.card('YT1', 'Lấy ý kiến Y1')).id)
    await office.moveTo('27/11/2026 00:00')
    const escalation = await office.card(officeGroup, 'Y1')
    expect(escalation.text).toContain('Y1: Trạm Y tế xã – ĐỒNG Ý MẶC NHIÊN')
    expect(escalation.text).toContain('Tin nhắn riêng đến Cao Thu Hà qua Telegram')
    expect(escalation.silent).toBe(true)
    await office.presses('VP1', 'Xem chứng cứ', { chat: officeGroup })
    expect((await office.card('VP1')).text).toContain('Phiếu chứng cứ Y1: Trạm Y tế xã')
    expect(await status()).toContain('không đồng ý 1, đồng ý mặc nhiên 1')
    await office.moveTo('27/11/2026 07:30')
    await office.presses('YT1', 'Không đồng ý', { under: 'chưa ghi nhận được ý kiến' })
    await office.says('YT1', 'Điều 5 chưa có khu bán thực phẩm tươi sống')
    expect((await office.card(officeGroup, 'trả lời muộn')).text).toContain('Kết quả ĐỒNG Ý MẶC NHIÊN giữ nguyên')
  })

  test('an empty file is no dossier, and the question stays', async () => {
    const office = await openOffice(database(), { join })
    await office.says('KT1', `/layykien ${subject}`)
    await office.says('KT1', 'Mức phí tại Điều 5')
    await office.says('KT1', 'YT: an toàn thực phẩm')
    await office.sends('KT1', { name: 'rong.docx', mime: 'application/octet-stream', bytes: new Uint8Array() })
    expect((await office.card('KT1')).text).toContain('Tệp không có nội dung nên chưa nhận được')
    await office.says('KT1', 'https://vanban.songmay.example/41')
    expect((await office.card('KT1')).text).toContain('Độ khẩn của văn bản?')
  })

  test('whoever blocked the bot is not reached, and is again once it is unblocked', async () => {
    const office = await openOffice(database(), { join })
    await office.turns('YT1', false)
    await hasConsulted(office, ['YT'])
    expect((await office.card(officeGroup)).text).toContain('chưa liên kết được với ai')
    await office.turns('YT1', true)
    await office.moveTo('25/11/2026 09:00')
    expect((await office.card('YT1')).text, 'the nudge reaches them').toContain('Còn')
    expect((await evidenceOf(office, 'Y1')).map(({ type }) => type)).toContain('reached')
  })

  test('sixty lines of objection and a title of three hundred letters keep within the limits', async () => {
    const office = await openOffice(database(), { join })
    await hasConsulted(office, ['YT'], {
      subject: 'Dự thảo quy chế rất dài '.repeat(12).trim(),
      questions: Array.from({ length: 30 }, (_, index) => `Nội dung số ${index + 1}: ${'mức phí '.repeat(20)}`),
    })
    expect((await office.sees('YT1')).length, 'split, not lost').toBeGreaterThan(1)
    const reasons = Array.from(
      { length: 60 },
      (_, index) => `- Điều ${index + 1} vượt khung phí đã được duyệt năm trước`,
    )
    await office.says('YT1', `/khongdongy Y1 ${reasons.join('\n')}`)
    await office.passes(60)
    const told = (await office.sees('KT1')).map(({ text }) => text).join('\n')
    expect(told).toContain('Điều 60 vượt khung phí')
  })
})
