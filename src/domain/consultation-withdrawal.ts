/**
 * Withdrawing an objection (rút ý kiến không đồng ý): only the unit that objected, and with its new verdict in the same act, so
 * that it is never without one. The old objection stays with the answer (H6.7, AL1.4).
 */
import { citationOf } from '../regulations/in-force.ts'
import { headSignsReplies } from '../regulations/rules/head-signs-replies.ts'
import { replyIsConcrete } from '../regulations/rules/reply-is-concrete.ts'
import { type Answer, askedOf, type Reply } from './consultation-answer.ts'
import type { AnswerEvent } from './consultation-answer-events.ts'
import { type FieldSetting, findOtherField } from './consultation-field.ts'
import { refuseOverruled } from './consultation-overrule.ts'
import { signerOf } from './consultation-signer.ts'
import { type Decision, refuse } from './decision.ts'
import type { Actor, UnitId } from './directory.ts'
import { checkGiven } from './reply.ts'

export type Withdraw = {
  readonly type: 'withdraw'
  readonly by: Actor
  readonly at: Temporal.Instant
  readonly recordedAt: Temporal.Instant
  /** For which unit; null when the actor's own unit is meant. */
  readonly unit: UnitId | null
  /** What the unit says now: it agrees, or it objects anew with other reasons. */
  readonly verdict: 'agreed' | 'objected'
  readonly text: string
}

/** Whoever signs for the unit withdraws; past the deadline the new verdict is stamped late and counts. */
export function decideWithdraw(command: Withdraw, answer: Answer, setting: FieldSetting): Decision<AnswerEvent> {
  const { rules } = setting
  const { unit, dueAt } = askedOf(answer)
  const { by, at, recordedAt, verdict, text } = command
  const signer = signerOf(by, unit, rules)
  if (!signer?.signs) return refuse('may-not-withdraw', { unit }, citationOf(rules, headSignsReplies))
  if (isRepeated(command, answer)) return []
  if (answer.state !== 'objected' || Temporal.Instant.compare(at, answer.reply.at) < 0)
    return refuse('no-objection', { unit })
  if (answer.overruled !== null) return refuseOverruled(answer.overruled, { unit, officer: by.officer, at })
  const checked = checkGiven(verdict, text)
  if (checked.kind === 'contradiction') return refuse('verdict-contradicts-text', { verdict })
  if (checked.kind === 'vague')
    return refuse('still-vague', { missing: checked.missing }, citationOf(rules, replyIsConcrete))
  const { post, order } = signer.capacity
  const isLate = Temporal.Instant.compare(at, dueAt) >= 0
  const reply: Reply = {
    verdict,
    by: by.officer,
    post,
    order,
    draftedBy: null,
    at,
    recordedAt,
    text,
    items: checked.items,
    suggestedUnit: null,
    lateMinutes: isLate ? Math.max(1, Math.ceil(dueAt.until(at).total('minutes'))) : null,
    otherField: findOtherField(text, { unit, at }, setting),
    isSlowReturn: false,
  }
  return [{ type: 'objection_withdrawn', unit, reply }]
}

/** The same words of the same person once more. */
function isRepeated({ by, verdict, text }: Withdraw, answer: Answer): boolean {
  if (!('withdrawn' in answer) || answer.withdrawn.length === 0) return false
  const { reply } = answer
  return reply.by === by.officer && reply.verdict === verdict && reply.text === text
}
