/** Somebody with two messengers: what comes where, what goes on elsewhere, what a copy is worth, and giving one up. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { rows } from '../../src/store/tx.ts'
import { describeOnEmbedded } from '../support/database.ts'
import { evidenceOf, type Office, openOffice } from '../support/office.ts'
import type { Chats, Seen } from '../support/office-chats.ts'
import { consults, hasConsulted } from '../support/office-letter.ts'
import { openSlackChats } from '../support/office-slack.ts'
import { openTelegramChats } from '../support/office-telegram.ts'
import { openZaloOaChats } from '../support/office-zalo-oa.ts'

const about = (shown: readonly Seen[], words: string) => shown.filter(({ text }) => text.includes(words))

/** Through which messengers a matter's request is proved to have arrived, and how many messages were copies. */
async function provedBy<Own extends Chats>({ database, committeeId }: Office<Own>, reference: string) {
  const found = await rows<{ type: string; messenger: string | null; isCopy: boolean }>(
    database.db,
    sql`select type, coalesce(body->'reach'->>'messenger', messenger) as messenger, body->>'isCopy' is not null as "isCopy"
      from evidence where committee_id = ${committeeId} and reference = ${reference} order by sequence`,
  )
  return {
    reached: found.filter(({ type }) => type === 'reached').map(({ messenger }) => messenger),
    copies: found.filter(({ isCopy }) => isCopy).map(({ messenger }) => messenger),
  }
}

describeOnEmbedded('with Zalo first and Telegram second', (database) => {
  const open = async () => {
    const office = await openOffice(database(), { join: openZaloOaChats, beside: openTelegramChats })
    await office.beside.link('YT1')
    return office
  }

  test('what cannot be said in the first is said once in the second, which is the proof of reach; then the first again', async () => {
    const office = await open()
    await office.moveTo('30/11/2026 08:00')
    await hasConsulted(office, ['YT'])
    expect(about(await office.sees('YT1'), 'Lấy ý kiến Y1')).toEqual([])
    expect(about(await office.beside.sees('YT1'), 'Lấy ý kiến Y1')).toHaveLength(1)
    expect((await provedBy(office, 'Y1')).reached).toEqual(['telegram'])
    await office.says('YT1', '/homnay')
    await hasConsulted(office, ['YT'], { subject: 'Kế hoạch phòng dịch' })
    expect(about(await office.sees('YT1'), 'Lấy ý kiến Y2')).toHaveLength(1)
    expect(about(await office.sees('YT1'), 'Lấy ý kiến Y1'), 'nothing old comes after it').toEqual([])
    expect(about(await office.beside.sees('YT1'), 'Lấy ý kiến Y2')).toEqual([])
  })

  test('a copy that is already in the second becomes the telling when the first turns out closed', async () => {
    const office = await open()
    await office.beside.says('YT1', '/kenh telegram bản sao')
    await office.moveTo('30/11/2026 08:00')
    await hasConsulted(office, ['YT'])
    expect(about(await office.beside.sees('YT1'), 'Lấy ý kiến Y1')).toHaveLength(1)
    expect((await provedBy(office, 'Y1')).reached).toEqual(['telegram'])
  })
})

