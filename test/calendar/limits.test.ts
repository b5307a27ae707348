import { describe, expect, test } from 'vitest'
import { vietnam } from '../../src/calendar/calendar.ts'
import {
  type DateKind,
  daysBefore,
  deadlineAfterCalendarDays,
  deadlineAfterHours,
  deadlineAfterMinutes,
  deadlineAfterMonths,
  deadlineAfterWeeks,
  deadlineAfterWorkingDays,
  deadlineOfDate,
} from '../../src/calendar/limits.ts'

const calendar = vietnam()
const at = (text: string) => Temporal.Instant.from(`${text}+07:00`)
const day = (text: string) => Temporal.PlainDate.from(text)
/** The day that 24:00 closes. */
const endOf = (instant: Temporal.Instant) => {
  const local = instant.toZonedDateTimeISO('Asia/Ho_Chi_Minh')
  expect(local.toPlainTime().toString()).toBe('00:00:00')
  return local.toPlainDate().subtract({ days: 1 }).toString()
}

describe('limits in working days', () => {
  test.each([
    ['2026-08-21T09:00', 5, '2026-08-27'],
    ['2026-04-24T16:59', 3, '2026-05-04'],
    ['2025-04-25T00:00', 1, '2025-04-26'],
    ['2026-11-20T23:59', 3, '2026-11-26'],
    ['2026-11-21T08:00', 1, '2026-11-23'],
  ])('from %s, %i working days end with %s: the day of the event is not counted', (from, days, expected) => {
    expect(endOf(deadlineAfterWorkingDays(at(from), days, calendar))).toBe(expected)
  })

  test.each([
    ['2026-11-30', 3, '2026-11-25'],
    ['2026-08-24', 3, '2026-08-20'],
  ])('what is due 3 working days before %s is due by the end of %s', (meeting, count, expected) => {
    expect(daysBefore(day(meeting), count, calendar).toString()).toBe(expected)
  })
})

describe('limits by the clock and the calendar', () => {
  test('hours and minutes run from the moment, over nights and holidays', () => {
    expect(deadlineAfterHours(at('2026-11-23T15:00'), 24).equals(at('2026-11-24T15:00'))).toBe(true)
    expect(deadlineAfterMinutes(at('2026-11-20T23:50'), 30).equals(at('2026-11-21T00:20'))).toBe(true)
  })

  test.each([
    ['2026-11-18T09:00', 15, '2026-12-03'],
    ['2026-11-18T09:00', 3, '2026-11-23'],
    ['2026-11-18T09:00', 6, '2026-11-25'],
    ['2026-08-20T09:00', 2, '2026-08-22'],
  ])('from %s, %i days end with %s, a rest day giving way to the next working day', (from, days, expected) => {
    expect(endOf(deadlineAfterCalendarDays(at(from), days, calendar))).toBe(expected)
  })

  test('weeks end on the same weekday', () => {
    expect(endOf(deadlineAfterWeeks(at('2026-11-18T09:00'), 1, calendar))).toBe('2026-11-25')
    expect(endOf(deadlineAfterWeeks(at('2026-11-17T09:00'), 1, calendar))).toBe('2026-11-25')
  })

  test.each([
    ['2026-11-18T09:00', 1, '2026-12-18'],
    ['2025-12-31T09:00', 2, '2026-03-02'],
    ['2026-03-31T09:00', 3, '2026-06-30'],
  ])('from %s, %i months end with %s: a month without that day ends on its last', (from, months, expected) => {
    expect(endOf(deadlineAfterMonths(at(from), months, calendar))).toBe(expected)
  })
})

describe('fixed dates', () => {
  const read = (on: string, kind: DateKind) => {
    const { at, day, movedFrom } = deadlineOfDate(Temporal.PlainDate.from(on), kind, calendar)
    expect(endOf(at)).toBe(day.toString())
    return [day.toString(), movedFrom?.day.toString() ?? null, movedFrom?.why ?? null]
  }

  test('"trước ngày X" ends with the day before X', () => {
    expect(read('2018-03-20', 'before')).toEqual(['2018-03-19', null, null])
  })

  test('"trước ngày X" is never moved on to X, even over rest days', () => {
    expect(read('2026-11-23', 'before')).toEqual(['2026-11-22', null, null])
    expect(read('2018-04-30', 'before')).toEqual(['2018-04-29', null, null])
  })

  test.each(['by', 'on'] as const)('"%s X" ends with X', (kind) => {
    expect(read('2026-11-26', kind)).toEqual(['2026-11-26', null, null])
  })

  test('a weekend runs to the end of the next working day and says so', () => {
    expect(read('2026-12-05', 'by')).toEqual(['2026-12-07', '2026-12-05', 'weekend'])
  })

  test('a holiday runs to the end of the next working day and names itself', () => {
    expect(read('2026-11-24', 'on')).toEqual([
      '2026-11-25',
      '2026-11-24',
      expect.objectContaining({ name: 'Ngày Văn hóa Việt Nam', kind: 'holiday' }),
    ])
  })

  test('a worked Saturday stays', () => {
    expect(read('2026-08-22', 'by')).toEqual(['2026-08-22', null, null])
  })
})
