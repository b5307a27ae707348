import { describe, expect, test } from 'vitest'
import { asOf, nextMoment } from '../../src/domain/consultation.ts'
import { rulesInForce } from '../../src/regulations/in-force.ts'
import { anLao2023 } from '../../src/regulations/profiles/an-lao-2023.ts'
import { haiPhong2023 } from '../../src/regulations/profiles/hai-phong-2023.ts'
import {
  agree,
  calendar,
  cancel,
  close,
  day,
  deliver,
  given,
  moment,
  receive,
  register,
  reply,
  type Story,
  say,
  shown,
  tick,
  underAnLao,
  unreached,
  withoutRegulation,
  withRegulation,
} from '../support/given.ts'

const ownClause = 'Quy chế làm việc của UBND xã Cầu Sậy (số 03/2026/QĐ-UBND ngày 12/01/2026), Điều 7 khoản 2'

describe('[AL1.3f] silence past the deadline', () => {
  test('lapses into deemed consent at 24:00 of the last day: actor nobody, clause and proof kept', () => {
    given()
      .when('27/11 00:00', tick)
      .expectUnit('VHXH', {
        state: 'deemed_consent',
        lapsedAt: moment('27/11 00:00'),
        recordedAt: moment('27/11 00:00'),
        citation: ownClause,
        lateReplies: [],
        asked: { reach: { kind: 'message', officer: 'VX1', at: moment('20/11 08:00') } },
      })
  })

  test('not a second before', () => {
    given().when('26/11 23:59:59', tick).expectUnit('VHXH', { state: 'asked' }).expectUnit('CA', { state: 'asked' })
  })

  test('An Lão 2023 makes it consent in its time, and is cited', () => {
    given('06/05/2024 08:00', { rules: underAnLao })
      .when('10/05/2024 00:00', tick)
      .expectUnit('CA', { state: 'deemed_consent', citation: 'An Lão 2023, mục 1 gạch 3' })
  })

  test('An Lão 2023 is cited neither before it was written nor after its district ended', () => {
    for (const on of ['2023-05-03', '2025-07-01'])
      expect(rulesInForce({ profile: anLao2023, on: day(on), own: null, overrides: [] })).toMatchObject({
        problem: 'profile-not-in-force',
      })
  })

  test('without a regulation of its own a commune of today only escalates', () => {
    given('20/11 08:00', { rules: withoutRegulation })
      .when('27/11 00:00', tick)
      .expectUnit('VHXH', { state: 'unanswered', citation: null })
  })

  test('a letter without the rule escalates, too', () => {
    const rules = rulesInForce({ profile: haiPhong2023, on: day('2024-05-06'), own: null, overrides: [] })
    if ('problem' in rules) throw new Error(rules.problem)
    given('06/05/2024 08:00', { rules })
      .when('10/05/2024 00:00', tick)
      .expectUnit('VHXH', { state: 'unanswered', citation: null })
  })

  test.each([withRegulation, withoutRegulation])('a unit nobody proved to be reached never consents', (rules) => {
    given('20/11 08:00', { isReached: false, rules })
      .when('20/11 08:01', deliver('CA', 'CA1', '20/11 08:01'))
      .when('27/11 00:00', tick)
      .expectUnit('VHXH', { state: 'unreached', citation: null })
      .expectUnit('CA', { asked: { reach: { officer: 'CA1' } } })
  })

  test('the deadline decides, not the job: noticed days later, it lapsed when it lapsed', () => {
    given()
      .when('01/12 09:30', tick)
      .expectUnit('VHXH', {
        state: 'deemed_consent',
        lapsedAt: moment('27/11 00:00'),
        recordedAt: moment('01/12 09:30'),
      })
  })

  test('whoever reads it before any timer fired sees the same, and changes nothing', () => {
    const { state } = given()
    expect(asOf(state, moment('27/11 00:00'), calendar)).toMatchObject({
      answers: { VHXH: { state: 'deemed_consent' } },
    })
    expect(asOf(state, moment('26/11 23:59:59'), calendar)).toMatchObject({ answers: { VHXH: { state: 'asked' } } })
    expect(state).toMatchObject({ answers: { VHXH: { state: 'asked' } } })
  })

  test('only the silent lapse', () => {
    given()
      .when('26/11 23:59', agree('VX1'))
      .when('27/11 00:00', tick)
      .expectEvents({ type: 'deemed_consent', unit: 'CA' })
      .expectUnit('VHXH', { state: 'agreed' })
  })
})

