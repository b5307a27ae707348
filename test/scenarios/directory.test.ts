/** People come, go and are away: the directory lived in the chat, from the file to the card that says who is missing. */
import { expect, test } from 'vitest'
import { sampleCommune } from '../../src/sample-commune.ts'
import { utf8 } from '../documents/sample-files.ts'
import { describeOnEmbedded } from '../support/database.ts'
import { officeGroup, openOffice } from '../support/office.ts'
import { consults } from '../support/office-letter.ts'

/** The sample commune as a spreadsheet would save it. */
const lines = [
  'Mã đơn vị;Tên đơn vị;Viết tắt;Chức năng;Mã cán bộ;Họ và tên;Chức vụ',
  ...sampleCommune.units.map(
    ({ id, name, abbreviations, functions }) =>
      `${id};${name};"${abbreviations.join(';')}";"${functions.join(';')}";;;`,
  ),
  ...sampleCommune.posts.map(({ unit, officer, kind }) => {
    const name = sampleCommune.officers.find(({ id }) => id === officer)?.name
    return `${unit};;;;${officer};${name};${kind}`
  }),
]

function fileOf(changed: readonly string[]) {
  return { name: 'danh-ba.csv', mime: 'text/csv', bytes: utf8(['', ...changed].join('\r\n').normalize('NFD')) }
}

describeOnEmbedded('the directory in the chat', (database) => {
  test('the Office sends a file, sees the difference and confirms it; who left leaves their matters to others', async () => {
    const office = await openOffice(database())
    await consults(office, 'KT1', { to: 'YT: an toàn thực phẩm\nCA: trật tự' })
    await office.sends('VP1', fileOf(lines), '/nhapdanhba')
    expect((await office.card('VP1')).text).toContain('giống hệt danh bạ hiện có')
    const changed = lines.map((line) =>
      line.replace(/^YT;;;;YT1;.*$/, 'YT;;;;YT2;Lê Thị Thử;Phó').replace('Trạm Y tế xã', 'Trạm Y tế'),
    )
    await office.sends('VP1', fileOf(changed), '/nhapdanhba')
    const shown = (await office.card('VP1')).text
    expect(shown).toContain('Trạm Y tế xã → Trạm Y tế')
    expect(shown).toContain('Lê Thị Thử (YT2): Phó Thủ trưởng, Trạm Y tế')
    expect(shown).toContain('Cao Thu Hà (YT1), trước ở Trạm Y tế')
    await office.presses('VP1', 'Ghi các thay đổi này')
    expect((await office.card('VP1')).text).toContain('Đã ghi danh bạ. Số thay đổi: 4')
    await office.says('YT1', 'Y1 đồng ý')
    expect((await office.card('YT1')).text).toContain('Y1: chưa ghi được')
  })

  test('who has left hears nothing more of what they sent, nor is a card of theirs edited; who leads the unit now hears it', async () => {
    const office = await openOffice(database(), { strangers: ['KT3'] })
    await consults(office, 'KT1', { to: 'YT: an toàn thực phẩm\nCA: trật tự' })
    const changed = lines.map((line) => line.replace(/^KT;;;;KT1;.*$/, 'KT;;;;KT3;Lê Thị Thử;unit_head'))
    await office.sends('VP1', fileOf(changed), '/nhapdanhba')
    await office.presses('VP1', 'Ghi các thay đổi này')
    await office.link('KT3')
    const before = await office.sees('KT1')
    await office.says('CA1', 'Y1 không đồng ý: Điều 7 cấm xe tải trái quy định về giao thông')
    await office.passes(61)
    expect((await office.card('KT3', 'Y1')).text).toContain('Điều 7 cấm xe tải')
    expect(await office.sees('KT1')).toEqual(before)
    await office.says('YT1', 'Y1 đồng ý')
    await office.passes(61)
    expect((await office.card('KT3')).text).toContain('Y1')
    expect(await office.sees('KT1')).toEqual(before)
  })

  test('a leaver whose unit has nobody left is told of in the Office channel', async () => {
    const office = await openOffice(database())
    await consults(office, 'KT1', { to: 'YT: an toàn thực phẩm\nCA: trật tự' })
    await office.sends('VP1', fileOf(lines.filter((line) => !line.startsWith('YT;;;;'))), '/nhapdanhba')
    expect((await office.card('VP1')).text).toContain('Y1: cơ quan không còn ai có quyền trả lời')
    await office.presses('VP1', 'Ghi các thay đổi này')
    const told = await office.card(officeGroup, 'Cao Thu Hà không còn ở cơ quan nào')
    expect(told.text).toContain('Y1: cơ quan không còn ai có quyền trả lời')
  })

  test('a head on leave with nobody to stand in is told of in the Office channel, with the days', async () => {
    const office = await openOffice(database())
    await office.says('VP1', '/nghiphep YT1 24/11 – 25/11')
    expect((await office.card('VP1')).text).toContain('Văn phòng đã được báo')
    const told = await office.card(officeGroup, 'Trạm Y tế xã: không có ai thay mặt')
    expect(told.text).toContain('từ thứ Ba 24/11/2026 đến hết thứ Tư 25/11/2026')
  })
})
