/** Answers that should not have been: twice, too late, by the wrong person, in the wrong words. Each ends well. */
import { expect, test } from 'vitest'
import { sampleCommune } from '../../src/sample-commune.ts'
import { describeOnEmbedded } from '../support/database.ts'
import { evidenceOf, officeGroup, openOffice } from '../support/office.ts'
import { hasConsulted } from '../support/office-letter.ts'

const asked = 'Lấy ý kiến Y1'

/** The commune with a deputy at the police, so that two people may answer for one unit. */
const withDeputy = {
  ...sampleCommune,
  officers: [...sampleCommune.officers, { id: 'CA2', name: 'Lò Thị Sương', language: 'vi' }],
  posts: [...sampleCommune.posts, { ...sampleCommune.posts[0]!, unit: 'CA', officer: 'CA2', kind: 'deputy_head' }],
} as const

describeOnEmbedded('said more than once', (database) => {
  test('the same update twice does nothing twice', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT'])
    await office.presses('YT1', 'Đồng ý')
    const before = { lines: await evidenceOf(office, 'Y1'), cards: await office.count('YT1') }
    await office.hearsAgain()
    expect({ lines: await evidenceOf(office, 'Y1'), cards: await office.count('YT1') }).toEqual(before)
  })

  test('ten taps at once on one button are one answer and ten equal receipts', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT'])
    await office.together(async () => {
      for (let tap = 0; tap < 10; tap++) await office.presses('YT1', 'Đồng ý')
    })
    expect((await evidenceOf(office, 'Y1')).filter(({ type }) => type === 'agreed')).toHaveLength(1)
    expect(office.toasts).toHaveLength(10)
    expect(new Set(office.toasts.map((toast) => toast?.split('\n')[0]))).toEqual(
      new Set(['Đã ghi: Trạm Y tế xã đồng ý Y1, 08:00 thứ Sáu 20/11/2026']),
    )
  })

  test('two people who answer for one unit in the same second: one counts, the other is told who', async () => {
    const office = await openOffice(database(), { founding: withDeputy })
    await hasConsulted(office, ['CA'])
    await office.together(async () => {
      await office.presses('CA1', 'Đồng ý')
      await office.says('CA2', '/khongdongy Y1 Điều 5 vượt khung phí đã duyệt')
    })
    const lines = await evidenceOf(office, 'Y1')
    const counted = lines.filter(({ type }) => type === 'agreed' || type === 'objected')
    expect(counted).toHaveLength(1)
    const [winner, loser, name] =
      counted[0]?.actor === 'CA1' ? ['CA1', 'CA2', 'Hoàng Đức Kiên'] : ['CA2', 'CA1', 'Lò Thị Sương']
    expect((await office.card(winner)).text).toContain('Đã ghi: Công an xã')
    expect((await office.card(loser, 'Công an xã đã trả lời (')).text).toContain(`người trả lời: ${name}`)
    expect(lines.filter(({ type }) => type === 'refused')).toMatchObject([{ actor: loser }])
    const left = counted[0]?.type === 'objected' ? ['Rút ý kiến không đồng ý'] : []
    for (const who of ['CA1', 'CA2']) expect((await office.card(who, asked)).buttons).toEqual(left)
  })
})

