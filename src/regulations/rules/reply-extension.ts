import { z } from 'zod'
import { rule } from '../rule.ts'

export type ExtensionFacts = {
  readonly isBeforeDeadline: boolean
  /** How many this unit was granted already in the matter. */
  readonly granted: number
  readonly hasReason: boolean
  /** Whether the date asked for is later than the deadline as it stands. */
  readonly isLater: boolean
}

/** `may-ask`, or why not. */
export type ExtensionVerdict = 'may-ask' | 'after-deadline' | 'too-many' | 'no-reason' | 'not-later'

/**
 * Asking for more time to reply. The lead decides; until then, and without its word, the limit runs on.
 * HPe: difficulties are reported up in time, and reporting them stops no clock. AL1.3d: opinions are given in time.
 */
export const replyExtension = rule({
  id: 'reply-extension',
  clauses: ['HPe,ALe,RG3c', 'AL1.3d'],
  parameters: z.strictObject({ mostGranted: z.number().int().min(0).default(2) }),
  apply: ({ isBeforeDeadline, granted, hasReason, isLater }: ExtensionFacts, { mostGranted }): ExtensionVerdict => {
    if (!isBeforeDeadline) return 'after-deadline'
    if (granted >= mostGranted) return 'too-many'
    if (!hasReason) return 'no-reason'
    return isLater ? 'may-ask' : 'not-later'
  },
})
