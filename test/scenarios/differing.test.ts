/** Somebody differs with what is asked of them: their superiors hear it in private, and the work goes on. */
import { expect, test } from 'vitest'
import { verifyCommittee } from '../../src/actions/evidence.ts'
import { textOfFile } from '../../src/documents/file-text.ts'
import { describeOnEmbedded } from '../support/database.ts'
import { evidenceOf, type Office, officeGroup, openOffice } from '../support/office.ts'
import { hasConsulted } from '../support/office-letter.ts'

const name = 'Ho so chung cu Y1.docx'
const view = 'Mức phí tại Điều 5 trái Nghị quyết của HĐND xã'

async function documentOf(office: Office, chat: string): Promise<string> {
  const bytes = await office.bytesOf(chat, name)
  return bytes === null ? '' : ((await textOfFile({ name, mime: '', bytes })).text ?? '')
}

/** Everything the bot has shown a chat. */
async function textsOf(office: Office, chat: string): Promise<string> {
  return (await office.sees(chat)).map(({ text }) => text).join('\n')
}

describeOnEmbedded('a differing view', (database) => {
  test('[TH1.2c] goes to the head and the chair alone, who answer it; the deadline stands, and the evidence keeps it all', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['VHXH', 'CA'])
    await office.moveTo('23/11/2026 10:00')
    await office.says('VX2', `/ykienkhac Y1 ${view}`)
    const readBack = await office.card('VX2')
    expect(readBack.text).toContain('Đã báo riêng: Trịnh Hoài Ngân và Vương Gia Bảo')
    expect(readBack.text).toContain('không phải là ý kiến trả lời')
    expect(readBack.text).toContain('hạn 24:00 thứ Năm 26/11/2026 không đổi')
    for (const superior of ['VX1', 'CT1']) {
      const card = await office.card(superior, 'ý kiến khác của Bùi Thế Lâm')
      expect(card.text).toContain(view)
      expect(card.text).toContain('Căn cứ: Quy tắc mặc định, rút từ Thanh Hóa 2018, mục 1.2')
      expect(card.buttons).toEqual(['Cho ý kiến'])
    }
    await office.presses('CT1', 'Cho ý kiến')
    await office.fills('CT1', { text: 'Vẫn thực hiện; Văn phòng sẽ rà soát Điều 5' })
    expect((await office.card('VX2', 'cấp trên cho ý kiến')).text).toContain('Văn phòng sẽ rà soát Điều 5')
    expect((await office.card('VX1', 'ý kiến khác của')).text).toContain('Vương Gia Bảo, 10:00')
    for (const other of ['KT1', 'KT2', 'CA1', 'VP1', officeGroup])
      expect(await textsOf(office, other)).not.toContain('ý kiến khác')

    await office.moveTo('27/11/2026 08:00')
    expect((await office.card('KT1', 'Theo dõi Y1')).text).toContain('Phòng Văn hóa - Xã hội: ĐỒNG Ý MẶC NHIÊN')
    await office.says('KT1', '/bangchung Y1')
    expect(await textsOf(office, 'KT1')).not.toContain(view)
    await office.says('VX2', '/bangchung Y1')
    expect((await office.card('VX2')).text).toContain(view)

    await office.says('KT1', '/xuathoso Y1')
    const forLead = await documentOf(office, 'KT1')
    expect(forLead).toContain('Bùi Thế Lâm (Phòng Văn hóa - Xã hội) báo ý kiến khác lên cấp trên')
    expect(forLead).toContain('Nội dung chỉ người báo và cấp trên được đọc.')
    expect(forLead).not.toContain(view)
    expect(forLead).not.toContain('rà soát Điều 5')
    await office.says('CT1', '/xuathoso Y1')
    expect(await documentOf(office, 'CT1')).toContain(view)
    const types = (await evidenceOf(office, 'Y1')).map(({ type, actor }) => `${type} ${actor}`)
    expect(types).toContain('differed VX2')
    expect(types).toContain('directed CT1')
    for await (const { findings } of verifyCommittee(office.database, office.committeeId)) expect(findings).toEqual([])
  })

  test('[TH1.2c] in English and by a button: under a draft that came back, with the words asked for in private', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['VHXH'])
    await office.moveTo('23/11/2026 10:00')
    await office.says('VX2', '/khongdongy Y1 Điều 5 vượt khung của tỉnh, đề nghị giảm còn 2%')
    await office.presses('VX1', 'Yêu cầu sửa lại')
    await office.fills('VX1', { reason: 'Bỏ ý kiến về Điều 5' })
    await office.presses('VX2', 'Báo ý kiến khác')
    await office.fills('VX2', { text: view })
    expect((await office.card('VX1', 'ý kiến khác của Bùi Thế Lâm')).text).toContain(view)
    await office.says('VX2', '/differ Y1 Điều 7 cũng vượt thẩm quyền')
    await office.says('VX1', '/direct Y1')
    expect((await office.card('VX1')).buttons.join()).toContain('2. Bùi Thế Lâm')
  })

  test('[TH1.2c] what was refused leaves no words of it in the evidence others may take', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['VHXH'])
    await office.says('QS1', `/ykienkhac Y1 ${view}`)
    expect((await office.card('QS1')).text).toContain('cơ quan chủ trì hoặc cơ quan được hỏi')
    await office.says('VP1', '/xuathoso Y1')
    expect(await documentOf(office, 'VP1')).toContain('may-not-differ')
    expect(await documentOf(office, 'VP1')).not.toContain(view)
  })

  test('[TH1.2c] whoever cannot be written to is named, so that they are told otherwise', async () => {
    const office = await openOffice(database(), { unlinked: ['CT1'] })
    await hasConsulted(office, ['VHXH'])
    await office.says('VX1', `/ykienkhac Y1 ${view}`)
    expect(await textsOf(office, 'VX1')).toContain('Chưa nhắn được cho Vương Gia Bảo')
  })

  test('a secret among the words is stored nowhere', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['VHXH'])
    await office.says('VX2', '/ykienkhac Y1 Tài liệu mật số 5 nói khác')
    expect(await textsOf(office, 'VX1')).not.toContain('ý kiến khác')
    expect((await evidenceOf(office, 'Y1')).map(({ type }) => type)).not.toContain('differed')
  })
})
