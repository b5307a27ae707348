import { describe, expect, test } from 'vitest'
import {
  applyRule,
  checkOverride,
  type Override,
  type OwnRegulation,
  type RulesInForce,
  rulesInForce,
  valuesOf,
} from '../../src/regulations/in-force.ts'
import type { Profile } from '../../src/regulations/profile.ts'
import { anLao2023 } from '../../src/regulations/profiles/an-lao-2023.ts'
import { defaultProfile } from '../../src/regulations/profiles/default.ts'
import { profiles } from '../../src/regulations/profiles/index.ts'
import { rachGia2024 } from '../../src/regulations/profiles/rach-gia-2024.ts'
import { headSignsReplies } from '../../src/regulations/rules/head-signs-replies.ts'
import { noStalling } from '../../src/regulations/rules/no-stalling.ts'
import { replyLimit } from '../../src/regulations/rules/reply-limit.ts'
import { returnAtOnce } from '../../src/regulations/rules/return-at-once.ts'
import { silenceOutcome } from '../../src/regulations/silence.ts'

const own: OwnRegulation = {
  title: 'Quy chế làm việc',
  number: '12/2026/QĐ-UBND',
  issuedOn: '2026-07-05',
  clause: 'Điều 9 khoản 3',
}
const silent = { reached: true, limit: 'letter' } as const

function open(
  profile: Profile,
  on: string,
  setting: { own?: OwnRegulation; overrides?: readonly Override[] } = {},
): RulesInForce {
  const rules = rulesInForce({
    profile,
    on: Temporal.PlainDate.from(on),
    own: setting.own ?? null,
    overrides: setting.overrides ?? [],
  })
  if ('problem' in rules) throw new Error(rules.problem)
  return rules
}

function problem(profile: Profile, on: string, overrides: readonly Override[] = []) {
  return rulesInForce({ profile, on: Temporal.PlainDate.from(on), own, overrides })
}

describe('[AL1.3f] deemed consent', () => {
  test('rests on An Lão 2023 for a matter of its time', () => {
    expect(silenceOutcome(open(anLao2023, '2024-05-06'), silent)).toEqual({
      state: 'deemed_consent',
      citation: 'An Lão 2023, mục 1 gạch 3',
    })
  })

  test.each(['2025-07-01', '2026-11-20', '2023-05-03'])('cannot cite An Lão 2023 for a matter opened on %s', (on) => {
    expect(problem(anLao2023, on)).toEqual({
      problem: 'profile-not-in-force',
      profile: 'an-lao-2023',
      inForceFrom: '2023-05-04',
      inForceTo: '2025-06-30',
      on,
    })
  })

  test('has An Lão 2023 until the last day of its district', () => {
    expect(silenceOutcome(open(anLao2023, '2025-06-30'), silent).state).toBe('deemed_consent')
  })

  test('waits, by default, for the committee’s own regulation', () => {
    expect(silenceOutcome(open(defaultProfile, '2026-11-20'), silent)).toEqual({ state: 'unanswered', citation: null })
  })

  test('cites the committee’s own regulation once it is set', () => {
    expect(silenceOutcome(open(defaultProfile, '2026-11-20', { own }), silent)).toEqual({
      state: 'deemed_consent',
      citation: 'Quy chế làm việc (số 12/2026/QĐ-UBND ngày 05/7/2026), Điều 9 khoản 3',
    })
  })

  test('does not reach back before the own regulation was issued', () => {
    expect(silenceOutcome(open(defaultProfile, '2026-07-04', { own }), silent).state).toBe('unanswered')
    expect(silenceOutcome(open(defaultProfile, '2026-07-05', { own }), silent).state).toBe('deemed_consent')
  })

  test('is in no other letter, whatever the committee’s own regulation says', () => {
    const others = profiles.filter(({ id }) => id !== 'default' && id !== 'an-lao-2023')
    const outcomes = others.map((profile) => silenceOutcome(open(profile, '2025-01-02', { own }), silent))
    expect(outcomes).toEqual(others.map(() => ({ state: 'unanswered', citation: null })))
  })

  test('tells an unreached unit apart with and without the rule', () => {
    const unreached = { ...silent, reached: false }
    expect(silenceOutcome(open(anLao2023, '2024-05-06'), unreached)).toEqual({ state: 'unreached', citation: null })
    expect(silenceOutcome(open(rachGia2024, '2024-05-06'), unreached)).toEqual({ state: 'unreached', citation: null })
  })

  test('without a lawful limit is not cited at all', () => {
    const limitless = { ...silent, limit: null }
    expect(silenceOutcome(open(anLao2023, '2024-05-06'), limitless)).toEqual({ state: 'unanswered', citation: null })
  })
})

