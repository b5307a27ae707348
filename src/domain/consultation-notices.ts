/** Whom a consultation tells what, after each of its events. The only place that knows the audiences. */

import { applyRule } from '../regulations/in-force.ts'
import { recipients } from '../regulations/rules/recipients.ts'
import { urgentAtOnce } from '../regulations/rules/urgent-at-once.ts'
import { askedOf, isSettled } from './consultation-answer.ts'
import type { AnswerEvent } from './consultation-answer-events.ts'
import { type LeadHears, moveTellings } from './consultation-move-notices.ts'
import { isBetween, noticesBetween } from './consultation-notices-between.ts'
import { undoSeconds } from './consultation-reply.ts'
import type { Consultation, ConsultationEvent } from './consultation-state.ts'
import type { DifferedEvent, DirectedEvent } from './consultation-views.ts'
import type { OfficerId, UnitId } from './directory.ts'
import type { Audience, Tell, Telling } from './notice.ts'
import { keepsQuietHours } from './quiet-hours.ts'
import { widthOf } from './reminders.ts'

/** What follows from an event. `state` is the consultation after every event of the act; `sequence` is the event's number in its evidence. */
export function followUps(event: ConsultationEvent, state: Consultation, sequence: number): readonly Telling[] {
  const tell = tellerOf(state, sequence)
  const leadHears = leadHeardIn(state, tell)
  if (isBetween(event)) return noticesBetween(event, state, tell)
  switch (event.type) {
    case 'prepared':
      return state.state === 'draft'
        ? [tell('letter_to_confirm', null, { who: 'deciders', unit: state.letter.leadUnit }, { isLive: true })]
        : []
    case 'sent':
      return goesOut(event, state, { tell, leadHears })
    case 'nudged':
      return nudges(event, state, { tell, leadHears })
    case 'reply_drafted':
      return [tell('reply_to_confirm', event.unit, { who: 'deciders', unit: event.unit }, { isLive: true })]
    case 'agreed':
    case 'objected':
    case 'returned':
    case 'replied_late':
      return [
        ...(event.reply.lateMinutes === null
          ? answered(event, state, { tell, leadHears })
          : late(event.unit, leadHears, tell)),
        ...drafterHears(event, tell),
      ]
    case 'objection_withdrawn': {
      const afterSeconds = event.reply.lateMinutes === null ? undoSeconds : 0
      return leadHears('withdrawn', event.unit, { afterSeconds })
    }
    case 'deemed_consent':
    case 'unanswered':
    case 'unreached':
      return lapsed(event.unit, leadHears, tell)
    case 'rerouted':
    case 'reopened':
    case 'late_taken':
    case 'overruled':
    case 'closed':
    case 'deadline_moved':
      return moveTellings(event, state, { tell, leadHears })
    case 'differed':
    case 'directed':
      return viewTellings(event, state, tell)
    case 'reinstated':
      return [tell('corrected', event.unit, { who: 'office' }), ...leadHears('corrected', event.unit)]
    case 'voided':
      return silentHear(state, tell)
    case 'reached':
    case 'received':
    case 'verdict_asked':
    case 'asked_back':
    case 'undone':
    case 'overrule_undone':
    case 'unit_voided':
      return []
    default:
      return event satisfies never
  }
}

/** Makes the tellings of one event. A letter stamped for now is told at any hour, before everything else (HP mark). */
function tellerOf(state: Consultation, sequence: number): Tell {
  const isUrgent = applyRule(state.rules, urgentAtOnce, state.letter.urgency)?.result === 'at-once'
  return (
    kind,
    unit,
    to,
    { afterSeconds = 0, isLive = false, untilAt = null, once, rungAt, repliedAt, view } = {},
  ) => ({
    notice: { kind, unit, ...(rungAt && { rungAt }), ...(repliedAt && { repliedAt }), ...(view && { view }) },
    to,
    afterSeconds,
    isLive,
    untilAt,
    isUrgent,
    keepsQuietHours: !isUrgent && keepsQuietHours(kind, to),
    key: [kind, unit ?? '-', ...Object.values(to), once ?? sequence].join(':'),
  })
}

/** Makes what is told to the lead: to whoever follows the matter there. */
function leadHeardIn(state: Consultation, tell: Tell): LeadHears {
  return (kind, unit, manner = {}) => [tell(kind, unit, leadAudience(state, manner.except ?? null), manner)]
}

/** Who follows a matter in the lead unit: who sent it, and who prepared it. */
function leadAudience(state: Consultation, except: OfficerId | null): Audience {
  const people = state.state === 'draft' ? [state.preparedBy] : [state.sentBy, state.preparedBy]
  return { who: 'followers', unit: state.letter.leadUnit, officers: [...new Set(people)], except }
}

function goesOut(
  { unlinked }: Extract<ConsultationEvent, { type: 'sent' }>,
  state: Consultation,
  { tell, leadHears }: { readonly tell: Tell; readonly leadHears: LeadHears },
): readonly Telling[] {
  return [
    ...recipientsHear(state, tell),
    ...leadHears('status', null, { isLive: true }),
    ...(unlinked.length > 0 ? [tell('unlinked', null, { who: 'office' }, { isLive: true })] : []),
  ]
}

