import { z } from 'zod'
import { rule } from '../rule.ts'
import { type Urgency, urgencies } from '../urgency.ts'

/** How messages about a matter travel. */
export type Manner = {
  /** Several may be folded into one message. */
  readonly mayBatch: boolean
  /** Held outside office hours. */
  readonly keepsQuietHours: boolean
  readonly wantsAcknowledgement: boolean
}

/**
 * How a letter of this urgency is delivered.
 * HP mark: one stamped HỎA TỐC goes out now, at any hour, alone, and is acknowledged.
 */
export const urgentAtOnce = rule({
  id: 'urgent-at-once',
  clauses: ['HP mark'],
  parameters: z.strictObject({
    urgencies: z.array(z.enum(urgencies)),
    wantsAcknowledgement: z.boolean().default(true),
  }),
  apply: (urgency: Urgency, values): Manner => {
    const isAtOnce = values.urgencies.includes(urgency)
    return {
      mayBatch: !isAtOnce,
      keepsQuietHours: !isAtOnce,
      wantsAcknowledgement: isAtOnce && values.wantsAcknowledgement,
    }
  },
})
