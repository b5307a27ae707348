import { describe, expect, test } from 'vitest'
import { accountableFor, accountableOn, actingFor } from '../../src/domain/accountable.ts'
import type { Directory } from '../../src/domain/directory.ts'
import { agree, calendar, day, directory, given, moment, tick } from '../support/given.ts'

describe('[H6.9][AL1.1b] one person answers for what a unit owes', () => {
  test('it is the head, also on the days somebody acts under an order, and while the head is on leave', () => {
    const away = {
      ...directory,
      leaves: [{ officer: 'VX1', fromOn: day('2026-11-25'), toOn: day('2026-11-26'), deputy: 'VX2' }],
    }
    expect(accountableFor(away, 'VHXH', day('2026-11-25'))).toBe('VX1')
    expect(accountableFor(directory, 'VP', day('2026-11-25'))).toBe('VP1')
  })

  test('without a head it is whoever leads by an order, never a deputy or a specialist', () => {
    const headless: Directory = { ...directory, posts: directory.posts.filter(({ officer }) => officer !== 'VX1') }
    expect(accountableFor(headless, 'VHXH', day('2026-11-25'))).toBe('VX3')
    expect(accountableFor(headless, 'VHXH', day('2026-11-24'))).toBeNull()
  })

  test('whoever acts for the head stands beside with the order, on its days alone', () => {
    expect(actingFor(directory, 'VHXH', day('2026-11-25'))).toEqual([{ officer: 'VX3', order: '15/QĐ-UBND' }])
    expect(actingFor(directory, 'VHXH', day('2026-11-27'))).toEqual([])
    const headless: Directory = { ...directory, posts: directory.posts.filter(({ officer }) => officer !== 'VX1') }
    expect(actingFor(headless, 'VHXH', day('2026-11-25')), 'who is accountable is named once').toEqual([])
  })

  test('it is the head of the day the answer came to its end, whoever heads the unit since', () => {
    const now = moment('01/12 08:00')
    const story = given().when('25/11 09:00', agree('VX2')).when('27/11 08:00', tick)
    expect(accountableOn(story.answer('VHXH'), now, calendar)).toEqual(day('2026-11-25'))
    expect(accountableOn(story.answer('CA'), now, calendar)).toEqual(day('2026-11-26'))
    expect(accountableOn(given().answer('CA'), now, calendar)).toEqual(day('2026-12-01'))
  })
})
