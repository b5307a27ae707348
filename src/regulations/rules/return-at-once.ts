import { z } from 'zod'
import { rule } from '../rule.ts'

export type ReturnFacts = {
  readonly isBeforeDeadline: boolean
  /** 0 on the working day the request arrived; one that arrives on a rest day counts from the next working day. */
  readonly workingDaysSinceAsked: number
  readonly reason: string
  readonly suggestedUnit: string | null
}

/** The first two stand (`late` is marked "trả lại chậm"), the others refuse. */
export type ReturnVerdict = 'at-once' | 'late' | 'after-deadline' | 'no-reason' | 'no-suggested-unit'

/**
 * Returning what is not the unit's function.
 * H6.4, AL1.2d: returned at once, consultations included, with the reason and the right agency.
 */
export const returnAtOnce = rule({
  id: 'return-at-once',
  clauses: ['H6.4', 'AL1.2d'],
  parameters: z.strictObject({
    withinWorkingDays: z.number().int().min(0).default(0),
    needsSuggestedUnit: z.boolean().default(true),
  }),
  apply: (facts: ReturnFacts, { withinWorkingDays, needsSuggestedUnit }): ReturnVerdict => {
    if (!facts.isBeforeDeadline) return 'after-deadline'
    if (facts.reason.trim() === '') return 'no-reason'
    if (needsSuggestedUnit && facts.suggestedUnit === null) return 'no-suggested-unit'
    return facts.workingDaysSinceAsked <= withinWorkingDays ? 'at-once' : 'late'
  },
})
