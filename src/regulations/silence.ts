/** What silence comes to when a deadline passes, whether or not the matter's rules know deemed consent. */
import { applyRule, type RulesInForce } from './in-force.ts'
import { type Silence, type SilenceOutcome, silenceIsConsent } from './rules/silence-is-consent.ts'

/** The state a silent unit lapses into. Only consent rests on a clause, so only consent cites one. */
export type SettledSilence =
  | { readonly state: 'deemed_consent'; readonly citation: string }
  | { readonly state: Exclude<SilenceOutcome, 'deemed_consent'>; readonly citation: null }

/** AL1.3f, AL1.3g where the rule is in force; elsewhere silence is silence, and an unreached unit is still told apart. */
export function silenceOutcome(rules: RulesInForce, silence: Silence): SettledSilence {
  const applied = applyRule(rules, silenceIsConsent, silence)
  if (applied === null) return { state: silence.reached ? 'unanswered' : 'unreached', citation: null }
  if (applied.result === 'deemed_consent') return { state: applied.result, citation: applied.citation }
  return { state: applied.result, citation: null }
}
