import { describe, expect, test } from 'vitest'
import {
  actorOf,
  capacitiesIn,
  type Directory,
  daysUnattended,
  decidersOf,
  decides,
  findUnits,
  hasEnded,
  isOfOffice,
  isOnLeave,
  isUnitValid,
  type Leave,
  leads,
  type Post,
  type PostKind,
  unitsWith,
} from '../../src/domain/directory.ts'
import { day, directory } from '../support/given.ts'

const today = day('2026-11-20')

function hold(officer: string, unit: string, kind: PostKind, change: Partial<Post> = {}): Post {
  return { officer, unit, kind, order: 1, fromOn: day('2025-07-01'), toOn: null, ...change }
}

function withPosts(...posts: readonly Post[]): Directory {
  return { ...directory, posts }
}

describe('posts and orders hold on their days, first and last included', () => {
  const dated = withPosts(hold('A', 'CA', 'unit_head', { fromOn: day('2026-11-20'), toOn: day('2026-11-25') }))

  test.each([
    ['2026-11-19', []],
    ['2026-11-20', ['A']],
    ['2026-11-25', ['A']],
    ['2026-11-26', []],
  ])('on %s a post held from 20/11 to 25/11/2026 is held by %j', (on, holders) => {
    expect(decidersOf(dated, 'CA', day(on))).toEqual(holders)
  })

  test.each([
    ['2026-11-24', 'specialist'],
    ['2026-11-25', 'acting'],
    ['2026-11-26', 'acting'],
    ['2026-11-27', 'specialist'],
  ])('on %s who has an acting order of 25-26/11/2026 stands first as %s', (on, post) => {
    expect(actorOf(directory, 'VX3', day(on)).capacities[0]).toEqual({
      unit: 'VHXH',
      post,
      order: post === 'acting' ? '15/QĐ-UBND' : null,
    })
  })

  test.each([
    ['2017-12-31', false, false],
    ['2018-01-01', true, false],
    ['2025-06-30', true, false],
    ['2025-07-01', false, true],
  ])('on %s the old station is valid: %s, ended: %s', (on, isValid, isOver) => {
    const station = directory.units.get('TKN')!
    expect([isUnitValid(station, day(on)), hasEnded(station, day(on))]).toEqual([isValid, isOver])
  })

  test('somebody unknown has no capacity, somebody with two posts has both', () => {
    expect(actorOf(directory, 'NOBODY', today)).toEqual({ officer: 'NOBODY', capacities: [] })
    expect(actorOf(directory, 'KN1', today).capacities).toEqual([
      { unit: 'VHXH', post: 'specialist', order: null },
      { unit: 'CA', post: 'specialist', order: null },
    ])
  })
})

describe('[AL1.1b] the head stands first', () => {
  test('then who acts for them, then deputies in order, then the others', () => {
    const posts = [
      hold('staff', 'VHXH', 'specialist'),
      hold('second', 'VHXH', 'deputy_head', { order: 2 }),
      hold('first', 'VHXH', 'deputy_head', { order: 1 }),
      hold('head', 'VHXH', 'unit_head'),
    ]
    expect(capacitiesIn(withPosts(...posts), 'VHXH', day('2026-11-25')).map(({ officer }) => officer)).toEqual([
      'head',
      'VX3',
      'first',
      'second',
      'staff',
    ])
  })

  test('who decides for a unit: the head, who acts, the deputies; each once', () => {
    expect(decidersOf(directory, 'VHXH', today)).toEqual(['VX1', 'VX2', 'DP1'])
    expect(decidersOf(directory, 'VHXH', day('2026-11-25'))).toEqual(['VX1', 'VX3', 'VX2', 'DP1'])
    const both = withPosts(hold('A', 'CA', 'unit_head'), hold('A', 'CA', 'deputy_head'))
    expect(decidersOf(both, 'CA', today)).toEqual(['A'])
  })

  test.each([
    ['chair', true, true],
    ['vice_chair', false, true],
    ['unit_head', true, true],
    ['office_chief', true, true],
    ['acting', true, true],
    ['deputy_head', false, true],
    ['office_staff', false, false],
    ['specialist', false, false],
  ] as const)('%s leads: %s, decides: %s', (post, isLeader, isDecider) => {
    expect([leads(post), decides(post)]).toEqual([isLeader, isDecider])
  })
})

describe('a unit that was merged away is answered for by its successors', () => {
  const merge = (id: string, ...successors: readonly string[]) => {
    const old = { ...directory.units.get('TKN')!, id, successors }
    return { ...directory, units: new Map([...directory.units, [id, old] as const]) }
  }
  const former = withPosts(
    hold('OLD', 'TKN', 'unit_head', { fromOn: day('2018-01-01') }),
    hold('KT1', 'KT', 'unit_head'),
  )

  test('until its last day by its own people, then by theirs', () => {
    expect(decidersOf(former, 'TKN', day('2025-06-30'))).toEqual(['OLD'])
    expect(decidersOf(former, 'TKN', day('2025-07-01'))).toEqual(['KT1'])
    expect(actorOf(former, 'OLD', day('2025-07-01')).capacities).toEqual([])
    expect(actorOf(former, 'KT1', day('2025-07-01')).capacities.map(({ unit }) => unit)).toEqual(['KT', 'TKN'])
  })

  test('and by the successors of a successor that ended, too', () => {
    expect(decidersOf(merge('TLN', 'TKN'), 'TLN', today)).toEqual(['KT1', 'KT2'])
    expect(decidersOf(merge('TLN', 'TKN', 'YT'), 'TLN', today)).toEqual(['KT1', 'YT1', 'KT2'])
  })

  test('one without a successor, or with a circle of them, by nobody', () => {
    expect(decidersOf(merge('TLN'), 'TLN', today)).toEqual([])
    expect(decidersOf(merge('TLN', 'TLN'), 'TLN', today)).toEqual([])
  })
})

