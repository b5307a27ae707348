import { describe, expect, test } from 'vitest'
import { forwardedTo } from '../../src/domain/consultation-reroute.ts'
import {
  agree,
  deliver,
  given,
  moment,
  reply,
  reroute,
  type Story,
  shown,
  tick,
  undo,
  withRegulation,
} from '../support/given.ts'

const clause = 'Quy tắc mặc định, rút từ Hải Phòng 2019, mục 2'
const reason = 'Bến đò không thuộc chức năng của cơ quan'

/** Công an xã returned at nine, and its minute is over. */
function returned(): Story {
  return given().when('20/11 09:00', reply('CA1', 'returned', reason, 'YT'))
}

/** Sent on to Trạm Y tế, which returned it as well. */
function bounced(): Story {
  return returned()
    .when('20/11 10:00', reroute('KT1', 'YT'))
    .when('23/11 09:00', reply('YT1', 'returned', reason, 'VHXH'))
}

describe('[H6.4,AL1.2d] a returned request is sent on', () => {
  test('with a clock and a ladder of its own, and its own proof of reach', () => {
    const story = returned().when('23/11 10:00', reroute('KT1', 'YT', 'phòng dịch tại bến'))
    given(story)
      .expectEvents({ type: 'rerouted', unit: 'YT', from: 'CA' })
      .expectUnit('YT', {
        state: 'asked',
        why: 'phòng dịch tại bến',
        askedAt: moment('23/11 10:00'),
        reach: null,
        hops: [{ unit: 'CA', by: 'KT1', at: moment('23/11 10:00'), reason: 'phòng dịch tại bến' }],
      })
    expect(story.dueAt('YT'), 'three working days anew, over Culture Day').toBe('2026-11-28 00:00:00')
    expect(story.dueAt('VHXH')).toBe('2026-11-27 00:00:00')
    const answer = story.answer('YT')
    const rungs = answer.state === 'asked' ? answer.ladder.map(({ at }) => shown(at)) : []
    expect(rungs.at(-1)).toBe('2026-11-27 09:00:00')
  })

  test('the unit that returned stays as it is, and it is known where its request went', () => {
    const story = returned().when('20/11 10:00', reroute('KT1', 'YT'))
    const answer = story.expectUnit('CA', { state: 'returned' }).answer('CA')
    expect(answer.state === 'returned' && 'answers' in story.state && forwardedTo(story.state.answers, answer)).toBe(
      'YT',
    )
  })

  test('a fixed date gives the working time it gave at first', () => {
    const limit = { kind: 'until', dueAt: moment('25/11 17:00') } as const
    const story = given('20/11 08:00', { letter: { limit } })
      .when('20/11 09:00', reply('CA1', 'returned', reason, 'YT'))
      .when('25/11 09:00', reroute('KT1', 'YT'))
    expect(story.dueAt('YT'), 'as much as from 08:00 on 20/11 to 17:00 on 25/11').toBe('2026-11-30 08:30:00')
  })

  test('its silence lapses by its own deadline and its own proof', () => {
    const sent = returned().when('23/11 10:00', reroute('KT1', 'YT'))
    given(sent).when('28/11 00:00', tick).expectUnit('YT', { state: 'unreached' })
    given(sent)
      .when('23/11 10:01', deliver('YT', 'YT1', '23/11 10:01'))
      .when('28/11 00:00', tick)
      .expectUnit('YT', { state: 'deemed_consent', lapsedAt: moment('28/11 00:00') })
      .expectUnit('CA', { state: 'returned' })
  })

  test.each([
    ['KT3', 'YT', 'may-not-send'],
    ['VX1', 'YT', 'may-not-send'],
    ['KT1', 'KT', 'consults-itself'],
    ['KT1', 'VHXH', 'unit-already-asked'],
    ['KT1', 'TKN', 'unit-unknown'],
  ])('%s may not send it to %s (%s)', (who, to, code) => {
    given(returned()).when('20/11 10:00', reroute(who, to)).expectRefusal(code)
  })

  test('a reason is needed', () => {
    given(returned())
      .when('20/11 10:00', reroute('KT1', 'YT', ' '))
      .expectRefusal('reason-missing')
  })

  test('only once: the second time says where it went', () => {
    given(returned())
      .when('20/11 10:00', reroute('KT1', 'YT'))
      .when('20/11 10:01', reroute('KT1', 'VP', 'khác', 'CA'))
      .expectRefusal('already-rerouted')
    given(returned())
      .when('20/11 10:00', reroute('KT1', 'YT'))
      .when('20/11 10:01', reroute('KT1', 'VP'))
      .expectRefusal('nothing-returned')
  })

  test('nobody learns of a return that may still be taken back, and none is taken back once it was sent on', () => {
    given(returned()).when('20/11 09:00:59', reroute('KT1', 'YT')).expectRefusal('nothing-returned')
    given(returned())
      .when('20/11 09:01', reroute('KT1', 'YT'))
      .when('20/11 09:00:30', undo('CA1'), '20/11 09:02')
      .expectRefusal('undo-too-late')
  })

  test('with two returns it must be said which is meant', () => {
    const both = returned().when('20/11 09:10', reply('VX1', 'returned', reason, 'YT'))
    given(both).when('20/11 10:00', reroute('KT1', 'YT')).expectRefusal('which-returned')
    given(both)
      .when('20/11 10:00', reroute('KT1', 'YT', 'y tế', 'VHXH'))
      .expectUnit('YT', { hops: [{ unit: 'VHXH' }] })
  })
})

