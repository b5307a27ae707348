/** What the lead answers to a unit's request: more time or not, the missing documents or why there are none. */
import type { Calendar } from '../calendar/calendar.ts'
import { clockworkOf, inItsTime, refuseNotOpen } from './consultation-acting.ts'
import { askedOf, isSettled } from './consultation-answer.ts'
import {
  type DeclineDocuments,
  decideDeclineDocuments,
  decideSupplyDocuments,
  type SupplyDocuments,
} from './consultation-documents.ts'
import {
  type DeclineExtension,
  decideDeclineExtension,
  decideGrantExtension,
  type GrantExtension,
} from './consultation-extension.ts'
import { roleInLead } from './consultation-letter.ts'
import { isUndoable } from './consultation-reply.ts'
import { pendingDocuments, pendingExtension } from './consultation-requests.ts'
import type { Consultation, ConsultationEvent, Open } from './consultation-state.ts'
import { type Decision, type Refusal, refuse } from './decision.ts'
import type { UnitId } from './directory.ts'

export type RequestDecision = GrantExtension | DeclineExtension | SupplyDocuments | DeclineDocuments

/** The lead's head or a deputy decides, for the unit named or the only one that waits. */
export function decideRequest(
  command: RequestDecision,
  state: Consultation,
  calendar: Calendar,
): Decision<ConsultationEvent> {
  if (roleInLead(state.letter, command.by) !== 'decides')
    return refuse('may-not-decide', { unit: state.letter.leadUnit })
  if (state.state !== 'open') return refuseNotOpen(state)
  const unit = unitWaiting(command, state)
  if (typeof unit !== 'string') return unit
  const clockwork = clockworkOf(state, calendar)
  return inItsTime({ ...command, unit }, state, calendar, (answer) => {
    if (isSettled(answer) && isUndoable(answer, command.at)) return refuse('still-undoable', { unit })
    switch (command.type) {
      case 'grant_extension':
        return decideGrantExtension(command, answer, clockwork)
      case 'decline_extension':
        return decideDeclineExtension(command, answer)
      case 'supply_documents':
        return decideSupplyDocuments(command, answer, { clockwork, first: { ...state, limit: state.letter.limit } })
      case 'decline_documents':
        return decideDeclineDocuments(command, answer)
      default:
        return command satisfies never
    }
  })
}

/** The unit whose request is decided: the one named, or the only one that has such a request. */
function unitWaiting({ type, unit }: RequestDecision, state: Open): UnitId | Refusal {
  const { reference, answers } = state
  if (unit !== null) return unit in answers ? unit : refuse('not-consulted', { reference, units: Object.keys(answers) })
  const isExtension = type === 'grant_extension' || type === 'decline_extension'
  const waiting = Object.values(answers)
    .map(askedOf)
    .filter((asked) => (isExtension ? pendingExtension(asked) : pendingDocuments(asked)) !== null)
  const [only, ...others] = waiting
  if (only === undefined)
    return isExtension ? refuse('nothing-to-grant', { reference }) : refuse('nothing-to-supply', { reference })
  return others.length === 0 ? only.unit : refuse('which-request', { units: waiting.map((asked) => asked.unit) })
}
