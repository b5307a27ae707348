import { z } from 'zod'
import { rule } from '../rule.ts'

/** An objection, and the number of the leaders' conclusion on it; null: there is none. */
export type Dissent = { readonly unit: string; readonly conclusion: string | null }

/**
 * The objections that still stand in the way.
 * H6.7, AL1.4: what is not agreed is negotiated before the submission. HP3b: contested matters are heard and decided by
 * the leaders first; their conclusion ends the dispute, not the objection.
 */
export const dissentIsSettled = rule({
  id: 'dissent-is-settled',
  clauses: ['H6.7', 'AL1.4', 'HP3b'],
  parameters: z.strictObject({ needsConclusion: z.boolean().default(true) }),
  apply: (objections: readonly Dissent[], { needsConclusion }): readonly string[] =>
    needsConclusion ? objections.filter(({ conclusion }) => conclusion === null).map(({ unit }) => unit) : [],
})
