/**
 * A consultation (lấy ý kiến): one letter, and an answer owed by each consulted unit. The unit of locking and of evidence.
 * This file puts the parts together; the letter, an answer's states, replies, the clock and the notices have their own.
 *
 *   draft ── a decider of the lead confirms ──▶ open ── void ──▶ void
 *                                                    ── close ─▶ closed   (nobody is asked any more)
 */
import type { Calendar } from '../calendar/calendar.ts'
import { citationOf, type RulesInForce } from '../regulations/in-force.ts'
import { headSignsReplies } from '../regulations/rules/head-signs-replies.ts'
import {
  type Answer,
  type AnswerEvent,
  type Asked,
  askedOf,
  evolveAnswer,
  isLapsed,
  isSettled,
  type Reach,
} from './consultation-answer.ts'
import { type Clockwork, ladderFor, nextMomentOf, passTime, proveReach } from './consultation-lapse.ts'
import { dueAtOf, faultOf, groundOfLimit, type Letter, roleInLead } from './consultation-letter.ts'
import { decideConfirm, decideReceipt, decideReply, decideUndo, type GivenReply } from './consultation-reply.ts'
import { type Decision, isRefusal, refuse } from './decision.ts'
import type { Actor, Directory, OfficerId, UnitId } from './directory.ts'
import type { Reference } from './reference.ts'
import type { Rung } from './reminders.ts'

/** What everything is decided against, as it stands now. The rules of a matter already open are its own, frozen. */
export type Setting = { readonly directory: Directory; readonly calendar: Calendar; readonly rules: RulesInForce }

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

type Act = { readonly by: Actor; readonly at: Temporal.Instant; readonly recordedAt: Temporal.Instant }

/** Makes the matter; every other command needs one. */
export type Prepare = Act & {
  readonly type: 'prepare'
  readonly reference: Reference
  readonly letter: Letter
  readonly unlinked: readonly UnitId[]
}

export type Command =
  | (Act & { readonly type: 'send'; readonly unlinked: readonly UnitId[] })
  | GivenReply
  | (Act & { readonly type: 'confirm'; readonly unit: UnitId | null; readonly draft: number | null })
  | (Act & { readonly type: 'receive'; readonly unit: UnitId | null })
  | (Act & { readonly type: 'undo' })
  | (Act & { readonly type: 'void'; readonly reason: string })
  | (Act & { readonly type: 'close' })
  | {
      readonly type: 'prove_reach'
      readonly unit: UnitId
      readonly reach: Reach
      readonly at: Temporal.Instant
      readonly recordedAt: Temporal.Instant
    }
  | { readonly type: 'tick'; readonly at: Temporal.Instant; readonly recordedAt: Temporal.Instant }

export type SentRequest = { readonly unit: UnitId; readonly why: string; readonly ladder: readonly Rung[] }

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

/** Starts a consultation: a decider of the lead unit sends at once, anybody else there prepares a draft for them. */
export function prepare(command: Prepare, setting: Setting): Decision<ConsultationEvent> {
  const role = roleInLead(command.letter, command.by)
  if (role === 'none') return refuse('not-your-unit', { unit: command.letter.leadUnit })
  const fault = faultOf(command.letter, setting, command.at)
  if (fault) return fault
  const { reference, letter, at, by } = command
  const prepared: ConsultationEvent = { type: 'prepared', reference, letter, rules: setting.rules, by: by.officer, at }
  return role === 'decides' ? [prepared, sendNow(letter, command, setting)] : [prepared]
}

function sendNow(
  letter: Letter,
  { at, by, unlinked }: { at: Temporal.Instant; by: Actor; unlinked: readonly UnitId[] },
  { rules, calendar }: { rules: RulesInForce; calendar: Calendar },
): ConsultationEvent {
  if (letter.limit === null) throw new Error('A letter without a limit is incomplete and never gets here')
  const dueAt = dueAtOf(letter.limit, at, calendar)
  const lawfulLimit = groundOfLimit(letter, rules)
  const clockwork = { rules, calendar, lawfulLimit, isUrgent: letter.urgency === 'immediate' }
  const ladder = ladderFor({ askedAt: at, dueAt }, clockwork)
  const requests = letter.consulted.map(({ unit, why }) => ({ unit, why, ladder }))
  return { type: 'sent', by: by.officer, at, dueAt, lawfulLimit, requests, unlinked }
}

