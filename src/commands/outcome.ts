/** How an act on a consultation is answered to whoever acted. */
import type { Outcome } from '../actions/act.ts'
import type { ConsultationAct } from '../actions/consultation.ts'
import type { Response } from '../cards/response.ts'
import type { Consultation, ConsultationEvent } from '../domain/consultation.ts'
import { undoSeconds } from '../domain/consultation-reply.ts'
import type { Reference } from '../domain/reference.ts'
import type { OfficerSituation } from './command.ts'
import { answerAgain } from './outcome-again.ts'
import { answerRequest } from './outcome-request.ts'
import { buttonFor, refused, say } from './say.ts'

export type ConsultationOutcome = Outcome<Consultation, ConsultationEvent>

/**
 * The response to an act: what was recorded, what is still asked, or why not. An act that changed nothing has been done
 * before: it is answered as it was then.
 * @param wanted the act, where the same may be wanted once more
 */
export function answerOutcome(
  outcome: ConsultationOutcome,
  situation: OfficerSituation,
  wanted: ConsultationAct | null = null,
): readonly Response[] {
  if (outcome.refusal !== null) return [refused(outcome.refusal, outcome.reference)]
  const { reference, events } = outcome
  const told = events.flatMap((event) => answerEvent(event, reference, situation) ?? [])
  const again = events.length === 0 && wanted !== null ? answerAgain(wanted, outcome.state, situation) : null
  return [told.at(-1) ?? again ?? say('nothingNew', { reference }), ...events.flatMap(sayMovedOff)]
}

/** That a date ends later than it says, since its day has become one of rest. */
function sayMovedOff(event: ConsultationEvent): readonly Response[] {
  if (event.type !== 'sent' && event.type !== 'extension_granted') return []
  const { movedOff, dueAt } = event
  return movedOff ? [say('dateMoved', { day: movedOff.toString(), dueAt })] : []
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
