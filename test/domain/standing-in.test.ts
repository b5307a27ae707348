/** Who stands in for whom: leave, acting orders and their end, units merged into others. */
import { describe, expect, test } from 'vitest'
import { dayOf } from '../../src/calendar/calendar.ts'
import { decide } from '../../src/domain/consultation.ts'
import { isRefusal } from '../../src/domain/decision.ts'
import {
  actorOf,
  capacitiesIn,
  type Directory,
  daysUnattended,
  decidersOf,
  findEndedOrder,
  type Leave,
} from '../../src/domain/directory.ts'
import { applyChanges, mergeUnit } from '../../src/domain/directory-change.ts'
import { mayOrderAny, refuseActing, refuseLeave } from '../../src/domain/directory-orders.ts'
import { agree, calendar, day, directory, given, moment, settingWith } from '../support/given.ts'

const today = day('2026-11-20')

function away(officer: string, from: string, to: string, deputy: string | null = null): Leave {
  return { officer, fromOn: day(from), toOn: day(to), deputy }
}

function withLeaves(...leaves: readonly Leave[]): Directory {
  return { ...directory, leaves }
}

describe('[AL1.1b] leave', () => {
  test('the head on leave is told last on these days, first and last included, and may still decide', () => {
    const dated = withLeaves(away('VX1', '2026-11-20', '2026-11-23'))
    expect(decidersOf(dated, 'VHXH', day('2026-11-19'))[0]).toBe('VX1')
    expect(decidersOf(dated, 'VHXH', today)).toEqual(['VX2', 'DP1', 'VX1'])
    expect(decidersOf(dated, 'VHXH', day('2026-11-23'))[0]).toBe('VX2')
    expect(decidersOf(dated, 'VHXH', day('2026-11-24'))[0]).toBe('VX1')
    expect(actorOf(dated, 'VX1', today)).toEqual(actorOf(directory, 'VX1', today))
  })

  test('whoever is named takes the place of who is away, and no more than that', () => {
    expect(decidersOf(withLeaves(away('VX1', '2026-11-20', '2026-11-20', 'DP1')), 'VHXH', today)).toEqual([
      'DP1',
      'VX2',
      'VX1',
    ])
    expect(decidersOf(withLeaves(away('VX2', '2026-11-20', '2026-11-20', 'DP1')), 'VHXH', today)).toEqual([
      'VX1',
      'DP1',
      'VX2',
    ])
    expect(decidersOf(withLeaves(away('VX1', '2026-11-20', '2026-11-20', 'VX3')), 'VHXH', today)).toEqual([
      'VX2',
      'DP1',
      'VX1',
    ])
    const both = withLeaves(away('VX1', '2026-11-20', '2026-11-20', 'VX2'), away('VX2', '2026-11-20', '2026-11-20'))
    expect(decidersOf(both, 'VHXH', today)[0]).toBe('DP1')
  })

  test('the days on which nobody is there who may decide', () => {
    const leave = away('YT1', '2026-11-20', '2026-11-22')
    expect(daysUnattended(withLeaves(leave), 'YT', leave).map(String)).toEqual([
      '2026-11-20',
      '2026-11-21',
      '2026-11-22',
    ])
    const head = away('KT1', '2026-11-20', '2026-11-25')
    expect(daysUnattended(withLeaves(head), 'KT', head)).toEqual([])
    const dated = withLeaves(head, away('KT2', '2026-11-24', '2026-11-30'))
    expect(daysUnattended(dated, 'KT', head).map(String)).toEqual(['2026-11-24', '2026-11-25'])
  })
})

