import { z } from 'zod'
import { rule } from '../rule.ts'

export type CircleFacts = {
  /** How often the request has come back by now. */
  readonly returns: number
  /** Whether the unit it would go to has returned it before. */
  readonly hasReturned: boolean
  /** Whether the Office or the leaders send it on. */
  readonly isByOffice: boolean
}

/** The last two are for the Office: it says who answers. */
export type CircleVerdict = 'may-go-on' | 'second-bounce' | 'unit-returned-before'

/**
 * Sending a returned request on.
 * HP2d: no circling, pushing on or avoiding. H6.4, AL1.2d: what is not the unit's goes back to whoever finds the right one.
 */
export const noCircling = rule({
  id: 'no-circling',
  clauses: ['HP2d', 'H6.4', 'AL1.2d'],
  parameters: z.strictObject({
    /** After so many returns the lead may still send on. */
    returnsByLead: z.number().int().min(0).default(1),
  }),
  apply: ({ returns, hasReturned, isByOffice }: CircleFacts, { returnsByLead }): CircleVerdict => {
    if (isByOffice) return 'may-go-on'
    if (returns > returnsByLead) return 'second-bounce'
    return hasReturned ? 'unit-returned-before' : 'may-go-on'
  },
})
