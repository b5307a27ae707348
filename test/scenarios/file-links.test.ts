/** Where the outside reaches the host, a dossier goes out as a link on every card, and never as a file in the chat. */
import { expect, test } from 'vitest'
import { utf8 } from '../documents/sample-files.ts'
import { describeOnBoth } from '../support/database.ts'
import { openOffice } from '../support/office.ts'
import { consults, hasConsulted } from '../support/office-letter.ts'

const untilAt = Temporal.Instant.from('2026-11-21T08:00+07:00')
const linkToFile = (committee: string, file: string) => ({
  url: `https://songmay.example/files/${committee}/${file}`,
  untilAt,
})
const dossier = { name: 'Dự thảo quy chế.txt', mime: 'text/plain', bytes: utf8('Điều 1. Phạm vi') }

describeOnBoth('a dossier on a host of its own', (database) => {
  test('is a link with its end on the request, on the record, and when it is asked for', async () => {
    const office = await openOffice(database(), { linkToFile })
    await consults(office, 'KT1', { to: 'YT: an toàn thực phẩm', dossier })
    const said =
      /Hồ sơ: Dự thảo quy chế\.txt \(liên kết mở được đến 08:00 thứ Bảy 21\/11\/2026\): https:\/\/songmay\.example\/files\/song-may\/[0-9a-f]{20}/
    expect((await office.card('YT1', 'Lấy ý kiến Y1')).text).toMatch(said)
    await office.presses('YT1', 'Xem hồ sơ')
    expect(await office.card('YT1')).toMatchObject({ files: [], text: expect.stringMatching(said) })
    await office.says('KT1', '/bangchung Y1')
    expect((await office.card('KT1')).text).toMatch(said)
  })

  test('that is a link of another system stays that link', async () => {
    const office = await openOffice(database(), { linkToFile })
    await hasConsulted(office, ['YT'])
    expect((await office.card('YT1')).text).toContain('Hồ sơ: https://vanban.songmay.example/ho-so/41')
  })
})