describe('[HP2d] a request does not go round in circles', () => {
  test('after the second return the lead may not send it on, the Office may', () => {
    given(bounced()).when('23/11 10:00', reroute('KT1', 'VP')).expectRefusal('second-bounce', clause)
    given(bounced()).when('23/11 10:00', reroute('VP2', 'VP')).expectRefusal('may-not-send')
    given(bounced())
      .when('23/11 10:00', reroute('VP1', 'VP'))
      .expectUnit('VP', { state: 'asked', hops: [{ unit: 'CA' }, { unit: 'YT', by: 'VP1' }] })
  })

  test('a unit that has returned it is asked again only by the Office, and what it said is kept', () => {
    const both = returned().when('20/11 09:10', reply('VX1', 'returned', reason, 'YT'))
    given(both)
      .when('20/11 10:00', reroute('KT1', 'CA', 'vẫn là', 'VHXH'))
      .expectRefusal('unit-returned-before', clause)
    const again = bounced().when('23/11 10:00', reroute('VP1', 'CA'))
    given(again).expectUnit('CA', {
      state: 'asked',
      hops: [{ unit: 'CA' }, { unit: 'YT' }],
      former: [{ how: 'asked_again', by: 'VP1', answer: { state: 'returned', reply: { text: reason } } }],
    })
    const once = again.when('23/11 11:00', agree('CA1')).expectUnit('CA', { state: 'agreed' })
    const state = once.state
    expect('answers' in state && state.answers['YT']?.state).toBe('returned')
  })

  test('returned once more, it is again for the Office alone', () => {
    const third = bounced()
      .when('23/11 10:00', reroute('VP1', 'CA'))
      .when('23/11 11:00', reply('CA1', 'returned', reason, 'VHXH'))
    given(third).when('23/11 12:00', reroute('KT1', 'VP')).expectRefusal('second-bounce', clause)
    given(third).when('23/11 12:00', reroute('VP1', 'VP')).expectUnit('VP', { state: 'asked' })
  })

  test('where no letter of the matter has the rule, nothing stands against it', () => {
    const { 'no-circling': _, ...rules } = withRegulation.rules
    given('20/11 08:00', { rules: { ...withRegulation, rules } })
      .when('20/11 09:00', reply('CA1', 'returned', reason, 'YT'))
      .when('20/11 10:00', reroute('KT1', 'YT'))
      .when('23/11 09:00', reply('YT1', 'returned', reason, 'VHXH'))
      .when('23/11 10:00', reroute('KT1', 'VP'))
      .expectUnit('VP', { state: 'asked' })
  })
})

describe('[H6.1] a request is sent on to the leaders as it would be sent to them at first', () => {
  const cited = 'Quy tắc mặc định, rút từ Hải Phòng 2023, ý 1'

  test('by the lead only with a paper that demands it', () => {
    given(returned())
      .when('20/11 10:00', reroute('KT1', 'LD', 'việc khó'))
      .expectRefusal('leaders-asked-without-paper', cited)
    given(returned())
      .when('20/11 10:00', reroute('KT1', 'LD', 'Điều 9 Quy chế làm việc'))
      .expectEvents({ type: 'rerouted', unit: 'LD' })
  })

  test('by the Office without: it says who answers', () => {
    given(returned())
      .when('20/11 10:00', reroute('VP1', 'LD', 'việc khó'))
      .expectEvents({ type: 'rerouted', unit: 'LD' })
  })
})
