/** What comes after sending lives by the committee's letter as much as the letter itself: every refusal cites whichever says so. */
import { describe, expect, test } from 'vitest'
import { rulesInForce } from '../../src/regulations/in-force.ts'
import { profiles } from '../../src/regulations/profiles/index.ts'
import type { RuleId } from '../../src/regulations/rules/index.ts'
import {
  agree,
  day,
  differ,
  extend,
  given,
  grant,
  lack,
  overrule,
  reopen,
  reply,
  reroute,
  type Story,
  supply,
  tick,
  tryPrepare,
  unreached,
  urge,
  withdraw,
} from '../support/given.ts'

const at = (when: string) => when.replace(' ', '/2024 ')
const objection = 'Không đồng ý Điều 5, vì mức phí vượt khung của tỉnh'
const notOurs = 'Bến đò không thuộc chức năng của cơ quan'
const returned = (sent: Story) => sent.when(at('06/05 09:00'), reply('CA1', 'returned', notOurs, 'YT'))
const lapsed = (sent: Story) => sent.when(at('10/05 00:00'), tick)

/** The rule, and an act it refuses; the letter went out on Monday 06/05/2024, its limit ends with Thursday 09/05. */
const acts: readonly (readonly [RuleId, string, (sent: Story) => Story])[] = [
  [
    'own-authority',
    'sending on to the leaders',
    (sent) => returned(sent).when(at('06/05 10:00'), reroute('KT1', 'LD', 'việc khó')),
  ],
  [
    'no-circling',
    'sending on what came back twice',
    (sent) =>
      returned(sent)
        .when(at('06/05 10:00'), reroute('KT1', 'YT'))
        .when(at('07/05 09:00'), reply('YT1', 'returned', notOurs, 'VP'))
        .when(at('07/05 10:00'), reroute('KT1', 'VP')),
  ],
  [
    'letter-is-complete',
    'sending on without saying why',
    (sent) => returned(sent).when(at('06/05 10:00'), reroute('KT1', 'YT', ' ')),
  ],
  [
    'own-work',
    'returning for the leaders to answer',
    (sent) => sent.when(at('06/05 09:00'), reply('CA1', 'returned', notOurs, 'LD')),
  ],
  [
    'return-at-once',
    'returning without the right agency',
    (sent) => sent.when(at('06/05 09:00'), reply('CA1', 'returned', notOurs)),
  ],
  [
    'urging',
    'urging twice a day',
    (sent) => sent.when(at('07/05 09:00'), urge('KT1')).when(at('07/05 10:00'), urge('KT1')),
  ],
  [
    'reply-extension',
    'asking for time after the deadline',
    (sent) => lapsed(sent).when(at('10/05 08:00'), extend('CA1', at('15/05 17:00'))),
  ],
  [
    'reply-extension',
    'granting a date that is no later',
    (sent) =>
      sent
        .when(at('07/05 09:00'), extend('CA1', at('15/05 17:00')))
        .when(at('07/05 10:00'), grant('KT1', at('08/05 17:00'))),
  ],
  ['complete-dossier', 'naming no document', (sent) => sent.when(at('07/05 09:00'), lack('CA1', ' '))],
  [
    'reply-is-concrete',
    'withdrawing for a vague objection',
    (sent) =>
      sent
        .when(at('07/05 09:00'), reply('CA1', 'objected', objection))
        .when(at('07/05 10:00'), withdraw('CA1', 'objected', 'Vẫn không đồng ý')),
  ],
  [
    'head-signs-replies',
    'a specialist withdrawing',
    (sent) =>
      sent.when(at('07/05 09:00'), reply('CA1', 'objected', objection)).when(at('07/05 10:00'), withdraw('CA3')),
  ],
  [
    'dissent-is-settled',
    'a conclusion older than the objection',
    (sent) =>
      sent
        .when(at('07/05 09:00'), reply('CA1', 'objected', objection))
        .when(at('08/05 09:00'), overrule('KT1', 'CA', '2024-05-06')),
  ],
  [
    'proof-of-reach',
    'reopening for less than the shortest time',
    (sent) => lapsed(sent).when(at('10/05 08:00'), reopen('VP1', 'CA', at('10/05 17:00'))),
  ],
  ['differing-view', 'differing without words', (sent) => sent.when(at('07/05 09:00'), differ('CA3', ' '))],
]

describe.each(profiles.map((profile) => [profile.id, profile] as const))('under %s', (_, profile) => {
  const rules = rulesInForce({ profile, on: day('2024-05-06'), own: null, overrides: [] })
  if ('problem' in rules) throw new Error(rules.problem)
  const sent = () => given(at('06/05 08:00'), { rules })

  test.each(acts)('%s: %s is refused, and the paper cited', (id, _act, act) => {
    const citation = rules.rules[id]?.citation
    expect(citation).toContain(profile.rules[id] === undefined ? 'Quy tắc mặc định' : profile.title)
    expect(act(sent()).refusal).toMatchObject({ citation })
  })

  test('a further round needs its reason, and the dossier made whole starts the limit anew', () => {
    const { letter, reference } = sent().state
    const earlier = [{ reference, sentAt: Temporal.Instant.from('2024-05-06T01:00:00Z'), letter }]
    expect(tryPrepare(at('13/05 08:00'), { rules, earlier })).toMatchObject({
      citation: rules.rules['no-stalling']?.citation,
    })
    const supplied = sent().when(at('07/05 09:00'), lack('CA1')).when(at('08/05 09:00'), supply('KT1'))
    expect(supplied.dueAt('CA')).toBe('2024-05-14 00:00:00')
  })

  test('silence after an act that came later is what the letter makes of it', () => {
    const moved = returned(sent()).when(at('06/05 10:00'), reroute('KT1', 'YT'))
    moved.when(at('20/05 08:00'), tick).expectUnit('YT', { state: 'unreached' })
    const late = lapsed(sent()).when(at('10/05 08:00'), agree('CA1'))
    const isConsent = profile.id === 'an-lao-2023'
    late.expectUnit('CA', { state: isConsent ? 'deemed_consent' : 'agreed' })
    given(at('06/05 08:00'), { rules, ...unreached })
      .when(at('10/05 00:00'), tick)
      .expectUnit('CA', { state: 'unreached' })
  })
})
