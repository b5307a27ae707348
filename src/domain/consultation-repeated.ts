/**
 * The same act of the same person once more: a second tap, the same words again. It adds nothing and is no refusal, so that
 * whoever acted hears what they heard the first time. Other words are another act, and are never taken for this one.
 */
import type { Asked, Reply, ReplyDraft, Settled, Verdict } from './consultation-answer.ts'
import type { Ended } from './consultation-state.ts'
import type { OfficerId, UnitId } from './directory.ts'

/** The reply once more: by its words, or by its verdict alone, as a button gives it. */
export function isSameReply(
  {
    by,
    verdict,
    text,
  }: { readonly by: { readonly officer: OfficerId }; readonly verdict: Verdict | null; readonly text: string },
  reply: Reply,
): boolean {
  if (by.officer !== reply.by) return false
  if (verdict === null) return text === reply.text
  return verdict === reply.verdict && (text === reply.text || text.trim() === '')
}

/** The draft that waits, drafted once more. */
export function isSameDraft(
  {
    by,
    verdict,
    text,
    suggestedUnit,
  }: Pick<ReplyDraft, 'by' | 'verdict' | 'text'> & { readonly suggestedUnit: UnitId | null },
  { draft }: Asked,
): boolean {
  const isSame = draft !== null && draft.by === by && draft.verdict === verdict && draft.text === text
  return isSame && draft.suggestedUnit === suggestedUnit
}

/** The draft that was confirmed, confirmed once more. `draft`: which one was shown; null: the one there is. */
export function isSameConfirmation(
  { by, draft }: { readonly by: { readonly officer: OfficerId }; readonly draft: number | null },
  { asked, reply }: Settled,
): boolean {
  return reply.by === by.officer && reply.draftedBy !== null && (draft === null || draft === asked.draft?.number)
}

/** The end of a consultation once more. `reason`: as it is given now; a tap gives none. */
export function isSameEnd(
  {
    by,
    state,
    reason,
  }: { readonly by: { readonly officer: OfficerId }; readonly state: Ended['state']; readonly reason: string },
  ended: { readonly state: string } & Partial<Pick<Ended, 'endedBy' | 'reason'>>,
): boolean {
  return ended.state === state && ended.endedBy === by.officer && (reason.trim() === '' || reason === ended.reason)
}