/**
 * Decides a command on a consultation. An act that happened before a lapse, but was recorded after it, first takes the
 * lapse back: the deadline decides, whatever order things were written down in.
 */
export function decide(command: Command, state: Consultation, setting: Setting): Decision<ConsultationEvent> {
  switch (command.type) {
    case 'send':
      return decideSend(command, state, setting)
    case 'void':
      return decideVoid(command, state)
    case 'close':
      return decideClose(command, state)
    case 'tick':
      return state.state === 'open' ? tick(state, command.at, setting.calendar, command.recordedAt) : []
    case 'undo':
      return state.state === 'open'
        ? undo(command, state)
        : refuse('matter-ended', { reference: state.reference, state: state.state })
    case 'prove_reach':
      return state.state === 'open' ? decideReach(command, state, setting.calendar) : []
    case 'reply':
    case 'confirm':
    case 'receive':
      return decideForUnit(command, state, setting)
    default:
      return command satisfies never
  }
}

function decideSend(
  command: Extract<Command, { type: 'send' }>,
  state: Consultation,
  setting: Setting,
): Decision<ConsultationEvent> {
  if (state.state !== 'draft') return refuse('already-sent', { reference: state.reference })
  if (roleInLead(state.letter, command.by) !== 'decides') return refuse('may-not-send', { unit: state.letter.leadUnit })
  const frozen = { ...setting, rules: state.rules }
  return faultOf(state.letter, frozen, command.at) ?? [sendNow(state.letter, command, frozen)]
}

function decideVoid(command: Extract<Command, { type: 'void' }>, state: Consultation): Decision<ConsultationEvent> {
  if (roleInLead(state.letter, command.by) !== 'decides') return refuse('may-not-send', { unit: state.letter.leadUnit })
  if (state.state !== 'open') return refuse('matter-ended', { reference: state.reference, state: state.state })
  if (command.reason.trim() === '') return refuse('reason-missing')
  return [{ type: 'voided', by: command.by.officer, at: command.at, reason: command.reason }]
}

function decideClose(command: Extract<Command, { type: 'close' }>, state: Consultation): Decision<ConsultationEvent> {
  if (roleInLead(state.letter, command.by) !== 'decides') return refuse('may-not-send', { unit: state.letter.leadUnit })
  if (state.state !== 'open') return refuse('matter-ended', { reference: state.reference, state: state.state })
  const waiting = Object.values(state.answers).filter((answer) => answer.state === 'asked')
  if (waiting.length > 0) return refuse('units-still-asked', { units: waiting.map((answer) => askedOf(answer).unit) })
  return [{ type: 'closed', by: command.by.officer, at: command.at }]
}

function decideForUnit(
  command: Extract<Command, { type: 'reply' | 'confirm' | 'receive' }>,
  state: Consultation,
  setting: Setting,
): Decision<ConsultationEvent> {
  if (state.state === 'draft') return refuse('not-sent', { reference: state.reference })
  if (state.state !== 'open') return refuse('matter-ended', { reference: state.reference, state: state.state })
  const unit = unitOf(command, state)
  if (typeof unit !== 'string') return unit
  const frozen = { ...setting, rules: state.rules }
  return inItsTime(command, state, unit, setting.calendar, (answer) => {
    switch (command.type) {
      case 'reply':
        return decideReply(command, answer, frozen)
      case 'confirm':
        return decideConfirm(command, answer, frozen)
      case 'receive':
        return decideReceipt(command, answer)
      default:
        return command satisfies never
    }
  })
}

/** For which consulted unit somebody acts: the one they name, or the only one they belong to. */
function unitOf(
  command: { readonly by: Actor; readonly unit: UnitId | null },
  state: Open,
): UnitId | ReturnType<typeof refuse> {
  const own = Object.keys(state.answers).filter((unit) =>
    command.by.capacities.some((capacity) => capacity.unit === unit),
  )
  const meant = command.unit ? own.filter((unit) => unit === command.unit) : own
  const [unit, ...others] = meant
  if (unit === undefined) {
    return refuse(
      'not-consulted',
      { reference: state.reference, units: Object.keys(state.answers) },
      citationOf(state.rules, headSignsReplies),
    )
  }
  return others.length === 0 ? unit : refuse('which-unit', { units: meant })
}

