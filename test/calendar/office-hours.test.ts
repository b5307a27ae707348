import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { vietnam } from '../../src/calendar/calendar.ts'
import {
  addWorkingMinutes,
  halfWay,
  isOfficeTime,
  nextOfficeTime,
  sessionsOf,
  workingMinutesBetween,
} from '../../src/calendar/office-hours.ts'
import type { Season } from '../../src/calendar/season.ts'

const calendar = vietnam()
const at = (text: string) => Temporal.Instant.from(`${text}+07:00`)
const local = (instant: Temporal.Instant) =>
  instant.toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDateTime().toString({ smallestUnit: 'minute' })

test.each([
  ['2026-11-18T07:29', false, 'before the morning'],
  ['2026-11-18T07:30', true, 'at the opening'],
  ['2026-11-18T11:30', false, 'at noon the office is closed'],
  ['2026-11-18T13:30', true, 'in the afternoon'],
  ['2026-11-18T17:00', false, 'at the end of the day'],
  ['2026-11-21T09:00', false, 'on Saturday'],
  ['2026-08-22T09:00', true, 'on a worked Saturday'],
  ['2026-11-24T09:00', false, 'on Culture Day'],
])('%s is office time: %s (%s)', (text, expected) => {
  expect(isOfficeTime(at(text), calendar)).toBe(expected)
})

test.each([
  ['2026-11-18T09:30', '2026-11-18T09:30'],
  ['2026-11-18T05:00', '2026-11-18T07:30'],
  ['2026-11-18T11:30', '2026-11-18T13:30'],
  ['2026-11-20T17:00', '2026-11-23T07:30'],
  ['2026-11-23T18:00', '2026-11-25T07:30'],
  ['2026-02-13T17:00', '2026-02-23T07:30'],
])('after %s the office is next open at %s', (from, expected) => {
  expect(local(nextOfficeTime(at(from), calendar))).toBe(expected)
})

test.each([
  ['2026-11-18T07:30', '2026-11-18T17:00', 450],
  ['2026-11-18T11:00', '2026-11-18T14:00', 60],
  ['2026-11-20T16:00', '2026-11-23T08:30', 120],
  ['2026-11-21T08:00', '2026-11-22T17:00', 0],
  ['2026-11-18T09:00', '2026-11-18T09:00', 0],
  ['2026-11-19T09:00', '2026-11-18T09:00', 0],
  ['2026-08-21T16:00', '2026-08-24T08:30', 570],
])('from %s to %s there are %i working minutes', (from, to, minutes) => {
  expect(workingMinutesBetween(at(from), at(to), calendar)).toBe(minutes)
})

test.each([
  ['2026-11-18T09:30', 0, '2026-11-18T09:30'],
  ['2026-11-18T09:30', 30, '2026-11-18T10:00'],
  ['2026-11-18T11:00', 30, '2026-11-18T11:30'],
  ['2026-11-18T11:00', 31, '2026-11-18T13:31'],
  ['2026-11-20T16:30', 60, '2026-11-23T08:00'],
  ['2026-11-21T10:00', 15, '2026-11-23T07:45'],
])('%s and %i working minutes is %s', (from, minutes, expected) => {
  expect(local(addWorkingMinutes(at(from), minutes, calendar))).toBe(expected)
})

test.each([-1, Number.NaN])('%d working minutes cannot be added', (minutes) => {
  expect(() => addWorkingMinutes(at('2026-11-18T09:30'), minutes, calendar)).toThrow(RangeError)
})

describe('half-way', () => {
  test('lies in working time: from Friday 16:00 to Monday 8:30 it is Friday 17:00', () => {
    expect(local(halfWay(at('2026-11-20T16:00'), at('2026-11-23T08:30'), calendar))).toBe('2026-11-20T17:00')
  })

  test('of five working days from Friday 13:30 is a Thursday', () => {
    expect(local(halfWay(at('2026-11-20T13:30'), at('2026-12-01T00:00'), calendar))).toBe('2026-11-26T09:30')
  })

  test('is the plain middle when nobody works in between', () => {
    expect(local(halfWay(at('2026-11-21T08:00'), at('2026-11-21T10:00'), calendar))).toBe('2026-11-21T09:00')
  })

  test('always lies between, with equal working time on both sides', () => {
    const minute = fc.nat(60 * 24 * 400)
    fc.assert(
      fc.property(minute, fc.nat(60 * 24 * 40), (start, length) => {
        const from = at('2026-01-01T00:00').add({ minutes: start })
        const to = from.add({ minutes: length })
        const middle = halfWay(from, to, calendar)
        expect(middle.epochMilliseconds).toBeGreaterThanOrEqual(from.epochMilliseconds)
        expect(middle.epochMilliseconds).toBeLessThanOrEqual(to.epochMilliseconds)
        expect(workingMinutesBetween(from, middle, calendar)).toBeCloseTo(
          workingMinutesBetween(middle, to, calendar),
          3,
        )
      }),
    )
  })
})

test('adding what lies between leads back, for any stretch of time', () => {
  fc.assert(
    fc.property(fc.nat(60 * 24 * 400), fc.integer({ min: 1, max: 5000 }), (start, minutes) => {
      const from = at('2026-01-01T00:00').add({ minutes: start })
      const to = addWorkingMinutes(from, minutes, calendar)
      expect(workingMinutesBetween(from, to, calendar)).toBe(minutes)
    }),
  )
})

describe('seasons', () => {
  const afternoon = { opens: '13:30', closes: '17:30' }
  const winter: Season = { from: '10-16', to: '04-15', morning: { opens: '07:30', closes: '11:30' }, afternoon }
  const summer: Season = { ...winter, from: '04-16', to: '10-15', morning: { opens: '07:00', closes: '11:00' } }
  const seasonal = vietnam({ officeHours: [winter, summer] })

  test.each([
    ['2026-10-15', '07:00'],
    ['2026-10-16', '07:30'],
    ['2026-12-31', '07:30'],
    ['2026-04-15', '07:30'],
    ['2026-04-16', '07:00'],
  ])('on %s the office opens at %s', (on, opens) => {
    const [morning] = sessionsOf(Temporal.PlainDate.from(on), seasonal)
    expect(morning && local(morning.opensAt)).toBe(`${on}T${opens}`)
  })

  test('a day in no season takes the last one', () => {
    const gap = vietnam({
      officeHours: [
        { ...summer, from: '05-01', to: '05-31' },
        { ...winter, to: '11-30' },
      ],
    })
    const [morning] = sessionsOf(Temporal.PlainDate.from('2026-07-01'), gap)
    expect(morning && local(morning.opensAt)).toBe('2026-07-01T07:30')
  })

  test('a rest day has no sessions', () => {
    expect(sessionsOf(Temporal.PlainDate.from('2026-11-22'), seasonal)).toEqual([])
  })
})
