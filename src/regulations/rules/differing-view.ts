import { z } from 'zod'
import { rule } from '../rule.ts'

export type DifferingFacts = {
  readonly text: string
  /** Who stands above whoever differs, the nearest first. */
  readonly above: readonly (readonly string[])[]
}

/** `hears`: who is told; nobody where the view cannot go up. */
export type DifferingVerdict = {
  readonly verdict: 'goes-up' | 'empty' | 'nobody-above'
  readonly hears: readonly string[]
}

/**
 * A view that differs from what was directed.
 * TH1.2c: it is reported to the superior at once, and the work goes on while the superior has not answered.
 * That the superior's superior hears of it too is this project's proposal.
 */
export const differingView = rule({
  id: 'differing-view',
  clauses: ['TH1.2c'],
  parameters: z.strictObject({ levels: z.number().int().min(1).default(2) }),
  apply: ({ text, above }: DifferingFacts, { levels }): DifferingVerdict => {
    const hears = above.slice(0, levels).flat()
    if (text.trim() === '') return { verdict: 'empty', hears: [] }
    return { verdict: hears.length === 0 ? 'nobody-above' : 'goes-up', hears }
  },
})
