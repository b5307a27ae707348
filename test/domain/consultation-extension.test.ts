import { describe, expect, test } from 'vitest'
import { askedOf } from '../../src/domain/consultation-answer.ts'
import { pendingExtension } from '../../src/domain/consultation-requests.ts'
import {
  agree,
  declineTime,
  extend,
  given,
  grant,
  moment,
  receive,
  type Story,
  shown,
  tick,
  undo,
  withoutRegulation,
} from '../support/given.ts'

/** VHXH is due at 24:00 on Thursday 26/11; its head asks on Wednesday for Monday. */
const asked = () => given().when('25/11 10:00', extend('VX1', '01/12 00:00'))
const granted = () => asked().when('25/11 14:00', grant('KT1'))
const citation = 'Quy tắc mặc định, rút từ Hải Phòng 2019, đoạn cuối'

function rungsOf(story: Story): readonly string[] {
  return askedOf(story.answer('VHXH')).ladder.map(({ at }) => shown(at))
}

describe('[HPe,ALe,RG3c] more time to answer', () => {
  test('is asked with a reason and a date, and moves nothing by itself', () => {
    given(asked()).expectEvents({
      type: 'extension_asked',
      unit: 'VHXH',
      request: {
        number: 1,
        by: 'VX1',
        at: moment('25/11 10:00'),
        reason: 'Đang chờ số liệu của các thôn',
        dueAt: moment('27/11 00:00'),
        wantedAt: moment('01/12 00:00'),
      },
    })
    expect(asked().dueAt('VHXH')).toBe('2026-11-27 00:00:00')
  })

  test('granted: the old and the new deadline are kept with who and when, for this unit alone', () => {
    const story = granted()
    story.expectEvents({
      type: 'extension_granted',
      unit: 'VHXH',
      number: 1,
      by: 'KT1',
      at: moment('25/11 14:00'),
      oldDueAt: moment('27/11 00:00'),
      dueAt: moment('01/12 00:00'),
    })
    expect([story.dueAt('VHXH'), story.dueAt('CA')]).toEqual(['2026-12-01 00:00:00', '2026-11-27 00:00:00'])
    const late = story.when('30/11 23:59', agree('VX1'))
    late.expectUnit('VHXH', { state: 'agreed', reply: { lateMinutes: null } })
    story.when('01/12 00:00', tick).expectUnit('VHXH', { state: 'deemed_consent', lapsedAt: moment('01/12 00:00') })
  })

  test('granted: a new frozen ladder is planned from now to the new deadline', () => {
    expect(rungsOf(given()).at(-1)).toBe('2026-11-26 09:00:00')
    expect(rungsOf(granted()).every((rung) => rung > '2026-11-25 14:00:00')).toBe(true)
    expect(rungsOf(granted()).at(-1)).toBe('2026-11-30 09:00:00')
  })

  test('the lead may give another date, as long as it is later than the deadline', () => {
    expect(asked().when('25/11 14:00', grant('KT2', '28/11 00:00')).dueAt('VHXH')).toBe('2026-11-28 00:00:00')
    given(asked()).when('25/11 14:00', grant('KT1', '27/11 00:00')).expectRefusal('extension-not-later', citation)
  })

  test('declined: the reason is kept and the deadline stays', () => {
    const story = given(asked()).when('25/11 14:00', declineTime('KT1', 'Phiên họp đã ấn định'))
    story.expectEvents({
      type: 'extension_declined',
      unit: 'VHXH',
      number: 1,
      by: 'KT1',
      reason: 'Phiên họp đã ấn định',
    })
    expect(story.dueAt('VHXH')).toBe('2026-11-27 00:00:00')
    given(asked()).when('25/11 14:00', declineTime('KT1', ' ')).expectRefusal('reason-missing')
  })
})