describeOnEmbedded('with Telegram first and Slack second', (database) => {
  const open = async () => {
    const office = await openOffice(database(), { join: openTelegramChats, beside: openSlackChats })
    await office.beside.link('YT1')
    return office
  }

  test('a copy comes where it was asked for, proves nothing, is pressed like the original, and both stay true', async () => {
    const office = await open()
    await hasConsulted(office, ['YT'])
    expect(await office.beside.sees('YT1'), 'nobody asked for a copy').toEqual([])
    await office.says('YT1', '/kenh')
    await office.presses('YT1', 'Nhận bản sao ở Slack')
    expect((await office.card('YT1')).text).toContain('2. Slack – nhận bản sao')
    await hasConsulted(office, ['YT'], { subject: 'Kế hoạch phòng dịch' })
    expect(await provedBy(office, 'Y2')).toEqual({ reached: ['telegram'], copies: ['slack'] })
    await office.moveTo('26/11/2026 09:00')
    const copies = await office.beside.sees('YT1')
    expect(about(copies, 'Lấy ý kiến Y2')).toHaveLength(1)
    expect(about(await office.sees('YT1'), 'Nhắc hạn'), 'reminded in the first').toHaveLength(1)
    expect(about(copies, 'Nhắc hạn'), 'no reminder beside the first').toEqual([])
    await office.beside.presses('YT1', 'Đồng ý')
    await office.passes(61)
    expect((await office.beside.card('YT1', 'Lấy ý kiến Y2')).buttons).not.toContain('Đồng ý')
    expect((await office.card('YT1', 'Lấy ý kiến Y2')).buttons).not.toContain('Đồng ý')
  })

  test('the digest and what the directory gives cause to tell are copied, too; every channel speaks its reader’s language', async () => {
    const way = { join: openTelegramChats, beside: openSlackChats, hasOfficeChannel: false }
    const office = await openOffice(database(), way)
    await office.beside.link('VP1')
    await office.says('VP1', '/kenh slack bản sao')
    await office.says('VP1', '/ngonngu en')
    await hasConsulted(office, ['VP'])
    await office.says('VP1', '/leave YT1 25/11/2026 - 26/11/2026')
    await office.moveTo('26/11/2026 07:15')
    const there = await office.beside.sees('VP1')
    const expected = ['Opinion requested Y1', 'Digest', 'nobody stands in']
    for (const shown of [await office.sees('VP1'), there])
      expect(expected.filter((words) => about(shown, words).length === 0)).toEqual([])
    expect(there.map(({ text }) => text).join('\n')).not.toMatch(/Lấy ý kiến Y|Bản tin|không có ai thay mặt/)
  })

  test('the order is one’s own: what comes next goes to what was put first', async () => {
    const office = await open()
    await office.says('YT1', '/channels slack 1')
    expect((await office.card('YT1')).text).toMatch(/1\. Slack\n2\. Telegram/)
    await hasConsulted(office, ['YT'])
    expect(about(await office.beside.sees('YT1'), 'Lấy ý kiến Y1')).toHaveLength(1)
    expect(about(await office.sees('YT1'), 'Lấy ý kiến Y1')).toEqual([])
  })

  test('giving a channel up: asked first, answered there, the rest goes elsewhere, and its cards do nothing', async () => {
    const office = await open()
    await hasConsulted(office, ['YT'])
    await office.says('YT1', '/huylienket telegram')
    expect((await office.card('YT1')).text).toContain('Hủy liên kết Telegram của Cao Thu Hà?')
    await office.presses('YT1', 'Hủy liên kết')
    expect((await office.card('YT1')).text).toContain('Đã hủy liên kết Telegram')
    await office.presses('YT1', 'Đồng ý')
    expect(office.toasts.at(-1)).toContain('Tài khoản này chưa liên kết')
    await hasConsulted(office, ['YT'], { subject: 'Kế hoạch phòng dịch' })
    expect(about(await office.beside.sees('YT1'), 'Lấy ý kiến Y2')).toHaveLength(1)
    await office.beside.says('YT1', 'hủy liên kết')
    expect((await office.beside.card('YT1')).text).toContain('Đây là kênh cuối cùng')
    await office.beside.presses('YT1', 'Giữ nguyên')
    expect((await evidenceOf(office, 'SO')).filter(({ type }) => type === 'account_unlinked')).toHaveLength(1)
  })

  test('the Office unlinks a lost telephone: what waited for it comes to the next channel in the morning', async () => {
    const office = await open()
    await office.moveTo('20/11/2026 20:00')
    await consults(office, 'KT1', { to: 'CA: trật tự', informed: 'YT' })
    await office.says('VP1', '/huylienket Cao Thu Hà')
    await office.presses('VP1', 'Telegram')
    await office.says('VP1', 'mất điện thoại')
    await office.presses('VP1', 'Hủy liên kết')
    expect((await office.card('VP1')).text).toContain('Đã hủy liên kết Telegram của Cao Thu Hà')
    const before = await office.count('YT1')
    await office.moveTo('23/11/2026 08:00')
    expect(await office.count('YT1'), 'nothing more comes to a lost telephone').toBe(before)
    expect((await office.beside.card('YT1', 'Y1')).text).toContain('để biết')
    expect((await office.beside.card('YT1', 'mất điện thoại')).text).toContain('Đã hủy liên kết Telegram')
    await office.says('KT1', '/huylienket Cao Thu Hà')
    expect((await office.card('KT1')).text).toContain('Việc này do Văn phòng thực hiện')
  })
})
