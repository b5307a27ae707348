import { describe, expect, test } from 'vitest'
import { askedOf } from '../../src/domain/consultation-answer.ts'
import {
  agree,
  close,
  deliver,
  extend,
  given,
  grant,
  lack,
  moment,
  reopen,
  reply,
  type Story,
  say,
  supply,
  tick,
  withoutRegulation,
} from '../support/given.ts'

const objection = 'Không đồng ý Điều 5, vì mức phí vượt khung của tỉnh'

/** Phòng Văn hóa - Xã hội agreed, Công an xã kept silent: deemed consent. */
function silent(): Story {
  return given().when('20/11 09:00', agree('VX1')).when('27/11 00:00', tick)
}

function closed(): Story {
  return silent().when('27/11 08:00', close('KT1'))
}

describe('[AL1.3g] the Office opens a lapsed answer again', () => {
  test('with a reason and a new date; the former outcome is kept, and reach must be proven anew', () => {
    given(silent())
      .when('27/11 08:00', reopen('VP1', 'CA', '01/12 17:00'))
      .expectEvents({ type: 'reopened', unit: 'CA', by: 'VP1', reason: 'mất mạng cả ngày cuối' })
      .expectUnit('CA', {
        state: 'asked',
        askedAt: moment('27/11 08:00'),
        dueAt: moment('01/12 17:00'),
        reach: null,
        former: [
          { how: 'reopened', by: 'VP1', answer: { state: 'deemed_consent', asked: { reach: { officer: 'CA1' } } } },
        ],
      })
  })

  test('an answer is in time again, silence lapses anew by the new date', () => {
    const open = silent().when('27/11 08:00', reopen('VP1', 'CA', '01/12 17:00'))
    given(open)
      .when('01/12 16:59', agree('CA1'))
      .expectUnit('CA', { state: 'agreed', reply: { lateMinutes: null } })
    given(open)
      .when('01/12 17:00', tick)
      .expectUnit('CA', { state: 'unreached', lapsedAt: moment('01/12 17:00') })
    given(open)
      .when('27/11 08:01', deliver('CA', 'CA1', '27/11 08:01'))
      .when('01/12 17:00', tick)
      .expectUnit('CA', { state: 'deemed_consent', lapsedAt: moment('01/12 17:00') })
  })

  test('twice is refused while it is open; later it is possible, and both stay on the sheet', () => {
    const open = silent().when('27/11 08:00', reopen('VP1', 'CA', '01/12 17:00'))
    given(open)
      .when('27/11 08:05', reopen('VP1', 'CA', '02/12 17:00'))
      .expectRefusal('still-open')
    const again = open.when('02/12 08:00', reopen('VP1', 'CA', '04/12 17:00'))
    given(again).expectUnit('CA', {
      state: 'asked',
      former: [{ answer: { state: 'deemed_consent' } }, { answer: { state: 'unreached', asked: { former: [] } } }],
    })
  })

  test('what the unit asks of the lead from then on bears new numbers: a button of before decides nothing of now', () => {
    const before = given()
      .when('23/11 09:00', extend('CA1', '30/11 17:00'))
      .when('23/11 09:10', lack('CA1'))
      .when('27/11 00:00', tick)
      .when('27/11 08:00', reopen('VP1', 'CA', '02/12 17:00'))
    const anew = before.when('27/11 09:00', extend('CA1', '04/12 17:00')).when('27/11 09:10', lack('CA1'))
    expect(askedOf(anew.answer('CA'))).toMatchObject({ extensions: [{ number: 2 }], documents: [{ number: 2 }] })
    anew.when('27/11 10:00', { ...grant('KT1'), unit: 'CA', number: 1 }).expectRefusal('no-extension')
    anew
      .when('27/11 10:00', { ...grant('KT1'), unit: 'CA', number: 2 })
      .expectEvents({ type: 'extension_granted', number: 2 })
    anew.when('27/11 10:00', { ...supply('KT1'), unit: 'CA', number: 1 }).expectRefusal('no-documents')
  })

  test('an act dated before the lapse finds the unit still open, whenever it is written down', () => {
    given(silent())
      .when('26/11 23:00', reopen('VP1', 'CA', '01/12 17:00'), '27/11 08:00')
      .expectRefusal('still-open')
  })

  test.each([
    ['VP2', 'CA', '01/12 17:00', 'reopen-office-only'],
    ['KT1', 'CA', '01/12 17:00', 'reopen-office-only'],
    ['VP1', 'VHXH', '01/12 17:00', 'reopen-answered'],
    ['VP1', 'YT', '01/12 17:00', 'not-consulted'],
    ['VP1', 'CA', '27/11 07:00', 'deadline-past'],
    ['VP1', 'CA', '27/11 17:00', 'reopen-too-soon'],
    ['VP1', 'CA', null, 'no-late-reply'],
  ])('%s for %s until %s: %s', (who, unit, until, code) => {
    given(silent())
      .when('27/11 08:00', reopen(who, unit, until))
      .expectRefusal(code)
  })

  test('without a reason it is refused', () => {
    given(silent())
      .when('27/11 08:00', { ...reopen('VP1', 'CA', '01/12 17:00'), reason: ' ' })
      .expectRefusal('reason-missing')
  })

  test('with one lapse nobody need say which', () => {
    given(silent())
      .when('27/11 08:00', reopen('VP1', null, '01/12 17:00'))
      .expectUnit('CA', { state: 'asked' })
    given()
      .when('27/11 00:00', tick)
      .when('27/11 08:00', reopen('VP1', null, '01/12 17:00'))
      .expectRefusal('which-reopened')
  })
})

