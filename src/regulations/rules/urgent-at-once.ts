import { z } from 'zod'
import { rule } from '../rule.ts'
import { type Urgency, urgencies } from '../urgency.ts'

/**
 * How a letter of this urgency is delivered.
 * HP mark: one stamped HỎA TỐC goes out now, at any hour and alone.
 */
export const urgentAtOnce = rule({
  id: 'urgent-at-once',
  clauses: ['HP mark'],
  parameters: z.strictObject({ urgencies: z.array(z.enum(urgencies)) }),
  apply: (urgency: Urgency, values): 'at-once' | 'in-office-hours' =>
    values.urgencies.includes(urgency) ? 'at-once' : 'in-office-hours',
})
