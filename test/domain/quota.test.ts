import { describe, expect, test } from 'vitest'
import { importanceOf, type Said } from '../../src/cards/importance.ts'
import { isWarningDue, mayGoOut } from '../../src/domain/quota.ts'

describe('the last messages of a month', () => {
  test.each([
    ['courtesy', 79, true],
    ['courtesy', 80, false],
    ['ordinary', 94, true],
    ['ordinary', 95, false],
    ['vital', 99, true],
    ['vital', 100, false],
  ] as const)('are open to what is %s after %i of 100: %s', (importance, used, isOpen) => {
    expect(mayGoOut(importance, used, 100)).toBe(isOpen)
  })

  test('warn the Office at four fifths, once', () => {
    const warned = Array.from({ length: 3000 }, (_, index) => index + 1).filter((used) => isWarningDue(used, 3000))
    expect(warned).toEqual([2400])
  })
})

describe('what goes out before the rest', () => {
  const now = Temporal.Instant.from('2026-11-25T09:00+07:00')
  const said = (notice: object, rest: Partial<Said> = {}): Said =>
    ({ notice, isEdit: false, isUrgent: false, untilAt: null, ...rest }) as Said
  const of = (kind: string, rest: Partial<Said> = {}) =>
    importanceOf(said({ of: 'consultation', kind, unit: 'KT' }, rest), now)

  test('is what bears on a deadline, and every answer', () => {
    expect([of('asked'), of('lapsed'), importanceOf(said({ of: 'response', kind: 'say' }), now)]).toEqual([
      'vital',
      'vital',
      'vital',
    ])
    expect([of('status'), of('informed'), of('asked', { isEdit: true })]).toEqual(['courtesy', 'courtesy', 'courtesy'])
  })

  test('is a nudge on the last day, not before', () => {
    expect(of('nudged', { untilAt: now.add({ hours: 25 }) })).toBe('ordinary')
    expect(of('nudged', { untilAt: now.add({ hours: 24 }) })).toBe('vital')
  })
})
