/** The calendar changes while letters are out: who hears of it, and by when one may answer then. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { runAt } from '../admin/bench.ts'
import { describeOnEmbedded } from '../support/database.ts'
import { evidenceOf, type Office, officeGroup, openOffice } from '../support/office.ts'
import { drafts, hasConsulted } from '../support/office-letter.ts'

const folder = mkdtempSync(join(tmpdir(), 'don-doc-calendar-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The operator takes a day off over, beside the running program. */
async function frees(office: Office, day: string): Promise<void> {
  const file = join(folder, `${day}.csv`)
  writeFileSync(file, `date,name_vi,kind,source\n${day},Ngày hội xã,holiday,TB 3/TB-UBND\n`)
  const ran = await runAt(office.database, ['calendar', 'import', file], { at: office.clock.now().toString() })
  expect(ran).toMatchObject({ code: 0, err: '' })
  await office.rest()
}

const about = async (office: Office, chat: string, words: string) =>
  (await office.sees(chat)).filter(({ text }) => text.includes(words))

describeOnEmbedded('a day off that is announced while a letter is out', (database) => {
  test('[AL1.3f] everybody concerned hears once of the later deadline, at night too, and nothing lapses before it', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT', 'QS'])
    await office.says('QS1', '/dongy Y1')
    await office.moveTo('25/11/2026 21:00')
    await frees(office, '2026-11-26')
    const title = 'Y1: hạn trả lời chuyển đến 24:00 thứ Sáu 27/11/2026'
    const heard = async (...chats: readonly string[]) =>
      Promise.all(chats.map(async (chat) => (await about(office, chat, title)).length))
    expect(await heard('YT1', 'KT1', officeGroup)).toEqual([1, 1, 1])
    expect(await heard('QS1'), 'it has answered').toEqual([0])
    const [told] = await about(office, 'YT1', title)
    expect([told?.silent, told?.buttons]).toEqual([true, expect.arrayContaining(['Đồng ý'])])
    expect((await office.card('YT1', 'Lấy ý kiến Y1')).text).toContain('24:00 thứ Sáu 27/11/2026')
    await office.moveTo('27/11/2026 08:00')
    expect(await about(office, officeGroup, 'ĐỒNG Ý MẶC NHIÊN')).toEqual([])
    await office.moveTo('28/11/2026 00:01')
    expect(await about(office, officeGroup, 'ĐỒNG Ý MẶC NHIÊN')).toHaveLength(1)
    expect(await heard('YT1', 'KT1', officeGroup), 'still once').toEqual([1, 1, 1])
    const lines = (await evidenceOf(office, 'Y1')).filter(({ type }) => type === 'deadline_moved')
    expect(lines).toHaveLength(1)
  })

  test('what had lapsed on it stays so; the Office reads a list, and may open it again', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT'])
    await office.moveTo('27/11/2026 08:00')
    await frees(office, '2026-11-26')
    const list = await office.card(officeGroup, 'thời hạn đã hết vào ngày nay là ngày nghỉ')
    expect(list.text).toContain('Y1 Trạm Y tế xã: hạn 24:00 thứ Năm 26/11/2026')
    expect(await about(office, 'YT1', 'hạn trả lời chuyển đến')).toEqual([])
    await office.presses('VP1', 'Mở lại Y1 YT', { chat: officeGroup })
    const { action, fields } = await office.form('VP1')
    expect(action).toMatch(/^reopen Y1/)
    expect(fields.map(({ key }) => key)).toEqual(expect.arrayContaining(['reason', 'deadline']))
  })

  test.each([
    ['hết ngày 26/11', '24:00 thứ Sáu 27/11/2026'],
    ['trước 27/11', '24:00 thứ Năm 26/11/2026'],
  ])('a draft that says “%s” and goes out only then ends at %s', async (deadline, due) => {
    const office = await openOffice(database())
    await drafts(office, 'KT2', { to: 'YT: an toàn', deadline })
    await office.presses('KT2', 'Trình lãnh đạo gửi')
    await frees(office, '2026-11-26')
    await office.presses('KT1', 'Gửi')
    expect((await office.card('YT1', 'Lấy ý kiến Y1')).text).toContain(due)
    const said = (await office.sees('KT1')).filter(({ text }) => text.includes('nay là ngày nghỉ'))
    expect(said.map(({ text }) => text.includes(due))).toEqual(deadline.startsWith('hết') ? [true] : [])
  })

  test('a preview read before the day was freed sends the later deadline, and says so; so does a request that is granted', async () => {
    const office = await openOffice(database())
    await drafts(office, 'KT1', { to: 'YT: an toàn', deadline: 'hết ngày 26/11' })
    await frees(office, '2026-11-26')
    await office.presses('KT1', 'Gửi')
    expect((await office.card('YT1', 'Lấy ý kiến Y1')).text).toContain('24:00 thứ Sáu 27/11/2026')
    expect((await office.card('KT1', 'nay là ngày nghỉ')).text).toContain('26/11/2026')
    await office.says('YT1', '/giahan Y1 hết ngày 30/11 vì chờ kết quả xét nghiệm')
    await frees(office, '2026-11-30')
    await office.presses('KT1', 'Đồng ý gia hạn')
    expect((await office.card('KT1', 'nay là ngày nghỉ')).text).toContain('24:00 thứ Ba 01/12/2026')
  })
})
