/**
 * The rules one matter lives by: the committee's letter laid over the defaults, with the committee's dated overrides
 * and its own regulation. Computed when the matter opens and kept with it as plain JSON; later changes do not reach it.
 */
import type { z } from 'zod'
import { type Profile, sayDate } from './profile.ts'
import { defaultProfile } from './profiles/default.ts'
import type { Rule } from './rule.ts'
import { type RuleId, rules as registry } from './rules/index.ts'

type Values = Readonly<Record<string, unknown>>

/** The committee's own regulation, as far as a citation needs it. */
export type OwnRegulation = {
  /** "Quy chế làm việc". */
  readonly title: string
  readonly number: string
  /** ISO day; matters opened before it cannot cite it. */
  readonly issuedOn: string
  /** "Điều 9 khoản 3". */
  readonly clause: string
}

/** A committee's change of a rule's values (only those named; null switches the rule off), from a day on. */
export type Override = {
  readonly rule: string
  readonly values: Values | null
  /** ISO day: matters opened on it or later. */
  readonly from: string
}

/** Plain JSON, frozen into a matter when it opens. A rule that is not a key is not in force. */
export type RulesInForce = {
  readonly profile: string
  readonly rules: Readonly<Record<string, { readonly values: Values; readonly citation: string }>>
}

/** Why no rules can be given: the letter does not bind on that day, or a stored override no longer fits its rule. */
export type RulesProblem =
  | {
      readonly problem: 'profile-not-in-force'
      readonly profile: string
      readonly inForceFrom: string
      readonly inForceTo: string | null
      readonly on: string
    }
  | { readonly problem: 'override-invalid'; readonly rule: string; readonly from: string }

export type RulesAsked = {
  readonly profile: Profile
  /** The day the matter opens. */
  readonly on: Temporal.PlainDate
  readonly own: OwnRegulation | null
  readonly overrides: readonly Override[]
}

/** The rules in force for a matter opened on a day. Throws only when a shipped profile is itself faulty. */
export function rulesInForce({ profile, on, own, overrides }: RulesAsked): RulesInForce | RulesProblem {
  const { id, inForceFrom, inForceTo } = profile
  const day = on.toString()
  if (day < inForceFrom || (inForceTo !== null && day > inForceTo)) {
    return { problem: 'profile-not-in-force', profile: id, inForceFrom, inForceTo, on: day }
  }
  const due = overrides.filter(({ from }) => from <= day).toSorted((a, b) => (a.from < b.from ? -1 : 1))
  const inForce = new Map(citedRules(profile, own !== null && own.issuedOn <= day ? own : null))
  for (const override of due) {
    if (!applyOverride(inForce, override))
      return { problem: 'override-invalid', rule: override.rule, from: override.from }
  }
  return { profile: id, rules: Object.fromEntries(inForce) }
}

/** Why an override may not be recorded today; null when it may. */
export type OverrideProblem = 'dates-back' | 'unknown-rule' | 'not-in-profile' | 'invalid-values'

/**
 * Whether a committee may record an override today. It never dates back, and it changes only rules the profile has:
 * a letter without deemed consent does not get it by an override.
 */
export function checkOverride(override: Override, profile: Profile, today: Temporal.PlainDate): OverrideProblem | null {
  if (override.from < today.toString()) return 'dates-back'
  const rule = registry.find(({ id }) => id === override.rule)
  if (rule === undefined) return 'unknown-rule'
  const laid = layered(profile).find(([id]) => id === rule.id)
  if (laid === undefined) return 'not-in-profile'
  if (override.values === null) return null
  return rule.parameters.safeParse({ ...laid[1].values, ...override.values }).success ? null : 'invalid-values'
}

/** What a rule says of these facts, and the clause to cite; null when the rule is not in force for this matter. */
export function applyRule<Parameters extends z.ZodObject, Facts, Result>(
  inForce: RulesInForce,
  rule: Rule<RuleId, Parameters, Facts, Result>,
  facts: Facts,
): { readonly result: Result; readonly citation: string } | null {
  const values = valuesOf(inForce, rule)
  const kept = inForce.rules[rule.id]
  return values === null || kept === undefined ? null : { result: rule.apply(facts, values), citation: kept.citation }
}

/** The values of a rule as this matter keeps them; null when it is not in force. Parameters added since take their defaults, those it no longer has are left out. */
export function valuesOf<Parameters extends z.ZodObject, Facts, Result>(
  inForce: RulesInForce,
  rule: Rule<RuleId, Parameters, Facts, Result>,
): z.output<Parameters> | null {
  const kept = inForce.rules[rule.id]
  return kept === undefined ? null : rule.parameters.parse(knownTo(rule.parameters, kept.values))
}

/** The clause behind a rule in this matter; null when it is not in force. */
export function citationOf(inForce: RulesInForce, rule: { readonly id: RuleId }): string | null {
  return inForce.rules[rule.id]?.citation ?? null
}

type Laid = { readonly values: Values; readonly clause: string; readonly from: Profile }

/** The letter over the defaults. What needs an own regulation belongs to the profile that says so and never shines through. */
function layered(profile: Profile): readonly (readonly [RuleId, Laid])[] {
  return registry.flatMap(({ id }) => {
    const own = profile.rules[id]
    if (own !== undefined) return [[id, { ...own, from: profile }] as const]
    const beneath = defaultProfile.needsOwnRegulation.includes(id) ? undefined : defaultProfile.rules[id]
    return beneath === undefined ? [] : [[id, { ...beneath, from: defaultProfile }] as const]
  })
}

function citedRules(profile: Profile, own: OwnRegulation | null): [string, { values: Values; citation: string }][] {
  return layered(profile).flatMap(([id, { values, clause, from }]) => {
    const needsOwn = from.needsOwnRegulation.includes(id)
    if (needsOwn && own === null) return []
    const citation = needsOwn && own !== null ? citeOwn(own) : `${from.title}, ${clause}`
    return [[id, { values: parametersOf(id).parse(values), citation }]]
  })
}

function applyOverride(
  inForce: Map<string, { values: Values; citation: string }>,
  { rule, values, from }: Override,
): boolean {
  const kept = inForce.get(rule)
  if (kept === undefined) return true
  if (values === null) return inForce.delete(rule)
  const parameters = parametersOf(rule)
  const known = knownTo(parameters, values)
  if (Object.keys(known).length === 0) return true
  const parsed = parameters.safeParse({ ...kept.values, ...known })
  if (parsed.success)
    inForce.set(rule, { values: parsed.data, citation: `${kept.citation} (điều chỉnh từ ${sayDate(from)})` })
  return parsed.success
}

/** Stored values without the parameters that a rule had when they were stored and has no longer. */
function knownTo({ shape }: z.ZodObject, values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name in shape))
}

function citeOwn({ title, number, issuedOn, clause }: OwnRegulation): string {
  return `${title} (số ${number} ${sayDate(issuedOn)}), ${clause}`
}

function parametersOf(id: string): z.ZodObject {
  const rule = registry.find((candidate) => candidate.id === id)
  if (rule === undefined) throw new Error(`No such rule: ${id}`)
  return rule.parameters
}
