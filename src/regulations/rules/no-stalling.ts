import { z } from 'zod'
import { rule } from '../rule.ts'

export type RoundFacts = {
  /** 1 for the first time this question is asked of this unit. */
  readonly round: number
  readonly reason: string | null
}

export type RoundVerdict = 'may-ask' | 'needs-reason'

/**
 * Asking the same question again.
 * H6.6, AL1.3c: no consulting to dodge responsibility or to draw out the time.
 */
export const noStalling = rule({
  id: 'no-stalling',
  clauses: ['H6.6', 'AL1.3c'],
  parameters: z.strictObject({ freeRounds: z.number().int().min(1).default(1) }),
  apply: ({ round, reason }: RoundFacts, { freeRounds }): RoundVerdict =>
    round > freeRounds && (reason ?? '').trim() === '' ? 'needs-reason' : 'may-ask',
})
