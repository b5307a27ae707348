import { z } from 'zod'
import { namesPaper } from '../named-paper.ts'
import { rule } from '../rule.ts'

export type AskedAbove = {
  readonly unit: string
  /** Why the leaders are asked, as the letter says it. */
  readonly reason: string
}

/**
 * Which of the leaders are asked for an opinion without a paper that demands it. A unit decides what is its own; what it
 * must submit it submits, and an opinion of the leaders is asked for where a paper says so.
 * H6.1, AL1.2a: matters of own authority are decided, not sent up.
 */
export const ownAuthority = rule({
  id: 'own-authority',
  clauses: ['H6.1', 'AL1.2a'],
  parameters: z.strictObject({ needsPaper: z.boolean().default(true) }),
  apply: (asked: readonly AskedAbove[], { needsPaper }): readonly string[] =>
    asked.filter(({ reason }) => needsPaper && !namesPaper(reason)).map(({ unit }) => unit),
})
