/** An acting order that ends while the matter is open: who may ask, grant, overrule, reroute, reopen and withdraw before and after. */
import { describe, expect, test } from 'vitest'
import { dayOf } from '../../src/calendar/calendar.ts'
import { type Command, decide } from '../../src/domain/consultation.ts'
import { isRefusal } from '../../src/domain/decision.ts'
import { type ActingOrder, actorOf, type Directory } from '../../src/domain/directory.ts'
import {
  agree,
  calendar,
  cancel,
  close,
  commandOf,
  day,
  directory,
  extend,
  given,
  grant,
  moment,
  overrule,
  reopen,
  reply,
  reroute,
  type Story,
  settingWith,
  tick,
  type Wish,
  withdraw,
} from '../support/given.ts'

const why = 'Điều 5 trái Luật Giao thông đường thủy'

/** Three specialists act for their units' heads until a day. */
function ordered(toOn: string): Directory {
  const order = (unit: string, officer: string): ActingOrder => {
    return { unit, officer, number: `${unit}/QĐ-UBND`, fromOn: day('2026-11-20'), toOn: day(toOn) }
  }
  return { ...directory, actingOrders: [order('KT', 'KT3'), order('CA', 'CA3'), order('VP', 'VP2')] }
}

/** What somebody's act leads to at a moment: the types of its events, or the code of its refusal. */
function attempt({ state }: Story, wish: Wish, when: string, orders: Directory): string {
  const at = moment(when)
  const command = commandOf(wish, at, at)
  const by = actorOf(orders, 'who' in wish ? wish.who : '', dayOf(at, calendar))
  const setting = { ...settingWith(state.rules), directory: orders }
  const decision = decide({ ...command, by } as Command, state, setting)
  return isRefusal(decision) ? decision.code : decision.map(({ type }) => type).join()
}

const asked = given('20/11 08:00')
const objected = asked.when('20/11 09:00', reply('CA1', 'objected', why))
const agreed = asked.when('20/11 09:00', agree('CA1')).when('20/11 09:01', agree('VX1'))
const wanting = asked.when('20/11 09:00', extend('CA1', '30/11 17:00'))
const returned = asked.when('20/11 09:00', reply('VX1', 'returned', 'Không thuộc chức năng của phòng', 'YT'))
const lapsed = asked.when('27/11 00:00', tick)

describe('[AL1.3e] whoever acts for a head', () => {
  const until23 = ordered('2026-11-23')
  test.each<[string, Story, Wish, string, string]>([
    ['asks for more time', asked, extend('CA3', '30/11 17:00'), 'extension_asked', 'may-not-extend'],
    ['withdraws the unit’s objection', objected, withdraw('CA3'), 'objection_withdrawn', 'may-not-withdraw'],
    ['grants more time for the lead', wanting, grant('KT3'), 'extension_granted', 'may-not-decide'],
    ['concludes for the lead', objected, overrule('KT3', 'CA', '2026-11-20'), 'overruled', 'may-not-overrule'],
    ['concludes for the Office', objected, overrule('VP2', 'CA', '2026-11-20'), 'overruled', 'may-not-overrule'],
    ['sends a returned question on', returned, reroute('KT3', 'YT'), 'rerouted', 'may-not-send'],
    ['voids for the lead', asked, cancel('KT3'), 'voided', 'may-not-send'],
    ['closes for the lead', agreed, close('KT3'), 'closed', 'may-not-send'],
  ])('%s until the last moment of the order, and not after it', (_, story, wish, done, refused) => {
    expect([attempt(story, wish, '23/11 23:59', until23), attempt(story, wish, '24/11 00:00', until23)]).toEqual([
      done,
      refused,
    ])
  })

  test('opens an answer again for the Office, and not after it', () => {
    const until27 = ordered('2026-11-27')
    const again = reopen('VP2', 'CA', '30/11 17:00')
    expect([attempt(lapsed, again, '27/11 23:59', until27), attempt(lapsed, again, '28/11 00:00', until27)]).toEqual([
      'reopened',
      'reopen-office-only',
    ])
  })
})
