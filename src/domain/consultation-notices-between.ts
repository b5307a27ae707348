/** What passes between a unit and its lead before the deadline, and between a head and whoever drafted: whom it concerns. */
import { askedOf } from './consultation-answer.ts'
import type { AnswerEvent } from './consultation-answer-events.ts'
import type { Consultation, ConsultationEvent } from './consultation-state.ts'
import { decides, type UnitId } from './directory.ts'
import type { Audience, Tell, Telling } from './notice.ts'

const types = [
  'extension_asked',
  'extension_granted',
  'extension_declined',
  'documents_asked',
  'documents_supplied',
  'documents_declined',
  'lead_nudged',
  'urged',
  'draft_returned',
] as const

type Between = Extract<AnswerEvent, { type: (typeof types)[number] }>

export function isBetween(event: ConsultationEvent): event is Between {
  return types.some((type) => type === event.type)
}

/** Whom to tell of a request, of its decision, at a rung that found it undecided, of urging, and of a draft sent back. */
export function noticesBetween(event: Between, state: Consultation, tell: Tell): readonly Telling[] {
  const { unit } = event
  switch (event.type) {
    case 'extension_asked':
    case 'documents_asked':
      return whoDecides(state).map((to) => tell(event.type, unit, to, { isLive: true }))
    case 'lead_nudged': {
      const untilAt = dueAtIn(state, unit)
      return whoDecides(state).map((to) => tell('lead_nudged', unit, to, { isLive: true, untilAt }))
    }
    case 'extension_granted':
    case 'extension_declined':
      return whoOwes(unit).map((to) => tell('extension_decided', unit, to, { isLive: true }))
    case 'documents_supplied':
    case 'documents_declined':
      return [...whoOwes(unit), ...whoClaimed(event, state)].map((to) =>
        tell('documents_decided', unit, to, { isLive: true }),
      )
    case 'urged': {
      const manner = { isLive: true, untilAt: dueAtIn(state, unit), once: `${event.on.toString()}.${event.ofDay}` }
      return whoOwes(unit).map((to) => tell('urged', unit, to, manner))
    }
    case 'draft_returned':
      return whoDrafted(event, state).map((to) => tell('draft_returned', unit, to, { isLive: true }))
    default:
      return event satisfies never
  }
}

/** The unit's own deadline, after which a word about it is no longer worth saying; null before it is asked. */
function dueAtIn(state: Consultation, unit: UnitId): Temporal.Instant | null {
  const answer = 'answers' in state ? state.answers[unit] : undefined
  return answer ? askedOf(answer).dueAt : null
}

/** Whoever may decide for the lead, and the specialist who prepared the letter. */
function whoDecides(state: Consultation): readonly Audience[] {
  const deciders: Audience = { who: 'deciders', unit: state.letter.leadUnit }
  const isDecidersOwn = state.state === 'draft' || state.preparedBy === state.sentBy
  return isDecidersOwn
    ? [deciders]
    : [deciders, { who: 'member', officer: state.preparedBy, unit: state.letter.leadUnit }]
}

function whoOwes(unit: UnitId): readonly Audience[] {
  return [
    { who: 'deciders', unit },
    { who: 'unit_group', unit },
  ]
}

/** A specialist who said what was missing; whoever decides for the unit hears of it anyway. */
function whoClaimed(
  { unit, number }: Extract<Between, { type: 'documents_supplied' | 'documents_declined' }>,
  state: Consultation,
): readonly Audience[] {
  const answer = 'answers' in state ? state.answers[unit] : undefined
  const claim = answer && askedOf(answer).documents.find((one) => one.number === number)
  return claim === undefined || decides(claim.post) ? [] : [{ who: 'member', officer: claim.by, unit }]
}

/** A draft that comes back concerns its drafter alone. */
function whoDrafted(
  { unit, number }: Extract<Between, { type: 'draft_returned' }>,
  state: Consultation,
): readonly Audience[] {
  const answer = 'answers' in state ? state.answers[unit] : undefined
  const returned = answer && askedOf(answer).returnedDrafts.find(({ draft }) => draft.number === number)
  return returned === undefined ? [] : [{ who: 'member', officer: returned.draft.by, unit }]
}
