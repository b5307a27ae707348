import { z } from 'zod'
import { rule } from '../rule.ts'

/** What is known of a unit that has not answered when its deadline passes. */
export type Silence = {
  /** Whether an accepted proof of reach exists (rule `proof-of-reach`). */
  readonly reached: boolean
  /** Where the time limit comes from: the letter, a regulation, or nowhere lawful (rule `reply-limit`). */
  readonly limit: 'letter' | 'regulation' | null
}

export type SilenceOutcome = 'deemed_consent' | 'unanswered' | 'unreached'

/**
 * Silence past the lawful limit.
 * AL1.3f, AL1.3g: no answer, or a late one, is determined to be consent; the unit is answerable.
 */
export const silenceIsConsent = rule({
  id: 'silence-is-consent',
  clauses: ['AL1.3f', 'AL1.3g'],
  parameters: z.strictObject({ needsProofOfReach: z.boolean() }),
  apply: ({ reached, limit }: Silence, { needsProofOfReach }): SilenceOutcome => {
    if (!reached && needsProofOfReach) return 'unreached'
    if (limit !== null) return 'deemed_consent'
    return reached ? 'unanswered' : 'unreached'
  },
})
