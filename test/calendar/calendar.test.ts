import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addWorkingDays,
  dayOf,
  endOfDay,
  isProvisional,
  isWorkingDay,
  lastDayBefore,
  namedDay,
  startOfDay,
  vietnam,
  workingDayOnOrAfter,
  workingDayOnOrBefore,
  workingDaysBetween,
} from '../../src/calendar/calendar.ts'

const calendar = vietnam()
const day = (vietnamese: string) => {
  const [date, month, year] = vietnamese.split('/').map(Number)
  return Temporal.PlainDate.from({ year: year ?? 0, month: month ?? 0, day: date ?? 0 })
}
const at = (text: string) => Temporal.Instant.from(text)

describe('counting working days', () => {
  test.each([
    ['21/8/2026', 5, '27/8/2026', 'through the worked Saturday 22/8'],
    ['24/4/2026', 3, '4/5/2026', 'over Giỗ Tổ, its make-up day, 30/4 and 1/5'],
    ['25/4/2025', 1, '26/4/2025', 'into a worked Saturday'],
    ['20/11/2026', 3, '26/11/2026', 'over the weekend and Culture Day'],
    ['30/11/2026', -3, '25/11/2026', 'back from a meeting, not counted itself'],
    ['24/8/2026', -3, '20/8/2026', 'back over the worked Saturday'],
    ['31/12/2025', 1, '5/1/2026', 'over New Year and the day swapped off'],
    ['9/1/2026', 1, '10/1/2026', 'into the Saturday worked for 2/1'],
    ['13/2/2026', 1, '23/2/2026', 'over Tết'],
    ['28/8/2026', 1, '3/9/2026', 'over the swapped 31/8 and National Day'],
    ['21/11/2026', 1, '23/11/2026', 'from a Saturday'],
    ['21/11/2026', 0, '21/11/2026', 'nothing added'],
  ])('%s %i working days is %s: %s', (from, count, to) => {
    expect(addWorkingDays(day(from), count, calendar).toString()).toBe(day(to).toString())
  })

  test('the day reached is always worked, and counting back returns to where a working day began', () => {
    fc.assert(
      fc.property(anyDay(), fc.integer({ min: 1, max: 60 }), (from, count) => {
        const reached = addWorkingDays(from, count, calendar)
        expect(isWorkingDay(reached, calendar)).toBe(true)
        expect(workingDaysBetween(from, reached, calendar)).toBe(count)
        const start = workingDayOnOrBefore(from, calendar)
        expect(addWorkingDays(reached, -count, calendar).equals(start)).toBe(true)
      }),
    )
  })

  test('a later start or a larger count never leads to an earlier day', () => {
    fc.assert(
      fc.property(anyDay(), fc.nat(30), fc.integer({ min: -40, max: 40 }), (from, shift, count) => {
        const reached = addWorkingDays(from, count, calendar)
        if (count !== 0) expect(isUpTo(reached, addWorkingDays(from.add({ days: shift }), count, calendar))).toBe(true)
        if (count !== -1) expect(isUpTo(reached, addWorkingDays(from, count + 1, calendar))).toBe(true)
      }),
    )
  })

  test('days between count one way as minus the other way for working days', () => {
    fc.assert(
      fc.property(anyDay(), anyDay(), (a, b) => {
        const [from, to] = [workingDayOnOrAfter(a, calendar), workingDayOnOrAfter(b, calendar)]
        expect(workingDaysBetween(from, to, calendar) + workingDaysBetween(to, from, calendar)).toBe(0)
      }),
    )
  })

  test('nothing lies between a day and itself', () => {
    expect(workingDaysBetween(day('20/11/2026'), day('20/11/2026'), calendar)).toBe(0)
  })

  test('a rest day gives way to the next or the last working day, a working day stays', () => {
    expect(workingDayOnOrAfter(day('24/11/2026'), calendar).equals(day('25/11/2026'))).toBe(true)
    expect(workingDayOnOrBefore(day('22/11/2026'), calendar).equals(day('20/11/2026'))).toBe(true)
    expect(workingDayOnOrAfter(day('22/8/2026'), calendar).equals(day('22/8/2026'))).toBe(true)
  })
})