describe('[HP mark] a letter stamped hỏa tốc runs in hours', () => {
  const urgent = { urgency: 'immediate', limit: { kind: 'hours', hours: 4 } } as const

  test('day and night, from the moment it is sent', () => {
    const story = given('20/11 21:00', { letter: urgent })
    expect(story.dueAt('CA')).toBe('2026-11-21 01:00:00')
  })

  test('[AL1.3f] its silence is no consent unless the letter says so', () => {
    given('20/11 08:00', { letter: urgent })
      .when('20/11 12:00', tick)
      .expectUnit('VHXH', { state: 'unanswered', citation: null })
    given('20/11 08:00', { letter: { ...urgent, statesSilence: true } })
      .when('20/11 12:00', tick)
      .expectUnit('VHXH', { state: 'deemed_consent', citation: ownClause })
  })

  test('[AL1.3f] any limit in hours is as hasty, and hỏa tốc in days is, too', () => {
    given('20/11 08:00', { letter: { limit: { kind: 'hours', hours: 4 } } })
      .when('20/11 12:00', tick)
      .expectUnit('VHXH', { state: 'unanswered' })
    given('20/11 08:00', { letter: { urgency: 'immediate' } })
      .when('27/11 00:00', tick)
      .expectUnit('VHXH', { state: 'unanswered' })
  })

  test('its nudges come by the clock on the wall', () => {
    const { state } = given('20/11 21:00', { letter: urgent })
    const ladder = 'answers' in state && state.answers['CA']?.state === 'asked' ? state.answers['CA'].ladder : []
    expect(ladder.map(({ name, at }) => [name, shown(at)])).toEqual([
      ['half-way', '2026-11-20 23:00:00'],
      ['minutes-before', '2026-11-21 00:00:00'],
      ['minutes-before', '2026-11-21 00:45:00'],
    ])
  })
})

describe('[AL1.3d] the ladder of nudges is planned when the letter goes out', () => {
  const ladderOf = (story: Story, unit = 'VHXH') => {
    const answer = story.answer(unit)
    return (answer.state === 'asked' ? answer : answer.asked).ladder.map(({ name, at }) => `${name} ${shown(at)}`)
  }
  test('half-way in working time, two and one working days before, and on the last day', () => {
    expect(ladderOf(given())).toEqual([
      'working-days-before 2026-11-23 09:00:00',
      'half-way 2026-11-25 07:45:00',
      'working-days-before 2026-11-25 09:00:00',
      'last-day 2026-11-26 09:00:00',
    ])
  })

  test('it is frozen: what happens meanwhile does not move it', () => {
    const story = given()
    const later = story.when('23/11 10:00', receive('VX1')).when('25/11 10:00', say('VX1', 'Thực hiện theo quy định'))
    expect(ladderOf(later)).toEqual(ladderOf(story))
  })

  test('after an outage only the latest rung is climbed', () => {
    const woken = given().when('26/11 10:00', tick)
    expect(woken.events).toMatchObject([
      { type: 'nudged', unit: 'VHXH', rung: { name: 'last-day' } },
      { type: 'nudged', unit: 'CA', rung: { name: 'last-day' } },
    ])
    expect(woken.when('26/11 23:00', tick).events).toEqual([])
  })

  test('only the silent are nudged', () => {
    const { events } = given().when('20/11 09:00', agree('VX1')).when('23/11 09:00', tick)
    expect(events).toMatchObject([{ type: 'nudged', unit: 'CA', rung: { at: moment('23/11 09:00') } }])
  })

  test('time acts next at the next rung, at last at the deadline, then never', () => {
    const told = (story: Story) => {
      const next = nextMoment(story.state)
      return next && shown(next)
    }
    const story = given()
    expect(told(story)).toBe('2026-11-23 09:00:00')
    expect(told(story.when('26/11 09:00', tick))).toBe('2026-11-27 00:00:00')
    expect(told(story.when('27/11 00:00', tick))).toBeNull()
    expect(told(given('20/11 08:00', {}, 'KT3'))).toBeNull()
    expect(told(story.when('20/11 09:00', cancel('KT1')))).toBeNull()
  })

  test('a committee without the rule nudges nobody and lapses all the same', () => {
    const rules = { ...withRegulation, rules: { ...withRegulation.rules } }
    Reflect.deleteProperty(rules.rules, 'nudge-ladder')
    const story = given('20/11 08:00', { rules })
    expect(ladderOf(story)).toEqual([])
    expect(nextMoment(story.state)).toEqual(moment('27/11 00:00'))
    story.when('27/11 00:00', tick).expectUnit('CA', { state: 'deemed_consent' })
  })
})