describe('[AL1.3g] a late reply is taken over', () => {
  const late = () => silent().when('27/11 02:14', reply('CA1', 'objected', objection))

  test('as the outcome, still stamped late, the deemed consent kept behind it', () => {
    given(late())
      .when('27/11 08:00', reopen('VP1', 'CA', null))
      .expectEvents({ type: 'late_taken', unit: 'CA', by: 'VP1' })
      .expectUnit('CA', {
        state: 'objected',
        reply: { text: objection, lateMinutes: 134 },
        lapsed: { state: 'deemed_consent', lateReplies: [{ text: objection }] },
        asked: { former: [{ how: 'late_taken', answer: { state: 'deemed_consent' } }] },
      })
  })

  test('or stays beside it when a new date is given instead', () => {
    given(late())
      .when('27/11 08:00', reopen('VP1', 'CA', '01/12 17:00'))
      .expectUnit('CA', { state: 'asked', former: [{ answer: { lateReplies: [{ text: objection }] } }] })
  })

  test('after "unanswered" it is the outcome by itself', () => {
    given('20/11 08:00', { rules: withoutRegulation })
      .when('27/11 00:00', tick)
      .when('27/11 02:14', reply('CA1', 'objected', objection))
      .when('27/11 08:00', reopen('VP1', 'CA', null))
      .expectRefusal('no-late-reply')
  })
})

describe('a closed consultation', () => {
  test('is open again with the unit that is reopened, its closing kept', () => {
    const open = closed().when('27/11 09:00', reopen('VP1', 'VHXH', '01/12 17:00'))
    given(open).expectUnit('VHXH', { state: 'asked', former: [{ answer: { state: 'agreed' } }] })
    expect(open.state).toMatchObject({ state: 'open', closings: [{ by: 'KT1', at: moment('27/11 08:00') }] })
    const again = open.when('30/11 09:00', say('VX1', objection)).when('30/11 10:00', close('KT1'))
    expect(again.state).toMatchObject({ state: 'closed', endedAt: moment('30/11 10:00'), openObjections: ['VHXH'] })
  })

  test('is not opened by the lead', () => {
    given(closed())
      .when('27/11 09:00', reopen('KT1', 'VHXH', '01/12 17:00'))
      .expectRefusal('reopen-office-only')
  })
})
