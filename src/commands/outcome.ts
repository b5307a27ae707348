/** How an act on a consultation is answered to whoever acted. */
import type { Outcome } from '../actions/act.ts'
import type { Response } from '../cards/response.ts'
import type { Consultation, ConsultationEvent } from '../domain/consultation.ts'
import type { Verdict } from '../domain/consultation-answer.ts'
import { undoSeconds } from '../domain/consultation-reply.ts'
import type { RequestEvent } from '../domain/consultation-requests.ts'
import type { Refusal } from '../domain/decision.ts'
import type { OfficerId } from '../domain/directory.ts'
import type { Reference } from '../domain/reference.ts'
import type { OfficerSituation } from './command.ts'
import { buttonFor, refused, say } from './say.ts'

export type ConsultationOutcome = Outcome<Consultation, ConsultationEvent>

/**
 * The response to an act: what was recorded, what is still asked, or why not.
 * @param given the verdict the act gave, if it was one
 */
export function answerOutcome(
  outcome: ConsultationOutcome,
  situation: OfficerSituation,
  given: Verdict | null = null,
): readonly Response[] {
  if (outcome.refusal !== null)
    return [answerRefusal(outcome.refusal, outcome.reference, { officer: situation.officer, given })]
  const { reference, events } = outcome
  const told = events.flatMap((event) => answerEvent(event, reference, situation) ?? [])
  return [told.at(-1) ?? say('nothingNew', { reference })]
}

/** What is said of the unit and the matter, and nothing else. */
const plainly = {
  reply_drafted: 'draftKept',
  received: 'receiptKept',
  draft_returned: 'draftReturned',
  undone: 'undone',
  overrule_undone: 'overruleUndone',
} as const

function answerEvent(event: ConsultationEvent, reference: Reference, { snapshot }: OfficerSituation): Response | null {
  const unit = 'unit' in event ? (snapshot.directory.units.get(event.unit)?.name ?? event.unit) : ''
  switch (event.type) {
    case 'agreed':
    case 'objected':
    case 'returned':
    case 'replied_late':
    case 'objection_withdrawn':
      return { kind: 'receipt', reference, unit: event.unit }
    case 'sent':
    case 'voided':
    case 'closed':
      return { kind: 'receipt', reference, unit: null }
    case 'prepared':
      return say('prepared', { reference })
    case 'reply_drafted':
    case 'received':
    case 'draft_returned':
    case 'undone':
    case 'overrule_undone':
      return say(plainly[event.type], { reference, unit })
    case 'verdict_asked':
      return { ...say('verdictAsked', { reference }, verdictButtons(reference)), unit: event.unit }
    case 'rerouted':
    case 'reopened':
    case 'late_taken':
    case 'overruled':
      return answerMove(event, reference)
    case 'reached':
      return event.reach.kind === 'registry'
        ? say('registered', { reference, unit: event.unit, number: event.reach.number, dueAt: event.dueAt })
        : null
    case 'extension_asked':
    case 'extension_granted':
    case 'documents_asked':
    case 'documents_supplied':
    case 'extension_declined':
    case 'documents_declined':
      return answerRequest(event, { reference, unit })
    case 'directed':
      return say('directed', { reference })
    case 'urged':
      return say('urged', { reference, units: [event.unit] })
    case 'differed':
    case 'asked_back':
    case 'lead_nudged':
    case 'nudged':
    case 'deemed_consent':
    case 'unanswered':
    case 'unreached':
    case 'reinstated':
    case 'unit_voided':
    case 'deadline_moved':
      return null
    default:
      return event satisfies never
  }
}

/** A unit asked its lead for something, or the lead decided on it. */
function answerRequest(event: RequestEvent, about: { readonly reference: Reference; readonly unit: string }): Response {
  switch (event.type) {
    case 'extension_asked':
      return say('extensionAsked', { ...about, wantedAt: event.request.wantedAt, dueAt: event.request.dueAt })
    case 'extension_granted':
      return say('extensionGranted', { ...about, oldDueAt: event.oldDueAt, dueAt: event.dueAt })
    case 'documents_asked':
      return say('documentsAsked', about)
    case 'documents_supplied':
      return event.dueAt.equals(event.oldDueAt)
        ? say('documentsSuppliedInTime', { ...about, dueAt: event.dueAt })
        : say('documentsSupplied', { ...about, oldDueAt: event.oldDueAt, dueAt: event.dueAt })
    case 'extension_declined':
    case 'documents_declined':
      return say('requestDeclined', about)
    default:
      return event satisfies never
  }
}

type Move = Extract<ConsultationEvent, { readonly type: 'rerouted' | 'reopened' | 'late_taken' | 'overruled' }>

/** A request or an outcome moved. */
function answerMove(event: Move, reference: Reference): Response {
  const { unit } = event
  switch (event.type) {
    case 'rerouted':
      return say('rerouted', { reference, units: event.from, unit, dueAt: event.dueAt })
    case 'reopened':
      return say('reopened', { reference, unit, dueAt: event.dueAt })
    case 'late_taken':
      return say('lateTaken', { reference, unit })
    case 'overruled':
      return say('overruled', { reference, unit, number: event.conclusion.number, seconds: undoSeconds }, [
        buttonFor('undo', `undo ${reference}`),
      ])
    default:
      return event satisfies never
  }
}

function verdictButtons(reference: Reference) {
  return [buttonFor('agree', `agree ${reference}`, 'primary'), buttonFor('object', `object ${reference}`, 'danger')]
}

/** A second tap on what the same person has already done gives the same receipt. */
function answerRefusal(
  refusal: Refusal,
  reference: Reference | null,
  { officer, given }: { officer: OfficerId; given: Verdict | null },
): Response {
  const { by, unit, verdict } = refusal.details
  const isRepeated = refusal.code === 'already-answered' && by === officer && verdict === given
  return isRepeated && reference !== null && typeof unit === 'string'
    ? { kind: 'receipt', reference, unit }
    : refused(refusal, reference)
}
