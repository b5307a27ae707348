/**
 * A consultation (lấy ý kiến): one letter, and an answer owed by each consulted unit. The unit of locking and of evidence.
 * This file decides what may happen and puts the parts together: its states (consultation-state.ts), the letter, an
 * answer's states, replies, the clock and the notices have their own.
 */
import type { Calendar } from '../calendar/calendar.ts'
import { clockworkOf, inItsTime, refuseNotOpen, type Setting, unitOf, wasAsked } from './consultation-acting.ts'
import type { Asked, Reach } from './consultation-answer.ts'
import type { AnswerEvent } from './consultation-answer-events.ts'
import { decideRequest } from './consultation-deciding.ts'
import { type Differ, type Direct, decideDiffer, decideDirect } from './consultation-differing.ts'
import {
  type AskDocuments,
  type DeclineDocuments,
  decideAskDocuments,
  type SupplyDocuments,
} from './consultation-documents.ts'
import { decideReturnDraft, type ReturnDraft } from './consultation-draft.ts'
import { type Close, decideClose, decideVoid, type Void } from './consultation-ending.ts'
import {
  type AskExtension,
  type DeclineExtension,
  decideAskExtension,
  type GrantExtension,
} from './consultation-extension.ts'
import { nextMomentOf, passTime, proveReach } from './consultation-lapse.ts'
import { decideOverrule, type Overrule } from './consultation-overrule.ts'
import { decideRegister, type Register, refuseNumber, registeredUnit } from './consultation-registry.ts'
import { decideReopen, type Reopen } from './consultation-reopen.ts'
import { decideConfirm, decideReceipt, decideReply, type GivenReply } from './consultation-reply.ts'
import { decideReroute, type Reroute } from './consultation-reroute.ts'
import { decideMoveDeadlines, type MoveDeadlines } from './consultation-rest-days.ts'
import { decideSend, type Send } from './consultation-sending.ts'
import { type Consultation, type ConsultationEvent, type Ended, evolve, type Open } from './consultation-state.ts'
import { decideUndo, type Undo } from './consultation-undo.ts'
import { decideUrge, type Urge } from './consultation-urge.ts'
import { decideWithdraw, type Withdraw } from './consultation-withdrawal.ts'
import { type Decision, isRefusal } from './decision.ts'
import type { Actor, UnitId } from './directory.ts'

export type { Setting } from './consultation-acting.ts'
export { type Prepare, prepare } from './consultation-sending.ts'
export type { Consultation, ConsultationEvent } from './consultation-state.ts'
export { complete, evolve } from './consultation-state.ts'

type Act = { readonly by: Actor; readonly at: Temporal.Instant; readonly recordedAt: Temporal.Instant }

export type Command =
  | Send
  | GivenReply
  | (Act & { readonly type: 'confirm'; readonly unit: UnitId | null; readonly draft: number | null })
  | (Act & { readonly type: 'receive'; readonly unit: UnitId | null })
  | Undo
  | AskExtension
  | GrantExtension
  | DeclineExtension
  | AskDocuments
  | SupplyDocuments
  | DeclineDocuments
  | Withdraw
  | ReturnDraft
  | Urge
  | Void
  | Close
  | Reroute
  | Register
  | Reopen
  | Overrule
  | Differ
  | Direct
  | {
      readonly type: 'prove_reach'
      readonly unit: UnitId
      readonly reach: Reach
      readonly at: Temporal.Instant
      readonly recordedAt: Temporal.Instant
    }
  | MoveDeadlines
  | { readonly type: 'tick'; readonly at: Temporal.Instant; readonly recordedAt: Temporal.Instant }

/** What somebody does with their own unit's answer. */
type UnitCommand = Extract<
  Command,
  { type: 'reply' | 'confirm' | 'receive' | 'ask_extension' | 'ask_documents' | 'withdraw' | 'return_draft' }
