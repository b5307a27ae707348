import { describe, expect, test } from 'vitest'
import type { Consultation } from '../../src/domain/consultation.ts'
import { endOf, owes } from '../../src/domain/consultation-owed.ts'
import { reckon } from '../../src/domain/reckoning.ts'
import {
  agree,
  calendar,
  cancel,
  close,
  differ,
  direct,
  directory,
  given,
  moment,
  register,
  reply,
  reroute,
  tick,
  unreached,
  withoutRegulation,
} from '../support/given.ts'

const due = (unit: string, dueAt = '27/11 00:00') => ({ reference: 'Y1', unit, dueAt: moment(dueAt) })
const both = [due('VHXH'), due('CA')]
const nothing = {
  answered: 0,
  deemed_consent: 0,
  unanswered: 0,
  returned: 0,
  extended: 0,
  unreached: 0,
  void: 0,
}

function reckoned(state: Consultation | null, dues = both) {
  return reckon(dues, (one) => state && endOf(one, state))
}

describe('[HP4a] what fell due is reckoned up', () => {
  test('every deadline has one end, and the ends add up to the deadlines', () => {
    const { state } = given().when('20/11 09:00', agree('VX1')).when('27/11 00:00', tick)
    expect(reckoned(state)).toEqual({ due: 2, ended: { ...nothing, answered: 1, deemed_consent: 1 }, open: [] })
  })

  test('unanswered, unreached, returned and void are told apart', () => {
    const silent = given('20/11 08:00', { rules: withoutRegulation }).when('27/11 00:00', tick)
    expect(reckoned(silent.state).ended).toEqual({ ...nothing, unanswered: 2 })
    expect(reckoned(given('20/11 08:00', unreached).when('27/11 00:00', tick).state).ended.unreached).toBe(2)
    const returned = given().when('20/11 09:00', reply('VX1', 'returned', 'Không thuộc chức năng của phòng', 'YT'))
    expect(reckoned(returned.when('20/11 10:00', cancel('KT1')).state).ended).toEqual({
      ...nothing,
      returned: 1,
      void: 1,
    })
  })

  test('an answer that came late counts as the silence it was at the deadline', () => {
    const late = given('20/11 08:00', { rules: withoutRegulation })
      .when('27/11 00:00', tick)
      .when('27/11 07:00', agree('VX1'))
    expect(reckoned(late.state).ended).toEqual({ ...nothing, unanswered: 2 })
  })

  test('a deadline that was moved ended as moved, and the new one is another', () => {
    const moved = given('20/11 08:00', unreached).when('26/11 15:00', register('CA', '118', '26/11 15:00'))
    const { ended, open } = reckoned(moved.state, [due('CA')])
    expect([ended.extended, open]).toEqual([1, []])
  })

  test('what passed without an end is named and not hidden', () => {
    expect(reckoned(given().state)).toMatchObject({ due: 2, ended: nothing, open: both })
    expect(reckoned(null, [due('CA')]).open).toEqual([due('CA')])
  })
})

describe('[TH3.2] what is still owed', () => {
  const owed = (state: Consultation) => owes(state, { directory, calendar }).map(({ unit, what }) => `${unit} ${what}`)

  test('is every silent answer and the end of the matter', () => {
    expect(owed(given().state)).toEqual(['VHXH answer', 'CA answer', 'KT lead'])
    expect(owed(given().when('20/11 09:00', agree('VX3')).state)).toContain('VHXH confirm_reply')
    expect(owed(given('19/11 08:00', {}, 'KT3').state)).toEqual(['KT confirm_letter'])
  })

  test('[H6.4,AL1.2d] is sending on what came back, at once: by the lead, and once it came back again by the Office', () => {
    const notOurs = 'Không thuộc chức năng'
    const returned = given().when('20/11 09:00', reply('CA1', 'returned', notOurs, 'YT'))
    expect(owed(returned.state)).toEqual(['VHXH answer', 'KT reroute', 'KT lead'])
    expect(owes(returned.state, { directory, calendar })[1]?.dueAt).toEqual(moment('21/11 00:00'))
    const weekend = given().when('21/11 09:00', reply('CA1', 'returned', notOurs, 'YT'))
    expect(owes(weekend.state, { directory, calendar })[1]?.dueAt).toEqual(moment('24/11 00:00'))
    const moved = returned.when('20/11 10:00', reroute('KT1', 'YT'))
    expect(owed(moved.state)).toEqual(['VHXH answer', 'YT answer', 'KT lead'])
    const bounced = moved.when('20/11 11:00', reply('YT1', 'returned', notOurs, 'VP'))
    expect(owed(bounced.state)).toEqual(['VHXH answer', 'VP reroute', 'KT lead'])
    expect(owed(bounced.when('20/11 12:00', reroute('VP1', 'CA')).state)).toEqual([
      'VHXH answer',
      'CA answer',
      'KT lead',
    ])
    expect(owed(bounced.when('20/11 12:00', cancel('KT1')).state)).toEqual([])
  })

  test('[TH1.2c] is a superior’s word on a differing view, where they lead, until one has spoken', () => {
    const differing = given().when('20/11 09:00', differ('VX3'))
    expect(owed(differing.state)).toEqual(['VHXH answer', 'CA answer', 'VHXH direct', 'LD direct', 'KT lead'])
    expect(owed(differing.when('20/11 10:00', direct('CT1')).state)).toEqual(['VHXH answer', 'CA answer', 'KT lead'])
  })

  test('[H6.8,AL1.5] also past the deadline, where silence meant nothing, until the matter is closed', () => {
    const over = given('20/11 08:00', { rules: withoutRegulation }).when('27/11 00:00', tick)
    expect(owed(over.state)).toEqual(['VHXH late_answer', 'CA late_answer', 'KT close'])
    expect(owes(over.state, { directory, calendar })[0]?.dueAt).toEqual(moment('27/11 00:00'))
    expect(owed(given().when('27/11 00:00', tick).state), 'deemed consent is owed no more').toEqual(['KT close'])
    expect(owed(over.when('27/11 08:00', close('KT1')).state)).toEqual([])
  })
})
