/** The shipped days against the yearly table of the notices, written out by hand. */
import { describe, expect, test } from 'vitest'
import type { DayKind } from '../../src/calendar/calendar.ts'
import { confirmedYears, shippedDays, unsettledSwaps } from '../../src/calendar/days-off.ts'

const ofYear = (year: number) => shippedDays.filter(({ on }) => on.startsWith(`${year}-`))
const onOf = (year: number, name: string, kind: DayKind) =>
  ofYear(year)
    .filter((day) => day.name.startsWith(name) && day.kind === kind)
    .map(({ on }) => on.slice(5))
const ofKind = (kind: DayKind) => shippedDays.filter((day) => day.kind === kind).map(({ on }) => on)
const range = (from: string, count: number) =>
  Array.from({ length: count }, (_, index) => Temporal.PlainDate.from(from).add({ days: index }).toString().slice(5))

test('146 days are listed once each, in order, each with a name and a source', () => {
  const dates = shippedDays.map(({ on }) => on)
  expect(dates).toHaveLength(146)
  expect(dates).toEqual([...new Set(dates)].toSorted())
  expect(dates.filter((on) => Temporal.PlainDate.from(on).toString() !== on)).toEqual([])
  expect(shippedDays.filter(({ name, source }) => name.length < 8 || source.length < 8)).toEqual([])
})

test.each([
  [2018, 10, 3, 1, 0],
  [2019, 10, 1, 1, 2],
  [2020, 10, 2, 0, 0],
  [2021, 11, 3, 0, 0],
  [2022, 11, 4, 0, 0],
  [2023, 11, 6, 0, 0],
  [2024, 11, 2, 1, 1],
  [2025, 11, 0, 1, 1],
  [2026, 12, 1, 2, 2],
  [2027, 12, 3, 0, 0],
])('%i has %i holidays, %i make-up days, %i days swapped off and %i worked for them', (year, ...counts) => {
  const kinds: readonly DayKind[] = ['holiday', 'compensatory', 'swapped_off', 'swapped_working']
  expect(kinds.map((kind) => ofYear(year).filter((day) => day.kind === kind).length)).toEqual(counts)
})

test.each([
  [2018, '2018-02-14', 7],
  [2019, '2019-02-04', 5],
  [2020, '2020-01-23', 7],
  [2021, '2021-02-10', 7],
  [2022, '2022-01-31', 5],
  [2023, '2023-01-20', 7],
  [2024, '2024-02-08', 7],
  [2025, '2025-01-27', 5],
  [2026, '2026-02-16', 5],
  [2027, '2027-02-04', 7],
])('Tết %i is off from %s for %i days', (year, from, count) => {
  const tet = [...onOf(year, 'Tết Nguyên đán', 'holiday'), ...onOf(year, 'Nghỉ bù Tết Nguyên đán', 'compensatory')]
  expect(tet).toEqual(range(from, count))
})

test.each([
  [2018, '04-25'],
  [2019, '04-14'],
  [2020, '04-02'],
  [2021, '04-21'],
  [2022, '04-10'],
  [2023, '04-29'],
  [2024, '04-18'],
  [2025, '04-07'],
  [2026, '04-26'],
  [2027, '04-16'],
])('Giỗ Tổ %i is on %s', (year, on) => {
  expect(onOf(year, 'Giỗ Tổ Hùng Vương', 'holiday')).toEqual([on])
})

test.each([
  [2018, ['09-02']],
  [2019, ['09-02']],
  [2020, ['09-02']],
  [2021, ['09-02', '09-03']],
  [2022, ['09-01', '09-02']],
  [2023, ['09-01', '09-02']],
  [2024, ['09-02', '09-03']],
  [2025, ['09-01', '09-02']],
  [2026, ['09-01', '09-02']],
  [2027, ['09-02', '09-03']],
])('National Day %i has one day until 2020 and two since', (year, days) => {
  expect(onOf(year, 'Quốc khánh', 'holiday')).toEqual(days)
})

test.each(Array.from({ length: 10 }, (_, index) => 2018 + index))('%i has 1/1, 30/4 and 1/5', (year) => {
  expect(onOf(year, 'Tết Dương lịch', 'holiday')).toEqual(['01-01'])
  expect(onOf(year, 'Ngày Chiến thắng', 'holiday')).toEqual(['04-30'])
  expect(onOf(year, 'Ngày Quốc tế Lao động', 'holiday')).toEqual(['05-01'])
})

test('Vietnamese Culture Day is off from 2026', () => {
  expect(shippedDays.filter(({ name }) => name === 'Ngày Văn hóa Việt Nam').map(({ on }) => on)).toEqual([
    '2026-11-24',
    '2027-11-24',
  ])
})

test('the make-up days outside Tết are those of the notices', () => {
  const outsideTet = shippedDays.filter(({ kind, name }) => kind === 'compensatory' && !name.includes('Nguyên đán'))
  expect(outsideTet.map(({ on }) => on)).toEqual([
    '2018-09-03',
    '2019-04-15',
    '2021-05-03',
    '2022-01-03',
    '2022-04-11',
    '2022-05-02',
    '2022-05-03',
    '2023-01-02',
    '2023-05-02',
    '2023-05-03',
    '2023-09-04',
    '2026-04-27',
    '2027-05-03',
  ])
})

test('every day swapped off has its Saturday worked', () => {
  expect(ofKind('swapped_off')).toEqual([
    '2018-12-31',
    '2019-04-29',
    '2024-04-29',
    '2025-05-02',
    '2026-01-02',
    '2026-08-31',
  ])
  expect(ofKind('swapped_working')).toEqual([
    '2019-01-05',
    '2019-05-04',
    '2024-05-04',
    '2025-04-26',
    '2026-01-10',
    '2026-08-22',
  ])
  expect(ofKind('swapped_working').map((on) => Temporal.PlainDate.from(on).dayOfWeek)).toEqual([6, 6, 6, 6, 6, 6])
})

describe('what is not settled', () => {
  test('only the days of 2027 that wait for a notice are provisional', () => {
    expect(shippedDays.filter(({ provisional }) => provisional).map(({ on }) => on)).toEqual([
      ...range('2027-02-04', 7).map((day) => `2027-${day}`),
      '2027-05-03',
      '2027-09-03',
    ])
  })

  test('2027 is not among the confirmed years', () => {
    expect(confirmedYears).toEqual([2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026])
  })

  test('the swap proposed for Culture Day 2026 is listed as open', () => {
    expect(unsettledSwaps.map(({ off, worked }) => [off, worked])).toEqual([['2026-11-23', '2026-11-28']])
  })
})