>

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
    case 'move_deadlines':
      return state.state === 'open' ? decideMoveDeadlines(command, state, setting.calendar) : []
    case 'undo':
      return state.state === 'open' || state.state === 'closed' ? decideUndo(command, state) : refuseNotOpen(state)
    case 'reroute':
      return state.state === 'open' ? decideReroute(command, state, setting) : refuseNotOpen(state)
    case 'register':
      return state.state === 'open' ? register(command, state, setting) : refuseNotOpen(state)
    case 'reopen':
      return state.state === 'draft' ? refuseNotOpen(state) : decideReopen(command, state, setting)
    case 'overrule':
      return state.state === 'draft' ? refuseNotOpen(state) : decideOverrule(command, state, setting)
    case 'differ':
      return decideDiffer(command, state, setting)
    case 'direct':
      return decideDirect(command, state, setting)
    case 'prove_reach':
      return state.state === 'open' ? decideReach(command, state, setting.calendar) : []
    case 'reply':
    case 'confirm':
    case 'receive':
    case 'ask_extension':
    case 'ask_documents':
    case 'withdraw':
    case 'return_draft':
      return decideForUnit(command, state, setting)
    case 'urge':
      return decideUrge(command, state, setting.calendar)
    case 'grant_extension':
    case 'decline_extension':
    case 'supply_documents':
    case 'decline_documents':
      return decideRequest(command, state, setting.calendar)
    default:
      return command satisfies never
  }
}

/** An act that happened before its unit lapsed counts, though the lapse let the lead close meanwhile: it is open again. */
function decideForUnit(command: UnitCommand, state: Consultation, setting: Setting): Decision<ConsultationEvent> {
  if (state.state === 'draft' || state.state === 'void') return refuseNotOpen(state)
  const unit = unitOf(command, state, setting)
  if (state.state === 'open')
    return typeof unit === 'string' ? decideOnAnswer({ ...command, unit }, state, setting) : unit
  const answer = typeof unit === 'string' ? state.answers[unit] : undefined
  if (typeof unit !== 'string' || answer === undefined || !wasAsked(answer, command.at)) return refuseNotOpen(state)
  const decision = decideOnAnswer({ ...command, unit }, state, setting)
  const isTakenBack = !isRefusal(decision) && decision.some(({ type }) => type === 'reinstated')
  return isRefusal(decision) || isTakenBack ? decision : refuseNotOpen(state)
}

function decideOnAnswer(
  command: UnitCommand & { readonly unit: UnitId },
  state: Open | Ended,
  setting: Setting,
): Decision<ConsultationEvent> {
  const frozen = { ...setting, rules: state.rules }
  return inItsTime(command, state, setting.calendar, (answer) => {
    switch (command.type) {
      case 'reply':
        return decideReply(command, answer, frozen)
      case 'confirm':
        return decideConfirm(command, answer, frozen)
      case 'receive':
        return decideReceipt(command, answer)
      case 'ask_extension':
        return decideAskExtension(command, answer, state.rules)
      case 'ask_documents':
        return decideAskDocuments(command, answer, state.rules)
      case 'withdraw':
        return decideWithdraw(command, answer, frozen)
      case 'return_draft':
        return decideReturnDraft(command, answer, state.rules)
      default:
        return command satisfies never
    }
  })
}

function decideReach(
  command: Extract<Command, { type: 'prove_reach' }>,
  state: Open,
  calendar: Calendar,
): Decision<ConsultationEvent> {
  const { unit, reach, recordedAt } = command
  return inItsTime({ unit, at: reach.at, recordedAt }, state, calendar, (answer) =>
    answer.state === 'asked' ? proveReach(answer, reach, clockworkOf(state, calendar)) : [],
  )
}

function register(command: Register, state: Open, { directory, calendar }: Setting): Decision<ConsultationEvent> {
  const unit = registeredUnit(command, state, directory)
  if (typeof unit !== 'string') return unit
  const refusal = refuseNumber(command, state.rules)
  if (refusal) return refusal
  const { arrivedAt: at, recordedAt } = command
  return inItsTime({ unit, at, recordedAt }, state, calendar, (answer) =>
    decideRegister(command, answer, clockworkOf(state, calendar)),
  )
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