describe('[HPe,ALe,RG3c] a request that waits stops no clock', () => {
  test('at the deadline it comes to nothing: silence is what it is, and the lead can no longer grant', () => {
    const over = given(asked()).when('27/11 00:00', tick)
    over.expectEvents({ type: 'deemed_consent', unit: 'VHXH' }, { type: 'deemed_consent', unit: 'CA' })
    over.when('27/11 08:00', grant('KT1')).expectRefusal('request-lapsed')
    over.when('27/11 08:00', { ...grant('KT1'), unit: 'VHXH' }).expectRefusal('request-lapsed')
    over.when('27/11 08:00', { ...declineTime('KT1'), unit: 'VHXH' }).expectRefusal('request-lapsed')
    given('20/11 08:00', { rules: withoutRegulation })
      .when('25/11 10:00', extend('VX1', '01/12 00:00'))
      .when('27/11 00:00', tick)
      .expectUnit('VHXH', { state: 'unanswered' })
  })

  test('a grant given before the deadline and written down after it takes the lapse back', () => {
    const story = given(asked())
      .when('27/11 00:01', tick)
      .when('26/11 23:50', { ...grant('KT1'), unit: 'VHXH' }, '27/11 00:05')
    story.expectEvents({ type: 'reinstated', unit: 'VHXH' }, { type: 'extension_granted', unit: 'VHXH' })
    expect(story.dueAt('VHXH')).toBe('2026-12-01 00:00:00')
  })

  test('a request made before the deadline and written down after it is kept, and came to nothing', () => {
    const story = given().when('27/11 00:01', tick).when('26/11 23:59', extend('VX1', '01/12 00:00'), '27/11 00:05')
    story.expectUnit('VHXH', { state: 'deemed_consent', asked: { extensions: [{ number: 1, decision: null }] } })
  })

  test('while it waits the unit is left alone and its lead is nudged at the same rungs', () => {
    const waiting = given(asked()).when('26/11 09:00', tick)
    expect(waiting.events.filter(({ type }) => type.endsWith('nudged'))).toMatchObject([
      { type: 'lead_nudged', unit: 'VHXH', rung: { name: 'last-day' } },
      { type: 'nudged', unit: 'CA', rung: { name: 'last-day' } },
    ])
    const declined = given(asked()).when('25/11 14:00', declineTime('KT1')).when('26/11 09:00', tick)
    expect(declined.events.map(({ type }) => type)).toEqual(['nudged', 'nudged'])
  })

  test('the unit may answer all the same, and then nothing is left to decide', () => {
    const answered = given(asked()).when('25/11 11:00', agree('VX1'))
    answered.expectUnit('VHXH', { state: 'agreed' })
    answered.when('25/11 11:02', { ...grant('KT1'), unit: 'VHXH' }).expectRefusal('already-answered')
    const undone = answered.when('25/11 11:00:30', undo('VX1'))
    expect(pendingExtension(askedOf(undone.answer('VHXH')))).not.toBeNull()
  })

  test('while the answer may still be taken back the lead learns nothing of it by trying to decide', () => {
    const answered = given(asked()).when('25/11 11:00', agree('VX1'))
    const { refusal } = answered.when('25/11 11:00:30', { ...grant('KT1'), unit: 'VHXH' })
    expect(refusal).toMatchObject({ code: 'still-undoable', details: { unit: 'VHXH' } })
  })
})

describe('who asks and who decides', () => {
  test('whoever signs for the unit asks: its head, a deputy, whoever acts under an order', () => {
    for (const who of ['VX1', 'VX2', 'VX3'])
      given().when('25/11 10:00', extend(who, '01/12 00:00')).expectEvents({ type: 'extension_asked' })
  })

  test('[AL1.1b] a specialist is told who may, with the paper', () =>
    void given()
      .when('20/11 10:00', extend('CA3', '01/12 00:00'))
      .expectRefusal('may-not-extend', 'Quy tắc mặc định, rút từ An Lão 2023, mục 1 gạch 1 và gạch 3'))

  test('nobody outside the unit asks, nobody outside the lead decides, nor does its specialist', () => {
    given().when('25/11 10:00', extend('YT1', '01/12 00:00')).expectRefusal('not-consulted')
    given().when('25/11 10:00', extend('KT1', '01/12 00:00')).expectRefusal('not-consulted')
    for (const who of ['KT3', 'VX1', 'VP1']) {
      given(asked()).when('25/11 14:00', grant(who)).expectRefusal('may-not-decide')
      given(asked()).when('25/11 14:00', declineTime(who)).expectRefusal('may-not-decide')
    }
  })

  test('somebody of two units says for which; the lead does when two wait', () => {
    given().when('25/11 10:00', extend('DP1', '01/12 00:00')).expectRefusal('which-unit')
    const both = given(asked()).when('25/11 11:00', extend('CA1', '01/12 00:00'))
    both.when('25/11 14:00', grant('KT1')).expectRefusal('which-request')
    both.when('25/11 14:00', { ...grant('KT1'), unit: 'CA' }).expectEvents({ type: 'extension_granted', unit: 'CA' })
    both.when('25/11 14:00', { ...grant('KT1'), unit: 'YT' }).expectRefusal('not-consulted')
  })
})

