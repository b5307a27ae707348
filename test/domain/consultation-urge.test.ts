import { describe, expect, test } from 'vitest'
import { askedOf } from '../../src/domain/consultation-answer.ts'
import { agree, extend, given, moment, tick, undo, urge, withoutRegulation } from '../support/given.ts'

const citation = 'Quy tắc mặc định, rút từ Rạch Giá 2024, mục 3'

describe('[RG3b] the lead urges the silent', () => {
  test('all of them with one tap, whoever of the lead unit taps', () => {
    for (const who of ['KT1', 'KT2', 'KT3'])
      given()
        .when('23/11 10:00', urge(who))
        .expectEvents(
          { type: 'urged', unit: 'VHXH', by: who, at: moment('23/11 10:00'), ofDay: 1 },
          { type: 'urged', unit: 'CA', by: who },
        )
  })

  test('or one of them, and nobody who has answered', () => {
    given().when('23/11 10:00', urge('KT3', 'CA')).expectEvents({ type: 'urged', unit: 'CA' })
    const answered = given().when('23/11 09:00', agree('VX1'))
    answered.when('23/11 10:00', urge('KT3')).expectEvents({ type: 'urged', unit: 'CA' })
    answered.when('23/11 10:00', urge('KT3', 'VHXH')).expectRefusal('already-answered')
  })

  test('each unit once a day: a second time on the same day is refused with the clause, on the next day it may be', () => {
    const once = given().when('23/11 10:00', urge('KT1', 'CA'))
    once.when('23/11 23:59', urge('KT3', 'CA')).expectRefusal('urged-today', citation)
    once.when('23/11 11:00', urge('KT1')).expectEvents({ type: 'urged', unit: 'VHXH' })
    const both = given(once).when('23/11 11:00', urge('KT1'))
    given(both).when('23/11 11:00:30', urge('KT1')).expectRefusal('urged-today', citation)
    given(both).when('24/11 00:00', urge('KT1')).expectEvents({ type: 'urged' }, { type: 'urged' })
    expect(askedOf(both.answer('CA')).urges).toEqual([{ by: 'KT1', at: moment('23/11 10:00') }])
  })

  test('nobody else urges: not a consulted unit, not the Office', () => {
    for (const who of ['VX1', 'CA1', 'VP1', 'YT1', 'NOBODY'])
      given().when('23/11 10:00', urge(who)).expectRefusal('may-not-urge')
  })

  test('changes no deadline and no state', () => {
    const story = given().when('23/11 10:00', urge('KT1'))
    expect([story.dueAt('VHXH'), story.answer('VHXH').state]).toEqual(['2026-11-27 00:00:00', 'asked'])
    given(story).when('27/11 00:00', tick).expectUnit('VHXH', { state: 'deemed_consent' })
  })

  test('a unit that waits for the lead is not urged: the lead decides first', () => {
    const waiting = given().when('23/11 09:00', extend('VX1', '01/12 00:00'))
    waiting.when('23/11 10:00', urge('KT1')).expectEvents({ type: 'urged', unit: 'CA' })
    waiting.when('23/11 10:00', urge('KT1', 'VHXH')).expectRefusal('urge-waits-for-lead')
  })

  test('an answer that may still be taken back is not given away', () => {
    const answering = given().when('23/11 10:00', agree('VX1'))
    answering.when('23/11 10:00:30', urge('KT1', 'VHXH')).expectRefusal('still-undoable')
    answering
      .when('23/11 10:00:40', undo('VX1'))
      .when('23/11 10:02', urge('KT1', 'VHXH'))
      .expectEvents({ type: 'urged' })
  })

  test('after the deadline, where everybody has answered, or before the letter went out there is nobody to urge', () => {
    const silent = given('20/11 08:00', { rules: withoutRegulation }).when('27/11 00:00', tick)
    silent.when('27/11 08:00', urge('KT1')).expectRefusal('nobody-silent')
    silent.when('27/11 08:00', urge('KT1', 'CA')).expectRefusal('urge-after-deadline')
    given().when('23/11 10:00', urge('KT1', 'YT')).expectRefusal('not-consulted')
    given('19/11 08:00', {}, 'KT3').when('19/11 09:00', urge('KT3')).expectRefusal('not-sent')
  })
})