describeOnEmbedded('pressed by the wrong person', (database) => {
  test('a stranger in the Office group is told why not, alone, and nothing is recorded', async () => {
    const office = await openOffice(database(), { strangers: ['LA1'] })
    await hasConsulted(office, ['YT'])
    await office.moveTo('27/11/2026 00:00')
    const before = { lines: await evidenceOf(office, 'Y1'), cards: await office.count(officeGroup) }
    await office.presses('LA1', 'Xem chứng cứ', { chat: officeGroup })
    expect(office.toasts.at(-1)).toContain('Tài khoản này chưa liên kết với cán bộ nào')
    expect({ lines: await evidenceOf(office, 'Y1'), cards: await office.count(officeGroup) }).toEqual(before)
  })

  test('an officer of another unit is told whom it was asked of, and the attempt is evidence', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT', 'QS'])
    await office.says('HC1', '/dongy Y1')
    const { text } = await office.card('HC1')
    expect(text).toContain('Y1 không hỏi cơ quan này')
    expect(text).toContain('Trạm Y tế xã')
    expect(text).toContain('Căn cứ: ')
    expect((await evidenceOf(office, 'Y1')).at(-1)).toMatchObject({ type: 'refused', actor: 'HC1' })
    expect((await office.card('KT1', 'Theo dõi Y1')).text).toContain('chờ ý kiến 2')
  })

  test('the evidence of a matter is not for everybody', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT'])
    await office.says('HC1', '/bangchung Y1')
    expect((await office.card('HC1')).text).toContain('Y1 không gửi cho cơ quan của anh/chị')
  })

  test('a specialist neither confirms nor cancels', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['VHXH'])
    await office.says('VX2', '/dongy Y1')
    await office.says('VX2', '/xacnhan Y1')
    expect((await office.card('VX2')).text).toContain('Chỉ người đứng đầu, cấp phó hoặc người được giao phụ trách')
    await office.says('KT2', '/huy Y1 làm lại')
    expect((await office.card('KT2')).text).toContain('do người đứng đầu hoặc cấp phó của Phòng Kinh tế thực hiện')
  })
})

describeOnEmbedded('pressed on a card whose matter has moved on', (database) => {
  test('a cancelled matter: the copies lose their buttons, and a press from a stale screen is told so', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT'])
    await office.says('KT1', '/huy Y1 rút dự thảo để làm lại')
    expect((await office.card('YT1', 'Y1 đã được hủy')).text).toContain('rút dự thảo để làm lại')
    expect((await office.card('YT1', asked)).buttons).toEqual([])
    expect((await office.card('KT1', 'Theo dõi Y1')).text).toContain('rút dự thảo để làm lại')
    await office.says('YT1', '/dongy Y1')
    expect((await office.card('YT1')).text).toMatch(
      /Y1 đã hủy lúc .* \(người thực hiện: Lương Thị Mai Hiên\) nên không ghi thêm được/,
    )
  })

  test('a closed matter takes no further answer from a stale screen', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT'])
    await office.presses('YT1', 'Đồng ý')
    await office.presses('KT1', 'Xem chứng cứ')
    await office.passes(60)
    await office.presses('KT1', 'Đóng lấy ý kiến', { under: 'Theo dõi' })
    await office.hearsAgain({ asAnother: true })
    expect((await office.card('KT1')).text, 'the receipt again').toContain('Đã ghi: Y1 đã đóng')
    await office.says('YT1', '/khongdongy Y1 Điều 5 chưa có khu bán thực phẩm tươi sống')
    expect((await office.card('YT1')).text).toMatch(/Y1 đã kết thúc lúc .* nên không ghi thêm được/)
    const types = (await evidenceOf(office, 'Y1')).map(({ type }) => type)
    expect(types.filter((type) => type === 'closed' || type === 'refused')).toEqual(['closed', 'refused'])
  })
})

describeOnEmbedded('at the deadline', (database) => {
  test('[AL1.3d] one second before it is in time', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT'])
    await office.moveTo('26/11/2026 23:59:59')
    await office.presses('YT1', 'Đồng ý')
    await office.moveTo('27/11/2026 00:01')
    expect((await office.card('KT1', 'Theo dõi Y1')).text).toContain('đồng ý 1')
    expect(await office.escalations()).toEqual([])
  })

  test('[AL1.3g] one second after it is late, even if no timer has fired', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT'])
    const { id } = await office.card('YT1', asked)
    await office.together(async () => {
      office.clock.moveTo('2026-11-27T00:00:01+07:00')
      await office.pressesOn('YT1', { chat: 'YT1', message: id, label: 'Đồng ý' })
    })
    expect((await office.card('YT1', 'Đã ghi')).text).toContain('muộn 1 phút')
    expect((await office.card('KT1', 'Theo dõi Y1')).text).toContain('đồng ý mặc nhiên 1')
    expect((await evidenceOf(office, 'Y1')).map(({ type }) => type)).toContain('replied_late')
  })
})

