import { z } from 'zod'
import { rule } from '../rule.ts'

/** What somebody is in the consulted unit; `acting` is a dated order to act for its head. */
export type Standing =
  | 'unit_head'
  | 'deputy_head'
  | 'acting'
  | 'specialist'
  | 'office_chief'
  | 'office_staff'
  | 'chair'
  | 'vice_chair'

/** `signs`: the word is the unit's. `drafts`: kept for the head to confirm. `may-not`: no part in this unit. */
export type Signature = 'signs' | 'drafts' | 'may-not'

const heads: readonly Standing[] = ['unit_head', 'acting', 'office_chief']
const drafters: readonly Standing[] = ['deputy_head', 'specialist', 'office_staff']

/**
 * Who speaks for a consulted unit, out of all that the person is in it.
 * AL1.3e: the answer is the agency's. AL1.1b: its head is personally liable, also for what is delegated.
 */
export const headSignsReplies = rule({
  id: 'head-signs-replies',
  clauses: ['AL1.3e', 'AL1.1b'],
  parameters: z.strictObject({ deputiesSign: z.boolean() }),
  apply: (standings: readonly Standing[], { deputiesSign }): Signature => {
    const signers = deputiesSign ? [...heads, 'deputy_head'] : heads
    if (standings.some((standing) => signers.includes(standing))) return 'signs'
    return standings.some((standing) => drafters.includes(standing)) ? 'drafts' : 'may-not'
  },
})
