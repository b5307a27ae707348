import { describe, expect, test } from 'vitest'
import { complete } from '../../src/domain/consultation.ts'
import { answersView, mayReadView } from '../../src/domain/consultation-differing.ts'
import { followUps } from '../../src/domain/consultation-notices.ts'
import { directionTo, superiorsOf } from '../../src/domain/superiors.ts'
import {
  agree,
  cancel,
  close,
  day,
  deliver,
  differ,
  direct,
  given,
  moment,
  shown,
  tick,
  unreached,
  directory as usual,
} from '../support/given.ts'

const citation = 'Quy tắc mặc định, rút từ Thanh Hóa 2018, mục 1.2'

function answersIn({ state }: ReturnType<typeof given>) {
  return 'answers' in state ? { answers: state.answers, dueAt: state.dueAt } : null
}

describe('[TH1.2c] a differing view is reported to the superior, and the work goes on', () => {
  test('it goes to the head of whoever differs and to the chair above, and stands in the evidence with its words', () => {
    given()
      .when('23/11 10:00', differ('VX3', 'Điều 5 trái Nghị quyết'))
      .expectEvents({
        type: 'differed',
        unit: 'VHXH',
        number: 1,
        by: 'VX3',
        at: moment('23/11 10:00'),
        text: 'Điều 5 trái Nghị quyết',
        superiors: ['VX1', 'CT1'],
      })
  })

  test('a head differs to the chair alone, an officer of the lead to its head', () => {
    given()
      .when('23/11 10:00', differ('VX1'))
      .expectEvents({ type: 'differed', superiors: ['CT1'] })
    given()
      .when('23/11 10:00', differ('KT3'))
      .expectEvents({ type: 'differed', unit: 'KT', superiors: ['KT1', 'CT1'] })
  })

  test('is told to them in private and to nobody else', () => {
    const story = given().when('23/11 10:00', differ('VX3'))
    const told = story.events
      .filter(({ type }) => type === 'differed')
      .flatMap((event) => followUps(event, story.state, 9))
    expect(
      told.map(({ notice, to, afterSeconds, keepsQuietHours }) => [notice.kind, to, afterSeconds, keepsQuietHours]),
    ).toEqual([
      ['differing_view', { who: 'officer', officer: 'VX1' }, 0, false],
      ['differing_view', { who: 'officer', officer: 'CT1' }, 0, false],
    ])
  })

  test('it is no answer and moves no deadline: the unit still owes, is nudged, and lapses as if nothing had been said', () => {
    const before = given()
    const after = before.when('23/11 10:00', differ('VX1')).when('23/11 11:00', direct('CT1'))
    expect(answersIn(after)).toEqual(answersIn(before.when('23/11 11:00', tick)))
    after.when('27/11 00:00', tick).expectUnit('VHXH', { state: 'deemed_consent' })
    expect(shown(moment('27/11 00:00'))).toBe(after.dueAt('VHXH'))
  })

  test('nor does it prove that the unit was reached, or hinder its answer', () => {
    const differing = given('20/11 08:00', unreached).when('23/11 10:00', differ('VX1'))
    differing.when('27/11 00:00', tick).expectUnit('VHXH', { state: 'unreached' })
    given().when('23/11 10:00', differ('VX1')).when('23/11 10:05', agree('VX1')).expectEvents({ type: 'agreed' })
  })

  test('a superior answers it, whoever differed hears that, and only they', () => {
    const answered = given()
      .when('23/11 10:00', differ('VX3'))
      .when('23/11 11:00', direct('VX1', null, 'Vẫn thực hiện'))
    answered.expectEvents({ type: 'directed', unit: 'VHXH', number: 1, by: 'VX1', text: 'Vẫn thực hiện' })
    expect(answered.events.flatMap((event) => followUps(event, answered.state, 10)).map(({ to }) => to)).toEqual([
      { who: 'member', officer: 'VX3', unit: 'VHXH' },
    ])
    answered.when('23/11 12:00', direct('CT1', 1, 'Tạm dừng thu phí')).expectEvents({ type: 'directed', by: 'CT1' })
    answered.when('23/11 11:01', direct('VX1', null, 'Vẫn thực hiện')).expectEvents()
  })

  test('whoever has become the superior since answers and reads it, too; whoever left the place to them still may', () => {
    const view = {
      number: 1,
      unit: 'VHXH',
      by: 'VX3',
      at: moment('23/11 10:00'),
      text: 'Khác',
      superiors: ['VX1'],
      directions: [],
    }
    const later = {
      ...usual,
      posts: usual.posts.map((post) => (post.officer === 'VX1' ? { ...post, officer: 'VX2' } : post)),
    }
    const reads = (who: string) => mayReadView(view, who, { directory: later, on: day('2026-12-01') })
    expect(['VX1', 'VX2', 'VX3', 'CT1'].filter(reads)).toEqual(['VX1', 'VX2', 'VX3', 'CT1'])
    expect(['KT1', 'CA1', 'DP1', 'KN1', 'VP1', ''].filter(reads)).toEqual([])
    expect(answersView(view, 'VX3', { directory: later, on: day('2026-12-01') }), 'nobody answers their own').toBe(
      false,
    )
  })

  test('also once the consultation is over: what was reported is never left without a way to answer it', () => {
    const over = given().when('23/11 10:00', differ('VX3')).when('23/11 11:00', cancel('KT1'))
    over.when('24/11 09:00', direct('VX1')).expectEvents({ type: 'directed' })
    const closed = given()
      .when('23/11 10:00', differ('VX3'))
      .when('27/11 00:00', tick)
      .when('27/11 08:00', close('KT1'))
    closed.when('27/11 09:00', direct('CT1')).expectEvents({ type: 'directed' })
  })

  test('the same words once more are not reported twice', () => {
    given().when('23/11 10:00', differ('VX3')).when('23/11 10:00:05', differ('VX3')).expectEvents()
  })

  test('somebody with two units says for which one they work', () => {
    const two = given()
    two.when('23/11 10:00', differ('KN1')).expectRefusal('which-unit')
    two
      .when('23/11 10:00', { ...differ('KN1'), unit: 'CA' })
      .expectEvents({ type: 'differed', unit: 'CA', superiors: ['CA1', 'CT1'] })
  })

  test('is refused: to whoever does not work on it, without words, before and after the consultation, and where nobody stands above', () => {
    for (const who of ['YT1', 'VP1', 'CT1', 'NOBODY'])
      given().when('23/11 10:00', differ(who)).expectRefusal('may-not-differ', citation)
    given()
      .when('23/11 10:00', { ...differ('CA3'), unit: 'VHXH' })
      .expectRefusal('may-not-differ')
    given().when('23/11 10:00', differ('VX3', ' \n ')).expectRefusal('differ-empty', citation)
    given('19/11 08:00', {}, 'KT3').when('19/11 09:00', differ('KT3')).expectRefusal('not-sent')
    given().when('23/11 10:00', cancel('KT1')).when('23/11 11:00', differ('VX3')).expectRefusal('matter-ended')
  })

  test('nobody answers a view that was not reported to them, and of several it is said which', () => {
    const one = given().when('23/11 10:00', differ('VX3'))
    for (const who of ['KT1', 'CA1', 'VX2', 'VP1', 'VX3'])
      one.when('23/11 11:00', direct(who)).expectRefusal('may-not-direct', citation)
    one.when('23/11 11:00', direct('VX1', 2)).expectRefusal('no-view')
    given().when('23/11 11:00', direct('VX1')).expectRefusal('no-view')
    one.when('23/11 11:00', direct('VX1', 1, ' ')).expectRefusal('direct-empty')
    const two = given(one).when('23/11 10:30', differ('VX2', 'Nên hỏi thêm thôn trưởng'))
    two.when('23/11 11:00', direct('VX1')).expectRefusal('which-view')
    two.when('23/11 11:00', direct('VX1', 2)).expectEvents({ type: 'directed', number: 2 })
    two
      .when('23/11 11:00', direct('VX1', 2))
      .when('23/11 11:10', direct('VX1'))
      .expectEvents({ type: 'directed', number: 1 })
  })

  test('a consultation kept before views were has none', () => {
    const { state } = given().when('23/11 10:00', deliver('VHXH', 'VX1', '23/11 10:00'))
    const { differing: _, ...older } = state as typeof state & { differing: unknown }
    expect(complete(older as typeof state)).toEqual(state)
  })
})

