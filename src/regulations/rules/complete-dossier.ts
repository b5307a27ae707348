import { z } from 'zod'
import { rule } from '../rule.ts'

/** Whether a unit may still say what its dossier lacks. */
export type DossierVerdict = 'may-ask' | 'after-deadline' | 'nothing-named'

/**
 * Saying which documents a dossier lacks. The limit runs from the complete dossier: once the lead has supplied them the
 * unit has its whole limit again; until then it runs on.
 * AL1.3b: the letter states what is asked and by when. The rest is this project's proposal.
 */
export const completeDossier = rule({
  id: 'complete-dossier',
  clauses: ['AL1.3b'],
  parameters: z.strictObject({ restartsLimit: z.boolean().default(true) }),
  apply: (
    { isBeforeDeadline, isNamed }: { readonly isBeforeDeadline: boolean; readonly isNamed: boolean },
    { restartsLimit },
  ): { readonly verdict: DossierVerdict; readonly restartsLimit: boolean } => {
    const verdict = !isBeforeDeadline ? 'after-deadline' : isNamed ? 'may-ask' : 'nothing-named'
    return { verdict, restartsLimit }
  },
})
