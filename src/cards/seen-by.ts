/**
 * What of a matter a reader may see yet: an answer that may still be taken back is known only inside the answering unit.
 * The one place where that is decided.
 */
import { dayOf } from '../calendar/calendar.ts'
import type { Consultation } from '../domain/consultation.ts'
import { type Answer, beforeReply, isSettled, type Settled } from '../domain/consultation-answer.ts'
import { isOverruleUndoable } from '../domain/consultation-overrule.ts'
import { isUndoable } from '../domain/consultation-reply.ts'
import { capacitiesIn, type UnitId } from '../domain/directory.ts'
import type { ReadingFacts } from './facts.ts'

/**
 * The matter as the reader sees it: outside the answering unit, an answer still within its undo window looks like before.
 * @param addressed the unit the notice was addressed to, whose group reads as the unit itself; null for everybody else's cards
 */
export function seenBy(state: Consultation, facts: ReadingFacts, addressed: UnitId | null): Consultation {
  if (state.state === 'draft' || state.state === 'void') return state
  const seen = Object.entries(state.answers).map(([unit, answer]) => {
    const isInside = state.state !== 'open' || unit === addressed || isMember(unit, facts)
    const known = !isInside && mayUndo(answer, facts.now) ? beforeReply(answer) : answer
    return [unit, withoutFreshConclusion(known, facts)] as const
  })
  return { ...state, answers: Object.fromEntries(seen) }
}

/** A conclusion that may still be taken back is known to whoever wrote it down. */
function withoutFreshConclusion(answer: Answer, { reader, now }: ReadingFacts): Answer {
  if (!isSettled(answer) || answer.overruled === null) return answer
  const isFresh = answer.overruled.by !== reader.officer && isOverruleUndoable(answer.overruled, now)
  return isFresh ? { ...answer, overruled: null } : answer
}

/** Whether an answer may still be taken back: within the window, and before the deadline it answered. */
export function mayUndo(answer: Answer, now: Temporal.Instant): answer is Settled {
  return isSettled(answer) && isUndoable(answer, now) && Temporal.Instant.compare(now, answer.asked.dueAt) < 0
}

/** Whether the reader is an officer of the unit today. */
export function isMember(unit: UnitId, { directory, calendar, reader, now }: ReadingFacts): boolean {
  return capacitiesIn(directory, unit, dayOf(now, calendar)).some(({ officer }) => officer === reader.officer)
}
