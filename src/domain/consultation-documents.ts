/**
 * Documents a dossier lacks (thiếu hồ sơ): a unit names them, the lead supplies them or says why not. The limit runs from the
 * complete dossier, so supplying starts it anew for this unit; a claim alone stops no clock (HPe).
 */
import { applyRule, type RulesInForce, valuesOf } from '../regulations/in-force.ts'
import { completeDossier, type DossierVerdict } from '../regulations/rules/complete-dossier.ts'
import { type Answer, askedOf, nextRequest } from './consultation-answer.ts'
import type { AnswerEvent } from './consultation-answer-events.ts'
import { type Clockwork, ladderFor } from './consultation-lapse.ts'
import { type Dossier, type FirstLimit, limitAgain } from './consultation-letter.ts'
import { type DocumentClaim, pendingDocuments, type Supplied } from './consultation-requests.ts'
import type { Consultation } from './consultation-state.ts'
import { findWaiting, refuseAnswered } from './consultation-waiting.ts'
import { type Decision, type RefusalCodes, refuse } from './decision.ts'
import type { Actor, UnitId } from './directory.ts'

type Act = { readonly by: Actor; readonly at: Temporal.Instant; readonly recordedAt: Temporal.Instant }

export type AskDocuments = Act & {
  readonly type: 'ask_documents'
  /** For which unit; null when the actor's own unit is meant. */
  readonly unit: UnitId | null
  /** Which documents, in the unit's words. */
  readonly missing: string
}

export type SupplyDocuments = Act & {
  readonly type: 'supply_documents'
  /** Whose claim; null when there is only one. */
  readonly unit: UnitId | null
  /** Which of the unit's claims; null: the one that waits. */
  readonly number: number | null
  readonly supplied: Supplied
}

export type DeclineDocuments = Omit<SupplyDocuments, 'type' | 'supplied'> & {
  readonly type: 'decline_documents'
  readonly reason: string
}

/** Anybody of the unit may say what is missing: it binds the unit to nothing. */
export function decideAskDocuments(
  { by, at, missing }: Pick<AskDocuments, 'by' | 'at' | 'missing'>,
  answer: Answer,
  rules: RulesInForce,
): Decision<AnswerEvent> {
  const asked = askedOf(answer)
  const { unit } = asked
  const over = refuseAnswered(answer)
  if (over) return over
  const pending = pendingDocuments(asked)
  if (pending && answer.state === 'asked')
    return pending.by === by.officer && pending.missing === missing
      ? []
      : refuse('documents-pending', { unit, by: pending.by, at: pending.at })
  const facts = { isBeforeDeadline: answer.state === 'asked', isNamed: missing.trim() !== '' }
  const checked = applyRule(rules, completeDossier, facts)
  const code = checked === null ? null : refusals[checked.result.verdict]
  if (code !== null) return refuse(code, { unit }, checked?.citation)
  if (checked === null && !facts.isBeforeDeadline) return refuse('documents-after-deadline', { unit })
  const post = by.capacities.find((capacity) => capacity.unit === unit)?.post
  if (post === undefined) return refuse('not-your-unit', { unit })
  const request = { number: nextRequest(asked, 'documents'), by: by.officer, post, at, missing }
  return [{ type: 'documents_asked', unit, request }]
}

const refusals: RefusalCodes<DossierVerdict, 'may-ask'> = {
  'may-ask': null,
  'after-deadline': 'documents-after-deadline',
  'nothing-named': 'documents-nothing-named',
}

/** The lead supplies what was missing: the unit has its whole limit again, never less than it has left. */
export function decideSupplyDocuments(
  command: SupplyDocuments,
  answer: Answer,
  { clockwork, first }: { readonly clockwork: Clockwork; readonly first: FirstLimit },
): Decision<AnswerEvent> {
  const found = findWaiting(answer, askedOf(answer).documents, deciding(command, 'supplied'))
  if (!('request' in found)) return found
  const { asked, request } = found
  const { by, at, supplied } = command
  const { unit, dueAt: oldDueAt } = asked
  const restarts = valuesOf(clockwork.rules, completeDossier)?.restartsLimit ?? true
  const fresh = restarts ? limitAgain(first, at, clockwork.calendar) : oldDueAt
  const isLater = Temporal.Instant.compare(fresh, oldDueAt) > 0
  const dueAt = isLater ? fresh : oldDueAt
  const ladder = isLater ? ladderFor({ askedAt: at, dueAt }, clockwork) : asked.ladder
  const decided = { number: request.number, by: by.officer, at }
  return [{ type: 'documents_supplied', unit, ...decided, supplied, oldDueAt, dueAt, ladder }]
}

/** What there is to read: the letter's dossier or, of one unit, what it was supplied last. */
export function dossierFor(state: Consultation, unit: UnitId | null): Dossier | null {
  const answer = 'answers' in state && unit !== null ? state.answers[unit] : undefined
  const supplied = answer ? askedOf(answer).documents.flatMap(suppliedBy) : []
  return supplied.at(-1) ?? state.letter.dossier
}

function suppliedBy({ decision }: DocumentClaim): readonly Dossier[] {
  if (decision?.outcome !== 'supplied' || decision.supplied.kind === 'stated') return []
  return [decision.supplied]
}

/** The lead says why nothing is missing; the limit ran on and runs on. */
export function decideDeclineDocuments(command: DeclineDocuments, answer: Answer): Decision<AnswerEvent> {
  const found = findWaiting(answer, askedOf(answer).documents, deciding(command, 'declined'))
  if (!('request' in found)) return found
  if (command.reason.trim() === '') return refuse('reason-missing')
  const { by, at, reason } = command
  return [
    { type: 'documents_declined', unit: found.asked.unit, number: found.request.number, by: by.officer, at, reason },
  ]
}

function deciding({ by, number }: SupplyDocuments | DeclineDocuments, outcome: 'supplied' | 'declined') {
  const none = (unit: UnitId) => refuse('no-documents', { unit })
  return { officer: by.officer, number, outcome, none }
}