describe('[AL1.3f] proof of reach', () => {
  test('the first proof stands; later ones say nothing new', () => {
    const story = given()
    expect(story.when('23/11 09:00', register('VHXH', '118', '23/11 09:00')).events).toMatchObject([
      { type: 'nudged' },
      { type: 'nudged' },
    ])
    story.when('23/11 09:00', register('VHXH', '118', '23/11 09:00')).expectUnit('VHXH', { reach: { kind: 'message' } })
  })

  test('the registry number proves it, too, and leaves the deadline where it was', () => {
    given('20/11 08:00', unreached)
      .when('20/11 10:00', register('VHXH', '118', '20/11 09:30'))
      .expectUnit('VHXH', { reach: { kind: 'registry', number: '118', by: 'VP1' }, dueAt: moment('27/11 00:00') })
      .when('27/11 00:00', tick)
      .expectUnit('VHXH', { state: 'deemed_consent' })
  })

  test('a profile that takes no messages takes none', () => {
    const rules = rulesInForce({
      profile: anLao2023,
      on: day('2024-05-06'),
      own: null,
      overrides: [{ rule: 'proof-of-reach', values: { accepts: ['registry'] }, from: '2024-01-01' }],
    })
    if ('problem' in rules) throw new Error(rules.problem)
    given('06/05/2024 08:00', { rules })
      .when('06/05/2024 09:00', register('CA', '12', '06/05/2024 09:00'))
      .when('10/05/2024 00:00', tick)
      .expectUnit('VHXH', { state: 'unreached' })
      .expectUnit('CA', { state: 'deemed_consent' })
  })

  test.each([
    ['23/11 16:00', '2026-11-27 00:00:00'],
    ['25/11 09:00', '2026-11-27 00:00:00'],
    ['26/11 09:00', '2026-11-28 00:00:00'],
    ['26/11 23:00', '2026-11-28 00:00:00'],
  ])('reached at %s a unit has until %s: never less than one working day', (when, due) => {
    const story = given('20/11 08:00', unreached).when(when, deliver('VHXH', 'VX1', when))
    expect(story.dueAt('VHXH')).toBe(due)
    expect(story.dueAt('CA')).toBe('2026-11-27 00:00:00')
  })

  test('the minimum is working time: a Friday evening leads to Monday night', () => {
    const oneDay = { limit: { kind: 'working_days', days: 1 } } as const
    const story = given('26/11 16:00', { isReached: false, letter: oneDay }).when(
      '27/11 23:00',
      deliver('VHXH', 'VX1', '27/11 23:00'),
    )
    expect(story.dueAt('VHXH')).toBe('2026-12-01 00:00:00')
  })

  test('reached in the first half it keeps its deadline, however short the limit', () => {
    const oneDay = { ...unreached, letter: { limit: { kind: 'working_days', days: 1 } } } as const
    const story = given('26/11 16:00', oneDay).when('27/11 08:00', deliver('VHXH', 'VX1', '27/11 08:00'))
    expect(story.dueAt('VHXH')).toBe('2026-11-28 00:00:00')
  })

  test('the minimum never shortens what is left', () => {
    const fiveDays = { ...unreached, letter: { limit: { kind: 'working_days', days: 5 } } } as const
    const story = given('20/11 08:00', fiveDays).when('26/11 10:00', deliver('VHXH', 'VX1', '26/11 10:00'))
    expect(story.dueAt('VHXH')).toBe('2026-12-01 00:00:00')
  })

  test('[HP mark] hỏa tốc over night starts again at most whole, too', () => {
    const overNight = { ...unreached, letter: { urgency: 'immediate', limit: { kind: 'hours', hours: 30 } } } as const
    const story = given('25/11 08:00', overNight).when('26/11 10:00', deliver('VHXH', 'VX1', '26/11 10:00'))
    expect(story.dueAt('VHXH')).toBe('2026-11-27 16:00:00')
    story.expectUnit('CA', {
      ladder: [
        { name: 'half-way', at: moment('25/11 15:45') },
        { name: 'minutes-before', at: moment('26/11 13:00') },
        { name: 'minutes-before', at: moment('26/11 13:45') },
      ],
    })
    story.expectUnit('VHXH', { ladder: [{}, { at: moment('27/11 15:00') }, { at: moment('27/11 15:45') }] })
  })

  test('a limit in hours starts again at most whole', () => {
    const hours = { letter: { limit: { kind: 'hours', hours: 4 } } } as const
    const story = given('20/11 08:00', { ...unreached, ...hours }).when(
      '20/11 11:00',
      deliver('VHXH', 'VX1', '20/11 11:00'),
    )
    expect(story.dueAt('VHXH')).toBe('2026-11-20 15:00:00')
  })

  test('a later deadline has nudges of its own', () => {
    const story = given('20/11 08:00', unreached).when('26/11 10:00', deliver('VHXH', 'VX1', '26/11 10:00'))
    story.expectUnit('VHXH', { ladder: [{ name: 'last-day', at: moment('27/11 09:00') }] })
    story.when('27/11 09:00', tick).expectUnit('VHXH', { state: 'asked', climbedAt: moment('27/11 09:00') })
  })

  test('proof that comes in after the lapse but is older takes the lapse back', () => {
    const silent = given('20/11 08:00', unreached).when('27/11 00:01', tick).expectUnit('VHXH', { state: 'unreached' })
    given(silent)
      .when('27/11 08:00', register('VHXH', '118', '20/11 09:30'))
      .expectEvents(
        { type: 'reinstated' },
        { type: 'reached' },
        { type: 'deemed_consent', recordedAt: moment('27/11 08:00') },
      )
      .expectUnit('VHXH', { state: 'deemed_consent', lapsedAt: moment('27/11 00:00'), citation: ownClause })
    given(silent)
      .when('27/11 08:00', register('VHXH', '118', '26/11 16:00'))
      .expectEvents({ type: 'reinstated' }, { type: 'reached', dueAt: moment('28/11 00:00') })
      .expectUnit('VHXH', { state: 'asked' })
  })

  test('proof that is itself younger than the deadline changes nothing', () => {
    given('20/11 08:00', unreached)
      .when('27/11 00:01', tick)
      .when('27/11 08:00', register('VHXH', '118', '27/11 07:45'))
      .expectRefusal('registry-after-deadline')
      .expectUnit('VHXH', { state: 'unreached' })
  })

  test('whoever has answered needs no more proof', () => {
    given('20/11 08:00', unreached)
      .when('20/11 09:00', agree('VX1'))
      .when('20/11 09:05', deliver('VHXH', 'VX1', '20/11 09:05'))
      .expectEvents()
  })
})

