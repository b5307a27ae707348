import { z } from 'zod'
import { rule } from '../rule.ts'

/**
 * How often a lead may urge one unit in a day of the committee's calendar.
 * RG3b: the lead checks and urges. Once a day is this project's proposal.
 */
export const urging = rule({
  id: 'urging',
  clauses: ['RG3b'],
  parameters: z.strictObject({ mostPerDay: z.number().int().min(1).default(1) }),
  apply: ({ urgedToday }: { readonly urgedToday: number }, { mostPerDay }): 'may-urge' | 'enough-today' =>
    urgedToday < mostPerDay ? 'may-urge' : 'enough-today',
})
