import { describe, expect, test } from 'vitest'
import { followUps } from '../../src/domain/consultation-notices.ts'
import { openObjections } from '../../src/domain/consultation-overrule.ts'
import { agree, close, given, moment, overrule, reply, type Story, tick, undo, withdraw } from '../support/given.ts'

const objection = 'Không đồng ý Điều 5, vì mức phí vượt khung của tỉnh'
const clause = 'Quy tắc mặc định, rút từ Hải Phòng 2023, ý 7'

/** Công an xã objected on Monday 23/11. */
function objected(): Story {
  return given()
    .when('20/11 09:00', agree('VX1'))
    .when('23/11 09:00', reply('CA1', 'objected', objection))
}

describe('[HP3b][H6.7,AL1.4] an objection is overruled by the leaders’ conclusion', () => {
  test('and is kept: it stays an objection, with number, day and who concluded beside it', () => {
    const story = objected().when('25/11 10:00', overrule('KT1', 'CA', '2026-11-25'))
    given(story)
      .expectEvents({ type: 'overruled', unit: 'CA', by: 'KT1' })
      .expectUnit('CA', {
        state: 'objected',
        reply: { text: objection },
        overruled: { number: '45/TB-UBND', concludedBy: 'Chủ tịch UBND xã', by: 'KT1', at: moment('25/11 10:00') },
      })
    expect(openObjections(story.state, moment('25/11 10:00'))).toEqual([])
  })

  test('by the Office as well, also after the consultation was closed', () => {
    given(objected())
      .when('25/11 10:00', close('KT1'))
      .when('26/11 10:00', overrule('VP1', null, '2026-11-26'))
      .expectUnit('CA', { state: 'objected', overruled: { by: 'VP1' } })
  })

  test.each([
    ['KT3', 'CA', '2026-11-25', 'may-not-overrule'],
    ['CA1', 'CA', '2026-11-25', 'may-not-overrule'],
    ['VP2', 'CA', '2026-11-25', 'may-not-overrule'],
    ['KT1', 'VHXH', '2026-11-25', 'no-open-objection'],
    ['KT1', 'CA', '2026-11-26', 'conclusion-to-come'],
  ])('%s on %s of %s: %s', (who, unit, on, code) => {
    given(objected())
      .when('25/11 10:00', overrule(who, unit, on))
      .expectRefusal(code)
  })

  test('not by a conclusion that is older than the objection, nor one without a number', () => {
    given(objected())
      .when('25/11 10:00', overrule('KT1', 'CA', '2026-11-22'))
      .expectRefusal('conclusion-too-old', clause)
    given(objected())
      .when('25/11 10:00', overrule('KT1', 'CA', '2026-11-25', 'thông báo'))
      .expectRefusal('conclusion-without-number', clause)
  })

  test('may be taken back for a minute by whoever wrote it down, and is then as if nobody had', () => {
    const written = objected().when('25/11 10:00', overrule('KT1', 'CA', '2026-11-25'))
    const undone = given(written).when('25/11 10:00:59', undo('KT1'))
    undone
      .expectEvents({ type: 'overrule_undone', unit: 'CA', by: 'KT1' })
      .expectUnit('CA', { state: 'objected', overruled: null })
    undone
      .when('25/11 10:02', overrule('KT1', 'CA', '2026-11-25', '46/TB-UBND'))
      .expectUnit('CA', { overruled: { number: '46/TB-UBND' } })
    given(written).when('25/11 10:01', undo('KT1')).expectRefusal('undo-too-late')
    given(written).when('25/11 10:00:30', undo('VP1')).expectRefusal('nothing-to-undo')
    given(written).when('25/11 10:00:30', undo('CA1')).expectRefusal('undo-too-late')
  })

  test('not once the consultation was closed upon it; one written down after the closing may be taken back', () => {
    const closedUpon = objected()
      .when('25/11 10:00', overrule('KT1', 'CA', '2026-11-25'))
      .when('25/11 10:00:20', close('KT1'))
    given(closedUpon).when('25/11 10:00:40', undo('KT1')).expectRefusal('undo-too-late')
    const later = objected()
      .when('25/11 10:00', close('KT1'))
      .when('25/11 11:00', overrule('KT1', 'CA', '2026-11-25'))
    given(later).when('25/11 11:00:40', undo('KT1')).expectEvents({ type: 'overrule_undone' })
    given(later).when('25/11 11:00:40', undo('VX1')).expectRefusal('matter-ended')
  })

  test('within the minute nobody else learns of it by trying: not the objector who withdraws, not the Office', () => {
    const written = objected().when('25/11 10:00', overrule('KT1', 'CA', '2026-11-25'))
    given(written).when('25/11 10:00:30', withdraw('CA1')).expectRefusal('still-undoable')
    given(written)
      .when('25/11 10:00:30', overrule('VP1', 'CA', '2026-11-25', '46/TB-UBND'))
      .expectRefusal('still-undoable')
    given(written)
      .when('25/11 10:00:30', overrule('KT1', 'CA', '2026-11-25', '46/TB-UBND'))
      .expectRefusal('already-overruled')
    given(written).when('25/11 10:01', withdraw('CA1')).expectRefusal('already-overruled')
  })

  test('others hear of it when the minute is over, whoever wrote it down does not', () => {
    const { events, state } = objected().when('25/11 10:00', overrule('KT1', 'CA', '2026-11-25'))
    const told = events.filter(({ type }) => type === 'overruled').flatMap((event) => followUps(event, state, 9))
    expect(told.map(({ to, afterSeconds }) => [to, afterSeconds])).toEqual([
      [{ who: 'deciders', unit: 'CA' }, 60],
      [{ who: 'followers', unit: 'KT', officers: ['KT1'], except: 'KT1' }, 60],
    ])
  })

  test('once', () => {
    given(objected())
      .when('25/11 10:00', overrule('KT1', 'CA', '2026-11-25'))
      .when('25/11 10:01', overrule('KT1', 'CA', '2026-11-25', '46/TB-UBND'))
      .expectRefusal('already-overruled')
  })

  test('not while it may be taken back, nor is it taken back afterwards', () => {
    given(objected())
      .when('23/11 09:00:59', overrule('KT1', 'CA', '2026-11-23'))
      .expectRefusal('no-open-objection')
    given(objected())
      .when('23/11 09:01', overrule('KT1', 'CA', '2026-11-23'))
      .when('23/11 09:00:30', undo('CA1'), '23/11 09:02')
      .expectRefusal('undo-too-late')
  })
})

describe('[H6.7,AL1.4] closing', () => {
  test('says whose objections stand', () => {
    const both = given()
      .when('20/11 09:00', reply('VX1', 'objected', objection))
      .when('23/11 09:00', reply('CA1', 'objected', objection))
    given(both)
      .when('23/11 10:00', close('KT1'))
      .expectEvents({ type: 'closed', openObjections: ['VHXH', 'CA'] })
    given(both)
      .when('24/11 10:00', overrule('KT1', 'VHXH', '2026-11-24'))
      .when('25/11 10:00', close('KT1'))
      .expectEvents({ type: 'closed', openObjections: ['CA'] })
  })

  test('names none where silence was consent', () => {
    given()
      .when('27/11 00:00', tick)
      .when('27/11 09:00', close('KT1'))
      .expectEvents({ type: 'closed', openObjections: [] })
  })
})