describe('what a day is', () => {
  test('a swapped Saturday is worked and named, an ordinary day has no name', () => {
    expect(isWorkingDay(day('22/8/2026'), calendar)).toBe(true)
    expect(namedDay(day('22/8/2026'), calendar)).toMatchObject({ kind: 'swapped_working' })
    expect(namedDay(day('20/11/2026'), calendar)).toBeNull()
    expect(namedDay(day('24/11/2026'), calendar)).toMatchObject({ name: 'Ngày Văn hóa Việt Nam', kind: 'holiday' })
  })

  test('a proposed swap changes nothing until somebody settles it', () => {
    expect(isWorkingDay(day('23/11/2026'), calendar)).toBe(true)
    expect(isWorkingDay(day('28/11/2026'), calendar)).toBe(false)
  })

  test('a year without final notices is provisional, known or not', () => {
    expect(isProvisional(day('31/12/2026'), calendar)).toBe(false)
    expect(isProvisional(day('1/1/2027'), calendar)).toBe(true)
    expect(isProvisional(day('1/6/2031'), calendar)).toBe(true)
    expect(isProvisional(day('1/6/2017'), calendar)).toBe(true)
    expect(isProvisional(day('1/1/2027'), vietnam({ confirmedYears: [2027] }))).toBe(false)
  })
})

describe("a committee's changes", () => {
  const change = { name: 'Nghỉ hoán đổi', source: 'Thông báo của UBND', provisional: false }

  test('settle the proposed swap', () => {
    const swapped = vietnam({
      overrides: [
        { ...change, on: '2026-11-23', kind: 'swapped_off' },
        { ...change, on: '2026-11-28', kind: 'swapped_working' },
      ],
    })
    expect(addWorkingDays(day('20/11/2026'), 3, swapped).equals(day('27/11/2026'))).toBe(true)
    expect(isWorkingDay(day('28/11/2026'), swapped)).toBe(true)
    expect(swapped.unsettledSwaps).toEqual([])
    expect(calendar.unsettledSwaps).toHaveLength(1)
  })

  test('make a shipped day ordinary again, and leave other calendars alone', () => {
    const moved = vietnam({
      overrides: [
        { on: '2027-09-03', kind: 'ordinary' },
        { ...change, on: '2027-09-01', kind: 'holiday' },
      ],
    })
    expect(isWorkingDay(day('3/9/2027'), moved)).toBe(true)
    expect(isWorkingDay(day('1/9/2027'), moved)).toBe(false)
    expect(namedDay(day('3/9/2027'), moved)).toBeNull()
    expect(isWorkingDay(day('3/9/2027'), calendar)).toBe(false)
  })

  test('settle the proposed swap as not taken by declaring its Monday ordinary', () => {
    const declined = vietnam({ overrides: [{ on: '2026-11-23', kind: 'ordinary' }] })
    expect(declined.unsettledSwaps).toEqual([])
    expect(isWorkingDay(day('23/11/2026'), declined)).toBe(true)
  })

  test('the last change of a day wins', () => {
    const twice = vietnam({
      overrides: [
        { ...change, on: '2026-11-25', kind: 'swapped_off' },
        { on: '2026-11-25', kind: 'ordinary' },
      ],
    })
    expect(isWorkingDay(day('25/11/2026'), twice)).toBe(true)
  })

  test('a change on a day that does not exist is an error', () => {
    expect(() => vietnam({ overrides: [{ on: '2026-11-31', kind: 'ordinary' }] })).toThrow(RangeError)
  })
})

describe('days and instants', () => {
  test('a day runs from 00:00 to 24:00 in Vietnam', () => {
    expect(startOfDay(day('20/11/2026'), calendar).equals(at('2026-11-20T00:00+07:00'))).toBe(true)
    expect(endOfDay(day('20/11/2026'), calendar).equals(at('2026-11-21T00:00+07:00'))).toBe(true)
    expect(dayOf(at('2026-11-19T17:00Z'), calendar).equals(day('20/11/2026'))).toBe(true)
    expect(dayOf(at('2026-11-19T16:59:59Z'), calendar).equals(day('19/11/2026'))).toBe(true)
  })

  test('24:00 is the end of the day it closes, not of the next', () => {
    expect(lastDayBefore(endOfDay(day('25/11/2026'), calendar), calendar).equals(day('25/11/2026'))).toBe(true)
    expect(lastDayBefore(at('2026-11-25T17:00+07:00'), calendar).equals(day('25/11/2026'))).toBe(true)
  })

  test('a committee may keep another time zone', () => {
    expect(dayOf(at('2026-11-19T17:00Z'), vietnam({ timeZone: 'UTC' })).equals(day('19/11/2026'))).toBe(true)
  })
})

function anyDay() {
  return fc.nat(365 * 10).map((days) => Temporal.PlainDate.from('2018-01-10').add({ days }))
}

function isUpTo(a: Temporal.PlainDate, b: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(a, b) <= 0
}