describe('a unit that was merged away', () => {
  const merged: Directory = applied(mergeUnit(directory, { unit: 'YT', into: 'CA', on: today }))

  function applied(changes: ReturnType<typeof mergeUnit>, before = directory): Directory {
    if (isRefusal(changes)) throw new Error(changes.code)
    return applyChanges(before, changes)
  }

  test('its own people speak for it until its last day, its successor’s from then on, in what they are there', () => {
    expect(decidersOf(merged, 'YT', day('2026-11-19'))).toEqual(['YT1'])
    expect(decidersOf(merged, 'YT', today)).toEqual(['CA1', 'DP1'])
    expect(capacitiesIn(merged, 'YT', today).map(({ unit, post }) => `${unit} ${post}`)).toEqual([
      'YT unit_head',
      'YT deputy_head',
      'YT specialist',
      'YT specialist',
    ])
    expect(actorOf(merged, 'YT1', today).capacities).toEqual([])
    expect(actorOf(merged, 'CA1', today).capacities.map(({ unit }) => unit)).toEqual(['CA', 'YT'])
  })

  test('an acting order of the successor holds for it, too', () => {
    const ordered = { unit: 'CA', officer: 'CA3', number: '7/QĐ', fromOn: today, toOn: today }
    expect(decidersOf({ ...merged, actingOrders: [ordered] }, 'YT', today)).toContain('CA3')
  })

  test('what was merged twice is answered for by the last one, and a circle by nobody', () => {
    const twice = applied(mergeUnit(merged, { unit: 'CA', into: 'KT', on: day('2026-12-01') }), merged)
    expect(decidersOf(twice, 'YT', day('2026-11-30'))).toEqual(['CA1', 'DP1'])
    expect(decidersOf(twice, 'YT', day('2026-12-01'))).toEqual(['KT1', 'KT2'])
    const [yt, ca] = [twice.units.get('YT')!, twice.units.get('CA')!]
    const circle = { ...twice, units: new Map([...twice.units, ['CA', { ...ca, successors: ['YT'] }]]) }
    expect(decidersOf(circle, yt.id, day('2026-12-01'))).toEqual([])
  })

  test.each([
    ['YT', 'YT', 'merge-itself'],
    ['ZZ', 'CA', 'unit-unknown'],
    ['YT', 'ZZ', 'unit-unknown'],
    ['TKN', 'CA', 'unit-unknown'],
    ['YT', 'TKN', 'unit-unknown'],
  ])('%s into %s: %s', (unit, into, code) => {
    expect(mergeUnit(directory, { unit, into, on: today })).toMatchObject({ refused: true, code })
  })

  test('an open request stays its own, and the successor’s head answers it from that day on', () => {
    const { state } = given('18/11 08:00', {
      letter: { consulted: [{ unit: 'YT', why: 'an toàn thực phẩm' }], informed: [] },
    })
    const at = moment('20/11 09:00')
    const answer = (who: string, on: string) =>
      decide({ ...agree(who), by: actorOf(merged, who, day(on)), at, recordedAt: at }, state, settingWith(state.rules))
    expect(answer('CA1', '2026-11-19')).toMatchObject({ code: 'not-consulted' })
    expect(answer('YT1', '2026-11-20')).toMatchObject({ code: 'not-consulted' })
    expect(answer('CA1', '2026-11-20')).toMatchObject([
      { type: 'agreed', unit: 'YT', reply: { by: 'CA1', post: 'unit_head' } },
    ])
  })
})

describe('[AL1.3e] an acting order that ends in the middle', () => {
  const order = { unit: 'CA', officer: 'VP2', number: '21/QĐ-UBND', fromOn: day('2026-11-20'), toOn: day('2026-11-23') }
  const ordered = { ...directory, actingOrders: [order] }
  const { state } = given('20/11 08:00')
  const answerAt = (when: string) => {
    const at = moment(when)
    const by = actorOf(ordered, 'VP2', dayOf(at, calendar))
    const setting = { ...settingWith(state.rules), directory: ordered }
    return decide({ ...agree('VP2'), by, at, recordedAt: at }, state, setting)
  }

  test('answers until the last moment of its last day', () =>
    expect(answerAt('23/11 23:59')).toMatchObject([{ type: 'agreed', unit: 'CA', reply: { order: '21/QĐ-UBND' } }]))

  test('is refused after it, with the order and the paper', () => {
    expect(answerAt('24/11 00:00')).toMatchObject({
      code: 'order-ended',
      details: { unit: 'CA', number: '21/QĐ-UBND', to: '2026-11-23' },
      citation: expect.stringMatching(/An Lão 2023/),
    })
  })

  test('who is told first follows the order’s days', () => {
    const headless = {
      ...ordered,
      posts: directory.posts.filter(({ unit, kind }) => unit !== 'CA' || kind !== 'unit_head'),
    }
    expect(decidersOf(headless, 'CA', day('2026-11-23'))).toEqual(['VP2', 'DP1'])
    expect(decidersOf(headless, 'CA', day('2026-11-24'))).toEqual(['DP1'])
  })

  test('the last one that is over is found, none that still holds or is another’s', () => {
    const find = (officer: string, on: string) =>
      findEndedOrder(ordered, { officer, units: ['CA', 'KT'] }, day(on))?.number ?? null
    expect(find('VP2', '2026-11-24')).toBe('21/QĐ-UBND')
    expect(find('VP2', '2026-11-23')).toBeNull()
    expect(find('CA3', '2026-11-24')).toBeNull()
    expect(findEndedOrder(ordered, { officer: 'VP2', units: ['KT'] }, day('2026-11-24'))).toBeNull()
  })
})

