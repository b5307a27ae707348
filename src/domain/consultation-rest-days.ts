/**
 * What a day that becomes one of rest does to deadlines that end on it: they run to the end of the next working day (BLDS
 * 2015 Đ.148(5)), which is said and written down; also one written as "before X", for when it was written nobody knew. No
 * deadline ever moves to an earlier moment, one in hours runs day and night (Đ.147(1)), and what has ended stays so until
 * the Office opens it again.
 */
import { type Calendar, lastDayBefore, namedDay } from '../calendar/calendar.ts'
import { endsOnRestNow } from '../calendar/days-as-written.ts'
import { deadlineAfterWorkingDays } from '../calendar/limits.ts'
import { clockworkOf } from './consultation-acting.ts'
import { type Answer, type Asked, askedOf, isLapsed } from './consultation-answer.ts'
import type { AnswerEvent } from './consultation-answer-events.ts'
import { ladderFor } from './consultation-lapse.ts'
import type { Letter } from './consultation-letter.ts'
import type { Consultation, Open } from './consultation-state.ts'
import type { CalendarChanged, OnRest } from './noun.ts'

export type MoveDeadlines = { readonly type: 'move_deadlines' } & CalendarChanged

/** The deadlines of a consultation that end on a day which became one of rest. */
export function findOnRest(
  state: Consultation,
  at: Temporal.Instant,
  { before, after }: { readonly before: Calendar; readonly after: Calendar },
): readonly OnRest[] {
  if (state.state === 'draft' || state.state === 'void') return []
  const { letter } = state
  const isInHours = letter.urgency === 'immediate' || letter.limit?.kind === 'hours'
  const waiting = Object.values(state.answers).filter((answer) => answer.state === 'asked' || isLapsed(answer))
  return waiting.flatMap((answer) => {
    const { unit, dueAt } = askedOf(answer)
    if (!endsOnRestNow(dueAt, before, after)) return []
    const fate = isInHours ? 'in_hours' : isBeforeDay(askedOf(answer), letter) ? 'before_day' : 'moves'
    return [{ unit, dueAt, fate: isOver(answer, at) ? 'over' : fate } as const]
  })
}

/** Whether a deadline was written as "before X": it never reaches X. */
function isBeforeDay({ dueAt, extensions }: Asked, { limit }: Letter): boolean {
  const granted = extensions.flatMap(({ decision }) => (decision?.outcome === 'granted' ? [decision] : []))
  const written = [...granted, ...(limit?.kind === 'until' ? [limit] : [])].find((one) => one.dueAt.equals(dueAt))
  return written?.isBefore === true
}

function isOver(answer: Answer, at: Temporal.Instant): boolean {
  return answer.state !== 'asked' || Temporal.Instant.compare(answer.dueAt, at) <= 0
}

/** Each asked unit whose last day became one of rest has until the end of the next working day, with a ladder from now. */
export function decideMoveDeadlines(
  { changedBy: by, at, before }: MoveDeadlines,
  state: Open,
  calendar: Calendar,
): readonly AnswerEvent[] {
  const moving = findOnRest(state, at, { before, after: calendar }).filter(({ fate }) => fate === 'moves')
  return moving.map(({ unit, dueAt: oldDueAt }) => {
    const restOn = lastDayBefore(oldDueAt, before)
    const dueAt = deadlineAfterWorkingDays(oldDueAt.subtract({ nanoseconds: 1 }), 1, calendar)
    const { name = '', source = '' } = namedDay(restOn, calendar) ?? {}
    const ladder = ladderFor({ askedAt: at, dueAt }, clockworkOf(state, calendar))
    return { type: 'deadline_moved', unit, by, at, oldDueAt, dueAt, restOn, name, source, ladder }
  })
}
