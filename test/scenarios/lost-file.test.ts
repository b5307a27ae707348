/** A file that a messenger does not give: what was said beside it is not lost with it. */
import { expect, test } from 'vitest'
import { utf8 } from '../documents/sample-files.ts'
import { describeOnBoth } from '../support/database.ts'
import { evidenceOf, openOffice } from '../support/office.ts'
import { hasConsulted } from '../support/office-letter.ts'
import { openTelegramChats } from '../support/office-telegram.ts'

describeOnBoth('a file that does not come', (database) => {
  test('the words beside it count all the same, in their own time, and nobody lapses meanwhile', async () => {
    const office = await openOffice(database(), { join: openTelegramChats })
    const types = async () => (await evidenceOf(office, 'Y1')).map(({ type }) => type)
    await hasConsulted(office, ['YT'])
    await office.moveTo('26/11/2026 23:59:30')
    for (let tries = 0; tries < 6; tries += 1) office.chats.server.failNext('outage', 'getFile')
    const scan = { name: 'cong-van.pdf', mime: 'application/pdf', bytes: utf8('x') }
    await office.sends('YT1', scan, '/khongdongy Y1 Điều 5 chưa có khu bán thực phẩm tươi sống')
    for (let tries = 0; tries < 6; tries += 1) await office.passes(35)
    expect(office.faults.splice(0).map((fault) => fault.slice(0, 12))).toEqual([
      ...Array.from({ length: 5 }, () => 'An update co'),
      'A file could',
    ])
    expect(await types()).toContain('objected')
    expect(await types()).not.toContain('deemed_consent')
    expect((await office.card('YT1', 'chưa tải được tệp')).text).toContain('Xin gửi lại tệp')
  })
})