describe('an act counts when it happened, whenever it was written down', () => {
  const lapsed = given().when('27/11 00:01', tick).expectUnit('VHXH', { state: 'deemed_consent' })

  test('an answer from before the deadline takes the lapse back and is in time', () => {
    given(lapsed)
      .when('26/11 23:50', agree('VX1'), '27/11 00:10')
      .expectEvents({ type: 'reinstated', unit: 'VHXH' }, { type: 'agreed', unit: 'VHXH' })
      .expectUnit('VHXH', {
        state: 'agreed',
        lapsed: null,
        reply: { at: moment('26/11 23:50'), recordedAt: moment('27/11 00:10'), lateMinutes: null },
      })
  })

  test('the deadline itself is too late', () => {
    given(lapsed)
      .when('27/11 00:00', agree('VX1'), '27/11 00:10')
      .expectEvents({ type: 'replied_late' })
      .expectUnit('VHXH', { state: 'deemed_consent' })
  })

  test.each([
    ['a receipt', receive('VX1'), 'received'],
    ['a draft', { ...agree('KN1'), unit: 'VHXH' }, 'reply_drafted'],
    ['vague words', say('VX1', 'Thực hiện theo quy định'), 'asked_back'],
  ])('%s from before the deadline is kept, and the lapse stands as it was', (_, wish, type) => {
    given(lapsed)
      .when('26/11 23:50', wish, '27/11 00:10')
      .expectEvents({ type })
      .expectUnit('VHXH', { state: 'deemed_consent', recordedAt: moment('27/11 00:01') })
  })

  test('an answer from before the deadline opens again what the lead closed without it', () => {
    const closed = given(lapsed).when('27/11 00:02', close('KT1')).expectEvents({ type: 'closed' })
    given(closed)
      .when('26/11 23:50', agree('VX1'), '27/11 00:10')
      .expectEvents({ type: 'reinstated', unit: 'VHXH' }, { type: 'agreed', unit: 'VHXH' })
      .expectUnit('VHXH', { state: 'agreed', lapsed: null })
      .when('27/11 00:11', close('KT1'))
      .expectEvents({ type: 'closed' })
    given(closed).when('27/11 00:00', agree('VX1'), '27/11 00:10').expectRefusal('matter-ended')
    given(closed).when('26/11 23:50', receive('VX1'), '27/11 00:10').expectRefusal('matter-ended')
    given(closed).when('26/11 23:50', agree('YT1'), '27/11 00:10').expectRefusal('matter-ended')
  })

  test('a refused act takes nothing back', () => {
    given(lapsed)
      .when('26/11 23:50', reply('VX1', 'returned', 'Không thuộc chức năng'), '27/11 00:10')
      .expectRefusal('return-no-suggested-unit')
      .expectUnit('VHXH', { state: 'deemed_consent' })
  })

  test('cancelled before the deadline, a unit is not consenting but void', () => {
    given(lapsed)
      .when('26/11 23:50', cancel('KT1'), '27/11 00:10')
      .expectUnit('VHXH', { state: 'void', at: moment('26/11 23:50') })
      .expectUnit('CA', { state: 'void' })
    given(lapsed).when('27/11 00:10', cancel('KT1')).expectUnit('VHXH', { state: 'deemed_consent' })
  })

  test('before the deadline nobody closes what is still asked, even if that is written down later', () => {
    given(lapsed).when('26/11 23:50', close('KT1'), '27/11 00:10').expectRefusal('units-still-asked')
    expect(given(lapsed).when('27/11 00:10', close('KT1')).state).toMatchObject({
      state: 'closed',
      endedBy: 'KT1',
      reason: null,
    })
  })
})

