import { describe, expect, test } from 'vitest'
import { close, given, moment, reply, tick, underAnLao, undo, withdraw, withoutRegulation } from '../support/given.ts'

const objection = 'Không đồng ý Điều 5, vì mức phí vượt khung của tỉnh'
const other = 'Không đồng ý Điều 7, vì trùng với giờ hành chính'
const objected = () => given().when('23/11 10:00', reply('VX1', 'objected', objection))

describe('[H6.7,AL1.4] withdrawing an objection', () => {
  test('gives the new verdict in the same act; the old objection stays whole beside it', () => {
    const story = objected().when('25/11 09:00', withdraw('VX2', 'agreed', 'Đồng ý, đề nghị sửa Điều 5: giảm còn 2%'))
    given(story).expectEvents({ type: 'objection_withdrawn', unit: 'VHXH' })
    story.expectUnit('VHXH', {
      state: 'agreed',
      reply: { verdict: 'agreed', by: 'VX2', lateMinutes: null, at: moment('25/11 09:00') },
      withdrawn: [{ verdict: 'objected', by: 'VX1', text: objection, at: moment('23/11 10:00') }],
    })
  })

  test('may be a new objection with other reasons, which have to be concrete as ever', () => {
    const anew = given(objected()).when('25/11 09:00', withdraw('VX1', 'objected', other))
    anew.expectUnit('VHXH', { state: 'objected', reply: { text: other }, withdrawn: [{ text: objection }] })
    given(objected())
      .when('25/11 09:00', withdraw('VX1', 'objected', 'Không đồng ý'))
      .expectRefusal('still-vague')
    given(objected())
      .when('25/11 09:00', withdraw('VX1', 'agreed', objection))
      .expectRefusal('verdict-contradicts-text')
    const twice = anew.when('25/11 10:00', withdraw('VX1'))
    twice.expectUnit('VHXH', { state: 'agreed', withdrawn: [{ text: objection }, { text: other }] })
  })

  test('is for whoever signs for the objecting unit alone', () => {
    for (const who of ['KN1', 'CA1', 'KT1', 'VP1'])
      expect(objected().when('25/11 09:00', { ...withdraw(who), unit: 'VHXH' }).refusal?.code).toMatch(
        /^(may-not-withdraw|not-consulted)$/,
      )
    const lapsedOrder = objected().when('27/11 09:00', withdraw('VX3'))
    expect(lapsedOrder.refusal).toMatchObject({ code: 'may-not-withdraw' })
  })

  test('after the deadline it is stamped late, and counts all the same', () => {
    const late = objected().when('27/11 02:14', withdraw('VX1'))
    given(late).expectUnit('VHXH', { state: 'agreed', reply: { lateMinutes: 134 }, lapsed: null })
    const afterLapse = given('20/11 08:00', { rules: withoutRegulation })
      .when('27/11 08:00', reply('VX1', 'objected', objection))
      .when('27/11 10:00', withdraw('VX1'))
    afterLapse.expectUnit('VHXH', { state: 'agreed', lapsed: { state: 'unanswered' }, reply: { lateMinutes: 600 } })
  })

  test('can be taken back within a minute: the objection stands again, and no other undo reaches it', () => {
    const story = objected().when('25/11 09:00', withdraw('VX1')).when('25/11 09:00:59', undo('VX1'))
    given(story).expectUnit('VHXH', { state: 'objected', reply: { text: objection }, withdrawn: [] })
    given(story).when('25/11 09:01:10', undo('VX1')).expectRefusal('undo-too-late')
    given(objected())
      .when('25/11 09:00', withdraw('VX1'))
      .when('25/11 09:01', undo('VX1'))
      .expectRefusal('undo-too-late')
  })

  test('has nothing to withdraw where nothing is objected, where the silence was consent, or where the matter is over', () => {
    given().when('25/11 09:00', withdraw('VX1')).expectRefusal('no-objection')
    given()
      .when('23/11 10:00', reply('VX1', 'agreed'))
      .when('25/11 09:00', withdraw('VX1'))
      .expectRefusal('no-objection')
    given('06/05/2024 08:00', { rules: underAnLao })
      .when('15/05/2024 08:00', tick)
      .when('15/05/2024 09:00', withdraw('VX1'))
      .expectRefusal('no-objection')
    const closed = objected().when('27/11 08:00', close('KT1'))
    given(closed).when('27/11 09:00', withdraw('VX1')).expectRefusal('matter-ended')
  })

  test('the same words once more say nothing new', () => {
    const once = objected().when('25/11 09:00', withdraw('VX1'))
    given(once).when('25/11 09:05', withdraw('VX1')).expectEvents()
    given(once).when('25/11 09:05', withdraw('VX2')).expectRefusal('no-objection')
  })

  test('one told of before the objection was given withdraws nothing', () =>
    void given(objected()).when('23/11 09:00', withdraw('VX1'), '23/11 10:05').expectRefusal('no-objection'))
})
