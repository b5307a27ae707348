/** The same work in other faces: English, a messenger without buttons, forms where there are some. */
import { expect, test } from 'vitest'
import type { Clock } from '../../src/calendar/clock.ts'
import { describeOnEmbedded } from '../support/database.ts'
import { openOffice } from '../support/office.ts'
import { hasConsulted, subject } from '../support/office-letter.ts'
import { openSandboxChats } from '../support/office-sandbox.ts'

const joinPlain = (people: readonly string[], clock: Clock) => openSandboxChats(people, clock, { isPlain: true })

describeOnEmbedded('in English', (database) => {
  test('one officer reads English from then on, the others go on in Vietnamese', async () => {
    const office = await openOffice(database())
    await office.says('YT1', '/language en')
    await hasConsulted(office, ['YT', 'QS'])
    const asked = await office.card('YT1')
    expect(asked.buttons).toEqual(['Agree', 'Object', 'Return', 'Received', 'Ask for time', 'Documents missing'])
    expect(asked.text).toContain('24:00 Thursday 26/11/2026')
    expect((await office.card('QS1')).buttons).toContain('Đồng ý')
    await office.presses('YT1', 'Agree')
    expect((await office.card('YT1')).text).toContain('Recorded')
    await office.says('YT1', '/ngonngu vi')
    expect((await office.card('YT1')).text).toContain('Đã chuyển sang tiếng Việt')
  })
})

describeOnEmbedded('without buttons', (database) => {
  test('the whole letter is put together by numbers and words', async () => {
    const office = await openOffice(database(), { join: joinPlain })
    await office.says('KT1', '/layykien')
    for (const answer of [subject, 'Mức phí tại Điều 5']) await office.says('KT1', answer)
    expect((await office.card('KT1')).text).toMatch(/Trả lời bằng số:\n1\. Lãnh đạo UBND xã[\s\S]*7\. Trạm Y tế xã/)
    for (const answer of ['6 7', 'an toàn nơi công cộng', '1', 'https://vanban.songmay.example/41', '1', '1', '8'])
      await office.says('KT1', answer)
    const preview = await office.card('KT1')
    expect(preview.text).toContain('Trạm Y tế xã: an toàn nơi công cộng')
    expect(preview.text, 'by the regulation, five working days').toContain('Hạn trả lời: 24:00 thứ Hai 30/11/2026')
    expect(preview.text).toContain('1. Gửi')
    await office.says('KT1', '1')
    expect((await office.card('KT1', 'Theo dõi Y1')).text).toContain('chờ ý kiến 2')
    expect(preview.buttons).toEqual([])
  })

  test('"1" answers the card shown last, and what became of it comes as a short message', async () => {
    const office = await openOffice(database(), { join: joinPlain })
    await hasConsulted(office, ['YT'])
    expect((await office.card('YT1')).text).toContain('1. Đồng ý\n2. Không đồng ý\n3. Trả lại\n4. Đã nhận')
    await office.says('YT1', '7')
    expect((await office.card('YT1')).text).toContain('Chỉ có các số từ 1 đến 6')
    await office.says('YT1', 'trả lời 1')
    const receipt = await office.card('YT1', 'Đã ghi: Trạm Y tế xã đồng ý Y1')
    expect(receipt.text).toContain('1. Hoàn tác')
    await office.passes(60)
    expect((await office.card('KT1', 'Theo dõi Y1')).text).toContain('chờ ý kiến 1')
    await office.says('YT1', '/homnay')
    expect((await office.card('YT1')).text).toContain('Hiện không có việc nào đang chờ')
  })

  test('an objection is asked for step by step, and silence lapses as anywhere', async () => {
    const office = await openOffice(database(), { join: joinPlain })
    await hasConsulted(office, ['YT', 'QS'])
    await office.says('YT1', '2')
    expect((await office.card('YT1')).text).toContain('Không đồng ý điểm nào, vì sao?')
    await office.says('YT1', 'Điều 5 chưa có khu bán thực phẩm tươi sống')
    expect((await office.card('YT1', 'Đã ghi')).text).toContain('không đồng ý Y1')
    await office.moveTo('23/11/2026 09:00')
    await office.moveTo('25/11/2026 09:00')
    const heard = await office.count('QS1')
    await office.says('QS1', '/dongy Y1')
    await office.passes(60)
    expect((await office.count('QS1')) - heard, 'the receipt and one word for the card').toBeLessThanOrEqual(2)
    await office.moveTo('27/11/2026 00:00')
    expect(await office.escalations()).toEqual([])
  })
})

describeOnEmbedded('with forms', (database) => {
  test('a button opens one form for everything, and what was wrong is asked again', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['HCC'])
    await office.presses('HC1', 'Trả lại')
    const form = await office.form('HC1')
    expect(form.title).toBe('Trả lại Y1')
    expect(form.fields.map(({ label }) => label)).toEqual(['Vì sao trả lại?', 'Nên hỏi cơ quan nào?'])
    await office.fills('HC1', { text: 'Đã nghiên cứu', suggested: 'VP' })
    expect((await office.card('HC1')).text).toContain('còn thiếu lý do cụ thể')
    await office.says('HC1', 'Cho thuê ki-ốt không thuộc chức năng của Trung tâm')
    expect((await office.card('HC1')).text).toContain('Đã ghi: Trung tâm Phục vụ hành chính công trả lại Y1')
  })

  test('a letter begun in the chat goes on in the chat, whatever is pressed', async () => {
    const office = await openOffice(database())
    await office.says('KT1', `/layykien ${subject}`)
    await office.says('KT1', 'Mức phí tại Điều 5')
    await office.presses('KT1', 'Trạm Y tế xã')
    await office.presses('KT1', 'Xong')
    await office.says('KT1', 'an toàn thực phẩm')
    await office.says('KT1', 'https://vanban.songmay.example/41')
    await office.presses('KT1', 'Thường')
    await office.presses('KT1', 'Theo thời hạn của quy chế')
    await office.presses('KT1', 'Bỏ qua')
    await office.presses('KT1', 'Sửa hạn trả lời')
    await office.says('KT1', '17h thứ Sáu tuần sau')
    await office.presses('KT1', 'Gửi')
    expect((await office.card('YT1')).text).toContain('Hạn trả lời: 17:00 thứ Sáu 27/11/2026')
  })
})
