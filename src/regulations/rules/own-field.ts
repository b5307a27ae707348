import { z } from 'zod'
import { rule } from '../rule.ts'

export type FieldFacts = {
  /** The other units whose field the words say a point is. */
  readonly named: readonly string[]
  /** Whether the words say that a point is not the own unit's. */
  readonly isDenied: boolean
}

/**
 * Whether whoever answers is warned that a point is not theirs to answer: only where their own words say so.
 * H6.3, AL1.2c: others' work is not done. The answer counts all the same.
 */
export const ownField = rule({
  id: 'own-field',
  clauses: ['H6.3', 'AL1.2c'],
  parameters: z.strictObject({ warns: z.boolean().default(true) }),
  apply: ({ named, isDenied }: FieldFacts, { warns }): 'own' | 'another' =>
    warns && (isDenied || named.length > 0) ? 'another' : 'own',
})