describe('ending a consultation', () => {
  test('the lead cancels with a reason: who is still asked owes nothing, answers stay', () => {
    const ended = given().when('20/11 09:00', agree('VX1')).when('20/11 10:00', cancel('KT2', 'Thay dự thảo'))
    expect(ended.state).toMatchObject({ state: 'void', endedBy: 'KT2', reason: 'Thay dự thảo' })
    ended.expectUnit('VHXH', { state: 'agreed' }).expectUnit('CA', { state: 'void', by: 'KT2', reason: 'Thay dự thảo' })
    expect(ended.when('27/11 00:00', tick).events).toEqual([])
    ended.when('20/11 11:00', agree('CA1')).expectRefusal('matter-ended')
  })

  test.each(['KT3', 'VX1', 'VP1'])('%s neither cancels nor closes', (who) => {
    given().when('20/11 09:00', cancel(who)).expectRefusal('may-not-send')
    given().when('27/11 09:00', close(who)).expectRefusal('may-not-send')
  })

  test('without a reason it is not cancelled', () => {
    given().when('20/11 09:00', cancel('KT1', ' ')).expectRefusal('reason-missing')
  })

  test('while somebody is asked it is not closed', () => {
    const refused = given().when('20/11 09:00', agree('VX1')).when('20/11 10:00', close('KT1'))
    expect(refused.expectRefusal('units-still-asked').refusal?.details).toEqual({ units: ['CA'] })
  })

  test('ended once more by the same person, it says nothing new', () => {
    given().when('27/11 09:00', close('KT1')).when('27/11 09:01', close('KT1')).expectEvents()
    const cancelled = given().when('20/11 09:00', cancel('KT1', 'Lấy ý kiến lại sau'))
    for (const reason of ['', 'Lấy ý kiến lại sau']) cancelled.when('20/11 09:01', cancel('KT1', reason)).expectEvents()
    cancelled.when('20/11 09:01', cancel('KT1', 'Lý do khác')).expectRefusal('matter-ended')
    cancelled.when('20/11 09:01', cancel('KT2', '')).expectRefusal('matter-ended')
    cancelled.when('20/11 09:01', close('KT1')).expectRefusal('matter-ended')
  })

  test('what has ended stays as it is', () => {
    const closed = given().when('27/11 09:00', close('KT1'))
    for (const wish of [cancel('KT1'), close('KT2'), agree('VX1'), receive('VX1')])
      closed.when('27/11 10:00', wish).expectRefusal('matter-ended')
    const { details } = closed.when('27/11 10:00', close('KT2')).refusal ?? {}
    expect(details).toEqual({ reference: 'Y1', state: 'closed', by: 'KT1', at: moment('27/11 09:00') })
    expect(closed.when('27/11 10:00', register('CA', '9', '20/11 09:00')).events).toEqual([])
  })
})