/** Decides with the answer as it stood when the act happened, and lets time go on from there. */
function inItsTime(
  act: { readonly at: Temporal.Instant; readonly recordedAt: Temporal.Instant },
  state: Open,
  unit: UnitId,
  calendar: Calendar,
  decideOn: (answer: Answer) => Decision<AnswerEvent>,
): Decision<AnswerEvent> {
  const answer = state.answers[unit]
  if (answer === undefined) return []
  if (!isLapsed(answer) || Temporal.Instant.compare(act.at, answer.lapsedAt) >= 0) return decideOn(answer)
  const reinstated: AnswerEvent = { type: 'reinstated', unit, at: act.at }
  const before = evolveAnswer(answer, reinstated)
  const decision = decideOn(before)
  if (isRefusal(decision) || decision.length === 0) return decision
  const after = decision.reduce(evolveAnswer, before)
  const since = after.state === 'asked' ? passTime(after, act.recordedAt, clockworkOf(state, calendar)) : []
  return [reinstated, ...decision, ...since]
}

function decideReach(
  command: Extract<Command, { type: 'prove_reach' }>,
  state: Open,
  calendar: Calendar,
): Decision<ConsultationEvent> {
  return inItsTime(command, state, command.unit, calendar, (answer) =>
    answer.state === 'asked' ? proveReach(answer, command.reach, clockworkOf(state, calendar)) : [],
  )
}

function undo(command: Extract<Command, { type: 'undo' }>, state: Open): Decision<ConsultationEvent> {
  const own = Object.values(state.answers).filter(
    (answer) => isSettled(answer) && answer.reply.by === command.by.officer,
  )
  const latest = own.toSorted((a, b) => compareReplies(b, a))[0]
  return latest ? decideUndo(command, latest) : refuse('nothing-to-undo')
}

function compareReplies(a: Answer, b: Answer): number {
  return isSettled(a) && isSettled(b) ? Temporal.Instant.compare(a.reply.recordedAt, b.reply.recordedAt) : 0
}

function tick(
  state: Open,
  at: Temporal.Instant,
  calendar: Calendar,
  recordedAt: Temporal.Instant,
): readonly ConsultationEvent[] {
  const open = Object.values(state.answers).filter((answer): answer is Asked => answer.state === 'asked')
  return open.flatMap((asked) =>
    passTime(asked, at, clockworkOf(state, calendar)).map((event) => stamp(event, recordedAt)),
  )
}

/** A lapse says when it was written down, which after an outage is later than the moment it was settled as of. */
function stamp(event: AnswerEvent, recordedAt: Temporal.Instant): AnswerEvent {
  return 'lapsedAt' in event ? { ...event, recordedAt } : event
}

function clockworkOf(state: Open, calendar: Calendar): Clockwork {
  return {
    rules: state.rules,
    calendar,
    lawfulLimit: state.lawfulLimit,
    isUrgent: state.letter.urgency === 'immediate',
  }
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
  const nothingYet = {
    climbedAt: null,
    reach: null,
    receipts: [],
    draft: null,
    drafts: 0,
    unclear: null,
    timesAskedBack: 0,
  }
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

/** When time acts next; null when nothing is waited for. */
export function nextMoment(state: Consultation): Temporal.Instant | null {
  if (state.state !== 'open') return null
  const moments = Object.values(state.answers).flatMap((answer) =>
    answer.state === 'asked' ? [nextMomentOf(answer)] : [],
  )
  return moments.toSorted((a, b) => Temporal.Instant.compare(a, b))[0] ?? null
}

/** The consultation as it stands at an instant, whether or not any timer has fired. For reading only. */
export function asOf(state: Consultation, now: Temporal.Instant, calendar: Calendar): Consultation {
  if (state.state !== 'open') return state
  return tick(state, now, calendar, now).reduce<Consultation>(evolve, state)
}
