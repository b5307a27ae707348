import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, describe, expect, test } from 'vitest'
import { isProvisional, namedDay } from '../../src/calendar/calendar.ts'
import { usualSessions } from '../../src/calendar/office-hours.ts'
import { readEvidence } from '../../src/store/evidence.ts'
import { readMatters } from '../../src/store/matters.ts'
import { createSnapshots } from '../../src/store/snapshot.ts'
import { rows } from '../../src/store/tx.ts'
import { describeOnBoth, postgresDatabase } from '../support/database.ts'
import { committeeId, foundSample, runAt, stageOf } from './bench.ts'

const folder = mkdtempSync(join(tmpdir(), 'don-doc-settings-'))
afterAll(() => rmSync(folder, { recursive: true }))

let number = 0
function write(content: string, ending: string): string {
  number += 1
  const file = join(folder, `${number}.${ending}`)
  writeFileSync(file, content)
  return file
}

const hours = {
  from: '01-01',
  to: '12-31',
  morning: { opens: '07:00', closes: '11:00' },
  afternoon: { opens: '13:00', closes: '17:00' },
}
const year = { year: 2027, source: 'TB 9/TB-BNV' }
const tet = Temporal.PlainDate.from('2027-02-04')
const override = { rule: 'reply-limit', values: { normalWorkingDays: 7 }, from: '2026-12-01' }

describeOnBoth('committee set', (database) => {
  const register = async () => readEvidence(database().db, committeeId, 'SO')

  test('writes what changes, with a line in the register; matters already open keep their rules', async () => {
    await foundSample(database())
    const { prepare, act } = stageOf(database())
    await prepare('KT2', '18T08:00')
    await act('KT1', '18T08:05', { type: 'send' })
    const kept = async () => (await readMatters<unknown>(database().db, committeeId, ['Y1']))[0]
    const before = await kept()
    const change = { overrides: [override], digestAt: '07:00', officeHours: [hours], confirmedYears: [year] }
    const file = write(JSON.stringify(change), 'json')
    const looked = await runAt(database(), ['committee', 'set', file, '--dry-run'])
    expect(looked).toMatchObject({ code: 0, out: expect.stringContaining('Nothing was written: --dry-run') })
    expect((await createSnapshots().load(database().db, committeeId)).settings.overrides).toEqual([])
    const ran = await runAt(database(), ['committee', 'set', file, '--json'])
    expect(JSON.parse(ran.out)).toMatchObject({
      isApplied: true,
      differences: [
        { setting: 'overrides' },
        { to: '07:00' },
        { setting: 'officeHours' },
        { setting: 'confirmedYears', to: [year] },
      ],
    })
    const { settings, directory, calendar } = await createSnapshots().load(database().db, committeeId)
    expect([settings.overrides, directory.committee.digestAt]).toEqual([[override], '07:00'])
    expect(usualSessions(tet, calendar).morning.opensAt).toEqual(Temporal.Instant.from('2027-02-04T07:00:00+07:00'))
    expect([isProvisional(tet, calendar), namedDay(tet, calendar)?.provisional]).toEqual([false, false])
    expect(await kept(), 'neither rules, nor deadline, nor planned reminders').toEqual(before)
    expect((await register()).at(-1)).toMatchObject({ type: 'settings_changed', actor: null, body: { by: 'operator' } })
    const lines = (await register()).length
    expect((await runAt(database(), ['committee', 'set', file])).out).toContain('Nothing changes')
    expect(await register()).toHaveLength(lines)
  })

  test('with a fault writes nothing of it, and says what and where', async () => {
    await foundSample(database())
    const file = write(JSON.stringify({ digestAt: '07:00', overrides: [{ ...override, from: '2026-11-22' }] }), 'json')
    expect(await runAt(database(), ['committee', 'set', file])).toEqual({
      code: 1,
      out: '',
      err: 'The settings were not changed:\n  - reply-limit from 2026-11-22: dates back: "from" must be today or later\n',
    })
    expect((await createSnapshots().load(database().db, committeeId)).directory.committee.digestAt).toBe('07:15')
  })
})

describe('committee set', () => {
  const database = postgresDatabase()

  test('needs a file of the right shape; --example prints one', async () => {
    await foundSample(database())
    expect((await runAt(database(), ['committee', 'set'])).code).toBe(2)
    const shapeless = write(JSON.stringify({ profil: 'default', digestAt: '7h' }), 'json')
    const { code, err } = await runAt(database(), ['committee', 'set', shapeless])
    expect([code, err]).toEqual([1, expect.stringContaining('digestAt: must be a time of day such as "07:15"')])
    const { out } = await runAt(database(), ['committee', 'set', '--example'])
    expect((await runAt(database(), ['committee', 'set', write(out, 'json'), '--dry-run'])).code).toBe(0)
  })
})