describeOnEmbedded('said in the wrong words', (database) => {
  test('an unknown reference is said to be one', async () => {
    const office = await openOffice(database())
    await office.says('YT1', '/dongy Y99')
    expect((await office.card('YT1')).text).toContain('Không tìm thấy Y99')
  })

  test('[AL1.3e] an objection without a reason is asked for it, and counts from the reason', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT'])
    await office.says('YT1', 'Không đồng ý', { under: asked })
    expect((await office.card('YT1')).text).toContain('còn thiếu lý do cụ thể')
    expect((await office.card('KT1', 'Theo dõi Y1')).text).toContain('chờ ý kiến 1')
    await office.says('YT1', 'Không đồng ý vì chưa phù hợp')
    expect((await office.card('YT1', 'chưa ghi được')).text).toContain('vẫn chưa đủ cụ thể')
    await office.says('YT1', 'Không đồng ý Điều 5, vì chưa có khu bán thực phẩm tươi sống')
    expect((await office.card('YT1')).text).toContain('Đã ghi: Trạm Y tế xã không đồng ý Y1')
  })

  test('[AL1.3e] an agreement whose words take some of it back is asked what should change', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT'])
    await office.says('YT1', '/dongy Y1 đồng ý một phần: về vệ sinh tôi thấy chưa ổn')
    expect((await office.card('YT1')).text).toContain('Đồng ý thế nào?')
    expect((await evidenceOf(office, 'Y1')).map(({ type }) => type)).not.toContain('agreed')
  })

  test('[AL1.3e] vague words are asked back, never counted, and lapse like silence', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT'])
    for (const vague of ['Để nghiên cứu', 'Thực hiện theo quy định']) {
      await office.says('YT1', vague, { under: asked })
      expect((await office.card('YT1')).text + (await office.card('YT1', 'chưa tính là trả lời')).text).toContain(
        'chưa tính là trả lời',
      )
    }
    expect((await evidenceOf(office, 'Y1')).filter(({ type }) => type === 'asked_back')).toHaveLength(1)
    await office.moveTo('27/11/2026 00:00')
    expect((await office.card('KT1', 'Theo dõi Y1')).text).toContain('đồng ý mặc nhiên 1')
  })

  test('"khong dong y" is never taken for "dong y"', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT', 'QS'])
    await office.says('YT1', 'khong dong y', { under: asked })
    await office.says('QS1', 'dong y', { under: asked })
    expect((await office.card('QS1')).buttons, 'without accents a tap settles it').toEqual(['Đồng ý', 'Không đồng ý'])
    expect((await evidenceOf(office, 'Y1')).filter(({ type }) => type === 'agreed')).toEqual([])
    await office.presses('QS1', 'Đồng ý', { under: 'xin chọn một' })
    await office.passes(60)
    expect((await office.card('KT1', 'Theo dõi Y1')).text).toContain('đồng ý 1, chờ ý kiến 1')
  })

  test('decomposed letters are the letters they are', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT'])
    await office.says('YT1', 'Đồng ý; Điều 5 sửa “phí” thành “giá dịch vụ”'.normalize('NFD'), { under: asked })
    const { text } = await office.card('YT1')
    expect(text).toContain('Đã ghi: Trạm Y tế xã đồng ý Y1')
    expect(text).toBe(text.normalize('NFC'))
  })

  test('five thousand characters are refused with the limit, and the question stays', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT'])
    await office.says('YT1', '/khongdongy Y1')
    await office.says('YT1', `Điều 5 ${'rất dài '.repeat(510)}`)
    expect((await office.card('YT1')).text).toMatch(/dài 40\d\d ký tự, quá giới hạn 4000/)
    await office.says('YT1', 'Điều 5 chưa có khu bán thực phẩm tươi sống')
    expect((await office.card('YT1')).text).toContain('Đã ghi: Trạm Y tế xã không đồng ý Y1')
  })

  test('a file for an answer is not taken for one', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT'])
    const bytes = new TextEncoder().encode('Góp ý của Trạm Y tế')
    await office.sends('YT1', { name: 'gop-y.txt', mime: 'text/plain', bytes })
    expect((await office.card('YT1')).text).toContain('Tệp này chưa được dùng vào việc gì')
  })
})
