/** Who is who in the messenger: codes that are right, wrong, used, old, shown to a group; and accounts that are taken. */
import { expect, test } from 'vitest'
import { describeOnEmbedded } from '../support/database.ts'
import { evidenceOf, officeGroup, openOffice } from '../support/office.ts'
import { hasConsulted } from '../support/office-letter.ts'

const wrong = 'ABCDE-23456'

describeOnEmbedded('linking', (database) => {
  test('a stranger is told what this is, and nothing they say is done', async () => {
    const office = await openOffice(database(), { strangers: ['LA1'] })
    await hasConsulted(office, ['YT'])
    await office.says('LA1', '/dongy Y1')
    expect((await office.card('LA1')).text).toContain('chỉ làm việc với cán bộ đã liên kết tài khoản')
    await office.says('LA1', 'chào', { chat: officeGroup })
    expect(await office.sees(officeGroup), 'people talk to each other in a group').toEqual([])
  })

  test('the Office makes a code, its owner types it as they like, and is asked from then on', async () => {
    const office = await openOffice(database(), { unlinked: ['YT1'] })
    await office.says('VP1', '/malienket Cao Thu Hà')
    const handed = await office.card('VP1')
    const code = /^Mã: (\S+)$/m.exec(handed.text)?.[1] ?? ''
    expect(handed.files).toEqual(['ma-lien-ket.png'])
    await office.says('YT1', `mã của tôi là ${code.toLowerCase()}`)
    expect((await office.card('YT1')).text).toContain('Đã liên kết tài khoản này với Cao Thu Hà')
    await hasConsulted(office, ['YT'])
    expect((await office.card('YT1')).text).toContain('Lấy ý kiến Y1')
  })

  test('only the Office makes codes, and never in a group', async () => {
    const office = await openOffice(database())
    await office.says('KT1', '/malienket Cao Thu Hà')
    expect((await office.card('KT1')).text).toContain('Việc này do Văn phòng thực hiện')
    await office.says('VP1', '/malienket Cao Thu Hà', { chat: officeGroup })
    expect((await office.card(officeGroup)).text).toContain('chỉ được cấp trong khung trò chuyện riêng')
  })

  test('five wrong codes lock the sender for an hour, even for the right one', async () => {
    const office = await openOffice(database(), { unlinked: ['YT1'] })
    const code = await office.code('YT1')
    for (const left of [4, 3, 2, 1]) {
      await office.says('YT1', wrong)
      expect((await office.card('YT1')).text).toContain(`Còn được thử ${left} lần`)
    }
    await office.says('YT1', wrong)
    await office.says('YT1', code)
    expect((await office.card('YT1')).text).toContain('Xin thử lại sau 60 phút')
    await office.passes(3600)
    await office.says('YT1', code)
    expect((await office.card('YT1')).text).toContain('Đã liên kết')
  })

  test('an expired code and a used one are told apart', async () => {
    const office = await openOffice(database(), { unlinked: ['YT1', 'QS1'], strangers: ['LA1'] })
    const [old, used] = [await office.code('YT1'), await office.code('QS1')]
    await office.says('QS1', used)
    await office.says('LA1', used)
    expect((await office.card('LA1')).text).toContain('Mã này đã được dùng')
    await office.passes(72 * 3600)
    await office.says('YT1', old)
    expect((await office.card('YT1')).text).toContain('Mã này đã hết hiệu lực')
  })

  test('a code shown in a group is used up', async () => {
    const office = await openOffice(database(), { unlinked: ['YT1'] })
    const code = await office.code('YT1')
    await office.says('YT1', `/lienket ${code}`, { chat: officeGroup })
    expect((await office.card(officeGroup)).text).toContain('Mã vừa gửi không còn an toàn')
    await office.says('YT1', code)
    expect((await office.card('YT1')).text).toContain('Mã này đã được dùng')
  })

  test('a new telephone is linked once the Office approves: twice does nothing, the old one is told and is nobody’s', async () => {
    const office = await openOffice(database(), { strangers: ['LA1'] })
    await office.says('LA1', await office.code('YT1'))
    expect((await office.card('LA1')).text).toContain('Đã chuyển Văn phòng xem xét trong 72 giờ')
    const asked = await office.card(officeGroup, 'Xin liên kết lại: Cao Thu Hà')
    expect(asked.text).toMatch(/Tài khoản mới: …LA1\nTài khoản hiện có của Cao Thu Hà: …YT1/)
    await office.presses('KT1', 'Chấp thuận', { chat: officeGroup })
    expect(office.toasts.at(-1)).toContain('Việc này do Văn phòng thực hiện')
    await office.together(async () => {
      await office.presses('VP1', 'Chấp thuận', { chat: officeGroup })
      await office.presses('VP1', 'Từ chối', { chat: officeGroup })
    })
    expect(office.toasts.at(-1)).toContain('đã được xử lý trước đó')
    expect((await office.card('LA1')).text).toContain('tài khoản này nay liên kết với Cao Thu Hà')
    expect((await office.card('YT1')).text).toContain('Tài khoản này không còn liên kết với Cao Thu Hà')
    const decided = await office.card(officeGroup, 'Xin liên kết lại: Cao Thu Hà')
    expect(decided.text).toContain('đã chấp thuận lúc')
    expect(decided.buttons).toEqual([])
    await office.says('YT1', '/homnay')
    expect((await office.card('YT1')).text).toContain('chỉ làm việc với cán bộ đã liên kết tài khoản')
    await hasConsulted(office, ['YT'])
    expect((await office.card('LA1')).text).toContain('Lấy ý kiến Y1')
    const types = (await evidenceOf(office, 'SO')).map(({ type }) => type)
    expect(types.filter((type) => type.startsWith('relinking'))).toEqual(['relinking_asked', 'relinking_approved'])
  })

  test('nobody approves it for themselves, not as chief of office either: then a leader is asked, and decides', async () => {
    const office = await openOffice(database(), { strangers: ['LA1'] })
    await office.says('LA1', await office.code('VP1'))
    await office.presses('VP1', 'Chấp thuận', { chat: officeGroup })
    expect(office.toasts.at(-1)).toContain('không tự chấp thuận được')
    expect((await office.card(officeGroup, '…LA1')).buttons, 'it still waits').toContain('Chấp thuận')
    await office.presses('CT1', 'Chấp thuận')
    expect((await office.card('LA1')).text).toContain('nay liên kết với Tạ Minh Đăng')
    expect((await office.card('CT1', '…LA1')).buttons).toEqual([])
    const types = (await evidenceOf(office, 'SO')).map(({ type }) => type)
    expect(types.slice(-3)).toEqual(['relinking_asked', 'refused', 'relinking_approved'])
  })

  test('nobody turns their own account into another’s; the leaders hear only of what the Office cannot decide', async () => {
    const office = await openOffice(database())
    await office.says('VP1', `/lienket ${await office.code('KT1')}`)
    await office.presses('VP1', 'Chấp thuận', { chat: officeGroup })
    expect(office.toasts.at(-1)).toContain('không tự chấp thuận được')
    await office.presses('VP1', 'Từ chối', { chat: officeGroup })
    expect((await office.card(officeGroup, 'Xin liên kết lại')).buttons, 'giving it up is no favour').toEqual([])
    const before = await office.count('CT1')
    await office.says('YT1', `/lienket ${await office.code('KT1')}`)
    expect(await office.count('CT1')).toBe(before)
  })

  test('two ask for one officer: the one approved first is linked, the other has been overtaken', async () => {
    const office = await openOffice(database(), { strangers: ['LA1', 'LA2'] })
    for (const stranger of ['LA1', 'LA2']) await office.says(stranger, await office.code('YT1'))
    await office.presses('VP1', 'Chấp thuận', { chat: officeGroup, under: '…LA2' })
    expect((await office.card('LA2')).text).toContain('nay liên kết với Cao Thu Hà')
    await office.presses('VP1', 'Chấp thuận', { chat: officeGroup, under: '…LA1' })
    expect((await office.card(officeGroup, '…LA1')).text).toContain('Không còn hiệu lực')
    await office.says('LA1', '/homnay')
    expect((await office.card('LA1')).text).toContain('chỉ làm việc với cán bộ đã liên kết tài khoản')
  })

  test('what the Office refuses, or leaves for 72 hours, changes nothing, and both are told', async () => {
    const office = await openOffice(database(), { strangers: ['LA1'] })
    await office.says('LA1', await office.code('YT1'))
    await office.presses('VP1', 'Từ chối', { chat: officeGroup })
    expect((await office.card('LA1')).text).toContain('Văn phòng không chấp thuận')
    expect((await office.card('YT1')).text).toContain('Tài khoản này vẫn được liên kết')
    await office.says('LA1', await office.code('YT1'))
    await office.passes(72 * 3600)
    await office.moveTo('24/11/2026 08:00')
    expect((await office.card('LA1')).text).toContain('hết hiệu lực')
    expect((await office.card(officeGroup, 'Xin liên kết lại')).buttons).toEqual([])
    await office.says('YT1', '/homnay')
    expect((await office.card('YT1')).text).not.toContain('đã liên kết tài khoản')
  })
})

describeOnEmbedded('the Office channel', (database) => {
  test('is bound by the chief of office in the group itself, and by nobody else', async () => {
    const office = await openOffice(database(), { hasOfficeChannel: false })
    await office.says('KT1', '/gankenh van phong', { chat: officeGroup })
    expect((await office.card(officeGroup)).text).toContain('Việc này do Chánh Văn phòng thực hiện')
    await office.says('VP1', '/gankenh van phong')
    expect((await office.card('VP1')).text).toContain('Gắn kênh cần thực hiện ngay trong nhóm')
    await office.says('VP1', '/gankenh van phong', { chat: officeGroup })
    expect((await office.card(officeGroup)).text).toContain('là kênh của Văn phòng')
    await hasConsulted(office, ['YT'])
    await office.moveTo('27/11/2026 00:00')
    expect((await office.card(officeGroup, 'Y1')).text).toContain('ĐỒNG Ý MẶC NHIÊN')
  })
})
