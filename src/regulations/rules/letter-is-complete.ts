import { z } from 'zod'
import { rule } from '../rule.ts'

const parts = ['question', 'consulted', 'reasons', 'dossier', 'deadline', 'urgency'] as const

/** A part a consultation must have before it is sent. */
export type LetterPart = (typeof parts)[number]

export type LetterFacts = {
  readonly questions: number
  readonly consultedUnits: number
  readonly unitsWithoutReason: number
  /** Files and links together. */
  readonly dossiers: number
  readonly hasDeadline: boolean
  readonly hasUrgency: boolean
}

/**
 * What a request still lacks, in the order it is asked for; empty when it may be sent.
 * AL1.3b: the letter states the content asked and the deadline.
 */
export const letterIsComplete = rule({
  id: 'letter-is-complete',
  clauses: ['AL1.3b'],
  parameters: z.strictObject({ requires: z.array(z.enum(parts)) }),
  apply: (letter: LetterFacts, { requires }): readonly LetterPart[] => {
    const isThere: Record<LetterPart, boolean> = {
      question: letter.questions > 0,
      consulted: letter.consultedUnits > 0,
      reasons: letter.unitsWithoutReason === 0,
      dossier: letter.dossiers > 0,
      deadline: letter.hasDeadline,
      urgency: letter.hasUrgency,
    }
    return parts.filter((part) => requires.includes(part) && !isThere[part])
  },
})
