import { z } from 'zod'
import { rule } from '../rule.ts'

export type ReplyFacts = {
  /** Whether the text says a verdict and, where one is needed, on what (domain/reply.ts reads it). */
  readonly isConcrete: boolean
  /** How often this unit was already asked to say it more exactly. */
  readonly timesAskedBack: number
}

/**
 * What becomes of a reply: taken, asked back, or kept while the obligation stays open.
 * AL1.3e: opinions are concrete and clear; a vague text is neither agreement nor refusal.
 */
export const replyIsConcrete = rule({
  id: 'reply-is-concrete',
  clauses: ['AL1.3e'],
  parameters: z.strictObject({ askBackTimes: z.number().int().min(0).default(1) }),
  apply: ({ isConcrete, timesAskedBack }: ReplyFacts, { askBackTimes }): 'take' | 'ask-back' | 'keep-open' => {
    if (isConcrete) return 'take'
    return timesAskedBack < askBackTimes ? 'ask-back' : 'keep-open'
  },
})