describe('[TH1.2c] the superior is who stands above, by the order of the office', () => {
  const above = (officer: string, unit: string, directory = usual, on = '2026-11-23') =>
    superiorsOf(directory, { officer, unit }, day(on))

  test('the head and whoever acts for them, then the head of the unit above, then the chair', () => {
    expect(above('VX3', 'VHXH')).toEqual([['VX1'], ['CT1']])
    expect(above('VX2', 'VHXH', usual, '2026-11-25')).toEqual([['VX1', 'VX3'], ['CT1']])
    const nested = {
      ...usual,
      units: new Map([...usual.units, ['YT', { ...usual.units.get('YT')!, parent: 'VHXH' }] as const]),
    }
    expect(above('YT1', 'YT', nested)).toEqual([['VX1'], ['CT1']])
    expect(above('VX3', 'VHXH', usual, '2026-11-25')).toEqual([['VX1'], ['CT1']])
  })

  test('a unit without a head is led by its deputy, who differs to the level above', () => {
    const headless = { ...usual, posts: usual.posts.filter(({ officer }) => officer !== 'KT1') }
    expect(above('KT3', 'KT', headless)).toEqual([['KT2'], ['CT1']])
    expect(above('KT2', 'KT', headless)).toEqual([['CT1']])
  })

  test('work goes up to the leaders and to the unit above, down to one’s own units, and beside', () => {
    const yt = { ...usual.units.get('YT')!, parent: 'VHXH' }
    const nested = { ...usual, units: new Map([...usual.units, ['YT', yt] as const]) }
    const way = (from: string, to: string) => directionTo(nested, { from, to }, day('2026-11-23'))
    expect([way('YT', 'VHXH'), way('VHXH', 'YT'), way('KT', 'LD'), way('KT', 'VP'), way('YT', 'KT')]).toEqual([
      'up',
      'down',
      'up',
      'sideways',
      'sideways',
    ])
  })

  test('nobody stands above the chair, and units that belong to each other in a circle end somewhere', () => {
    expect(above('CT1', 'LD')).toEqual([])
    const circle = new Map(
      [...usual.units].map(([id, unit]) => [id, { ...unit, parent: id === 'KT' ? 'CA' : id === 'CA' ? 'KT' : null }]),
    )
    expect(above('KT3', 'KT', { ...usual, units: circle })).toEqual([['KT1'], ['CA1'], ['CT1']])
  })
})
