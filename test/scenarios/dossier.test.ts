/** A dossier of ordinary size and shape: kept whole, handed out again, and judged like any other. */
import { expect, test } from 'vitest'
import { utf8 } from '../documents/sample-files.ts'
import { describeOnBoth } from '../support/database.ts'
import { openOffice } from '../support/office.ts'
import { consults } from '../support/office-letter.ts'

/** An invented letter of some ten kilobytes: heading, number and day, addressees, numbered duties, recipients. */
const letter = [
  '**ỦY BAN NHÂN DÂN\nXÃ SÔNG MÂY**\n',
  '**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc**\n',
  'Số: /UBND-KT\n\nSông Mây, ngày tháng 11 năm 2026\n\nV/v lấy ý kiến Quy chế quản lý chợ\n',
  'Kính gửi:\n\n- Trưởng các phòng, ban của xã;\n- Trưởng Công an xã, Trạm Y tế xã.\n',
  ...Array.from(
    { length: 28 },
    (_, index) =>
      `${index + 1}. Điều ${index + 1} của dự thảo quy định ô số ${index + 1} của chợ: diện tích, ngành hàng, giá dịch vụ và ` +
      'trách nhiệm giữ vệ sinh của người thuê; trước ngày 05 hằng tháng người thuê nộp tiền tại bộ phận một cửa.\n\n- Ban quản lý ' +
      'chợ mở sổ theo dõi, đối chiếu với từng hộ.\n',
  ),
  'Nơi nhận:\n\n- Như trên;\n- Lưu: VT, KT.\n\nCHỦ TỊCH\n',
].join('\n')

describeOnBoth('a letter of ten kilobytes as the dossier', (database) => {
  test('is named on every card, handed out whole on a tap, and answered point by point', async () => {
    const office = await openOffice(database())
    const bytes = utf8(letter)
    expect(bytes.length).toBeGreaterThan(9_000)
    const file = { name: 'Dự thảo Quy chế chợ.txt'.normalize('NFD'), mime: 'text/plain', bytes }
    await consults(office, 'KT1', { to: 'YT: an toàn thực phẩm\nCA: trật tự', dossier: file })
    const asked = await office.card('YT1')
    expect(asked.text).toContain('Hồ sơ: Dự thảo Quy chế chợ.txt')
    await office.presses('YT1', 'Xem hồ sơ')
    expect((await office.card('YT1')).files).toEqual(['Dự thảo Quy chế chợ.txt'])
    expect(await office.bytesOf('YT1', 'Dự thảo Quy chế chợ.txt')).toEqual(bytes)
    await office.says('YT1', 'Đồng ý; Điều 7 bổ sung khu bán thực phẩm tươi sống', { under: 'Lấy ý kiến Y1' })
    await office.passes(60)
    expect((await office.card('KT1', 'Theo dõi Y1')).text).toContain('đồng ý 1, chờ ý kiến 1')
    await office.says('HC1', '/hoso Y1')
    expect((await office.card('HC1')).files).toEqual([])
  })
})
