/**
 * The states of a consultation, and how an event changes it. What may happen is decided in consultation.ts.
 *
 *   draft ── a decider of the lead confirms ──▶ open ── void ──▶ void
 *                                                    ── close ─▶ closed   (nobody is asked any more)
 *                                                    ◀─ reopen one unit ── closed
 */
import type { RulesInForce } from '../regulations/in-force.ts'
import { type Answer, type Asked, nothingYet } from './consultation-answer.ts'
import { type AnswerEvent, evolveAnswer } from './consultation-answer-events.ts'
import { completeAnswer } from './consultation-complete.ts'
import type { Clockwork } from './consultation-lapse.ts'
import { completeLetter, type Letter } from './consultation-letter.ts'
import {
  evolveRerouted,
  type LateTakenEvent,
  type ReopenedEvent,
  type ReroutedEvent,
  reopenAnswer,
  takeLateReply,
} from './consultation-moves.ts'
import { firstRound, type Round } from './consultation-rounds.ts'
import { type DifferedEvent, type DifferingView, type DirectedEvent, evolveDiffering } from './consultation-views.ts'
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
  /** Whether the same was asked before. */
  readonly round: Round
}

export type Draft = Base & { readonly state: 'draft' }

type Sent = Base & {
  readonly sentBy: OfficerId
  readonly sentAt: Temporal.Instant
  /** The letter's deadline; a unit's own may be later. */
  readonly dueAt: Temporal.Instant
  readonly lawfulLimit: Clockwork['lawfulLimit']
  readonly answers: Readonly<Record<UnitId, Answer>>
  /** When it was closed before it was opened again, the first in front. */
  readonly closings: readonly Closing[]
  /** Differing views reported to superiors, the first in front. */
  readonly differing: readonly DifferingView[]
}

/** The end of a consultation, and whose objections stood against it then. */
export type Closing = {
  readonly by: OfficerId
  readonly at: Temporal.Instant
  readonly openObjections: readonly UnitId[]
}

export type Open = Sent & { readonly state: 'open' }
export type Ended = Sent & {
  readonly state: 'closed' | 'void'
  readonly endedBy: OfficerId
  readonly endedAt: Temporal.Instant
  readonly reason: string | null
  /** Whose objections stood when it was closed. */
  readonly openObjections: readonly UnitId[]
}

type SentRequest = { readonly unit: UnitId; readonly why: string; readonly ladder: readonly Rung[] }

export type ConsultationEvent =
  | {
      readonly type: 'prepared'
      readonly reference: Reference
      readonly letter: Letter
      readonly rules: RulesInForce
      /** Missing from what was prepared before rounds were counted. */
      readonly round?: Round
      readonly by: OfficerId
      readonly at: Temporal.Instant
    }
  | {
      readonly type: 'sent'
      readonly by: OfficerId
      readonly at: Temporal.Instant
      readonly dueAt: Temporal.Instant
      /** The day of rest on which the letter's date would have ended. */
      readonly movedOff?: Temporal.PlainDate
      readonly lawfulLimit: Clockwork['lawfulLimit']
      readonly requests: readonly SentRequest[]
      /** Consulted units in which nobody who may answer can be reached. */
      readonly unlinked: readonly UnitId[]
    }
  | AnswerEvent
  | ReroutedEvent
  | ReopenedEvent
  | LateTakenEvent
  | DifferedEvent
  | DirectedEvent
  | { readonly type: 'voided'; readonly by: OfficerId; readonly at: Temporal.Instant; readonly reason: string }
  | ({ readonly type: 'closed' } & Omit<Closing, 'openObjections'> & Partial<Pick<Closing, 'openObjections'>>)

/** A consultation that an earlier version wrote, with what that version did not know of: its "nothing yet". */
export function complete(state: Consultation): Consultation {
  const known = { ...state, round: state.round ?? firstRound, letter: completeLetter(state.letter) }
  if (known.state === 'draft') return known
  const answers = Object.fromEntries(
    Object.entries(known.answers).map(([unit, answer]) => [unit, completeAnswer(answer)]),
  )
  const since = { answers, closings: known.closings ?? [], differing: known.differing ?? [] }
  if (known.state === 'open') return { ...known, ...since }
  return { ...known, ...since, openObjections: known.openObjections ?? [] }
}

/** The consultation after an event; null before its first. */
export function evolve(state: Consultation | null, event: ConsultationEvent): Consultation {
  if (event.type === 'prepared') {
    const { reference, rules, by, at, round = firstRound } = event
    const letter = completeLetter(event.letter)
    return { state: 'draft', reference, letter, rules, preparedBy: by, preparedAt: at, round }
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
        openObjections: [],
      }
    case 'closed':
      return { ...state, state: 'closed', ...endOf(event), reason: null }
    case 'rerouted':
      return { ...state, answers: evolveRerouted(state.answers, event) }
    case 'reopened':
      return openAgain(
        state,
        change(state.answers, event.unit, (answer) => reopenAnswer(answer, event)),
      )
    case 'reinstated':
      return openAgain(state, evolveUnit(state.answers, event))
    case 'differed':
    case 'directed':
      return { ...state, differing: evolveDiffering(state.differing, event) }
    case 'late_taken':
      return { ...state, answers: change(state.answers, event.unit, (answer) => takeLateReply(answer, event)) }
    case 'deadline_moved': {
      const dueAt = event.oldDueAt.equals(state.dueAt) ? event.dueAt : state.dueAt
      return { ...state, dueAt, answers: evolveUnit(state.answers, event) }
    }
    default:
      return { ...state, answers: evolveUnit(state.answers, event) }
  }
}

function endOf({ by, at, openObjections = [] }: Extract<ConsultationEvent, { type: 'closed' }>) {
  return { endedBy: by, endedAt: at, openObjections }
}

/** An answer counts anew; a consultation that was closed is open again, its closing kept. */
function openAgain(state: Open | Ended, answers: Sent['answers']): Open {
  if (state.state === 'open') return { ...state, answers }
  const { endedBy: by, endedAt: at, openObjections, reason: _, ...sent } = state
  return { ...sent, state: 'open', answers, closings: [...state.closings, { by, at, openObjections }] }
}

function open(draft: Consultation, event: Extract<ConsultationEvent, { type: 'sent' }>): Open {
  const { by, at, dueAt, lawfulLimit, requests } = event
  const answers = Object.fromEntries(requests.map((request) => [request.unit, ask(request, at, dueAt)]))
  const { reference, letter, rules, preparedBy, preparedAt, round } = draft
  return {
    state: 'open',
    reference,
    letter,
    rules,
    preparedBy,
    preparedAt,
    round,
    sentBy: by,
    sentAt: at,
    dueAt,
    lawfulLimit,
    answers,
    closings: [],
    differing: [],
  }
}

function ask({ unit, why, ladder }: SentRequest, askedAt: Temporal.Instant, dueAt: Temporal.Instant): Asked {
  return { state: 'asked', unit, why, askedAt, dueAt, ladder, ...nothingYet }
}

function evolveUnit(answers: Open['answers'], event: AnswerEvent): Open['answers'] {
  return change(answers, event.unit, (answer) => evolveAnswer(answer, event))
}

function change(answers: Open['answers'], unit: UnitId, next: (answer: Answer) => Answer): Open['answers'] {
  const answer = answers[unit]
  if (answer === undefined) throw new Error(`Unit ${unit} was never asked`)
  return { ...answers, [unit]: next(answer) }
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