describeOnBoth('calendar import', (database) => {
  const file = () =>
    write(
      'date,name_vi,kind,source\n2026-11-20,Nghỉ theo thông báo,holiday,TB 3/TB-UBND\n2026-11-24,,ordinary,\n',
      'csv',
    )

  const at = { at: '2026-11-18T09:00:00+07:00' }

  test('takes days over with a line in the register; a deadline on one of them moves, with a line of its matter', async () => {
    await foundSample(database())
    const { prepare, act } = stageOf(database())
    await prepare('KT2', '18T08:00')
    await act('KT1', '18T08:05', { type: 'send' })
    const path = file()
    const looked = await runAt(database(), ['calendar', 'import', path, '--dry-run'], at)
    expect(looked.out).toContain('Y1 CA: 2026-11-20T17:00:00Z moves to 2026-11-23T17:00:00Z')
    expect((await runAt(database(), ['calendar', 'show', '2026', '--json'], at)).out).not.toContain('2026-11-20')
    expect(await moved(), 'nothing is done by looking').toEqual([])
    expect((await runAt(database(), ['calendar', 'import', path], at)).out).toContain('Written: 2 days')
    const shown = (await runAt(database(), ['calendar', 'show', '2026'], at)).out
    expect(shown).toContain('2026-11-20 holiday: Nghỉ theo thông báo; TB 3/TB-UBND')
    expect(shown).toContain('not settled: 2026-11-23 off for 2026-11-28 worked')
    expect(shown).not.toContain('2026-11-24')
    const [line] = (await readEvidence(database().db, committeeId, 'SO')).slice(-1)
    expect(line).toMatchObject({ type: 'calendar_imported', body: { by: 'operator', changes: [{}, {}] } })
    const [matter] = await readMatters<{ dueAt: Temporal.Instant }>(database().db, committeeId, ['Y1'])
    expect(matter?.state.dueAt).toEqual(Temporal.Instant.from('2026-11-23T17:00:00Z'))
    expect((await moved()).toSorted()).toEqual(['CA', 'QS', 'VHXH', 'YT'])
    expect((await runAt(database(), ['evidence', 'verify'], at)).code, 'the lines explain the state').toBe(0)
    const into = mkdtempSync(join(folder, 'export-'))
    expect((await runAt(database(), ['evidence', 'export', 'Y1', '--out', into], at)).code).toBe(0)
    expect(readFileSync(join(into, 'Y1.txt'), 'utf8')).toContain(
      'hạn trả lời của Công an xã (CA) chuyển từ 24:00 thứ Sáu 20/11/2026 đến 24:00 thứ Hai 23/11/2026, vì thứ Sáu 20/11/2026 là ngày nghỉ (Nghỉ theo thông báo; TB 3/TB-UBND)',
    )
    expect((await runAt(database(), ['calendar', 'import', path], at)).out).toContain('Nothing changes')
    expect(await moved()).toHaveLength(4)
  })

  test('[AL1.3f] lets nothing lapse and opens nothing again: what had passed is put to the Office, once', async () => {
    await foundSample(database())
    const { prepare, act } = stageOf(database())
    await prepare('KT2', '18T08:00')
    await act('KT1', '18T08:05', { type: 'send' })
    const later = { at: '2026-11-23T09:15:00+07:00' }
    const path = file()
    const { out } = await runAt(database(), ['calendar', 'import', path], later)
    expect(out).toContain('Y1 CA: 2026-11-20T17:00:00Z had passed and stays so; the Office may open it again')
    const lines = await readEvidence(database().db, committeeId, 'Y1')
    expect(lines.filter(({ type }) => /moved|unreached|deemed/.test(type))).toEqual([])
    await runAt(database(), ['calendar', 'import', path], later)
    const told = await rows<{ officer: string; count: number }>(
      database().db,
      sql`select officer, (notice->>'count')::int as count from deliveries where notice->>'kind' = 'over_on_rest'`,
    )
    expect(told).toEqual([{ officer: 'VP1', count: 4 }])
  })

  const moved = async () =>
    (await readEvidence(database().db, committeeId, 'Y1'))
      .filter(({ type }) => type === 'deadline_moved')
      .map(({ body }) => (body as { unit: string }).unit)
})

describe('calendar', () => {
  const database = postgresDatabase()

  test('import takes nothing of a file with a bad line; show warns of a year whose notices are not all out', async () => {
    await foundSample(database())
    const bad = write('date,name_vi,kind,source\n2026-12-24,Nghỉ,holiday,TB 3\n24/12/2026,Nghỉ,holiday,TB 3\n', 'csv')
    const { code, err } = await runAt(database(), ['calendar', 'import', bad])
    expect([code, err]).toEqual([1, expect.stringContaining('line 3: date must be a day such as 2027-02-04')])
    expect((await runAt(database(), ['calendar', 'show', '2026'])).out).not.toContain('2026-12-24')
    expect((await runAt(database(), ['calendar', 'show', '2027'])).out).toContain('2027 is provisional')
    expect((await runAt(database(), ['calendar', 'show', 'nam nay'])).code).toBe(2)
  })
})
