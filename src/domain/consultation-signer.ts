/** Who signs for a unit and who drafts for it, in one matter's rules. */
import { applyRule, type RulesInForce } from '../regulations/in-force.ts'
import { headSignsReplies } from '../regulations/rules/head-signs-replies.ts'
import type { Actor, Capacity, UnitId } from './directory.ts'

export type Signer = { readonly capacity: Capacity; readonly signs: boolean }

/** The capacity somebody acts in for a unit: the one that signs if there is one. Null when they have no business there. */
export function signerOf(actor: Actor, unit: UnitId, rules: RulesInForce): Signer | null {
  const here = actor.capacities.filter((capacity) => capacity.unit === unit)
  const roleOf = (capacity: Capacity) => applyRule(rules, headSignsReplies, [capacity.post])?.result ?? 'signs'
  const signing = here.find((capacity) => roleOf(capacity) === 'signs')
  if (signing) return { capacity: signing, signs: true }
  const drafting = here.find((capacity) => roleOf(capacity) === 'drafts')
  return drafting ? { capacity: drafting, signs: false } : null
}

/** Whether somebody's word is the unit's. */
export function signsFor(actor: Actor, unit: UnitId, rules: RulesInForce): boolean {
  return signerOf(actor, unit, rules)?.signs ?? false
}
