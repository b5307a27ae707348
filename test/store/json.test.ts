import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonical, revive } from '../../src/store/json.ts'

const instant = Temporal.Instant.from('2026-11-18T01:30:00.123456Z')
const day = Temporal.PlainDate.from('2026-11-20')
const roundTrip = (value: unknown): unknown => revive(JSON.parse(JSON.stringify(value)))

describe('JSON brought back to life', () => {
  test('has its instants and days again, however deep they stand', () => {
    const state = {
      dueAt: instant,
      answers: { KT: [{ at: instant, rung: { at: instant } }] },
      fromOn: day,
      on: day,
      toOn: null,
    }
    const revived = roundTrip(state) as typeof state
    expect(revived).toEqual(state)
    expect(revived.dueAt).toBeInstanceOf(Temporal.Instant)
    expect(revived.answers.KT[0]?.rung.at).toBeInstanceOf(Temporal.Instant)
    expect(revived.on).toBeInstanceOf(Temporal.PlainDate)
  })

  test.each([
    [{ at: '09:00' }],
    [{ lastDayAt: '09:00' }],
    [{ at: '2026-11-18' }],
    [{ at: '2026-11-18T08:30:00+07:00' }],
    [{ dueAt: 'Z' }],
    [{ on: '2026-11' }],
    [{ on: '2026-11-18T01:30:00Z' }],
    [{ text: '2026-11-18T01:30:00Z' }],
    [{ text: '2026-11-18' }],
    [{ from: '2026-11-18' }],
    [{ that: '2026-11-18T01:30:00Z' }],
    [{ flat: '2026-11-18T01:30:00Z' }],
    [{ icon: '2026-11-18' }],
    [['2026-11-18T01:30:00Z']],
    ['2026-11-18'],
    [null],
    [7],
    [true],
  ])('%j stays as it is', (value) => {
    expect(roundTrip(value)).toEqual(value)
  })

  test('of what holds no time is the same as before', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain = JSON.parse(JSON.stringify(value))
        expect(revive(plain)).toEqual(plain)
      }),
    )
  })

  test('keeps an instant to the microsecond', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 253_402_300_799_999_999n }), (microseconds) => {
        const at = Temporal.Instant.fromEpochNanoseconds(microseconds * 1000n)
        expect(roundTrip({ at })).toEqual({ at })
      }),
    )
  })
})

describe('canonical JSON', () => {
  test('sorts keys at every depth and keeps lists in their order', () => {
    expect(canonical({ b: [{ d: 1, c: 2 }, 0], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1},0]}')
  })

  test('writes time as text and leaves out what is undefined', () => {
    expect(canonical({ on: day, at: instant, none: undefined })).toBe(
      '{"at":"2026-11-18T01:30:00.123456Z","on":"2026-11-20"}',
    )
  })

  test('is the same for the same facts in any order', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (facts) => {
        const turned = Object.fromEntries(Object.entries(facts).toReversed())
        expect(canonical(turned)).toBe(canonical(facts))
        expect(JSON.parse(canonical(facts))).toEqual(JSON.parse(JSON.stringify(facts)))
      }),
    )
  })
})