describe('what is refused, with the clause', () => {
  test('asked at the deadline or later', () => {
    given().when('27/11 00:00', extend('VX1', '01/12 00:00')).expectRefusal('extension-after-deadline', citation)
    given().when('26/11 23:59:59', extend('VX1', '01/12 00:00')).expectEvents({ type: 'extension_asked' })
  })

  test('a date that is no later than the deadline, or already past', () => {
    for (const when of ['27/11 00:00', '26/11 17:00', '20/11 09:00'])
      given().when('25/11 10:00', extend('VX1', when)).expectRefusal('extension-not-later', citation)
  })

  test('no reason', () =>
    void given()
      .when('25/11 10:00', extend('VX1', '01/12 00:00', ' \n '))
      .expectRefusal('extension-no-reason', citation))

  test('a third one, once two were granted; declined ones do not count', () => {
    const declined = given(asked()).when('25/11 11:00', declineTime('KT1'))
    const once = declined.when('25/11 12:00', extend('VX1', '28/11 00:00')).when('25/11 13:00', grant('KT1'))
    const twice = once.when('27/11 10:00', extend('VX1', '01/12 00:00')).when('27/11 11:00', grant('KT1'))
    expect(twice.dueAt('VHXH')).toBe('2026-12-01 00:00:00')
    twice.when('30/11 10:00', extend('VX1', '03/12 00:00')).expectRefusal('extension-too-many', citation)
  })

  test('a second one while the first waits; the same once more says nothing new', () => {
    given(asked()).when('25/11 11:00', extend('VX1', '02/12 00:00')).expectRefusal('extension-pending')
    given(asked()).when('25/11 11:00', extend('VX2', '01/12 00:00')).expectRefusal('extension-pending')
    given(asked()).when('25/11 10:01', extend('VX1', '01/12 00:00')).expectEvents()
  })

  test('a decision taken twice says nothing new; another one by somebody else is refused', () => {
    given(granted())
      .when('25/11 14:01', { ...grant('KT1'), unit: 'VHXH', number: 1 })
      .expectEvents()
    given(granted())
      .when('25/11 14:01', { ...grant('KT2'), unit: 'VHXH', number: 1 })
      .expectRefusal('request-decided')
    given(granted())
      .when('25/11 14:01', { ...declineTime('KT1'), unit: 'VHXH' })
      .expectRefusal('request-decided')
    given()
      .when('25/11 14:01', { ...grant('KT1'), unit: 'VHXH' })
      .expectRefusal('no-extension')
    given().when('25/11 14:01', grant('KT1')).expectRefusal('nothing-to-grant')
  })

  test('an old button decides no newer request', () => {
    const again = given(asked())
      .when('25/11 11:00', declineTime('KT1'))
      .when('25/11 12:00', extend('VX1', '30/11 00:00'))
    again.when('25/11 13:00', { ...grant('KT1'), unit: 'VHXH', number: 1 }).expectRefusal('request-decided')
  })

  test('anything, once the unit has answered or the matter is over', () => {
    given()
      .when('25/11 10:00', agree('VX1'))
      .when('25/11 10:30', extend('VX1', '01/12 00:00'))
      .expectRefusal('already-answered')
    given()
      .when('25/11 10:00', { type: 'void', who: 'KT1', reason: 'Soạn lại' })
      .when('25/11 10:30', extend('VX1', '01/12 00:00'))
      .expectRefusal('matter-ended')
    given('19/11 08:00', {}, 'KT3').when('19/11 10:00', grant('KT1')).expectRefusal('not-sent')
  })
})

test('a unit that has only said "đã nhận" may ask for time', () =>
  void given()
    .when('20/11 09:00', receive('VX1'))
    .when('25/11 10:00', extend('VX1', '01/12 00:00'))
    .expectEvents({ type: 'extension_asked' }))
