/** The clock of the host is set back an hour, as after a wrong battery or a wrong time zone: nothing is done twice or stands still. */
import { expect, test } from 'vitest'
import { describeOnBoth } from '../support/database.ts'
import { evidenceOf, officeGroup, openOffice } from '../support/office.ts'
import { hasConsulted } from '../support/office-letter.ts'
import { openTelegramChats } from '../support/office-telegram.ts'

const hour = { hours: 1 }

describeOnBoth('when the clock is set back an hour', (database) => {
  test('what is said now is answered now, and what waited a minute waits no hour', async () => {
    const office = await openOffice(database(), { join: openTelegramChats, at: '20/11/2026 10:00' })
    await hasConsulted(office, ['YT', 'CA', 'QS'])
    await office.presses('YT1', 'Đồng ý')
    await office.setsClockBack(hour)
    await office.says('CA1', '/khongdongy Y1 Điều 5 chưa có khu bán thực phẩm tươi sống')
    expect((await office.card('CA1')).text).toContain('Đã ghi: Công an xã không đồng ý Y1')
    await office.passes(60)
    const told = (await office.sees('KT1')).filter(({ text }) => text.includes('Y1: Công an xã không đồng ý'))
    expect(told).toHaveLength(1)
    expect((await office.card('KT1', 'Theo dõi Y1')).text).toContain('2/3 cơ quan đã có kết quả')
  })

  test('a program that starts afterwards lets go of what the last one held', async () => {
    const office = await openOffice(database(), { join: openTelegramChats })
    await hasConsulted(office, ['YT', 'CA'])
    await office.stops()
    await office.says('YT1', '/dongy Y1')
    await office.setsClockBack(hour)
    await office.starts()
    expect((await office.card('YT1')).text).toContain('Đã ghi: Trạm Y tế xã đồng ý Y1')
  })

  test('nudges, lapses, digests and seals that are done stay done', async () => {
    const office = await openOffice(database(), { join: openTelegramChats })
    await hasConsulted(office, ['YT'])
    const counts = async () => [
      (await office.sees('YT1')).length,
      (await office.sees('KT1')).length,
      (await office.sees(officeGroup)).length,
      (await evidenceOf(office, 'Y1')).map(({ type }) => type).join(),
    ]
    for (const when of ['26/11/2026 09:01', '27/11/2026 00:00', '27/11/2026 07:16', '27/11/2026 09:01']) {
      await office.moveTo(when)
      const before = await counts()
      await office.setsClockBack(hour)
      await office.moveTo(when)
      expect([when, ...(await counts())]).toEqual([when, ...before])
    }
    const types = (await evidenceOf(office, 'Y1')).map(({ type }) => type)
    expect(types.filter((type) => type === 'deemed_consent')).toHaveLength(1)
  })
})
