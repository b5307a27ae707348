import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextRungAt, planLadder, type Rung, rungDue, widthOf } from '../../src/domain/reminders.ts'
import type { Rung as Step } from '../../src/regulations/rules/nudge-ladder.ts'
import { calendar, moment, shown } from '../support/given.ts'

const steps: readonly Step[] = [
  { kind: 'half-way' },
  { kind: 'working-days-before', workingDays: 2, at: '09:00' },
  { kind: 'working-days-before', workingDays: 1, at: '09:00' },
  { kind: 'last-day', at: '09:00' },
]

function plan(askedAt: string, dueAt: string, of: readonly Step[] = steps) {
  return planLadder({ askedAt: moment(askedAt), dueAt: moment(dueAt) }, of, calendar).map(
    ({ name, at }) => `${name} ${shown(at)}`,
  )
}

describe('[AL1.3d] when nudges are due', () => {
  test('five working days over Culture Day', () => {
    expect(plan('20/11 08:00', '01/12 00:00')).toEqual([
      'half-way 2026-11-26 07:45:00',
      'working-days-before 2026-11-26 09:00:00',
      'working-days-before 2026-11-27 09:00:00',
      'last-day 2026-11-30 09:00:00',
    ])
  })

  test('24:00 still belongs to the last day', () => {
    expect(plan('23/11 08:00', '27/11 00:00', [{ kind: 'last-day', at: '09:00' }])).toEqual([
      'last-day 2026-11-26 09:00:00',
    ])
    expect(plan('23/11 08:00', '27/11 10:00', [{ kind: 'last-day', at: '09:00' }])).toEqual([
      'last-day 2026-11-27 09:00:00',
    ])
  })

  test('what would come before the letter or after the deadline is left out', () => {
    expect(plan('26/11 09:00', '26/11 23:00')).toEqual(['half-way 2026-11-26 16:00:00'])
    expect(plan('26/11 08:00', '26/11 09:00', [{ kind: 'last-day', at: '09:00' }])).toEqual([])
  })

  test('two for one instant are one, the last named', () => {
    const twice: readonly Step[] = [
      { kind: 'last-day', at: '09:00' },
      { kind: 'minutes-before', minutes: 15 * 60 },
    ]
    expect(plan('23/11 08:00', '27/11 00:00', twice)).toEqual(['minutes-before 2026-11-26 09:00:00'])
    expect(plan('23/11 08:00', '27/11 00:00', twice.toReversed())).toEqual(['last-day 2026-11-26 09:00:00'])
  })

  test('less than a day is halved by the clock on the wall, more by working time', () => {
    expect(plan('20/11 20:00', '21/11 02:00', [{ kind: 'half-way' }])).toEqual(['half-way 2026-11-20 23:00:00'])
    expect(plan('20/11 13:30', '23/11 17:00', [{ kind: 'half-way' }])).toEqual(['half-way 2026-11-23 09:30:00'])
  })
})

describe('climbing', () => {
  const ladder: readonly Rung[] = ['09:00', '12:00', '15:00'].map((time) => ({
    name: 'half-way',
    at: moment(`20/11 ${time}`),
  }))

  test.each([
    ['20/11 08:59', null, null],
    ['20/11 09:00', null, '09:00'],
    ['20/11 14:00', null, '12:00'],
    ['20/11 14:00', '20/11 12:00', null],
    ['20/11 16:00', '20/11 09:00', '15:00'],
  ])('at %s, having climbed %s, the latest rung is due and no other', (now, climbed, due) => {
    expect(rungDue(ladder, climbed === null ? null : moment(climbed), moment(now))?.at).toEqual(
      due === null ? undefined : moment(`20/11 ${due}`),
    )
  })

  test.each([
    [null, '09:00'],
    ['20/11 09:00', '12:00'],
    ['20/11 13:00', '15:00'],
    ['20/11 15:00', null],
  ])('having climbed %s, %s is next', (climbed, next) => {
    expect(nextRungAt(ladder, climbed === null ? null : moment(climbed))).toEqual(
      next === null ? null : moment(`20/11 ${next}`),
    )
  })
})

describe('[AL1.3d] how wide a rung reaches', () => {
  const widths = (names: readonly Rung['name'][]) => {
    const ladder = names.map((name, hour): Rung => ({ name, at: moment(`20/11 0${hour}:00`) }))
    return ladder.map((rung) => widthOf(rung, ladder))
  }

  test('the head, the deputies too, the lead unit, at last the Office', () =>
    expect(widths(['half-way', 'working-days-before', 'working-days-before', 'last-day'])).toEqual([
      'head',
      'deciders',
      'lead',
      'office',
    ]))

  test('a short ladder ends as wide; half-way never leaves the addressee', () => {
    expect(widths(['half-way', 'minutes-before'])).toEqual(['head', 'office'])
    expect(widths(['half-way'])).toEqual(['head'])
  })
})

test('a ladder lies in order strictly between asking and deadline, whatever its span', () => {
  const begin = moment('01/01 00:00').epochMilliseconds
  const spans = fc.tuple(fc.integer({ min: 0, max: 360 * 24 * 60 }), fc.integer({ min: 1, max: 20 * 24 * 60 }))
  const every: readonly Step[] = [
    ...steps,
    { kind: 'minutes-before', minutes: 60 },
    { kind: 'minutes-before', minutes: 15 },
  ]
  fc.assert(
    fc.property(spans, ([from, minutes]) => {
      const askedAt = Temporal.Instant.fromEpochMilliseconds(begin + from * 60_000)
      const dueAt = askedAt.add({ minutes })
      const instants = planLadder({ askedAt, dueAt }, every, calendar).map(({ at }) => at.epochMilliseconds)
      expect(instants).toEqual([...new Set(instants)].toSorted((a, b) => a - b))
      expect(instants.every((at) => askedAt.epochMilliseconds < at && at < dueAt.epochMilliseconds)).toBe(true)
    }),
    { numRuns: 200 },
  )
})
