/** Letters that may not go out as they are: impossible deadlines, missing parts, the wrong sender, two taps. */
import { expect, test } from 'vitest'
import { describeOnEmbedded } from '../support/database.ts'
import { evidenceOf, officeGroup, openOffice } from '../support/office.ts'
import { drafts, subject } from '../support/office-letter.ts'

describeOnEmbedded('the deadline of a letter', (database) => {
  test('[AL1.3b] in the past or of no calendar is asked again; on Culture Day it runs to the next day and says so', async () => {
    const office = await openOffice(database())
    await office.says('KT1', `/layykien ${subject}`)
    for (const answer of ['Mức phí tại Điều 5', 'YT: an toàn thực phẩm', 'https://vanban.songmay.example/41', 'thường'])
      await office.says('KT1', answer)
    for (const [typed, said] of [
      ['19/11/2026', '“19/11/2026” đã qua'],
      ['31/11', '“31/11” không có trong lịch'],
      ['khi nào xong thì xong', 'chưa có ngày kết thúc'],
    ] as const) {
      await office.says('KT1', typed)
      expect((await office.card('KT1')).text).toContain(said)
    }
    await office.says('KT1', 'hết ngày 24/11')
    await office.says('KT1', 'bỏ qua')
    const preview = await office.card('KT1')
    expect(preview.text).toContain(
      'thứ Ba 24/11/2026 là ngày nghỉ, nên thời hạn kéo đến hết ngày làm việc tiếp theo: thứ Tư 25/11/2026.',
    )
    expect(preview.text.match(/là ngày nghỉ/g)).toHaveLength(1)
    expect(preview.text).toContain('Hạn trả lời: 24:00 thứ Tư 25/11/2026')
    await office.presses('KT1', 'Gửi')
    expect((await office.card('YT1')).text).toContain('Hạn trả lời: 24:00 thứ Tư 25/11/2026')
  })

  test('that passed while the preview waited is refused, and nothing goes out', async () => {
    const office = await openOffice(database())
    await drafts(office, 'KT1', { to: 'YT: an toàn thực phẩm', deadline: '17h hôm nay' })
    await office.moveTo('20/11/2026 17:00')
    await office.presses('KT1', 'Gửi')
    expect((await office.card('KT1', 'đã qua')).text).toContain('17:00 thứ Sáu 20/11/2026')
    expect(await office.sees('YT1')).toEqual([])
    await office.presses('KT1', 'Sửa hạn trả lời')
    await office.says('KT1', 'hết ngày mai')
    await office.presses('KT1', 'Gửi')
    expect((await office.card('YT1')).text).toContain('Lấy ý kiến Y1')
  })
})

describeOnEmbedded('a letter', (database) => {
  test('two taps on the same preview send it once', async () => {
    const office = await openOffice(database())
    await drafts(office, 'KT1', { to: 'YT: an toàn thực phẩm' })
    await office.together(async () => {
      await office.presses('KT1', 'Gửi')
      await office.presses('KT1', 'Gửi')
    })
    expect(await office.count('YT1')).toBe(1)
    expect(await evidenceOf(office, 'Y2')).toEqual([])
  })

  test('[AL1.3b] without a dossier is not ready, and neither the lead itself nor an unknown unit is asked', async () => {
    const office = await openOffice(database())
    await office.says('KT1', `/layykien ${subject}`)
    await office.says('KT1', 'Mức phí tại Điều 5')
    await office.says('KT1', 'KT: tự hỏi mình')
    expect((await office.card('KT1')).text).toContain('Cơ quan chủ trì không lấy ý kiến của chính mình')
    await office.says('KT1', 'Sở Xây dựng: quy hoạch')
    expect((await office.card('KT1')).text).toContain('Danh bạ không có cơ quan “Sở Xây dựng”')
    await office.says('KT1', 'YT: an toàn thực phẩm\nQS: đất quốc phòng')
    await office.says('KT1', 'để trên bàn')
    expect((await office.card('KT1')).text).toContain('Cần có hồ sơ kèm theo')
    expect(await office.sees('YT1')).toEqual([])
  })

  test('[H6.5,AL1.3a] to everybody needs a reason; one reason typed once stands for all', async () => {
    const office = await openOffice(database())
    await office.says('KT1', `/layykien ${subject}`)
    await office.says('KT1', 'Mức phí tại Điều 5')
    await office.says('KT1', 'tất cả')
    expect((await office.card('KT1')).text).toContain('Vì sao cần hỏi tất cả các cơ quan?')
    await office.says('KT1', '/thoi')
    expect((await office.card('KT1')).text).toContain('Chưa có gì được ghi hay gửi đi')
    await office.says('KT1', `/layykien ${subject}`)
    for (const answer of ['Mức phí tại Điều 5', 'YT, QS', 'có đất và hàng quán liền kề chợ', 'cùng lý do'])
      await office.says('KT1', answer)
    for (const answer of ['https://vanban.songmay.example/41', 'thường', '5 ngày làm việc', 'bỏ qua'])
      await office.says('KT1', answer)
    expect((await office.card('KT1')).text).toContain('Ban Chỉ huy Quân sự xã: có đất và hàng quán liền kề chợ')
  })

  test('of a specialist is a draft until a head of the lead sends it; whoever is only informed owes nothing', async () => {
    const office = await openOffice(database())
    await drafts(office, 'KT2', { to: 'YT: an toàn thực phẩm', informed: 'VP' })
    expect((await office.card('KT2')).buttons[0]).toBe('Trình lãnh đạo gửi')
    await office.presses('KT2', 'Trình lãnh đạo gửi')
    expect(await office.sees('YT1')).toEqual([])
    await office.says('KT2', '/gui Y1')
    expect((await office.card('KT2')).text).toContain('do người đứng đầu hoặc cấp phó của Phòng Kinh tế thực hiện')
    await office.moveTo('23/11/2026 09:00')
    await office.presses('KT1', 'Gửi', { under: 'Chờ gửi Y1' })
    expect((await office.card('YT1')).text, 'the limit runs from the sending').toContain('24:00 thứ Sáu 27/11/2026')
    const told = await office.card('VP1')
    expect(told).toMatchObject({ buttons: [], text: expect.stringContaining('Không cần trả lời') })
    expect((await office.card('KT2')).text).toContain('Theo dõi Y1')
    await office.moveTo('28/11/2026 00:00')
    expect((await office.card(officeGroup, 'Y1')).text).toContain('Trạm Y tế xã')
    expect((await office.card('KT1', 'Theo dõi Y1')).text).not.toContain('Văn phòng')
  })
})
