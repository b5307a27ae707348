import { describe, test } from 'vitest'
import { agree, given, moment, reply, say, tick, unreached, withoutRegulation } from '../support/given.ts'

const objection = 'Không đồng ý Điều 5, vì mức phí vượt khung của tỉnh'

describe('[AL1.3g] a late reply after deemed consent', () => {
  test('is kept whole and stamped, and the outcome stays as it lapsed', () => {
    given()
      .when('27/11 02:14', reply('VX1', 'objected', objection))
      .expectUnit('VHXH', {
        state: 'deemed_consent',
        lapsedAt: moment('27/11 00:00'),
        lateReplies: [{ by: 'VX1', verdict: 'objected', text: objection, at: moment('27/11 02:14'), lateMinutes: 134 }],
      })
  })

  test.each([
    ['27/11 00:00', 1],
    ['27/11 00:00:01', 1],
    ['27/11 00:01', 1],
    ['27/11 00:01:01', 2],
  ])('at %s it is %i minutes late, rounded up', (when, lateMinutes) => {
    given()
      .when(when, agree('VX1'))
      .expectUnit('VHXH', { lateReplies: [{ lateMinutes }] })
  })

  test('is late though no timer has fired, and the lapse is written before it', () => {
    given()
      .when('27/11 00:00:01', agree('CA1'))
      .expectEvents(
        { type: 'deemed_consent', unit: 'VHXH' },
        { type: 'deemed_consent', unit: 'CA' },
        { type: 'replied_late' },
      )
  })

  test('written down later, both say so: the lapse is of the deadline, the reply of its moment', () => {
    given()
      .when('27/11 01:00', agree('VX1'), '27/11 08:00')
      .expectUnit('VHXH', {
        lapsedAt: moment('27/11 00:00'),
        recordedAt: moment('27/11 08:00'),
        lateReplies: [{ at: moment('27/11 01:00'), recordedAt: moment('27/11 08:00'), lateMinutes: 60 }],
      })
  })

  test('every further one is kept beside it; the same words again are no further one', () => {
    const first = given().when('27/11 08:00', reply('VX1', 'objected', objection))
    const second = first.when('27/11 09:00', agree('VX2'))
    second.expectUnit('VHXH', { state: 'deemed_consent', lateReplies: [{ by: 'VX1' }, { by: 'VX2' }] })
    const again = second.when('27/11 09:05', reply('VX1', 'objected', objection))
    again.expectEvents().expectUnit('VHXH', { lateReplies: [{ by: 'VX1' }, { by: 'VX2' }] })
  })

  test('must be concrete, too', () => {
    given()
      .when('27/11 08:00', say('VX1', 'Thực hiện theo quy định'))
      .expectUnit('VHXH', { state: 'deemed_consent', lateReplies: [], asked: { timesAskedBack: 1 } })
  })
})

describe('a late reply where silence was no consent', () => {
  test('after "unanswered" it becomes the outcome, stamped, with the lapse beside it', () => {
    given('20/11 08:00', { rules: withoutRegulation })
      .when('27/11 01:30', reply('VX1', 'objected', objection))
      .expectUnit('VHXH', {
        state: 'objected',
        reply: { lateMinutes: 90, by: 'VX1' },
        lapsed: { state: 'unanswered', lapsedAt: moment('27/11 00:00') },
      })
  })

  test('after "unreached" likewise', () => {
    given('20/11 08:00', unreached)
      .when('27/11 08:00', tick)
      .when('28/11 00:00', agree('VX1'))
      .expectUnit('VHXH', { state: 'agreed', reply: { lateMinutes: 24 * 60 }, lapsed: { state: 'unreached' } })
  })

  test('it cannot be taken back, and nobody answers a second time', () => {
    const late = given('20/11 08:00', { rules: withoutRegulation }).when('27/11 01:30', agree('VX1'))
    late.when('27/11 01:30:10', { type: 'undo', who: 'VX1' }).expectRefusal('undo-too-late')
    late.when('27/11 01:31', reply('VX2', 'objected', objection)).expectRefusal('already-answered')
  })
})
