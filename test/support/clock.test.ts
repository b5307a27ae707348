import { expect, test } from 'vitest'
import { fakeClock } from './clock.ts'

test('stands still until it is moved', () => {
  const clock = fakeClock('2026-11-18T09:30+07:00')
  expect(clock.now()).toEqual(clock.now())
  clock.advance('PT1H30M')
  expect(clock.now().toString()).toBe('2026-11-18T04:00:00Z')
  clock.moveTo('2026-11-26T17:00:01+07:00')
  expect(clock.now().toString()).toBe('2026-11-26T10:00:01Z')
})

test('never goes back', () => {
  const clock = fakeClock('2026-11-18T09:30+07:00')
  expect(() => clock.moveTo('2026-11-18T09:29:59+07:00')).toThrow('never goes back')
  expect(() => clock.advance({ seconds: -1 })).toThrow('never goes back')
  expect(() => clock.moveTo('2026-11-18T02:30Z')).not.toThrow()
})
