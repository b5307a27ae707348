import { z } from 'zod'
import { namesPaper } from '../named-paper.ts'
import { rule } from '../rule.ts'

export type PassingFacts = {
  /** Where a return would send the work: to a unit beside one's own, above it, or below it. */
  readonly direction: 'sideways' | 'up' | 'down'
  readonly reason: string
}

/**
 * Whether a unit may return a request for somebody above or below it to answer.
 * H6.2, AL1.2b: own work is not passed sideways, up or down. Sideways there are the reason and the right agency, which
 * return-at-once demands; up and down there must be a paper that says the work is theirs.
 */
export const ownWork = rule({
  id: 'own-work',
  clauses: ['H6.2', 'AL1.2b'],
  parameters: z.strictObject({ needsPaper: z.boolean().default(true) }),
  apply: ({ direction, reason }: PassingFacts, { needsPaper }): 'may-pass' | 'needs-paper' =>
    direction === 'sideways' || !needsPaper || namesPaper(reason) ? 'may-pass' : 'needs-paper',
})
