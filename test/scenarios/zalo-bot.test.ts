/** The heart over a Zalo bot's wire: no buttons, no edits, no files, no answers under a message, one update at a time. */
import { expect, test } from 'vitest'
import { sampleCommune } from '../../src/sample-commune.ts'
import { describeOnEmbedded } from '../support/database.ts'
import { evidenceOf, officeGroup, openOffice } from '../support/office.ts'
import { drafts, hasConsulted, subject } from '../support/office-letter.ts'
import { openTelegramChats } from '../support/office-telegram.ts'
import { openZaloChats } from '../support/office-zalo-bot.ts'

const join = openZaloChats

describeOnEmbedded('on a Zalo bot', (database) => {
  test('an officer links by a typed code, and the group is bound by a mention', async () => {
    const office = await openOffice(database(), { join, unlinked: ['YT1'], hasOfficeChannel: false })
    await office.says('YT1', 'chào')
    expect((await office.card('YT1')).text).toContain('mã liên kết')
    await office.says('VP1', '/malienket YT1')
    const handed = (await office.card('VP1')).text
    expect(handed, 'a typed code needs no picture').not.toContain('mã QR')
    const code = /^Mã: (\S+)$/m.exec(handed)?.[1] ?? ''
    await office.says('YT1', `Mã của tôi: ${code}`)
    expect((await office.card('YT1')).text).toContain('Đã liên kết tài khoản này với Cao Thu Hà')
    await office.says('VP1', '/gankenh văn phòng', { chat: officeGroup })
    expect((await office.card(officeGroup)).text).toContain('là kênh của Văn phòng')
    await hasConsulted(office, ['YT'])
    expect((await office.card('YT1')).text).toContain('Lấy ý kiến Y1')
  })

  test('[AL1.3f] asked, agreed by number, refused to the wrong person, silent, deemed to consent, late', async () => {
    const office = await openOffice(database(), { join })
    await drafts(office, 'KT1', { to: 'CA: trật tự\nYT: an toàn thực phẩm' })
    expect((await office.card('KT1')).text).toContain('1. Gửi')
    await office.says('KT1', '1')
    expect((await office.card('KT1', 'Theo dõi Y1')).text).toContain('chờ ý kiến 2')
    const asked = await office.card('CA1')
    expect(asked.text).toContain(`Lấy ý kiến Y1: ${subject}`)
    expect(asked.text).toContain('https://vanban.songmay.example/ho-so/41')
    await office.says('QS1', '/dongy Y1')
    expect((await office.card('QS1')).text).toContain('Y1')
    expect((await office.card('QS1')).text).toContain('không hỏi cơ quan này')
    await office.says('CA1', '1')
    expect((await office.card('CA1', 'Đã ghi')).text).toContain('Công an xã đồng ý Y1')
    await office.passes(60)
    await office.moveTo('27/11/2026 00:00')
    const escalation = await office.card(officeGroup, 'Y1')
    expect(escalation.text).toContain('Y1: Trạm Y tế xã – ĐỒNG Ý MẶC NHIÊN')
    await office.says('VP1', '2', { chat: officeGroup })
    expect((await office.card('VP1')).text, 'a mention with a number is for us').toContain('Phiếu chứng cứ Y1')
    await office.says('YT1', 'Y1 2')
    expect((await office.card('YT1')).text, 'the numbers of a settled card are over').toContain('chưa ghi gì')
    await office.moveTo('27/11/2026 08:00')
    expect((await office.card('YT1')).text).toMatch(/chưa ghi nhận được ý kiến[\s\S]*2\. Không đồng ý/)
    await office.says('YT1', 'Y1 2 vì Điều 5 chưa có khu bán thực phẩm tươi sống')
    expect((await office.card('YT1', 'Đã ghi')).text).toContain('không đồng ý Y1')
    await office.passes(60)
    expect((await office.card(officeGroup, 'trả lời muộn')).text).toContain('Kết quả ĐỒNG Ý MẶC NHIÊN giữ nguyên')
    const types = (await evidenceOf(office, 'Y1')).map(({ type }) => type)
    expect(types).toContain('reached')
  })

  test('when a deputy answers elsewhere, the head’s numbers follow, once; what decides nothing says nothing', async () => {
    const deputy = { ...sampleCommune.posts[0]!, unit: 'VHXH', officer: 'VX2', kind: 'deputy_head' } as const
    const founding = { ...sampleCommune, posts: [...sampleCommune.posts, deputy] }
    const office = await openOffice(database(), { join, beside: openTelegramChats, founding, unlinked: ['VX2'] })
    await office.beside.link('VX2')
    await hasConsulted(office, ['VHXH'])
    const before = await office.count('VX1')
    await office.beside.presses('VX2', 'Đã nhận')
    await office.beside.says('VX2', '/giahan Y1 27/11/2026 vì chờ họp xóm')
    expect((await office.card('KT1')).text).toContain('chờ họp xóm')
    expect(await office.count('VX1'), 'a receipt and a question to the lead').toBe(before)
    await office.beside.says('VX2', '/khongdongy Y1 Điều 7 cho họp chợ đến 23 giờ')
    await office.beside.presses('VX2', 'Hoàn tác')
    await office.beside.says('VX2', '/khongdongy Y1 Điều 7 cho họp chợ đến 22 giờ')
    await office.passes(60)
    const news = (await office.sees('VX1')).slice(before).map(({ text }) => text)
    const [objected, undone, objectedAgain, ...more] = news
    expect(objected).toMatch(/Lấy ý kiến Y1[\s\S]*đến 23 giờ[\s\S]*\n1\. Rút ý kiến không đồng ý/)
    expect(undone).toMatch(/Lấy ý kiến Y1[\s\S]*\n1\. Đồng ý\n2\. Không đồng ý/)
    expect(objectedAgain).toMatch(/Lấy ý kiến Y1[\s\S]*đến 22 giờ[\s\S]*\n1\. Rút ý kiến không đồng ý/)
    expect(more).toEqual([])
    await office.says('VX1', '1')
    expect((await office.card('VX1')).text, 'the number means what the reader sees').toContain('Rút')
    await office.says('VX1', 'đồng ý')
    await office.passes(60)
    expect((await office.beside.card('VX2', 'Lấy ý kiến Y1')).buttons).toEqual([])
  })

  test('a number for one of two letters is asked about, and with its letter and its reason it is not', async () => {
    const office = await openOffice(database(), { join })
    await hasConsulted(office, ['YT'])
    await hasConsulted(office, ['YT'], { subject: 'Dự thảo Nội quy bến xe' })
    await office.says('YT1', 'số 1')
    expect((await office.card('YT1')).text).toMatch(/1\. Y2: Đồng ý\n2\. Y1: Đồng ý/)
    await office.says('YT1', '2')
    expect((await office.card('YT1', 'Đã ghi')).text).toContain('đồng ý Y1')
    await office.says('YT1', 'Y2 2 vì Điều 3 trùng nội dung đã ban hành')
    expect((await office.card('YT1', 'Đã ghi')).text).toContain('không đồng ý Y2')
  })

  test('a file that Zalo keeps to itself is told of, and the question stays', async () => {
    const office = await openOffice(database(), { join })
    await office.says('KT1', `/layykien ${subject}`)
    await office.says('KT1', 'Mức phí tại Điều 5')
    await office.says('KT1', 'YT: an toàn thực phẩm')
    await office.acts(() => office.chats.sendsUnsupported('KT1'))
    expect((await office.card('KT1')).text).toContain('Hồ sơ https://…')
    await office.says('KT1', 'Hồ sơ https://vanban.songmay.example/41')
    expect((await office.card('KT1')).text).toContain('Độ khẩn của văn bản?')
  })

  test('a title of three hundred letters and thirty questions come in numbered messages within the limit', async () => {
    const office = await openOffice(database(), { join })
    await hasConsulted(office, ['YT'], {
      subject: 'Dự thảo quy chế rất dài '.repeat(12).trim(),
      questions: Array.from({ length: 30 }, (_, index) => `Nội dung số ${index + 1}: ${'mức phí '.repeat(20)}`),
    })
    const { user } = office.chats.accountOf('YT1')
    const raw = office.chats.server.vendor.chats.get(user)?.messages.map(({ text }) => text) ?? []
    expect(raw.length).toBeGreaterThan(2)
    expect(raw.map((text) => text.split('\n')[0])).toEqual(raw.map((_, index) => `${index + 1}/${raw.length}`))
    await office.says('YT1', '1')
    expect((await office.card('YT1', 'Đã ghi')).text).toContain('đồng ý Y1')
  })
})