describe('leave', () => {
  const away = (officer: string, deputy: string | null = null, toOn = '2026-11-23'): Leave => {
    return { officer, fromOn: day('2026-11-20'), toOn: day(toOn), deputy }
  }
  const withLeaves = (...leaves: readonly Leave[]): Directory => ({ ...directory, leaves })
  const order = (leaves: readonly Leave[], on = '2026-11-20') => decidersOf(withLeaves(...leaves), 'VHXH', day(on))

  test.each([
    ['nobody is away', [], ['VX1', 'VX2', 'DP1']],
    ['the head is away', [away('VX1')], ['VX2', 'DP1', 'VX1']],
    ['the head named the second deputy', [away('VX1', 'DP1')], ['DP1', 'VX2', 'VX1']],
    ['whoever was named is away, too', [away('VX1', 'DP1'), away('DP1')], ['VX2', 'VX1', 'DP1']],
    ['whoever was named may not decide', [away('VX1', 'VX3')], ['VX2', 'DP1', 'VX1']],
    ['somebody of another unit is away', [away('CA1', 'VX2')], ['VX1', 'VX2', 'DP1']],
  ] as const)('when %s, who is there is told first', (_, leaves, told) => expect(order(leaves)).toEqual(told))

  test('it counts on its days, both included, and takes nobody’s power away', () => {
    expect(order([away('VX1')], '2026-11-19')).toEqual(['VX1', 'VX2', 'DP1'])
    expect(order([away('VX1')], '2026-11-23')).toEqual(['VX2', 'DP1', 'VX1'])
    expect(order([away('VX1')], '2026-11-24')).toEqual(['VX1', 'VX2', 'DP1'])
    expect(actorOf(withLeaves(away('VX1')), 'VX1', today)).toEqual(actorOf(directory, 'VX1', today))
    expect(isOnLeave(withLeaves(away('VX1')), 'VX1', today)).toBe(true)
    expect(isOnLeave(withLeaves(away('VX1')), 'VX2', today)).toBe(false)
  })

  test('the days on which a unit has nobody left who may decide', () => {
    const crossing = withLeaves(away('CA1', null, '2026-11-22'), { ...away('DP1'), fromOn: day('2026-11-22') })
    expect(daysUnattended(crossing, 'CA', crossing.leaves[0]!).map(String)).toEqual(['2026-11-22'])
    expect(daysUnattended(withLeaves(away('VX1')), 'VHXH', away('VX1'))).toEqual([])
    expect(daysUnattended(withLeaves(away('YT1')), 'YT', away('YT1'))).toHaveLength(4)
  })
})

describe('functions', () => {
  test('a rule finds its unit by function, and only one that still exists', () => {
    expect(unitsWith(directory, 'office', today).map(({ id }) => id)).toEqual(['VP'])
    expect(unitsWith(directory, 'office', day('2017-12-31'))).toEqual([])
    expect(unitsWith(directory, 'media', today)).toEqual([])
  })

  test('who belongs to the Office', () => {
    expect(isOfOffice(directory, actorOf(directory, 'VP2', today))).toBe(true)
    expect(isOfOffice(directory, actorOf(directory, 'KT1', today))).toBe(false)
    expect(isOfOffice(directory, { officer: 'X', capacities: [{ unit: 'GONE', post: 'chair', order: null }] })).toBe(
      false,
    )
  })
})

describe('units as people write them', () => {
  const found = (typed: string, on = today) => findUnits(directory, typed, on).map(({ id }) => id)

  test.each([
    ['KT', ['KT']],
    ['kt', ['KT']],
    ['P. Kinh tế', ['KT']],
    ['P.KT', ['KT']],
    ['phòng kinh te', ['KT']],
    ['PHÒNG KINH TẾ', ['KT']],
    ['Kinh tế', ['KT']],
    ['VH-XH', ['VHXH']],
    ['văn hóa', ['VHXH']],
    ['văn hoá', ['VHXH']],
    ['Văn hóa xã hội', ['VHXH']],
    ['HĐND và UBND', ['VP']],
    ['tram', ['YT']],
  ])('"%s" is %j', (typed, ids) => expect(found(typed)).toEqual(ids))

  test('a name that fits several is ambiguous, one that fits exactly is not', () => {
    expect(found('văn')).toEqual(['VHXH', 'VP'])
    expect(found('Văn phòng')).toEqual(['VP'])
  })

  test.each(['', '  ', 'xx', 'vă', 'Sở Tài chính'])('"%s" is nobody’s name', (typed) =>
    expect(found(typed)).toEqual([]),
  )

  test('a unit that no longer exists is not found', () => {
    expect(found('Khuyến nông')).toEqual([])
    expect(found('Khuyến nông', day('2025-06-30'))).toEqual(['TKN'])
  })
})
