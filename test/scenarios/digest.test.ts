/** The daily digest: what waits for each, on working days, and the day of the Office with its reckoning. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { sampleCommune } from '../../src/sample-commune.ts'
import { describeOnEmbedded } from '../support/database.ts'
import { type Office, officeGroup, openOffice } from '../support/office.ts'
import { consults, drafts, hasConsulted } from '../support/office-letter.ts'

const digestsIn = async (office: Office, chat: string) =>
  (await office.sees(chat)).filter(({ text }) => /^(Bản tin|Digest)/.test(text))

const titlesIn = async (office: Office, chat: string) =>
  (await digestsIn(office, chat)).map(({ text }) => text.split('\n')[0])

describeOnEmbedded('the digest of an officer', (database) => {
  test('[TH3.2] says at 07:15 what is due today, to whoever has something, and nothing to the others', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT', 'QS'])
    await office.moveTo('26/11/2026 07:14')
    await office.says('QS1', '/dongy Y1')
    expect(await digestsIn(office, 'YT1')).toEqual([])
    await office.moveTo('26/11/2026 07:15')
    const digest = await office.card('YT1', 'Bản tin')
    expect(digest.text.split('\n')).toEqual([
      'Bản tin thứ Năm 26/11/2026: 1 việc',
      'Đến hạn hôm nay',
      'Y1 · cho ý kiến (Trạm Y tế xã): Dự thảo Quy chế quản lý chợ Sông Mây – hạn 24:00 thứ Năm 26/11/2026',
    ])
    expect(digest.silent, 'before office hours it wakes nobody').toBe(true)
    expect(await titlesIn(office, 'QS1')).toEqual([])
    expect(await titlesIn(office, 'KT1'), 'the lead follows its own').toEqual(['Bản tin thứ Năm 26/11/2026: 1 việc'])
    await office.presses('YT1', 'Y1 · Trạm Y tế xã')
    expect((await office.card('YT1')).text).toContain('Lấy ý kiến Y1')
  })

  test('[AL1.3d] comes on Mondays with everything open, not on Culture Day, and not twice', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT'], { limit: { kind: 'working_days', days: 8 } })
    await office.moveTo('23/11/2026 07:15')
    await office.moveTo('23/11/2026 12:00')
    expect(await titlesIn(office, 'YT1')).toEqual(['Bản tin thứ Hai 23/11/2026: 1 việc'])
    expect((await office.card('YT1', 'Bản tin')).text).toContain('Còn hạn')
    for (const day of ['24', '25', '26', '27']) await office.moveTo(`${day}/11/2026 07:15`)
    expect(await titlesIn(office, 'YT1')).toHaveLength(1)
  })

  test.each([
    ['10/01/2026', '05/01/2026 08:00', 5],
    ['22/08/2026', '17/08/2026 08:00', 5],
  ])('comes on the worked Saturday %s', async (on, at, days) => {
    const founding = { ...sampleCommune, committee: { ...sampleCommune.committee } }
    const office = await openOffice(database(), { at, founding })
    await hasConsulted(office, ['YT'], { limit: { kind: 'working_days', days } })
    await office.moveTo(`${on} 07:15`)
    expect(await titlesIn(office, 'YT1')).toEqual([`Bản tin thứ Bảy ${on}: 1 việc`])
  })

  test('names a draft that waits for its confirmation to the head, and the draft letter to the lead', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['VHXH'])
    await office.says('VX2', '/dongy Y1 Đồng ý; Điều 5 khoản 2 sửa 5 thành 7 ngày')
    await drafts(office, 'KT2', { subject: 'Quy chế bến đò', to: 'YT: an toàn' })
    await office.presses('KT2', 'Trình lãnh đạo gửi')
    await office.moveTo('23/11/2026 07:15')
    expect((await office.card('VX1', 'Bản tin')).text).toContain('Y1 · xác nhận trả lời (Phòng Văn hóa - Xã hội)')
    expect((await office.card('VX1', 'Bản tin')).text).not.toContain('cho ý kiến')
    expect((await office.card('VX2', 'Bản tin')).text).toContain('Y1 · cho ý kiến')
    expect((await office.card('KT1', 'Bản tin')).text).toContain('Y2 · gửi văn bản lấy ý kiến')
  })

  test('comes at an hour of one’s own, in one’s own language, and /today says the same at any time', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT', 'QS'])
    await office.says('YT1', '/ngonngu en')
    await office.says('YT1', '/bantin 8h30')
    expect((await office.card('YT1')).text).toContain('Your daily digest will come at 08:30')
    await office.says('QS1', '/bantin lúc nào cũng được')
    expect((await office.card('QS1')).text).toContain('Xin ghi như 7h30 hoặc 07:30')
    await office.presses('QS1', 'Giờ chung của cơ quan')
    await office.moveTo('26/11/2026 08:29')
    expect([await titlesIn(office, 'YT1'), (await titlesIn(office, 'QS1')).length]).toEqual([[], 1])
    await office.moveTo('26/11/2026 08:30')
    const digest = await office.card('YT1', 'Digest of')
    await office.says('YT1', '/today')
    const lines = (text: string) => text.split('\n').slice(1)
    expect(lines((await office.card('YT1')).text)).toEqual(lines(digest.text))
  })

  test('of a day that is over is not sent, and what was answered since its slot is not in it', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT'])
    await office.moveTo('25/11/2026 12:00')
    await office.stops()
    office.clock.moveTo('2026-11-28T10:00+07:00')
    await office.starts()
    expect(await titlesIn(office, 'YT1')).toEqual([])
  })
})

describeOnEmbedded('the digest of the Office', (database) => {
  const own = { ...sampleCommune, ownRegulation: null }

  test('[HP4a] reckons up what fell due since the last one, and it adds up', async () => {
    const office = await openOffice(database())
    await consults(office, 'KT1')
    await office.says('VX1', '/dongy Y1')
    await office.says('HC1', '/tralai Y1 Không thuộc chức năng của Trung tâm; VP')
    await office.moveTo('26/11/2026 07:15')
    const due = await office.card(officeGroup, 'Bản tin Văn phòng thứ Năm 26/11/2026')
    expect(due.text).toContain('Đến hạn hôm nay\nY1 · Công an xã')
    await office.moveTo('27/11/2026 07:15')
    const { text } = await office.card(officeGroup, 'Bản tin Văn phòng thứ Sáu 27/11/2026')
    expect(text).toContain('Đối soát việc đến hạn thứ Năm 26/11/2026')
    expect(text).toMatch(/Đến hạn 5 = đã trả lời 1 \+ đồng ý mặc nhiên [34]/)
    expect(text).not.toContain('CHƯA KHỚP')
  })

  test('says nothing when there is nothing to say, and goes on over a standstill without a gap', async () => {
    const office = await openOffice(database())
    await office.moveTo('23/11/2026 07:15')
    expect(await digestsIn(office, officeGroup)).toEqual([])
    await hasConsulted(office, ['YT', 'QS'])
    await office.stops()
    office.clock.moveTo('2026-12-01T10:00+07:00')
    await office.starts()
    const [digest, ...others] = await digestsIn(office, officeGroup)
    expect(others).toEqual([])
    expect(digest?.text).toContain('từ thứ Hai 23/11/2026 đến hết thứ Hai 30/11/2026')
    expect(digest?.text).toContain('Đến hạn 2 = đồng ý mặc nhiên 2')
    await office.moveTo('02/12/2026 07:15')
    expect(await digestsIn(office, officeGroup), 'nothing is reckoned twice').toHaveLength(1)
  })

  test('[AL1.3f] lists whom nothing can reach: units without anybody, people who closed their chat', async () => {
    const office = await openOffice(database(), { unlinked: ['YT1'] })
    await office.turns('QS1', false)
    await office.moveTo('23/11/2026 07:15')
    const { text } = await office.card(officeGroup, 'Bản tin Văn phòng')
    expect(text).toContain('Cơ quan chưa liên kết được với ai\nBan Chỉ huy Quân sự xã\nTrạm Y tế xã')
    expect(text).toContain('Cán bộ không liên lạc được\nPhan Văn Tấn')
  })

  test('names once what the Office can mend, and mere notices only beside something else', async () => {
    const office = await openOffice(database(), { unlinked: ['YT1'] })
    await office.says('CA1', '/nghiphep CA1 23/11 - 27/11')
    await office.moveTo('23/11/2026 07:15')
    const { text } = await office.card(officeGroup, 'Bản tin Văn phòng')
    expect(text).toContain(
      'Cần xử lý\nMọi người có quyền ký đều đang nghỉ: Công an xã. Cách xử lý: Ghi văn bản giao phụ trách',
    )
    expect(text).toContain('Chưa rõ có hoán đổi ngày làm việc hay không: nghỉ thứ Hai 23/11/2026')
    expect(text.match(/Trạm Y tế xã/g), 'said in its own list').toHaveLength(1)
  })

  test('[H6.8,AL1.5] names every week what is overdue and still without an opinion', async () => {
    const office = await openOffice(database(), { founding: own })
    await hasConsulted(office, ['YT'])
    await office.moveTo('27/11/2026 07:15')
    expect((await office.card('YT1', 'Bản tin thứ Sáu')).text).toContain('Quá hạn\nY1 · cho ý kiến (đã quá hạn)')
    await office.moveTo('30/11/2026 07:15')
    const weekly = await office.card(officeGroup, 'Bản tin Văn phòng thứ Hai 30/11/2026')
    expect(weekly.text).toContain('Quá hạn chưa có ý kiến\nY1 · Trạm Y tế xã')
    await office.says('YT1', '/dongy Y1')
    await office.moveTo('07/12/2026 07:15')
    expect(await titlesIn(office, officeGroup)).not.toContain('Bản tin Văn phòng thứ Hai 07/12/2026')
  })

  test('says so when it does not add up', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT'])
    await office.database.db.execute(sql`
      insert into deadlines (committee_id, reference, unit, due_at) values (${office.committeeId}, 'Y1', 'KT', '2026-11-26T10:00Z')`)
    await office.moveTo('27/11/2026 07:15')
    const { text } = await office.card(officeGroup, 'Bản tin Văn phòng thứ Sáu')
    expect(text).toContain('Đến hạn 2 = đồng ý mặc nhiên 1')
    expect(text).toContain('CHƯA KHỚP: 1 trường hợp')
    expect(text).toContain('Y1 · Phòng Kinh tế, hạn 17:00 thứ Năm 26/11/2026')
  })
})
