/**
 * More time to answer (gia hạn): the unit asks before its deadline, the lead decides. A request stops no clock (HPe): undecided
 * at the deadline, it comes to nothing and the silence is what it is.
 */
import { applyRule, citationOf, type RulesInForce } from '../regulations/in-force.ts'
import { headSignsReplies } from '../regulations/rules/head-signs-replies.ts'
import { type ExtensionVerdict, replyExtension } from '../regulations/rules/reply-extension.ts'
import { type Answer, askedOf, nextRequest } from './consultation-answer.ts'
import type { AnswerEvent } from './consultation-answer-events.ts'
import { type Clockwork, ladderFor } from './consultation-lapse.ts'
import { endOfDate } from './consultation-letter.ts'
import { type Extension, pendingExtension } from './consultation-requests.ts'
import { signsFor } from './consultation-signer.ts'
import { findWaiting, refuseAnswered } from './consultation-waiting.ts'
import { type Decision, type Refusal, type RefusalCodes, refuse } from './decision.ts'
import type { Actor, UnitId } from './directory.ts'

type Act = { readonly by: Actor; readonly at: Temporal.Instant; readonly recordedAt: Temporal.Instant }

export type AskExtension = Act & {
  readonly type: 'ask_extension'
  /** For which unit; null when the actor's own unit is meant. */
  readonly unit: UnitId | null
  readonly reason: string
  /** The deadline asked for. */
  readonly wantedAt: Temporal.Instant
  /** Asked for as "before X" (consultation-letter.ts). */
  readonly isBefore?: true
}

export type GrantExtension = Act & {
  readonly type: 'grant_extension'
  /** Whose request; null when there is only one. */
  readonly unit: UnitId | null
  /** Which of the unit's requests; null: the one that waits. */
  readonly number: number | null
  /** Another deadline than the one asked for; null: that one. */
  readonly dueAt: Temporal.Instant | null
  /** That one is given as "before X". */
  readonly isBefore?: true
}

export type DeclineExtension = Omit<GrantExtension, 'type' | 'dueAt' | 'isBefore'> & {
  readonly type: 'decline_extension'
  readonly reason: string
}

/** Whoever signs for the unit asks: more time is a promise of the unit's, not of a drafter's. */
export function decideAskExtension(command: AskExtension, answer: Answer, rules: RulesInForce): Decision<AnswerEvent> {
  const asked = askedOf(answer)
  const { unit, dueAt } = asked
  const pending = answer.state === 'asked' ? pendingExtension(asked) : null
  if (pending && isRepeated(command, pending)) return []
  const { by, at, reason, wantedAt, isBefore } = command
  const isLater = Temporal.Instant.compare(wantedAt, dueAt) > 0
  const refusal =
    refuseToExtend(by, answer, rules) ?? check(answer, { hasReason: reason.trim() !== '', isLater }, rules)
  if (refusal) return refusal
  const request = {
    number: nextRequest(asked, 'extensions'),
    by: by.officer,
    at,
    reason,
    dueAt,
    wantedAt,
    ...(isBefore && { isBefore }),
  }
  return [{ type: 'extension_asked', unit, request }]
}

/** Why somebody may not ask for a unit's time, whatever date and reason they would name; null when they may. */
export function refuseToExtend(by: Actor, answer: Answer, rules: RulesInForce): Refusal | null {
  const asked = askedOf(answer)
  const { unit } = asked
  if (!signsFor(by, unit, rules)) return refuse('may-not-extend', { unit }, citationOf(rules, headSignsReplies))
  const over = refuseAnswered(answer)
  if (over) return over
  const pending = answer.state === 'asked' ? pendingExtension(asked) : null
  return pending ? alreadyPending(unit, pending) : check(answer, { hasReason: true, isLater: true }, rules)
}

function check(
  answer: Answer,
  named: { readonly hasReason: boolean; readonly isLater: boolean },
  rules: RulesInForce,
): Refusal | null {
  const { unit, dueAt, extensions } = askedOf(answer)
  const granted = extensions.filter(({ decision }) => decision?.outcome === 'granted').length
  const checked = applyRule(rules, replyExtension, { isBeforeDeadline: answer.state === 'asked', granted, ...named })
  if (checked === null) return refuse('no-extensions', { unit })
  const code = refusals[checked.result]
  return code === null ? null : refuse(code, { unit, dueAt, granted }, checked.citation)
}

const refusals: RefusalCodes<ExtensionVerdict, 'may-ask'> = {
  'may-ask': null,
  'after-deadline': 'extension-after-deadline',
  'too-many': 'extension-too-many',
  'no-reason': 'extension-no-reason',
  'not-later': 'extension-not-later',
}

function isRepeated({ by, reason, wantedAt }: AskExtension, pending: Extension): boolean {
  return by.officer === pending.by && reason === pending.reason && wantedAt.equals(pending.wantedAt)
}

function alreadyPending(unit: UnitId, { by, at, wantedAt }: Extension): Refusal {
  return refuse('extension-pending', { unit, by, at, wantedAt })
}

/**
 * The lead grants what was asked, or another later date, which ends by the calendar of now; the unit has a new frozen ladder
 * from now.
 */
export function decideGrantExtension(
  command: GrantExtension,
  answer: Answer,
  clockwork: Clockwork,
): Decision<AnswerEvent> {
  const found = findWaiting(answer, askedOf(answer).extensions, deciding(command, 'granted'))
  if (!('request' in found)) return found
  const { asked, request } = found
  const { unit, dueAt: oldDueAt } = asked
  const { isBefore } = command.dueAt === null ? request : command
  const wanted = { dueAt: command.dueAt ?? request.wantedAt, ...(isBefore && { isBefore }) }
  const { dueAt, movedOff } = endOfDate(wanted, clockwork.calendar)
  if (Temporal.Instant.compare(dueAt, oldDueAt) <= 0)
    return refuse('extension-not-later', { unit, dueAt: oldDueAt }, citationOf(clockwork.rules, replyExtension))
  const { by, at } = command
  const ladder = ladderFor({ askedAt: at, dueAt }, clockwork)
  const granted = { unit, number: request.number, by: by.officer, at, oldDueAt, ...wanted, dueAt }
  return [{ type: 'extension_granted', ...granted, ...(movedOff && { movedOff }), ladder }]
}

/** The lead declines and says why; the limit ran on and runs on. */
export function decideDeclineExtension(command: DeclineExtension, answer: Answer): Decision<AnswerEvent> {
  const found = findWaiting(answer, askedOf(answer).extensions, deciding(command, 'declined'))
  if (!('request' in found)) return found
  if (command.reason.trim() === '') return refuse('reason-missing')
  const { by, at, reason } = command
  const { unit } = found.asked
  return [{ type: 'extension_declined', unit, number: found.request.number, by: by.officer, at, reason }]
}

function deciding({ by, number }: GrantExtension | DeclineExtension, outcome: 'granted' | 'declined') {
  const none = (unit: UnitId) => refuse('no-extension', { unit })
  return { officer: by.officer, number, outcome, none }
}
