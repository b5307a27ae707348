import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayOf, isWorkingDay, vietnam } from '../../src/calendar/calendar.ts'
import { lastSlot, nextSlot } from '../../src/calendar/slots.ts'
import { moment, shown } from '../support/given.ts'

const calendar = vietnam()

describe('the slot of every working day at 09:00', () => {
  test.each([
    ['20/11/2026 08:59:59', '2026-11-19 09:00:00', '2026-11-20 09:00:00', 'a second before'],
    ['20/11/2026 09:00', '2026-11-20 09:00:00', '2026-11-23 09:00:00', 'the instant itself, and then the weekend'],
    ['22/11/2026 12:00', '2026-11-20 09:00:00', '2026-11-23 09:00:00', 'a Sunday'],
    ['24/11/2026 09:00', '2026-11-23 09:00:00', '2026-11-25 09:00:00', 'Culture Day'],
    ['21/08/2026 10:00', '2026-08-21 09:00:00', '2026-08-22 09:00:00', 'into a worked Saturday'],
    ['18/02/2026 10:00', '2026-02-13 09:00:00', '2026-02-23 09:00:00', 'Tết'],
  ])('%s lies between %s and %s (%s)', (now, last, next) => {
    expect(shown(lastSlot(moment(now), ['09:00'], calendar))).toBe(last)
    expect(shown(nextSlot(moment(now), ['09:00'], calendar))).toBe(next)
  })

  test('knows no other slot between the last and the next, and both are working days', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3 * 366 * 24 * 60 }),
        fc.constantFrom('00:00', '07:15', '23:59'),
        (minutes, time) => {
          const now = moment('01/01/2025 00:00').add({ minutes })
          const [last, next] = [lastSlot(now, [time], calendar), nextSlot(now, [time], calendar)]
          expect(Temporal.Instant.compare(last, now)).toBeLessThanOrEqual(0)
          expect(Temporal.Instant.compare(next, now)).toBe(1)
          expect(nextSlot(last, [time], calendar)).toEqual(next)
          for (const slot of [last, next]) expect(isWorkingDay(dayOf(slot, calendar), calendar)).toBe(true)
        },
      ),
    ))
})

test('of several times the nearest on either side counts', () => {
  const times = ['08:00', '07:00', '07:15']
  expect(shown(lastSlot(moment('20/11/2026 07:30'), times, calendar))).toBe('2026-11-20 07:15:00')
  expect(shown(nextSlot(moment('20/11/2026 07:30'), times, calendar))).toBe('2026-11-20 08:00:00')
  expect(shown(nextSlot(moment('20/11/2026 09:00'), times, calendar))).toBe('2026-11-23 07:00:00')
})
