/** The evidence of a refused attempt: who tried what, why not, and on which paper. It changes no state. */
import type { Refusal } from '../domain/decision.ts'
import type { Line } from '../store/evidence.ts'
import type { Circumstances } from './act.ts'

export function refusedLine(
  { by, messenger, words, at, recordedAt, assumed }: Circumstances,
  { code, details, citation }: Refusal,
): Line {
  const body = { code, details, citation, words, ...(assumed && { assumed }) }
  return { type: 'refused', actor: by, messenger, happenedAt: at, recordedAt, body }
}
