/**
 * The states of a consultation, and how an event changes it. What may happen is decided in consultation.ts.
 *
 *   draft ── a decider of the lead confirms ──▶ open ── void ──▶ void
 *                                                    ── close ─▶ closed   (nobody is asked any more)
 */
import type { RulesInForce } from '../regulations/in-force.ts'
import {
  type Answer,
  type AnswerEvent,
  type Asked,
  completeAnswer,
  evolveAnswer,
  nothingYet,
} from './consultation-answer.ts'
import type { Clockwork } from './consultation-lapse.ts'
import type { Letter } from './consultation-letter.ts'
import type { OfficerId, UnitId } from './directory.ts'
import type { Reference } from './reference.ts'
import type { Rung } from './reminders.ts'

export type Consultation = Draft | Open | Ended

type Base = {
  readonly reference: Reference
  readonly letter: Letter
  readonly rules: RulesInForce
  readonly preparedBy: OfficerId
  readonly preparedAt: Temporal.Instant
}

export type Draft = Base & { readonly state: 'draft' }

type Sent = Base & {
  readonly sentBy: OfficerId
  readonly sentAt: Temporal.Instant
  /** The letter's deadline; a unit's own may be later. */
  readonly dueAt: Temporal.Instant
  readonly lawfulLimit: Clockwork['lawfulLimit']
  readonly answers: Readonly<Record<UnitId, Answer>>
}

export type Open = Sent & { readonly state: 'open' }
export type Ended = Sent & {
  readonly state: 'closed' | 'void'
  readonly endedBy: OfficerId
  readonly endedAt: Temporal.Instant
  readonly reason: string | null
}

type SentRequest = { readonly unit: UnitId; readonly why: string; readonly ladder: readonly Rung[] }

export type ConsultationEvent =
  | {
      readonly type: 'prepared'
      readonly reference: Reference
      readonly letter: Letter
      readonly rules: RulesInForce
      readonly by: OfficerId
      readonly at: Temporal.Instant
    }
  | {
      readonly type: 'sent'
      readonly by: OfficerId
      readonly at: Temporal.Instant
      readonly dueAt: Temporal.Instant
      readonly lawfulLimit: Clockwork['lawfulLimit']
      readonly requests: readonly SentRequest[]
      /** Consulted units in which nobody who may answer can be reached. */
      readonly unlinked: readonly UnitId[]
    }
  | AnswerEvent
  | { readonly type: 'voided'; readonly by: OfficerId; readonly at: Temporal.Instant; readonly reason: string }
  | { readonly type: 'closed'; readonly by: OfficerId; readonly at: Temporal.Instant }

/** A consultation that an earlier version wrote, with what that version did not know of: its "nothing yet". */
export function complete(state: Consultation): Consultation {
  if (state.state === 'draft') return state
  const answers = Object.entries(state.answers).map(([unit, answer]) => [unit, completeAnswer(answer)])
  return { ...state, answers: Object.fromEntries(answers) }
}

/** The consultation after an event; null before its first. */
export function evolve(state: Consultation | null, event: ConsultationEvent): Consultation {
  if (event.type === 'prepared') {
    const { reference, letter, rules, by, at } = event
    return { state: 'draft', reference, letter, rules, preparedBy: by, preparedAt: at }
  }
  if (state === null) throw new Error(`A consultation begins with 'prepared', not with '${event.type}'`)
  if (event.type === 'sent') return open(state, event)
  if (state.state === 'draft') throw new Error(`A draft consultation cannot follow '${event.type}'`)
  switch (event.type) {
    case 'voided':
      return {
        ...state,
        state: 'void',
        answers: voidOpen(state.answers, event),
        endedBy: event.by,
        endedAt: event.at,
        reason: event.reason,
      }
    case 'closed':
      return { ...state, state: 'closed', endedBy: event.by, endedAt: event.at, reason: null }
    default:
      return { ...state, answers: evolveUnit(state.answers, event) }
  }
}

function open(draft: Consultation, event: Extract<ConsultationEvent, { type: 'sent' }>): Open {
  const { by, at, dueAt, lawfulLimit, requests } = event
  const answers = Object.fromEntries(requests.map((request) => [request.unit, ask(request, at, dueAt)]))
  const { reference, letter, rules, preparedBy, preparedAt } = draft
  return {
    state: 'open',
    reference,
    letter,
    rules,
    preparedBy,
    preparedAt,
    sentBy: by,
    sentAt: at,
    dueAt,
    lawfulLimit,
    answers,
  }
}

function ask({ unit, why, ladder }: SentRequest, askedAt: Temporal.Instant, dueAt: Temporal.Instant): Asked {
  return { state: 'asked', unit, why, askedAt, dueAt, ladder, ...nothingYet }
}

function evolveUnit(answers: Open['answers'], event: AnswerEvent): Open['answers'] {
  const answer = answers[event.unit]
  if (answer === undefined) throw new Error(`Unit ${event.unit} was never asked`)
  return { ...answers, [event.unit]: evolveAnswer(answer, event) }
}

function voidOpen(
  answers: Open['answers'],
  { by, at, reason }: { by: OfficerId; at: Temporal.Instant; reason: string },
): Open['answers'] {
  const voided = Object.entries(answers).map(([unit, answer]) => [
    unit,
    answer.state === 'asked' ? evolveAnswer(answer, { type: 'unit_voided', unit, by, at, reason }) : answer,
  ])
  return Object.fromEntries(voided)
}
