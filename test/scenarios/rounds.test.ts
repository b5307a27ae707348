/** What happens to a consultation around and after its deadline, as an office lives it. */
import { expect, test } from 'vitest'
import { verifyCommittee } from '../../src/actions/evidence.ts'
import { describeOnBoth } from '../support/database.ts'
import { officeGroup, openOffice } from '../support/office.ts'
import { hasConsulted } from '../support/office-letter.ts'

describeOnBoth('a request that circles, a unit nobody reached, an objection', (database) => {
  test('[HP2d][H6.4,AL1.2d] is sent on once by the lead, the second time by the Office', async () => {
    const office = await openOffice(database())
    const status = async () => (await office.card('KT1', 'Theo dõi Y1')).text
    await hasConsulted(office, ['HCC', 'CA'])
    await office.moveTo('20/11/2026 09:00')
    await office.presses('HC1', 'Trả lại')
    await office.fills('HC1', { text: 'Cho thuê ki-ốt không thuộc chức năng của Trung tâm', suggested: 'YT' })
    await office.passes(60)
    expect(await status()).toContain('Cần xử lý (1)')
    await office.presses('KT1', 'Chuyển đến Trạm Y tế xã')
    await office.fills('KT1', { why: 'an toàn thực phẩm ở chợ' })
    const asked = await office.card('YT1', 'Lấy ý kiến Y1')
    expect(asked.text).toContain('Vì sao xin ý kiến: an toàn thực phẩm ở chợ')
    expect(asked.text).toContain('chuyển từ: Trung tâm Phục vụ hành chính công')
    expect((await office.card('HC1', 'Lấy ý kiến Y1')).text).toContain('đã chuyển đến Trạm Y tế xã')
    expect(await status()).toMatch(/Trạm Y tế xã: chờ ý kiến.*đã đến nơi 09:01 thứ Sáu 20\/11\/2026/)
    expect((await office.card('KT1', 'Y1: Trung tâm')).buttons).toEqual(['Xem chứng cứ'])

    await office.moveTo('23/11/2026 10:00')
    await office.presses('YT1', 'Trả lại')
    await office.fills('YT1', { text: 'Ki-ốt không thuộc chức năng của Trạm', suggested: 'HCC' })
    await office.passes(60)
    const bounced = await office.card(officeGroup, 'bị trả lại nhiều lần')
    expect(bounced.buttons).toEqual(['Chuyển cơ quan khác', 'Xem chứng cứ'])
    await office.says('KT1', '/chuyen Y1 VHXH: nếp sống')
    expect((await office.card('KT1')).text).toContain('đã bị trả lại 2 lần')
    await office.says('VP1', '/chuyen Y1 HCC: Chủ tịch đã giao Trung tâm quản lý chợ')
    expect((await office.card('HC1', 'Lấy ý kiến Y1')).buttons).toContain('Đồng ý')
    await office.says('HC1', 'Đồng ý toàn bộ', { under: 'Lấy ý kiến Y1' })
    await office.passes(60)
    expect(await status()).toContain('Trung tâm Phục vụ hành chính công đã đồng ý')
    expect(await status()).toContain('trước đó: Trung tâm Phục vụ hành chính công đã trả lại')
    expect((await office.card(officeGroup, 'bị trả lại nhiều lần')).buttons).toEqual(['Xem chứng cứ'])
    await expectWhole(office)
  })

  test('[AL1.3f][AL1.3g] gets its incoming number, is reopened, and ends in one sheet', async () => {
    const office = await openOffice(database(), { unlinked: ['QS1'] })
    await hasConsulted(office, ['QS', 'CA'])
    await office.says('CA1', 'Không đồng ý Điều 7 vì trái quy định về yên tĩnh ban đêm', { under: 'Lấy ý kiến Y1' })
    await office.moveTo('27/11/2026 00:00')
    const unreached = await office.card(officeGroup, 'chưa tiếp cận được Ban Chỉ huy Quân sự xã')
    expect(unreached.buttons).toEqual(['Ghi số đến', 'Mở lại', 'Xem chứng cứ'])
    await office.moveTo('27/11/2026 08:00')
    await office.presses('VP1', 'Ghi số đến', { chat: officeGroup })
    await office.fills('VP1', { number: '118', arrived: '20/11/2026' })
    expect((await office.card(officeGroup, 'ĐỒNG Ý MẶC NHIÊN')).text).toContain('Số đến 118')
    await office.presses('VP1', 'Mở lại', { chat: officeGroup })
    await office.fills('VP1', { reason: 'đơn vị đi diễn tập', deadline: '2 ngày làm việc', tells: 'unit' })
    expect((await office.card('KT1', 'Mở lại Y1')).text).toContain('đơn vị đi diễn tập')
    expect((await office.card('KT1', 'Theo dõi Y1')).text).toContain(
      'trước đó: Ban Chỉ huy Quân sự xã: ĐỒNG Ý MẶC NHIÊN',
    )
    await office.says('VP1', '/molai Y1 QS: lần nữa')
    expect((await office.card('VP1')).text).toContain('vẫn đang được hỏi')

    await office.moveTo('02/12/2026 08:00')
    await office.says('KT1', '/dong Y1')
    const sheet = await office.card('KT1', 'Kết quả lấy ý kiến Y1')
    expect(sheet.text).toContain('Còn ý kiến không đồng ý chưa được giải quyết: Công an xã')
    expect(sheet.text).toContain('Ban Chỉ huy Quân sự xã: chưa tiếp cận được')
    expect(sheet.buttons).toContain('Tải hồ sơ chứng cứ (.docx)')
    await office.says('KT1', '/ketluan Y1 45/TB-UBND 01/12/2026 Chủ tịch UBND xã')
    await office.passes(60)
    const after = await office.card('KT1', 'Kết quả lấy ý kiến Y1')
    expect(after.text).not.toContain('chưa được giải quyết')
    expect(after.text).toContain('đã có kết luận số 45/TB-UBND')
    expect(after.text).not.toContain('Công an xã đã đồng ý')
    expect((await office.card('CA1')).text).toContain('không tính là đồng ý')
    await expectWhole(office)
  })
})

