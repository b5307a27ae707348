/** A specialist's draft that the head does not take over: it goes back with a reason, and the unit still owes its answer. */
import { citationOf, type RulesInForce } from '../regulations/in-force.ts'
import { headSignsReplies } from '../regulations/rules/head-signs-replies.ts'
import { type Answer, askedOf } from './consultation-answer.ts'
import type { AnswerEvent } from './consultation-answer-events.ts'
import { signsFor } from './consultation-signer.ts'
import { refuseAnswered } from './consultation-waiting.ts'
import { type Decision, refuse } from './decision.ts'
import type { Actor, UnitId } from './directory.ts'

export type ReturnDraft = {
  readonly type: 'return_draft'
  readonly by: Actor
  readonly at: Temporal.Instant
  readonly recordedAt: Temporal.Instant
  /** Of which unit; null when the actor's own unit is meant. */
  readonly unit: UnitId | null
  /** Which draft; null: the one that waits. */
  readonly draft: number | null
  readonly reason: string
}

/** Whoever signs for the unit sends back the very draft that was shown, before or after the deadline. */
export function decideReturnDraft(command: ReturnDraft, answer: Answer, rules: RulesInForce): Decision<AnswerEvent> {
  const { unit, draft, returnedDrafts } = askedOf(answer)
  const { by, at, reason } = command
  if (!signsFor(by, unit, rules)) return refuse('may-not-return-draft', { unit }, citationOf(rules, headSignsReplies))
  const last = returnedDrafts.at(-1)
  const isRepeated =
    draft === null && last?.by === by.officer && (command.draft ?? last.draft.number) === last.draft.number
  if (isRepeated && last?.reason === reason) return []
  const over = refuseAnswered(answer)
  if (over) return over
  if (draft === null) return refuse('no-draft', { unit })
  if (command.draft !== null && command.draft !== draft.number) return refuse('draft-changed', { unit })
  if (reason.trim() === '') return refuse('reason-missing')
  return [{ type: 'draft_returned', unit, number: draft.number, by: by.officer, at, reason }]
}
