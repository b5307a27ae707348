/** Matters of before outlines stood in columns are listed, led and handed over as if they had been written since. */
import { readFileSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { readOpenOf } from '../../src/store/matters.ts'
import { rows } from '../../src/store/tx.ts'
import { committeeId, foundSample, stageOf } from '../admin/bench.ts'
import { describeOnBoth } from '../support/database.ts'

const migration = readFileSync(new URL('../../drizzle/0013_outlines.sql', import.meta.url), 'utf8')
const fill = migration.split('--> statement-breakpoint').find((statement) => statement.includes('UPDATE')) ?? ''

describeOnBoth('outlines', (database) => {
  const outlines = () =>
    rows(database().db, sql`select reference, subject, lead_unit, authors, is_open from matters order by reference`)

  test('are filled for matters that exist as they are written for new ones', async () => {
    await foundSample(database())
    const { prepare, act } = stageOf(database())
    await prepare('KT2', '18T08:00')
    await prepare('KT2', '18T08:30')
    await act('KT1', '18T09:00', { type: 'send' })
    await act('KT1', '18T10:00', { type: 'void', reason: 'Trùng' })
    const written = await outlines()
    expect(written).toMatchObject([
      { reference: 'SO', subject: '', lead_unit: null, authors: [], is_open: false },
      { reference: 'Y1', lead_unit: 'KT', authors: ['KT2', 'KT1'], is_open: false },
      { reference: 'Y2', lead_unit: 'KT', authors: ['KT2'], is_open: true },
    ])
    await database().db.execute(
      sql`update matters set subject = '', lead_unit = null, authors = '[]'::jsonb, is_open = false`,
    )
    await database().db.execute(sql.raw(fill))
    const sorted = (found: readonly unknown[]) =>
      (found as { authors: string[] }[]).map((one) => ({ ...one, authors: one.authors.toSorted() }))
    expect(sorted(await outlines())).toEqual(sorted(written))
  })

  test('say whose an open matter is: who wrote it, who leads it, who owes in it', async () => {
    await foundSample(database())
    const { prepare, act } = stageOf(database())
    await prepare('KT2', '18T08:00')
    await act('KT1', '18T09:00', { type: 'send' })
    const openOf = async (officers: string[], units: string[]) =>
      (await readOpenOf(database().db, committeeId, { officers, units })).map(({ reference }) => reference)
    expect(await openOf(['KT2'], [])).toEqual(['Y1'])
    expect(await openOf(['KT1'], [])).toEqual(['Y1'])
    expect(await openOf(['VX1'], [])).toEqual([])
    expect(await openOf([], ['KT'])).toEqual(['Y1'])
    expect(await openOf([], ['CA'])).toEqual(['Y1'])
    expect(await openOf([], ['TP'])).toEqual([])
  })
})
