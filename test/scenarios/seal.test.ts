/** The daily seal: what changed, under one code in the Office channel, once a working day. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { verifyCommittee } from '../../src/actions/evidence.ts'
import { verifySeals } from '../../src/actions/verify-seals.ts'
import { rows } from '../../src/store/tx.ts'
import { describeOnEmbedded } from '../support/database.ts'
import { type Office, officeGroup, openOffice } from '../support/office.ts'
import { hasConsulted } from '../support/office-letter.ts'

const sealsIn = async (office: Office) =>
  (await office.sees(officeGroup)).filter(({ text }) => text.startsWith('Niêm phong chứng cứ'))

describeOnEmbedded('the daily seal', (database) => {
  const sealsKept = () =>
    rows<{ number: number; hash: string; previous: string }>(
      database().db,
      sql`select number, hash, previous_hash as previous from seals order by number`,
    )

  test('is posted at nine with its date, how much it covers, and its code in groups', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT'])
    await office.moveTo('20/11/2026 08:59:59')
    expect(await sealsIn(office)).toEqual([])
    await office.moveTo('20/11/2026 09:00')
    const [seal, ...others] = await sealsIn(office)
    expect(others).toEqual([])
    expect(seal?.text).toContain('Niêm phong chứng cứ số 1 – 09:00 thứ Sáu 20/11/2026')
    expect(seal?.text, 'the register and the letter').toContain('Số việc có thay đổi: 2')
    const [kept] = await sealsKept()
    const shown = seal?.text
      .match(/^(?:[0-9a-f]{4} ?){4}$/gm)
      ?.join('')
      .replaceAll(' ', '')
    expect(shown).toBe(kept?.hash)
    expect(kept?.hash).toMatch(/^[0-9a-f]{64}$/)
  })

  test('says nothing on a day on which nothing changed, and goes on from the last one afterwards', async () => {
    const office = await openOffice(database())
    await office.moveTo('20/11/2026 09:00')
    await office.moveTo('25/11/2026 09:00')
    expect(await sealsIn(office)).toHaveLength(1)
    await hasConsulted(office, ['YT'])
    await office.moveTo('26/11/2026 09:00')
    const seals = await sealsIn(office)
    expect(seals.map(({ text }) => text.split('\n').slice(0, 2))).toEqual([
      ['Niêm phong chứng cứ số 1 – 09:00 thứ Sáu 20/11/2026', 'Số việc có thay đổi: 1'],
      ['Niêm phong chứng cứ số 2 – 09:00 thứ Năm 26/11/2026', 'Số việc có thay đổi: 1'],
    ])
    const [first, second] = await sealsKept()
    expect(second?.previous).toBe(first?.hash)
  })

  test('is made once after days of standstill, dated by its slot and saying when it was written down', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT'])
    await office.stops()
    office.clock.moveTo('2026-11-25T16:20+07:00')
    await office.starts()
    const [seal, ...others] = await sealsIn(office)
    expect(others).toEqual([])
    expect(seal?.text).toContain('số 1 – 09:00 thứ Tư 25/11/2026')
    expect(seal?.text).toContain('Ghi vào sổ: 16:20 thứ Tư 25/11/2026')
  })

  test('is kept where there is no Office channel, and stands under the next one', async () => {
    const office = await openOffice(database(), { hasOfficeChannel: false })
    await office.moveTo('20/11/2026 09:00')
    expect(await sealsKept()).toHaveLength(1)
    expect(await office.sees(officeGroup)).toEqual([])
  })

  test('finds nothing wrong where nothing was touched, and does not make evidence of itself', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT', 'QS'])
    for (const day of ['20/11', '27/11', '30/11', '01/12', '02/12']) await office.moveTo(`${day}/2026 09:00`)
    expect(await sealsKept(), 'the letter, the lapse, what was told of it, and nothing more').toHaveLength(3)
    for await (const { findings } of verifyCommittee(database(), office.committeeId)) expect(findings).toEqual([])
    expect(await verifySeals(database(), office.committeeId, null)).toMatchObject({ count: 3, findings: [] })
  })
})