describeOnBoth('a returned request', (database) => {
  test('[H6.4,AL1.2d] waits for the lead to send it on, as /today and the digest say; not before it can no longer be taken back', async () => {
    const office = await openOffice(database())
    const waiting = 'chuyển yêu cầu bị trả lại đến đúng cơ quan'
    const today = async (who: string) => {
      await office.says(who, '/homnay')
      return (await office.card(who)).text
    }
    await hasConsulted(office, ['HCC', 'CA'])
    await office.moveTo('20/11/2026 09:00')
    await office.presses('HC1', 'Trả lại')
    await office.fills('HC1', { text: 'Cho thuê ki-ốt không thuộc chức năng của Trung tâm', suggested: 'YT' })
    expect(await today('KT1')).not.toContain(waiting)
    await office.passes(60)
    expect(await today('KT1')).toContain(`${waiting} (Phòng Kinh tế)`)
    expect(await today('KT1')).toContain('hạn 24:00 thứ Sáu 20/11/2026')
    expect(await today('KT2'), 'a specialist sends nothing on').not.toContain(waiting)
    expect(await today('VP1')).not.toContain(waiting)
    await office.moveTo('23/11/2026 07:15')
    expect((await office.card('KT1', 'Quá hạn')).text).toContain(waiting)
    await office.says('KT1', '/chuyen')
    expect((await office.card('KT1')).buttons.join()).toContain('Y1')
    await office.says('KT1', '/chuyen Y1 YT: an toàn thực phẩm ở chợ')
    expect(await today('KT1')).not.toContain(waiting)
    await office.says('YT1', '/tralai Y1 Ki-ốt không thuộc chức năng, đề nghị gửi Phòng Văn hóa - Xã hội')
    await office.passes(60)
    expect(await today('VP1')).toContain(`${waiting} (Văn phòng`)
    expect(await today('KT1')).not.toContain(waiting)
  })
})

async function expectWhole(office: Awaited<ReturnType<typeof openOffice>>): Promise<void> {
  for await (const { reference, findings } of verifyCommittee(office.database, office.committeeId))
    expect([reference, ...findings]).toEqual([reference])
}
