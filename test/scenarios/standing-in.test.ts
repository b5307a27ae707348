/** A head on leave whom nobody stands in for, and acting orders that follow each other while a letter is open. */
import { describe, expect, test } from 'vitest'
import { sampleCommune } from '../../src/sample-commune.ts'
import { embeddedDatabase } from '../support/database.ts'
import { day } from '../support/given.ts'
import { evidenceOf, officeGroup, openOffice } from '../support/office.ts'
import { hasConsulted } from '../support/office-letter.ts'

const database = embeddedDatabase()

describe('[AL1.1b] a head on leave with nobody to stand in', () => {
  test('is asked and may answer all the same', async () => {
    const office = await openOffice(database())
    await office.says('VP1', '/nghiphep YT1 20/11 – 30/11')
    await hasConsulted(office, ['YT'])
    expect((await office.card('YT1')).text).toContain('Lấy ý kiến Y1')
    await office.says('YT1', '/dongy Y1')
    expect((await office.card('YT1')).text).toContain('Đã ghi: Trạm Y tế xã đồng ý Y1')
  })

  test('is nudged, and their silence is told to the Office as anybody’s', async () => {
    const office = await openOffice(database())
    await office.says('VP1', '/nghiphep YT1 20/11 – 30/11')
    await hasConsulted(office, ['YT'])
    await office.moveTo('26/11/2026 09:00')
    expect((await office.card('YT1', 'Còn 15 giờ')).text).toContain('Y1')
    await office.moveTo('27/11/2026 00:00')
    expect((await office.card(officeGroup, 'Y1')).text).toContain('Trạm Y tế xã')
  })
})

describe('[AL1.3e] a unit without a head, led by one order and then by the next', () => {
  const order = { unit: 'YT', fromOn: day('2026-01-01') }
  const founding = {
    ...sampleCommune,
    posts: sampleCommune.posts.filter(({ officer }) => officer !== 'YT1'),
    actingOrders: [
      { ...order, officer: 'YT1', number: '21/QĐ-UBND', toOn: day('2026-11-23') },
      { ...order, officer: 'VX2', number: '22/QĐ-UBND', fromOn: day('2026-11-24'), toOn: day('2026-12-31') },
    ],
  }

  test('asks the first, nudges the second, and takes the answer of whoever leads it now', async () => {
    const office = await openOffice(database(), { founding })
    await hasConsulted(office, ['YT'])
    expect((await office.card('YT1')).text).toContain('Lấy ý kiến Y1')
    expect(await office.count('VX2')).toBe(0)
    await office.moveTo('25/11/2026 09:00')
    expect((await office.card('VX2')).text).toContain('Còn')
    expect((await office.sees('YT1')).filter(({ text }) => text.startsWith('Còn'))).toEqual([])
    await office.says('YT1', '/dongy Y1')
    expect((await office.card('YT1')).text).toContain('21/QĐ-UBND')
    await office.says('VX2', '/dongy Y1')
    expect((await office.card('VX2')).text).toContain('Đã ghi: Trạm Y tế xã đồng ý Y1')
    expect((await evidenceOf(office, 'Y1')).filter(({ type }) => type === 'agreed')).toMatchObject([{ actor: 'VX2' }])
  })
})