/** Whoever must answer is asked, privately and in the unit's group; whoever is only informed is told so, and owes nothing (HP nn). */
function recipientsHear({ letter, rules }: Consultation, tell: Tell): readonly Telling[] {
  const asked = letter.consulted.map(({ unit }) => ({ unit, role: 'act' }) as const)
  const told = letter.informed.map((unit) => ({ unit, role: 'know' }) as const)
  const noticed = applyRule(rules, recipients, [...asked, ...told])?.result.noticed ?? letter.informed
  return [
    ...asked.flatMap(({ unit }) => [
      tell('asked', unit, { who: 'deciders', unit }, { isLive: true }),
      tell('asked', unit, { who: 'unit_group', unit }, { isLive: true }),
    ]),
    ...noticed.map((unit) => tell('informed', unit, { who: 'head', unit })),
  ]
}

function drafterHears({ unit, reply }: Extract<AnswerEvent, { reply: unknown }>, tell: Tell): readonly Telling[] {
  return reply.draftedBy === null
    ? []
    : [tell('reply_confirmed', unit, { who: 'member', officer: reply.draftedBy, unit }, { isLive: true })]
}

/**
 * The audience widens with the rungs: the head; the deputies too; who follows it in the lead unit; at last the unit's group
 * and the Office channel. The lead and the Office hear once for all silent units.
 */
function nudges(
  event: Extract<AnswerEvent, { type: 'nudged' }>,
  state: Consultation,
  { tell, leadHears }: { readonly tell: Tell; readonly leadHears: LeadHears },
): readonly Telling[] {
  if (state.state === 'draft') return []
  const { unit, rung } = event
  const answer = state.answers[unit]
  if (answer === undefined) return []
  const { dueAt: untilAt, ladder } = askedOf(answer)
  const width = widthOf(rung, ladder)
  const manner = { isLive: true, untilAt, rungAt: rung.at }
  const shared = { ...manner, once: rung.at.toString() }
  return [
    tell('nudged', unit, { who: width === 'head' ? 'head' : 'deciders', unit }, manner),
    ...(width === 'office' ? [tell('nudged', unit, { who: 'unit_group', unit }, manner)] : []),
    ...(width === 'office' || width === 'lead' ? leadHears('still_silent', null, shared) : []),
    ...(width === 'office' ? [tell('still_silent', null, { who: 'office' }, shared)] : []),
  ]
}

/** Plain agreement only changes the lead's live card; what the lead must act on, and the last answer, is said aloud. */
function answered(
  event: Extract<AnswerEvent, { reply: unknown }>,
  state: Consultation,
  { tell, leadHears }: { readonly tell: Tell; readonly leadHears: LeadHears },
): readonly Telling[] {
  const manner = { afterSeconds: undoSeconds, repliedAt: event.reply.at }
  const isLast = 'answers' in state && Object.values(state.answers).every((answer) => answer.state !== 'asked')
  return [
    ...(event.type === 'agreed' ? [] : leadHears('answered', event.unit, { ...manner, isLive: true })),
    ...(isBounce(event, state) ? [tell('bounced', event.unit, { who: 'office' }, { ...manner, isLive: true })] : []),
    ...(isLast ? leadHears('all_answered', null, manner) : []),
  ]
}

/** HP2d: a request that came back before comes back again. */
function isBounce({ type, unit }: AnswerEvent, state: Consultation): boolean {
  const answer = 'answers' in state ? state.answers[unit] : undefined
  return type === 'returned' && answer !== undefined && askedOf(answer).hops.length > 0
}

/** AL1.3f: the Office as an escalation, the lead, and the silent unit itself. */
function lapsed(unit: UnitId, leadHears: LeadHears, tell: Tell): readonly Telling[] {
  return [
    tell('lapsed', unit, { who: 'office' }, { isLive: true }),
    ...leadHears('lapsed', unit, { isLive: true }),
    tell('lapsed', unit, { who: 'deciders', unit }, { isLive: true }),
  ]
}

function late(unit: UnitId, leadHears: LeadHears, tell: Tell): readonly Telling[] {
  return [tell('answered_late', unit, { who: 'office' }), ...leadHears('answered_late', unit)]
}

/** TH1.2c: what passes between whoever differs and the superiors. */
function viewTellings(event: DifferedEvent | DirectedEvent, state: Consultation, tell: Tell): readonly Telling[] {
  return event.type === 'differed' ? goesUp(event, tell) : comesDown(event, state, tell)
}

/** The superiors alone, each in private. */
function goesUp({ unit, number: view, superiors }: DifferedEvent, tell: Tell): readonly Telling[] {
  return superiors.map((officer) => tell('differing_view', unit, { who: 'officer', officer }, { isLive: true, view }))
}

/** Whoever differed; the other superiors see it on their card. */
function comesDown({ unit, number: view }: DirectedEvent, state: Consultation, tell: Tell): readonly Telling[] {
  const views = state.state === 'draft' ? [] : state.differing.filter(({ number }) => number === view)
  return views.map(({ by: officer }) =>
    tell('directed', unit, { who: 'member', officer, unit }, { isLive: true, view }),
  )
}

/** Whoever had not answered when the lead cancelled. */
function silentHear(state: Consultation, tell: Tell): readonly Telling[] {
  const answers = 'answers' in state ? Object.values(state.answers) : []
  const silent = answers.flatMap((answer) => (isSettled(answer) ? [] : [askedOf(answer).unit]))
  return silent.flatMap((unit) => [
    tell('voided', unit, { who: 'deciders', unit }),
    tell('voided', unit, { who: 'unit_group', unit }),
  ])
}
