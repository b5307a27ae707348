/**
 * Taking back one's own act within the minute, before its deadline and before anything was built on it: an answer, or the
 * leaders' conclusion as it was written down. What starts a clock for others or asks them for something is told at once and
 * cannot be taken back: sending, sending on, opening again, requests and what is decided on them, urging.
 */
import { refuseNotOpen } from './consultation-acting.ts'
import { type Answer, isSettled, type Overruling, type Settled } from './consultation-answer.ts'
import type { AnswerEvent } from './consultation-answer-events.ts'
import { isOverruleUndoable } from './consultation-overrule.ts'
import { isUndoable, undoSeconds } from './consultation-reply.ts'
import { forwardedTo } from './consultation-reroute.ts'
import type { Ended, Open } from './consultation-state.ts'
import { type Decision, refuse } from './decision.ts'
import type { Actor, UnitId } from './directory.ts'

export type Undo = {
  readonly type: 'undo'
  readonly by: Actor
  readonly at: Temporal.Instant
  readonly recordedAt: Temporal.Instant
  /** Of which unit's answer; without one, one's own latest act. */
  readonly unit?: UnitId | null
}

/** Until when something of an answer may still be taken back, so that others do not hear of it: the reply, the conclusion on it. */
export function undoEnds(answer: Answer, now: Temporal.Instant): readonly Temporal.Instant[] {
  if (!isSettled(answer)) return []
  const { reply, overruled } = answer
  return [
    ...(isUndoable(answer, now) ? [reply.recordedAt] : []),
    ...(overruled !== null && isOverruleUndoable(overruled, now) ? [overruled.at] : []),
  ].map((from) => from.add({ seconds: undoSeconds }))
}

type Overruled = Settled & { readonly overruled: Overruling }

export function decideUndo(command: Undo, state: Open | Ended): Decision<AnswerEvent> {
  const { by, unit: named = null } = command
  const settled = Object.values(state.answers)
    .filter(isSettled)
    .filter(({ asked }) => named === null || asked.unit === named)
  const concluded = latest(settled.filter(isOverruledBy(by)), ({ overruled }) => overruled.at)
  const replied = latest(
    settled.filter(({ reply }) => reply.by === by.officer),
    ({ reply }) => reply.recordedAt,
  )
  const isConclusion = concluded && Temporal.Instant.compare(concluded.overruled.at, replied?.reply.at ?? epoch) >= 0
  if (concluded && isConclusion) return undoConclusion(command, concluded, state)
  if (state.state !== 'open') return refuseNotOpen(state)
  return replied ? undoReply(command, replied, state) : refuse('nothing-to-undo')
}

const epoch = Temporal.Instant.fromEpochMilliseconds(0)

function isOverruledBy({ officer }: Actor): (answer: Settled) => answer is Overruled {
  return (answer): answer is Overruled => answer.overruled?.by === officer
}

function latest<One>(all: readonly One[], atOf: (one: One) => Temporal.Instant): One | undefined {
  return all.toSorted((a, b) => Temporal.Instant.compare(atOf(b), atOf(a)))[0]
}

/** An answer: also not once its deadline has passed, nor once it was overruled or sent on. */
function undoReply({ by, at }: Undo, answer: Settled, { answers }: Open): Decision<AnswerEvent> {
  const { unit, dueAt } = answer.asked
  const isBuiltOn = answer.overruled !== null || forwardedTo(answers, answer) !== null
  if (isBuiltOn || !isUndoable(answer, at)) return refuse('undo-too-late', { seconds: undoSeconds })
  if (Temporal.Instant.compare(at, dueAt) >= 0) return refuse('undo-after-deadline', { unit })
  return [{ type: 'undone', unit, by: by.officer, at }]
}

/** A conclusion: not once the consultation was closed upon it. */
function undoConclusion({ by, at }: Undo, { asked, overruled }: Overruled, state: Open | Ended): Decision<AnswerEvent> {
  const isClosedUpon = state.state !== 'open' && Temporal.Instant.compare(state.endedAt, overruled.at) >= 0
  if (isClosedUpon || !isOverruleUndoable(overruled, at)) return refuse('undo-too-late', { seconds: undoSeconds })
  return [{ type: 'overrule_undone', unit: asked.unit, by: by.officer, at }]
}
