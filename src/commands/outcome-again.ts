/** How somebody is answered who does what they have done before: as the first time, by what the matter still tells of it. */
import type { ConsultationAct } from '../actions/consultation.ts'
import type { Response } from '../cards/response.ts'
import type { Consultation } from '../domain/consultation.ts'
import { type Answer, askedOf } from '../domain/consultation-answer.ts'
import type { RequestEvent, Requests } from '../domain/consultation-requests.ts'
import type { UnitId } from '../domain/directory.ts'
import type { OfficerSituation } from './command.ts'
import { ownAnswers } from './matter.ts'
import { answerRequest } from './outcome-request.ts'
import { say } from './say.ts'

/** Null where the matter tells nothing of the first time. */
export function answerAgain(
  wanted: ConsultationAct,
  state: Consultation,
  situation: OfficerSituation,
): Response | null {
  const { reference } = state
  switch (wanted.type) {
    case 'send':
    case 'void':
    case 'close':
      return { kind: 'receipt', reference, unit: null }
    case 'direct':
      return say('directed', { reference })
    default: {
      const named = 'unit' in wanted ? (wanted.unit ?? null) : null
      const [unit, answer] = answerOf(named, state, situation) ?? []
      if (unit === undefined || answer === undefined) return null
      return answerForUnit(wanted, answer, { reference, unit }, situation)
    }
  }
}

function answerOf(unit: UnitId | null, state: Consultation, { actor }: OfficerSituation) {
  if (unit === null) return ownAnswers(state, actor)[0]
  const answer = 'answers' in state ? state.answers[unit] : undefined
  return answer && ([unit, answer] as const)
}

function answerForUnit(
  wanted: ConsultationAct,
  answer: Answer,
  { reference, unit }: { readonly reference: string; readonly unit: UnitId },
  { snapshot, officer }: OfficerSituation,
): Response | null {
  const asked = askedOf(answer)
  const about = { reference, unit: snapshot.directory.units.get(unit)?.name ?? unit }
  switch (wanted.type) {
    case 'reply':
    case 'confirm':
    case 'withdraw':
    case 'receive': {
      if (answer.state !== 'asked') return { kind: 'receipt', reference, unit }
      const isDraft = wanted.type === 'reply' && asked.draft?.by === officer && asked.draft.text === wanted.text
      return say(isDraft ? 'draftKept' : 'receiptKept', about)
    }
    case 'return_draft':
      return say('draftReturned', about)
    default: {
      const event = requestBefore(wanted, asked)
      return event && answerRequest(event, about)
    }
  }
}

/** What a unit asked of its lead, or the lead decided, when the same was wanted first. */
function requestBefore(wanted: ConsultationAct, { extensions, documents }: Requests): RequestEvent | null {
  switch (wanted.type) {
    case 'ask_extension': {
      const request = extensions.at(-1)
      return request ? { type: 'extension_asked', request } : null
    }
    case 'ask_documents': {
      const request = documents.at(-1)
      return request ? { type: 'documents_asked', request } : null
    }
    case 'grant_extension':
    case 'decline_extension': {
      const { number, decision = null } = numbered(extensions, wanted.number) ?? {}
      if (number === undefined || decision === null) return null
      return decision.outcome === 'granted'
        ? { type: 'extension_granted', number, ladder: [], ...decision }
        : { type: 'extension_declined', number, ...decision }
    }
    case 'supply_documents':
    case 'decline_documents': {
      const { number, decision = null } = numbered(documents, wanted.number) ?? {}
      if (number === undefined || decision === null) return null
      return decision.outcome === 'supplied'
        ? { type: 'documents_supplied', number, ladder: [], ...decision }
        : { type: 'documents_declined', number, ...decision }
    }
    default:
      return null
  }
}

function numbered<One extends { readonly number: number }>(
  all: readonly One[],
  number: number | null,
): One | undefined {
  return number === null ? all.at(-1) : all.find((one) => one.number === number)
}
