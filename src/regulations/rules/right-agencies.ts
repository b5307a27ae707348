import { z } from 'zod'
import { rule } from '../rule.ts'

export type AskedUnit = { readonly unit: string; readonly reason: string }

export type RoundOfAsking = {
  readonly asked: readonly AskedUnit[]
  /** Units of the committee that could be asked, the lead left out. */
  readonly unitsToAsk: number
  readonly reasonForEverybody: string | null
}

export type AgenciesVerdict = {
  readonly unitsWithoutReason: readonly string[]
  readonly needsReasonForEverybody: boolean
}

/**
 * Whom to ask: each for a reason, everybody only for a reason of its own.
 * H6.5, AL1.3a: consult actively, and the right agencies.
 */
export const rightAgencies = rule({
  id: 'right-agencies',
  clauses: ['H6.5', 'AL1.3a'],
  parameters: z.strictObject({
    /** Share of the units that counts as everybody, 0 to 1. */
    everybodyShare: z.number().gt(0).max(1).default(1),
    /** So few may always be asked together. */
    fewUnits: z.number().int().min(0).default(2),
  }),
  apply: ({ asked, unitsToAsk, reasonForEverybody }: RoundOfAsking, values): AgenciesVerdict => {
    const isEverybody = asked.length > values.fewUnits && asked.length >= unitsToAsk * values.everybodyShare
    return {
      unitsWithoutReason: asked.filter(({ reason }) => reason.trim() === '').map(({ unit }) => unit),
      needsReasonForEverybody: isEverybody && (reasonForEverybody ?? '').trim() === '',
    }
  },
})
