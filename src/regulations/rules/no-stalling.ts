import { z } from 'zod'
import { rule } from '../rule.ts'

export type RoundFacts = {
  /** 1 for the first time this question is asked of this unit. */
  readonly round: number
  readonly reason: string | null
}

export type RoundVerdict = {
  readonly needsReason: boolean
  /** Whether the lead's own deadline goes on while others are asked. */
  readonly leadClockRuns: boolean
}

/**
 * Asking the same question again.
 * H6.6, AL1.3c: no consulting to dodge responsibility or to draw out the time.
 */
export const noStalling = rule({
  id: 'no-stalling',
  clauses: ['H6.6', 'AL1.3c'],
  parameters: z.strictObject({
    freeRounds: z.number().int().min(1).default(1),
    leadClockRuns: z.boolean().default(true),
  }),
  apply: ({ round, reason }: RoundFacts, { freeRounds, leadClockRuns }): RoundVerdict => ({
    needsReason: round > freeRounds && (reason ?? '').trim() === '',
    leadClockRuns,
  }),
})
