/** The same over Slack's wire: commands with modals, answers in threads and forms, whispers, the page, who left, a restart. */
import { setImmediate } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { findCommitteeFindings } from '../../src/reports/findings.ts'
import { createSnapshots } from '../../src/store/snapshot.ts'
import { rows } from '../../src/store/tx.ts'
import { describeOnEmbedded } from '../support/database.ts'
import { evidenceOf, officeGroup, openOffice } from '../support/office.ts'
import { hasConsulted, subject } from '../support/office-letter.ts'
import { openSlackChats } from '../support/office-slack.ts'
import { placeOf } from '../support/slack-bench.ts'

const join = openSlackChats

describeOnEmbedded('on Slack', (database) => {
  test('an officer links by a typed code, and the chief of office binds the channel', async () => {
    const office = await openOffice(database(), { join, unlinked: ['YT1'], hasOfficeChannel: false })
    await office.says('VP1', '/malienket YT1')
    const code = /^Mã: (\S+)$/m.exec((await office.card('VP1', 'Mã: ')).text)?.[1] ?? ''
    await office.says('YT1', `/link ${code}`)
    expect((await office.card('YT1')).text).toContain('Đã liên kết tài khoản này với Cao Thu Hà')
    await office.says('VP1', '/bind văn phòng', { chat: officeGroup })
    expect(office.chats.server.vendor.whispers.at(-1)?.text).toContain('là kênh của Văn phòng')
    expect((await office.card(officeGroup)).text, 'the channel sees it, too').toContain('là kênh của Văn phòng')
    expect(await office.count(officeGroup)).toBe(1)
    await hasConsulted(office, ['YT'])
    expect((await office.card('YT1')).text).toContain('Lấy ý kiến Y1')
    await office.moveTo('27/11/2026 00:00')
    expect((await office.card(officeGroup, 'Y1')).text).toContain('ĐỒNG Ý MẶC NHIÊN')
  })

  test('[AL1.3f] the heart in short: asked by a form, objected by one, silent, deemed to consent, every copy true', async () => {
    const office = await openOffice(database(), { join })
    const status = async () => (await office.card('KT1', 'Theo dõi Y1')).text
    await office.says('KT1', `/dondoc layykien ${subject}`)
    const form = await office.form('KT1')
    expect(form.fields.map(({ key }) => key)).toEqual(['questions', 'to', 'dossier', 'urgency', 'deadline', 'informed'])
    await office.fills(
      'KT1',
      { questions: 'Mức phí tại Điều 5', to: 'CA,YT', urgency: 'normal', deadline: '3 ngày làm việc' },
      { name: 'Dự thảo.txt', mime: 'text/plain', bytes: new TextEncoder().encode('Dự thảo quy chế') },
    )
    for (const why of ['trật tự', 'an toàn thực phẩm']) await office.says('KT1', why)
    await office.presses('KT1', 'Gửi')
    expect((await office.card('CA1')).text).toContain(`Lấy ý kiến Y1: ${subject}`)
    await office.presses('CA1', 'Không đồng ý')
    await office.fills('CA1', { text: 'Điều 7 cho họp chợ đến 23 giờ, trái quy định về yên tĩnh ban đêm' })
    expect((await office.card('CA1')).buttons).toEqual(['Hoàn tác'])
    await office.passes(60)
    expect(await status()).toContain('không đồng ý 1, chờ ý kiến 1')
    expect((await office.card('CA1', 'Lấy ý kiến Y1')).buttons).toEqual(['Rút ý kiến không đồng ý'])
    await office.moveTo('26/11/2026 09:00')
    expect((await office.card('YT1', 'Còn 15 giờ')).replyTo, 'the nudge stands in the thread').toBe(
      (await office.card('YT1', 'Lấy ý kiến Y1')).id,
    )
    await office.moveTo('27/11/2026 00:00')
    const escalation = await office.card(officeGroup, 'Y1')
    expect(escalation.text).toContain('Y1: Trạm Y tế xã – ĐỒNG Ý MẶC NHIÊN')
    expect(escalation.text).toContain('Tin nhắn riêng đến Cao Thu Hà qua Slack')
    await office.presses('VP1', 'Xem chứng cứ', { chat: officeGroup })
    expect((await office.card('VP1')).text).toContain('Phiếu chứng cứ Y1: Trạm Y tế xã')
    expect(await status()).toContain('không đồng ý 1, đồng ý mặc nhiên 1')
    await office.says('YT1', 'không đồng ý: Điều 5 chưa có khu bán thực phẩm tươi sống', { under: 'Lấy ý kiến Y1' })
    expect((await office.card(officeGroup, 'trả lời muộn')).text).toContain('Kết quả ĐỒNG Ý MẶC NHIÊN giữ nguyên')
  })

  test('a wrong person is refused under their own eyes alone, in the channel and behind a command', async () => {
    const office = await openOffice(database(), { join, strangers: ['LA'] })
    await hasConsulted(office, ['YT'])
    await office.moveTo('27/11/2026 00:00')
    const { whispers } = office.chats.server.vendor
    const before = await office.count(officeGroup)
    await office.presses('LA', 'Xem chứng cứ', { chat: officeGroup })
    await office.says('LA', '/agree Y1', { chat: officeGroup })
    await office.says('CA1', '/agree Y1', { chat: officeGroup })
    expect(await office.count(officeGroup)).toBe(before)
    const stranger = office.chats.userOf('LA').id
    expect(whispers.filter(({ user }) => user === stranger)).toHaveLength(2)
    expect(whispers.at(-1)).toMatchObject({
      user: office.chats.userOf('CA1').id,
      text: expect.stringContaining('Y1') as unknown,
    })
  })

  test('what a command in the channel says for the officer alone comes to their private chat, whole, and not to the channel', async () => {
    const office = await openOffice(database(), { join })
    await hasConsulted(office, ['YT'])
    const { whispers } = office.chats.server.vendor
    const before = await office.count(officeGroup)
    await office.says('YT1', '/dondoc ykienkhac Y1 Mức phí tại Điều 5 trái Nghị quyết của HĐND xã', {
      chat: officeGroup,
    })
    expect(whispers.at(-1)?.text).toContain('Đã gửi riêng')
    expect((await office.card('YT1')).text).toContain('Vương Gia Bảo')
    await office.says('YT1', '/dondoc bantin 7h30', { chat: officeGroup })
    expect((await office.card('YT1')).text).toContain('07:30')
    await office.says('YT1', '/dondoc giahan Y1 29/11/2026 vì chờ kết quả xét nghiệm', { chat: officeGroup })
    expect(whispers.at(-1)?.text).toContain('Y1')
    expect((await office.card('YT1')).text, 'the second sentence, which a whisper has no room for').toContain('29/11')
    await office.says('YT1', '/dondoc khongdongy Y1 Điều 5 chưa có khu bán thực phẩm tươi sống')
    await office.passes(61)
    await office.says('KT1', '/dondoc ketluan Y1 54/TB-UBND 20/11/2026 Chủ tịch UBND xã', { chat: officeGroup })
    expect(whispers.at(-1)?.text).toContain('54/TB-UBND')
    expect((await office.card('KT1', '54/TB-UBND')).buttons, 'a whisper has no buttons').toEqual(['Hoàn tác'])
    expect(await office.count(officeGroup)).toBe(before)
  })

  test('a press that Slack writes in a way nobody knows is kept whole, and both its presser and the operator are told', async () => {
    const office = await openOffice(database(), { join })
    await hasConsulted(office, ['YT'])
    const { id } = office.chats.userOf('YT1')
    const { channel } = placeOf((await office.card('YT1')).id)
    const actions = [{ type: 'segmented_button', chosen: 'agree Y1' }]
    const place = { container: { channel_id: channel }, channel: { id: channel } }
    await office.acts(() => {
      const press = { type: 'block_actions', user: { id }, trigger_id: 't1', ...place, actions }
      office.chats.server.vendor.publish('interactive', press)
    })
    expect((await office.card('YT1')).text).toContain('nội dung vừa gửi chưa được ghi')
    const db = office.database.db
    const [kept] = await rows<{ body: unknown; failure: string }>(
      db,
      sql`select body, failure from inbound where body->'payload'->>'trigger_id' = 't1' and handled_at is not null`,
    )
    expect(kept).toMatchObject({ body: { payload: { actions } }, failure: expect.stringContaining('form') as unknown })
    const snapshot = await createSnapshots().load(db, office.committeeId)
    const found = async () => {
      const moments = { now: office.clock.now(), machine: office.clock.now() }
      return (await findCommitteeFindings({ tx: db, snapshot }, moments)).find((one) => one.id === 'inbound-failed')
    }
    expect(await found()).toMatchObject({ details: { count: 1 } })
    expect(office.faults.splice(0)).toEqual([expect.stringContaining('An update could not be handled')])
    await office.presses('YT1', 'Đồng ý')
    expect((await office.card('KT1', 'Theo dõi Y1')).text).not.toContain('đồng ý 1')
    await office.passes(60)
    expect((await office.card('KT1', 'Theo dõi Y1')).text).toContain('đồng ý 1')
    await office.moveTo('28/11/2026 09:00')
    expect(await found()).toBeUndefined()
  })

  test('the day of the Office tells what is wrong at Slack, and nothing of it when all is well', async () => {
    const office = await openOffice(database(), { join })
    await hasConsulted(office, ['YT'])
    await office.moveTo('23/11/2026 07:15')
    expect((await office.sees(officeGroup)).map(({ text }) => text).join('\n')).not.toContain('thiếu quyền')
    office.chats.server.vendor.scopes.delete('im:history')
    await office.moveTo('25/11/2026 07:15')
    expect((await office.card(officeGroup, 'Bản tin')).text).toContain('Ứng dụng slack thiếu quyền: im:history')
  })

  test('the page of an officer shows what waits for them whenever it is opened, and how to link to whoever is not', async () => {
    const office = await openOffice(database(), { join, strangers: ['LA'] })
    const page = async (who: string) => {
      await office.acts(() => office.chats.userOf(who).opensHome())
      return office.chats.userOf(who).person.home?.text ?? ''
    }
    expect(await page('YT1')).toContain('không có việc')
    await hasConsulted(office, ['YT'])
    expect(await page('YT1')).toContain(subject)
    const [button] = office.chats.userOf('YT1').person.home?.buttons ?? []
    await office.acts(() => office.chats.userOf('YT1').pressesAtHome(button?.label ?? ''))
    expect((await office.card('YT1')).buttons).toContain('Đồng ý')
    expect(await page('LA')).toContain('mã liên kết')
    expect(await office.count('LA'), 'nothing is posted for it').toBe(0)
  })

  test('whoever left the workspace is not reached, and the Office is told', async () => {
    const office = await openOffice(database(), { join })
    office.chats.userOf('YT1').leaves()
    await hasConsulted(office, ['YT'])
    await office.moveTo('27/11/2026 00:00')
    expect((await office.card(officeGroup, 'Y1')).text).not.toContain('MẶC NHIÊN')
    expect((await evidenceOf(office, 'Y1')).map(({ type }) => type)).toContain('undelivered')
  })

  test('what was said to Slack with a yes is handled after a restart, and a form submitted twice is one', async () => {
    const office = await openOffice(database(), { join })
    await hasConsulted(office, ['YT'])
    await office.presses('YT1', 'Không đồng ý')
    const user = office.chats.userOf('YT1')
    const values = { text: 'Điều 5 chưa có khu bán thực phẩm tươi sống' }
    await office.together(async () => {
      await office.acts(() => user.fills(values, null, { isStuck: true }))
      await office.hears()
      await office.stops()
    })
    expect(office.chats.server.vendor.failed).toEqual([])
    await office.starts()
    expect((await office.card('YT1')).text).toContain('không đồng ý Y1')
    const count = await office.count('YT1')
    user.fills(values)
    while (office.chats.server.vendor.pending.length > 0) await setImmediate()
    await office.rest()
    expect(await office.count('YT1')).toBe(count)
  })
})
