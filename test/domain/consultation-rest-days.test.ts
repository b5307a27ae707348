import { describe, expect, test } from 'vitest'
import type { Calendar } from '../../src/calendar/calendar.ts'
import { withDays } from '../../src/calendar/days-as-written.ts'
import { type ConsultationEvent, decide, evolve } from '../../src/domain/consultation.ts'
import { askedOf } from '../../src/domain/consultation-answer.ts'
import { followUps } from '../../src/domain/consultation-notices.ts'
import { endOf } from '../../src/domain/consultation-owed.ts'
import { findOnRest } from '../../src/domain/consultation-rest-days.ts'
import { isRefusal } from '../../src/domain/decision.ts'
import { reckon } from '../../src/domain/reckoning.ts'
import {
  agree,
  calendar,
  commandOf,
  directory,
  extend,
  given,
  grant,
  moment,
  Story,
  shown,
  tick,
} from '../support/given.ts'

const off = (on: string) => ({
  on,
  name: 'Nghỉ theo thông báo',
  kind: 'holiday' as const,
  source: 'TB 3/TB-UBND',
  provisional: false,
})

/** The calendar with more days off. */
function freed(...days: readonly string[]): Calendar {
  return withDays(calendar, days.map(off))
}

/** The operator takes the days over at a moment. */
function changed(story: Story, when: string, after: Calendar): Story {
  const at = moment(when)
  const command = { type: 'move_deadlines', changedBy: null, at, recordedAt: at, before: calendar } as const
  const decision = decide(command, story.state, { directory, calendar: after, rules: story.state.rules })
  const events: readonly ConsultationEvent[] = isRefusal(decision) ? [] : decision
  return new Story({ state: events.reduce(evolve, story.state), events, refusal: null })
}

