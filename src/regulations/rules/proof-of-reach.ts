import { z } from 'zod'
import { rule } from '../rule.ts'

/** One sign that a request arrived: a private message delivered, or an incoming number of the unit's registry. */
export type ReachProof =
  | { readonly by: 'message'; readonly at: Temporal.Instant; readonly mayAnswer: boolean }
  | { readonly by: 'registry'; readonly at: Temporal.Instant }

export type Reach = {
  /** The earliest accepted proof; null: the unit is not reached. */
  readonly proof: ReachProof | null
  /** A unit reached late has at least this long from its proof. */
  readonly minimumWorkingDays: number
}

/**
 * Whether a unit was reached, and by what. A message counts only when its reader may answer for the unit.
 * AL1.3f: no consent is read into the silence of somebody the letter never reached.
 */
export const proofOfReach = rule({
  id: 'proof-of-reach',
  clauses: ['AL1.3f'],
  parameters: z.strictObject({
    accepts: z.array(z.enum(['message', 'registry'])).min(1),
    minimumWorkingDays: z.number().int().min(0).default(1),
  }),
  apply: (proofs: readonly ReachProof[], { accepts, minimumWorkingDays }): Reach => {
    const accepted = proofs.filter(
      (proof) => accepts.includes(proof.by) && (proof.by === 'registry' || proof.mayAnswer),
    )
    const [earliest] = accepted.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))
    return { proof: earliest ?? null, minimumWorkingDays }
  },
})
