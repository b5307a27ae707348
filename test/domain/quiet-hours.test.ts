import { expect, test } from 'vitest'
import { releaseAt } from '../../src/domain/quiet-hours.ts'
import { calendar, moment, shown } from '../support/given.ts'

test.each([
  ['within office hours nothing waits', '20/11 09:00', null, '2026-11-20 09:00:00'],
  ['at noon it waits for the afternoon', '20/11 12:00', null, '2026-11-20 13:30:00'],
  ['after five it waits for the morning', '19/11 17:00', null, '2026-11-20 07:30:00'],
  ['on Friday evening it waits for Monday', '20/11 18:00', null, '2026-11-23 07:30:00'],
  ['the evening before Culture Day it waits over it', '23/11 20:00', null, '2026-11-25 07:30:00'],
  ['a worked Saturday is no rest day', '21/08 18:00', null, '2026-08-22 07:30:00'],
  ['what would come too late goes out after all', '26/11 20:00', '27/11 00:00', '2026-11-26 20:00:00'],
  ['and what would come at the very deadline', '26/11 20:00', '27/11 07:30', '2026-11-26 20:00:00'],
  ['but not what still comes before it', '26/11 20:00', '27/11 07:31', '2026-11-27 07:30:00'],
])('[AL1.3d] %s', (_, now, until, released) => {
  expect(shown(releaseAt(moment(now), until === null ? null : moment(until), calendar))).toBe(released)
})