/** Both units are due at 24:00 on Thursday 26/11. */
describe('a day that becomes one of rest', () => {
  test('carries a deadline that ends on it to the end of the next working day, and every unit has its own', () => {
    const story = changed(given().when('23/11 09:00', agree('CA1')), '25/11 10:00', freed('2026-11-26', '2026-11-27'))
    story.expectEvents({
      type: 'deadline_moved',
      unit: 'VHXH',
      by: null,
      at: moment('25/11 10:00'),
      oldDueAt: moment('27/11 00:00'),
      dueAt: moment('01/12 00:00'),
      restOn: Temporal.PlainDate.from('2026-11-26'),
      source: 'TB 3/TB-UBND',
    })
    expect([story.dueAt('VHXH'), story.dueAt('CA')]).toEqual(['2026-12-01 00:00:00', '2026-11-27 00:00:00'])
    story.when('27/11 00:00', tick).expectUnit('VHXH', { state: 'asked' })
    story.when('30/11 23:59', agree('VX1')).expectUnit('VHXH', { state: 'agreed', reply: { lateMinutes: null } })
    story.when('01/12 00:00', tick).expectUnit('VHXH', { state: 'deemed_consent', lapsedAt: moment('01/12 00:00') })
  })

  test('has the reminders planned anew, all of them still to come', () => {
    const { ladder } = askedOf(changed(given(), '25/11 10:00', freed('2026-11-26')).answer('VHXH'))
    expect(shown(ladder.at(-1)?.at ?? moment('01/01 00:00'))).toBe('2026-11-27 09:00:00')
    expect(ladder.every(({ at }) => shown(at) > '2026-11-25 10:00:00')).toBe(true)
  })

  test('moves nothing that ends on another day, not even where it lies in between, and nothing to an earlier one', () => {
    changed(given(), '23/11 10:00', freed('2026-11-25')).expectEvents()
    const worked = withDays(calendar, [{ ...off('2026-11-28'), kind: 'swapped_working' as const }])
    changed(given(), '23/11 10:00', worked).expectEvents()
  })

  test('moves nothing twice', () => {
    const after = freed('2026-11-26')
    const once = changed(given(), '25/11 10:00', after)
    expect(findOnRest(once.state, moment('25/11 11:00'), { before: calendar, after })).toEqual([])
  })

  test('leaves a limit in hours, which runs day and night', () => {
    const hours = { letter: { limit: { kind: 'hours', hours: 40 } } } as const
    const story = given('25/11 08:00', hours)
    const sides = { before: calendar, after: freed('2026-11-26') }
    changed(story, '25/11 10:00', sides.after).expectEvents()
    expect(findOnRest(story.state, moment('25/11 10:00'), sides)).toMatchObject([
      { unit: 'VHXH', fate: 'in_hours' },
      { unit: 'CA', fate: 'in_hours' },
    ])
  })

  test('opens nothing again: what had lapsed, or was due and not yet written down, is over', () => {
    const sides = { before: calendar, after: freed('2026-11-26') }
    const lapsed = given().when('27/11 00:00', tick)
    changed(lapsed, '30/11 08:00', sides.after).expectEvents().expectUnit('VHXH', { state: 'deemed_consent' })
    for (const { state } of [lapsed, given()])
      expect(findOnRest(state, moment('27/11 00:00'), sides)).toMatchObject([
        { unit: 'VHXH', fate: 'over' },
        { unit: 'CA', fate: 'over' },
      ])
  })

  test('counts from an extended deadline, and a request still waiting may ask for a later one', () => {
    const granted = given().when('25/11 10:00', extend('VX1', '01/12 00:00')).when('25/11 11:00', grant('KT1'))
    expect(changed(granted, '25/11 12:00', freed('2026-11-30')).dueAt('VHXH')).toBe('2026-12-02 00:00:00')
    const waiting = changed(
      given().when('25/11 10:00', extend('VX1', '01/12 00:00')),
      '25/11 12:00',
      freed('2026-11-26'),
    )
    expect(waiting.when('25/11 14:00', grant('KT1')).dueAt('VHXH')).toBe('2026-12-01 00:00:00')
  })

  test('moves nothing that was written as “before X”, by the letter or by the lead: it would reach X', () => {
    const until = { kind: 'until', dueAt: moment('27/11 00:00'), isBefore: true } as const
    const sides = { before: calendar, after: freed('2026-11-26') }
    const story = given('20/11 08:00', { letter: { limit: until } })
    changed(story, '25/11 10:00', sides.after).expectEvents()
    expect(findOnRest(story.state, moment('25/11 10:00'), sides)[0]).toMatchObject({ fate: 'before_day' })
    const asked = given().when('25/11 10:00', { ...extend('VX1', '01/12 00:00'), isBefore: true })
    const granted = asked.when('25/11 11:00', grant('KT1'))
    expect(changed(granted, '25/11 12:00', freed('2026-11-30')).dueAt('VHXH')).toBe('2026-12-01 00:00:00')
    const other = asked.when('25/11 11:00', grant('KT1', '02/12 00:00'))
    expect(changed(other, '25/11 12:00', freed('2026-12-01')).dueAt('VHXH'), 'that one was not').toBe(
      '2026-12-03 00:00:00',
    )
  })

  test('a request for a date that became one of rest meanwhile is granted to the next working day, and says so', () => {
    const grantedOn = (wish: ReturnType<typeof extend>, due: string | null = null) => {
      const { state } = given().when('25/11 10:00', wish)
      const at = moment('25/11 14:00')
      const command = commandOf(grant('KT1', due), at, at)
      return decide(command, state, { directory, calendar: freed('2026-11-30'), rules: state.rules })
    }
    const moved = { dueAt: moment('02/12 00:00'), movedOff: Temporal.PlainDate.from('2026-11-30') }
    expect(grantedOn(extend('VX1', '01/12 00:00'))).toMatchObject([{ type: 'extension_granted', ...moved }])
    expect(grantedOn(extend('VX1', '04/12 00:00'), '01/12 00:00')).toMatchObject([moved])
    expect(grantedOn({ ...extend('VX1', '01/12 00:00'), isBefore: true })).toMatchObject([
      { dueAt: moment('01/12 00:00'), isBefore: true },
    ])
    expect(grantedOn(extend('VX1', '30/11 17:00')), 'an hour of the day stays').toMatchObject([
      { dueAt: moment('30/11 17:00') },
    ])
  })

  test('the old deadline is reckoned as moved, and the new one is the one that ends', () => {
    const { state } = changed(given(), '25/11 10:00', freed('2026-11-26')).when('28/11 00:00', tick)
    const due = (dueAt: string) => ({ reference: 'Y1', unit: 'VHXH', dueAt: moment(dueAt) })
    const { ended } = reckon([due('27/11 00:00'), due('28/11 00:00')], (one) => endOf(one, state))
    expect(ended).toMatchObject({ extended: 1, deemed_consent: 1 })
  })

  test('is told to whoever must answer, and once to the lead and to the Office, at any hour', () => {
    const story = changed(given(), '25/11 20:00', freed('2026-11-26'))
    const tellings = story.events.flatMap((event, index) => followUps(event, story.state, 7 + index))
    const heard = tellings.map(({ notice, to, keepsQuietHours }) => [notice.kind, notice.unit, to.who, keepsQuietHours])
    expect(new Set(tellings.map(({ key }) => key)).size, 'one for the lead and one for the Office').toBe(6)
    const each = (unit: string) => [
      ['deadline_moved', unit, 'deciders', false],
      ['deadline_moved', unit, 'unit_group', false],
      ['deadline_moved', null, 'followers', false],
      ['deadline_moved', null, 'office', false],
    ]
    expect(heard).toEqual(['VHXH', 'CA'].flatMap(each))
  })
})
