import { z } from 'zod'
import { rule } from '../rule.ts'
import type { Urgency } from '../urgency.ts'

export type LimitFacts = {
  readonly urgency: Urgency
  /** Whether the letter itself states the reply deadline. */
  readonly isStatedInLetter: boolean
  /** Whether the letter says in words that silence will be taken for consent. */
  readonly letterSaysSilenceConsents: boolean
}

/** A length of time to reply in, counted by the law of time limits (calendar/). */
export type ReplyLength = { readonly workingDays: number } | { readonly hours: number }

export type ReplyLimit = {
  /** Proposed when the lead has named no deadline. */
  readonly proposed: ReplyLength
  /** What makes the limit lawful for deemed consent; null: silence stays silence. */
  readonly lawful: 'letter' | 'regulation' | null
}

const days = z.number().int().min(1)

/**
 * How long a unit has to reply, and whether that limit is one the law knows.
 * AL1.3b: the letter states the deadline; AL1.3f takes only the silence past a stated limit for consent.
 * The lengths are this project's proposal, hence values; they are lawful only where a regulation sets them.
 */
export const replyLimit = rule({
  id: 'reply-limit',
  clauses: ['AL1.3b'],
  parameters: z.strictObject({
    normalWorkingDays: days,
    urgentWorkingDays: days,
    veryUrgentWorkingDays: days,
    immediateHours: z.number().min(1),
    /** Whether a regulation in force sets these lengths. */
    isSetByRegulation: z.boolean().default(false),
    /** Hỏa tốc: hours are too short for silence to speak, unless the letter says that it does. */
    immediateConsentOnlyIfLetterSays: z.boolean().default(true),
  }),
  apply: ({ urgency, isStatedInLetter, letterSaysSilenceConsents }: LimitFacts, values): ReplyLimit => {
    const proposed: Record<Urgency, ReplyLength> = {
      normal: { workingDays: values.normalWorkingDays },
      urgent: { workingDays: values.urgentWorkingDays },
      very_urgent: { workingDays: values.veryUrgentWorkingDays },
      immediate: { hours: values.immediateHours },
    }
    const isTooHasty = urgency === 'immediate' && values.immediateConsentOnlyIfLetterSays && !letterSaysSilenceConsents
    const source = isStatedInLetter ? 'letter' : values.isSetByRegulation ? 'regulation' : null
    return { proposed: proposed[urgency], lawful: isTooHasty ? null : source }
  },
})
