/** The objections that stand in a consultation, as the lead, the sheet and whoever closes it are told of them. */
import type { Consultation } from '../domain/consultation.ts'
import { openObjections } from '../domain/consultation-overrule.ts'
import type { UnitId } from '../domain/directory.ts'
import type { Translator } from '../i18n.ts'
import { applyRule, type RulesInForce } from '../regulations/in-force.ts'
import { dissentIsSettled } from '../regulations/rules/dissent-is-settled.ts'
import { text } from './blocks.ts'
import type { Block } from './card.ts'
import type { ReadingFacts } from './facts.ts'
import { nameUnit } from './names.ts'

/** H6.7, AL1.4: whose objections still stand, and on which paper they must not. Closing does not settle them. */
export function openObjectionsBlock(facts: ObjectionFacts, t: Translator): Block | null {
  const said = sayOpenObjections(facts, t)
  return said === null ? null : text(said)
}

type ObjectionFacts = Pick<ReadingFacts, 'directory' | 'now'> & { readonly state: Consultation }

/** The same as a sentence; null when none stands. */
export function sayOpenObjections({ state, directory, now }: ObjectionFacts, t: Translator): string | null {
  if (state.state === 'void') return null
  const open = openObjections(state, now).map(({ asked }) => asked.unit)
  const { units, citation } = standingIn(open, state.rules)
  if (units.length === 0) return null
  const said = t('consultation.openObjections', { units: t.list(units.map((unit) => nameUnit(directory, unit))) })
  return citation === null ? said : `${said} ${t('consultation.objectionsBasis', { citation })}`
}

function standingIn(
  open: readonly UnitId[],
  rules: RulesInForce,
): { readonly units: readonly UnitId[]; readonly citation: string | null } {
  const objections = open.map((unit) => ({ unit, conclusion: null }))
  const checked = applyRule(rules, dissentIsSettled, objections)
  return { units: checked?.result ?? open, citation: checked?.citation ?? null }
}
