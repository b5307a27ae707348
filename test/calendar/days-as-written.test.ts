import { describe, expect, test } from 'vitest'
import { vietnam } from '../../src/calendar/calendar.ts'
import { changedDays, endsOnRestNow, readDays, withDays } from '../../src/calendar/days-as-written.ts'

const calendar = vietnam()
const table = (...lines: readonly string[]) =>
  readDays(lines.map((line, index) => ({ line: index + 1, cells: line.split(',') })))
const heading = 'date,name_vi,kind,source,provisional'

describe('days as a committee writes them', () => {
  test('are read with what they are, which paper says so, and how sure they are', () => {
    expect(
      table(
        heading,
        '2027-02-04,Tết Nguyên đán,holiday,TB 1/TB-BNV,',
        '2027-02-11,Nghỉ bù,compensatory,tạm tính,yes',
        '2026-11-24,,ordinary,,',
      ),
    ).toEqual({
      problems: [],
      days: [
        { on: '2027-02-04', name: 'Tết Nguyên đán', kind: 'holiday', source: 'TB 1/TB-BNV', provisional: false },
        { on: '2027-02-11', name: 'Nghỉ bù', kind: 'compensatory', source: 'tạm tính', provisional: true },
        { on: '2026-11-24', kind: 'ordinary' },
      ],
    })
  })

  test.each([
    ['04/02/2027,Tết,holiday,TB 1', 'no-date'],
    ['2027-02-30,Tết,holiday,TB 1', 'no-date'],
    ['2027-02-04,Tết,feast,TB 1', 'no-such-kind'],
    ['2027-02-04,Tết,holiday,', 'no-source'],
  ])('“%s” is told with its line: %s', (line, code) => {
    expect(table(heading, '2027-02-03,Tết,holiday,TB 1', line).problems).toEqual([{ line: 3, code }])
  })

  test('a day stands there once, under the names of the columns', () => {
    expect(table(heading, ...Array(2).fill('2027-02-04,Tết,holiday,TB 1')).problems).toEqual([
      { line: 3, code: 'twice' },
    ])
    expect(table('ngày,tên', '2027-02-04,Tết').problems).toEqual([{ line: 1, code: 'no-columns' }])
  })

  test('change the calendar where they say something else than it, not by their names', () => {
    const { days } = table(
      heading,
      '2026-09-02,Ngày Quốc khánh,holiday,Bộ luật Lao động',
      '2027-02-04,Tết Nguyên đán,holiday,TB 1/TB-BNV',
      '2026-11-23,Nghỉ hoán đổi,swapped_off,CV 7',
      '2026-12-25,,ordinary,',
    )
    expect(changedDays(days, calendar).map(({ on }) => on)).toEqual(['2027-02-04', '2026-11-23'])
  })

  test('the proposed swap of November 2026 is settled also by saying that nothing is swapped', () => {
    const { days } = table(heading, '2026-11-23,,ordinary,')
    expect(changedDays(days, calendar)).toEqual(days)
  })

  test('a deadline whose last day becomes one of rest is pointed out; others are not', () => {
    const { days } = table(heading, '2026-11-30,Nghỉ theo thông báo,holiday,TB 2', '2026-11-24,,ordinary,')
    const after = withDays(calendar, days)
    const ends = (at: string) => endsOnRestNow(Temporal.Instant.from(`${at}+07:00`), calendar, after)
    expect([ends('2026-12-01T00:00'), ends('2026-11-30T11:00')]).toEqual([true, true])
    expect([ends('2026-11-30T00:00'), ends('2026-12-02T00:00'), ends('2026-11-25T00:00')]).toEqual([
      false,
      false,
      false,
    ])
  })
})
