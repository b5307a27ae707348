/** The same through a Zalo Official Account: linking by a typed code, the heart in short, what its windows and groups allow. */
import { expect, test } from 'vitest'
import { describeOnEmbedded } from '../support/database.ts'
import { evidenceOf, officeGroup, openOffice } from '../support/office.ts'
import { consults, hasConsulted, subject } from '../support/office-letter.ts'
import { openZaloOaChats } from '../support/office-zalo-oa.ts'

const join = openZaloOaChats

describeOnEmbedded('on a Zalo Official Account', (database) => {
  test('an officer links by typing the code, and the chief of office binds a group of the account', async () => {
    const office = await openOffice(database(), { join, unlinked: ['YT1'], hasOfficeChannel: false })
    await office.says('VP1', '/malienket YT1')
    const code = /^Mã: (\S+)$/m.exec((await office.card('VP1')).text)?.[1] ?? ''
    await office.says('YT1', code)
    expect((await office.card('YT1')).text).toContain('Đã liên kết tài khoản này với Cao Thu Hà')
    await office.says('VP1', '/gankenh văn phòng', { chat: officeGroup })
    expect((await office.card(officeGroup)).text).toContain('là kênh của Văn phòng')
    await hasConsulted(office, ['YT'])
    expect((await office.card('YT1')).text).toContain('Lấy ý kiến Y1')
  })

  test('[AL1.3f] the heart in short: asked, objected, silent, deemed to consent, answered late', async () => {
    const office = await openOffice(database(), { join })
    await consults(office, 'KT1', { to: 'CA: trật tự\nYT: an toàn thực phẩm' })
    const asked = await office.card('CA1', 'Lấy ý kiến Y1')
    expect(asked.text).toContain(subject)
    expect(asked.buttons).toContain('Không đồng ý')
    await office.says('KT1', '/dongy Y1')
    expect((await office.card('KT1')).text, 'who was not asked is told so').toContain('chưa ghi được')
    await office.presses('CA1', 'Không đồng ý')
    expect((await office.card('CA1')).text).toContain('Không đồng ý điểm nào, vì sao?')
    await office.says('CA1', 'Điều 7 cho họp chợ đến 23 giờ, trái quy định về yên tĩnh ban đêm')
    await office.passes(60)
    expect((await office.card('KT1', 'không đồng ý')).text).toContain('Điều 7 cho họp chợ')

    await office.moveTo('27/11/2026 00:00')
    const escalation = await office.card(officeGroup, 'Y1')
    expect(escalation.text).toContain('Y1: Trạm Y tế xã – ĐỒNG Ý MẶC NHIÊN')
    expect(escalation.buttons, 'a group of Zalo has no buttons').toEqual([])
    expect(escalation.text).toContain('Trả lời bằng số:')
    await office.presses('YT1', 'Không đồng ý', { under: 'Lấy ý kiến Y1' })
    expect(
      (await office.card('YT1')).text,
      'the card cannot be changed; pressing it late is still an answer',
    ).toContain('Không đồng ý điểm nào, vì sao?')
    await office.says('YT1', 'Điều 5 chưa có khu bán thực phẩm tươi sống')
    expect((await office.card(officeGroup, 'trả lời muộn')).text).toContain('Kết quả ĐỒNG Ý MẶC NHIÊN giữ nguyên')
  })

  test('whoever wrote more than seven days ago is not reached, and is again once they write', async () => {
    const office = await openOffice(database(), { join })
    await office.moveTo('30/11/2026 08:00')
    await hasConsulted(office, ['YT'])
    expect((await office.sees('YT1')).filter(({ text }) => text.includes('Lấy ý kiến'))).toEqual([])
    const types = async () => (await evidenceOf(office, 'Y1')).map(({ type }) => type)
    expect(await types()).toContain('undelivered')
    expect(await types()).not.toContain('reached')
    await office.says('YT1', '/homnay')
    expect((await office.card('YT1')).text).toContain('Y1')
    await office.moveTo('03/12/2026 09:00')
    expect((await office.card('YT1')).text, 'the nudge reaches them').toContain('Còn')
    expect(await types()).toContain('reached')
  })
})