describe('who may set them, and what cannot be', () => {
  const by = (officer: string) => ({ by: actorOf(directory, officer, today), directory, today })
  const leave = (change: Partial<Leave> = {}): Leave => ({ ...away('VX1', '2026-11-20', '2026-11-22'), ...change })
  const order = { unit: 'CA', officer: 'CA3', number: '9/QĐ', fromOn: today, toOn: day('2026-11-30') }

  test.each([
    ['VP1', null],
    ['VP2', null],
    ['VX1', null],
    ['VX2', 'not-arranger'],
    ['VX3', 'not-arranger'],
    ['KT1', 'not-arranger'],
  ])('%s sets the leave of a head of VHXH: %s', (who, code) =>
    expect(refuseLeave(leave(), by(who))?.code ?? null).toBe(code),
  )

  test.each([
    ['VP2', null],
    ['CA1', null],
    ['CA3', 'not-arranger'],
    ['KT1', 'not-arranger'],
  ])('%s gives an order for CA: %s', (who, code) => expect(refuseActing(order, by(who))?.code ?? null).toBe(code))

  test('nobody gives an order to themselves, not even the Office', () => {
    expect(refuseActing({ ...order, officer: 'VP2' }, by('VP2'))?.code).toBe('own-order')
    expect(refuseActing({ ...order, officer: 'CA1' }, by('CA1'))?.code).toBe('own-order')
  })

  test('whoever acts by order gives none for the unit, to themselves or to others', () => {
    const ordered = { ...directory, actingOrders: [order] }
    const acting = { by: actorOf(ordered, 'CA3', today), directory: ordered, today }
    expect(refuseActing({ ...order, toOn: day('2026-12-31') }, acting)?.code).toBe('not-arranger')
    expect(refuseActing({ ...order, officer: 'KN1', number: '10/QĐ' }, acting)?.code).toBe('not-arranger')
    expect(mayOrderAny(acting.by, ordered)).toBe(false)
    expect(refuseLeave(away('KN1', '2026-11-20', '2026-11-20'), acting), 'leave they do set').toBeNull()
  })

  test.each([
    [{ officer: 'ZZ' }, 'unknown-officer'],
    [{ toOn: day('2026-11-19') }, 'days-backwards'],
    [{ fromOn: day('2026-11-01'), toOn: day('2026-11-19') }, 'days-over'],
    [{ toOn: day('2027-11-21') }, 'days-too-many'],
    [{ deputy: 'VX1' }, 'own-deputy'],
    [{ deputy: 'VX3' }, 'deputy-may-not-sign'],
    [{ deputy: 'KT2' }, 'deputy-may-not-sign'],
    [{ fromOn: day('2026-11-25'), toOn: day('2026-11-26'), deputy: 'VX3' }, null],
    [{ deputy: 'DP1' }, null],
  ])('a leave with %j: %s', (change, code) =>
    expect(refuseLeave(leave(change as Partial<Leave>), by('VP2'))?.code ?? null).toBe(code),
  )

  test.each([
    [{ officer: 'ZZ' }, 'unknown-officer'],
    [{ unit: 'ZZ' }, 'unit-unknown'],
    [{ unit: 'TKN' }, 'unit-unknown'],
    [{ toOn: day('2026-11-19') }, 'days-backwards'],
    [{ unit: 'VHXH', number: '15/QĐ-UBND' }, 'order-number-taken'],
    [{ unit: 'VHXH', number: '15/QĐ-UBND', officer: 'VX3' }, null],
  ])('an order with %j: %s', (change, code) =>
    expect(refuseActing({ ...order, ...change }, by('VP2'))?.code ?? null).toBe(code),
  )

  test('nobody who has left is given leave', () => {
    const gone = { ...directory, posts: directory.posts.filter(({ officer }) => officer !== 'VX3') }
    expect(refuseLeave(leave({ officer: 'VX3' }), { ...by('VP2'), directory: gone })?.code).toBe('officer-left')
  })
})
