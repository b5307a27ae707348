import { expect, test } from 'vitest'
import { solarDayOf } from '../../src/calendar/lunar.ts'

const solar = (day: number, month: number, year: number) => solarDayOf({ day, month, year })?.toString() ?? null

test.each([
  [2018, '2018-02-16', '2018-04-25'],
  [2019, '2019-02-05', '2019-04-14'],
  [2020, '2020-01-25', '2020-04-02'],
  [2021, '2021-02-12', '2021-04-21'],
  [2022, '2022-02-01', '2022-04-10'],
  [2023, '2023-01-22', '2023-04-29'],
  [2024, '2024-02-10', '2024-04-18'],
  [2025, '2025-01-29', '2025-04-07'],
  [2026, '2026-02-17', '2026-04-26'],
  [2027, '2027-02-06', '2027-04-16'],
])('the first day of Tết and Giỗ Tổ of %i are %s and %s', (year, tet, ancestors) => {
  expect([solar(1, 1, year), solar(10, 3, year)]).toEqual([tet, ancestors])
})

test('Vietnam kept its own Tết where the Chinese new year fell on another day', () => {
  expect([solar(1, 1, 1985), solar(1, 1, 2007), solar(1, 1, 2030)]).toEqual(['1985-01-21', '2007-02-17', '2030-02-02'])
})

test('a leap month is passed over: mid-autumn of 2025 and 2023', () => {
  expect([solar(15, 8, 2025), solar(15, 8, 2023)]).toEqual(['2025-10-06', '2023-09-29'])
})

test('a month of 29 days has no 30th', () => {
  expect([solar(29, 12, 2026), solar(30, 12, 2026)]).toEqual(['2027-02-05', null])
})

test.each([
  [0, 1],
  [1, 0],
  [1, 13],
  [31, 1],
])('day %i of month %i does not exist', (day, month) => {
  expect(solar(day, month, 2026)).toBeNull()
})
