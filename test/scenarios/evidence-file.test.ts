/** The evidence as a document: one tap for whoever may take it, nothing for anybody else, and nothing too early. */
import { expect, test } from 'vitest'
import { textOfFile } from '../../src/documents/file-text.ts'
import { describeOnEmbedded } from '../support/database.ts'
import { type Office, officeGroup, openOffice } from '../support/office.ts'
import { hasConsulted, subject } from '../support/office-letter.ts'

const button = 'Tải hồ sơ chứng cứ (.docx)'
const name = 'Ho so chung cu Y1.docx'

/** The text of the document somebody got last; null when they got none. */
async function documentOf(office: Office, chat: string): Promise<string | null> {
  const bytes = await office.bytesOf(chat, name)
  return bytes && (await textOfFile({ name, mime: '', bytes })).text
}

describeOnEmbedded('the evidence of a consultation as a document', (database) => {
  test('comes with one tap, with the outcome of every unit, its basis, what happened and what was sent', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['QS', 'YT'])
    await office.says('QS1', 'Không đồng ý Điều 5 vì mức phí vượt khung đã duyệt', { under: 'Lấy ý kiến Y1' })
    await office.moveTo('27/11/2026 10:00')
    await office.presses('KT1', 'Xem chứng cứ', { under: 'Theo dõi Y1' })
    await office.presses('KT1', button)
    expect(await office.card('KT1')).toMatchObject({ files: [name], text: expect.stringContaining(subject) })
    const text = await documentOf(office, 'KT1')
    for (const said of [
      'ỦY BAN NHÂN DÂN\nXÃ SÔNG MÂY',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc',
      `Việc lấy ý kiến Y1: ${subject}`,
      'Nguyên vẹn đến dòng',
      'Ban Chỉ huy Quân sự xã đã trả lời không đồng ý',
      'Trạm Y tế xã: ĐỒNG Ý MẶC NHIÊN (im lặng quá hạn 24:00 thứ Năm 26/11/2026)',
      'Căn cứ: Quy chế làm việc của UBND xã Sông Mây (số 12/2026/QĐ-UBND ngày 06/7/2026), Điều 9 khoản 3',
      'Bằng chứng đã đến nơi: Tin nhắn riêng đến Cao Thu Hà',
      '“Không đồng ý Điều 5 vì mức phí vượt khung đã duyệt”',
      'đã đến nơi (mã tin',
      'Chốt đến dòng',
    ])
      expect(text).toContain(said)
  })

  test('goes to the private chat of an officer of the Office, wherever it was asked for', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT'])
    await office.moveTo('27/11/2026 00:00')
    await office.presses('VP1', 'Xem chứng cứ', { chat: officeGroup })
    await office.presses('VP1', button)
    await office.says('VP1', '/xuathoso Y1', { chat: officeGroup })
    expect((await office.sees(officeGroup)).flatMap(({ files }) => files)).toEqual([])
    expect(await documentOf(office, 'VP1')).toContain('HỒ SƠ CHỨNG CỨ')
  })

  test('is not offered to a consulted unit, and refused to it', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT'])
    await office.says('YT1', '/bangchung Y1')
    expect((await office.card('YT1')).buttons).not.toContain(button)
    await office.says('YT1', '/xuathoso Y1')
    expect(await office.card('YT1')).toMatchObject({
      files: [],
      text: expect.stringContaining('chỉ giao cho Văn phòng'),
    })
    await office.says('KT2', 'xuất hồ sơ Y1')
    expect((await office.card('KT2')).text, 'a specialist of the lead').toContain('chỉ giao cho Văn phòng')
  })

  test('waits while an answer may still be taken back', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT', 'QS'])
    await office.says('YT1', '/dongy Y1')
    await office.says('KT1', '/export Y1')
    expect(await office.card('KT1')).toMatchObject({ files: [], text: expect.stringContaining('sau một phút') })
    await office.passes(60)
    await office.says('KT1', '/export Y1')
    expect(await documentOf(office, 'KT1')).toContain('Trạm Y tế xã đã đồng ý')
  })

  test('tells a refused attempt as it was refused to whoever tried, with the clause', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT'])
    await office.says('HC1', '/dongy Y1')
    const { text: refused } = await office.card('HC1')
    const [, reason = '', citation = ''] = /(Y1 không hỏi cơ quan này.*)\nCăn cứ: (.*)/.exec(refused) ?? []
    expect([reason, citation]).not.toContain('')
    await office.says('KT1', '/export Y1')
    const text = await documentOf(office, 'KT1')
    expect(text).toContain(`Lý do: ${reason}`)
    expect(text?.split(`Lý do: ${reason}`)[1]).toMatch(new RegExp(`^\\s*Căn cứ: ${RegExp.escape(citation)}`))
  })
})