describe('a letter lies over the defaults', () => {
  const returned = {
    isBeforeDeadline: true,
    workingDaysSinceAsked: 0,
    reason: 'không thuộc chức năng',
    suggestedUnit: 'KT',
  }

  test('its own clause is cited where it speaks', () => {
    expect(applyRule(open(anLao2023, '2024-05-06'), returnAtOnce, returned)).toEqual({
      result: 'at-once',
      citation: 'An Lão 2023, mục 1 gạch 2',
    })
  })

  test('where it is silent the default applies and is cited as such', () => {
    const applied = applyRule(open(rachGia2024, '2024-05-06'), returnAtOnce, returned)
    expect(applied?.citation).toBe('Quy tắc mặc định, rút từ Hải Phòng 2023, ý 4')
  })

  test('no default citation stands on a letter as if that still bound anybody', () => {
    for (const { citation } of Object.values(open(defaultProfile, '2026-11-20').rules)) {
      expect(citation).toMatch(/^Quy tắc mặc định, rút từ /)
    }
  })

  test('what a matter keeps is plain JSON', () => {
    const rules = open(defaultProfile, '2026-11-20', { own })
    expect(JSON.parse(JSON.stringify(rules))).toEqual(rules)
    expect(silenceOutcome(JSON.parse(JSON.stringify(rules)), silent).state).toBe('deemed_consent')
  })

  test('values kept before a parameter existed take its default', () => {
    const kept: RulesInForce = { profile: 'default', rules: { 'return-at-once': { values: {}, citation: 'x' } } }
    expect(valuesOf(kept, returnAtOnce)).toEqual({ withinWorkingDays: 0, needsSuggestedUnit: true })
  })

  test('values kept for a parameter a rule no longer has are left out', () => {
    const values = { freeRounds: 2, leadClockRuns: true }
    const kept: RulesInForce = { profile: 'default', rules: { 'no-stalling': { values, citation: 'x' } } }
    expect(valuesOf(kept, noStalling)).toEqual({ freeRounds: 2 })
  })

  test('damaged values are no rule to go by', () => {
    const kept: RulesInForce = { profile: 'default', rules: { 'head-signs-replies': { values: {}, citation: 'x' } } }
    expect(() => valuesOf(kept, headSignsReplies)).toThrow()
  })
})

describe('overrides', () => {
  const from = (day: string, normalWorkingDays: number): Override => ({
    rule: 'reply-limit',
    values: { normalWorkingDays },
    from: day,
  })
  const days = (on: string, overrides: readonly Override[]) =>
    valuesOf(open(defaultProfile, on, { overrides }), replyLimit)?.normalWorkingDays

  test('apply from their day on and never before', () => {
    expect(days('2026-09-30', [from('2026-10-01', 7)])).toBe(5)
    expect(days('2026-10-01', [from('2026-10-01', 7)])).toBe(7)
  })

  test('the latest one in force wins, in whatever order they are stored', () => {
    expect(days('2026-12-01', [from('2026-11-01', 10), from('2026-10-01', 7)])).toBe(10)
    expect(days('2026-10-15', [from('2026-11-01', 10), from('2026-10-01', 7)])).toBe(7)
  })

  test('leave other values as they are and say in the citation that they changed some', () => {
    const rules = open(defaultProfile, '2026-12-01', { overrides: [from('2026-10-01', 7)] })
    expect(valuesOf(rules, replyLimit)?.urgentWorkingDays).toBe(2)
    expect(rules.rules['reply-limit']?.citation).toBe(
      'Quy tắc mặc định, rút từ An Lão 2023, mục 1 gạch 3 (điều chỉnh từ ngày 01/10/2026)',
    )
    expect(rules.rules['return-at-once']?.citation).not.toContain('điều chỉnh')
  })

  test('stored for a parameter a rule no longer has change what is left, or nothing at all', () => {
    const stored = (values: Override['values']): Override => ({ rule: 'no-stalling', values, from: '2026-10-01' })
    const inForce = (override: Override) => open(defaultProfile, '2026-12-01', { overrides: [override] })
    expect(valuesOf(inForce(stored({ freeRounds: 2, leadClockRuns: false })), noStalling)).toEqual({ freeRounds: 2 })
    expect(inForce(stored({ leadClockRuns: false }))).toEqual(open(defaultProfile, '2026-12-01'))
  })

  test('may switch a rule off', () => {
    const off: Override = { rule: 'head-signs-replies', values: null, from: '2026-10-01' }
    expect(
      applyRule(open(defaultProfile, '2026-10-01', { overrides: [off] }), headSignsReplies, ['specialist']),
    ).toBeNull()
    expect(
      applyRule(open(defaultProfile, '2026-09-30', { overrides: [off] }), headSignsReplies, ['specialist'])?.result,
    ).toBe('drafts')
  })

  test('bring no rule into a letter that has none', () => {
    const consent: Override = { rule: 'silence-is-consent', values: { needsProofOfReach: false }, from: '2024-01-01' }
    expect(silenceOutcome(open(rachGia2024, '2024-05-06', { overrides: [consent] }), silent).state).toBe('unanswered')
  })

  test('that no longer fit their rule are a problem, not a guess', () => {
    const broken: Override = { rule: 'reply-limit', values: { normalWorkingDays: 'năm' }, from: '2026-10-01' }
    expect(problem(defaultProfile, '2026-12-01', [broken])).toEqual({
      problem: 'override-invalid',
      rule: 'reply-limit',
      from: '2026-10-01',
    })
  })

  test.each([
    [{ rule: 'reply-limit', values: { normalWorkingDays: 7 }, from: '2026-11-20' }, defaultProfile, null],
    [{ rule: 'reply-limit', values: null, from: '2026-11-20' }, defaultProfile, null],
    [{ rule: 'silence-is-consent', values: { needsProofOfReach: true }, from: '2026-11-20' }, defaultProfile, null],
    [{ rule: 'reply-limit', values: { normalWorkingDays: 7 }, from: '2026-11-19' }, defaultProfile, 'dates-back'],
    [{ rule: 'no-such-rule', values: {}, from: '2026-11-20' }, defaultProfile, 'unknown-rule'],
    [{ rule: 'reply-limit', values: { normalWorkingDays: 0 }, from: '2026-11-20' }, defaultProfile, 'invalid-values'],
    [{ rule: 'reply-limit', values: { normalWorkingdays: 7 }, from: '2026-11-20' }, defaultProfile, 'invalid-values'],
    [
      { rule: 'silence-is-consent', values: { needsProofOfReach: false }, from: '2026-11-20' },
      rachGia2024,
      'not-in-profile',
    ],
  ] as const)('%j may be recorded: %s', (override, profile, refusal) => {
    expect(checkOverride(override, profile, Temporal.PlainDate.from('2026-11-20'))).toBe(refusal)
  })
})
