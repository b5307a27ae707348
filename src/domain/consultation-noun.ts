/** A consultation as one kind of matter among others: everything that is done with matters of any kind, done with it. */
import { type Consultation, type ConsultationEvent, complete, decide, evolve, nextMoment } from './consultation.ts'
import { askedOf } from './consultation-answer.ts'
import { leftBy } from './consultation-left.ts'
import { followUps } from './consultation-notices.ts'
import { endOf, mayKnow, owes } from './consultation-owed.ts'
import { maySee } from './consultation-readers.ts'
import { undoSeconds } from './consultation-reply.ts'
import { findOnRest } from './consultation-rest-days.ts'
import { changesAt, manners, proveDelivered } from './consultation-telling.ts'
import { isRefusal } from './decision.ts'
import type { CalendarChanged, Change, Ground, Moved, Noun, Outline } from './noun.ts'

/** How consultations are settled, recorded and told of. */
export const consultations: Noun<Consultation, ConsultationEvent> = {
  kind: 'consultation',
  complete,
  evolve,
  nextMoment,
  followUps,
  owes,
  mayKnow,
  outlineOf,
  changes,
  changesAt,
  maySee,
  manners,
  proveDelivered,
  provenance,
  leftBy,
  moveDeadlines,
  endOf,
  settle(state, at, recordedAt, ground) {
    const decision = decide({ type: 'tick', at, recordedAt }, state, { ...ground, rules: state.rules })
    return isRefusal(decision) ? [] : decision
  },
}

function outlineOf(state: Consultation): Outline {
  const { subject, leadUnit } = state.letter
  const authors = new Set([state.preparedBy, ...('sentBy' in state ? [state.sentBy] : [])])
  return { subject, leadUnit, authors: [...authors], isOpen: state.state === 'draft' || state.state === 'open' }
}

function moveDeadlines(state: Consultation, change: CalendarChanged, ground: Ground) {
  const decision = decide({ type: 'move_deadlines', ...change }, state, { ...ground, rules: state.rules })
  const events = isRefusal(decision) ? [] : decision
  const after = events.reduce<Consultation>(evolve, state)
  const onRest = findOnRest(state, change.at, { before: change.before, after: ground.calendar })
  const found = onRest.map((one): Moved => {
    const answer = 'answers' in after ? after.answers[one.unit] : undefined
    return { ...one, newDueAt: one.fate === 'moves' && answer ? askedOf(answer).dueAt : null }
  })
  return { found, events }
}

/** A reply shows to its own unit at once, and to everybody when it can no longer be undone. */
function changes(event: ConsultationEvent): Change | null {
  switch (event.type) {
    case 'prepared':
    case 'nudged':
    case 'lead_nudged':
    case 'differed':
      return null
    case 'sent':
    case 'voided':
    case 'closed':
    case 'reopened':
      return { units: 'all', afterSeconds: [0] }
    case 'rerouted':
      return { units: [event.unit, event.from], afterSeconds: [0] }
    case 'agreed':
    case 'objected':
    case 'returned':
    case 'objection_withdrawn':
      return { units: [event.unit], afterSeconds: event.reply.lateMinutes === null ? [0, undoSeconds] : [0] }
    case 'overruled':
      return { units: 'all', afterSeconds: [0, undoSeconds] }
    default:
      return { units: [event.unit], afterSeconds: [0] }
  }
}

function provenance(event: ConsultationEvent): { actor: string | null; at: Temporal.Instant | null } {
  if ('reply' in event) return { actor: event.reply.by, at: event.reply.at }
  if ('request' in event) return { actor: event.request.by, at: event.request.at }
  if ('draft' in event) return { actor: event.draft.by, at: event.draft.at }
  if ('unclear' in event) return { actor: event.unclear.by, at: event.unclear.at }
  if ('lapsedAt' in event) return { actor: null, at: event.lapsedAt }
  if ('rung' in event) return { actor: null, at: event.rung.at }
  if ('reach' in event && event.reach.kind === 'registry') return { actor: event.reach.by, at: null }
  if ('reach' in event) return { actor: null, at: event.reach.at }
  return { actor: 'by' in event ? event.by : null, at: event.at }
}
