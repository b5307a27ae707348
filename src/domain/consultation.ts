/**
 * A consultation (lấy ý kiến): one letter, and an answer owed by each consulted unit. The unit of locking and of evidence.
 * This file decides what may happen and puts the parts together: its states (consultation-state.ts), the letter, an
 * answer's states, replies, the clock and the notices have their own.
 */
import type { Calendar } from '../calendar/calendar.ts'
import type { RulesInForce } from '../regulations/in-force.ts'
import { clockworkOf, inItsTime, refuseNotOpen, type Setting, unitOf } from './consultation-acting.ts'
import {
  type AnswerEvent,
  type Asked,
  askedOf,
  isLapsed,
  isSettled,
  type Lapsed,
  type Reach,
} from './consultation-answer.ts'
import { decideRequest } from './consultation-deciding.ts'
import {
  type AskDocuments,
  type DeclineDocuments,
  decideAskDocuments,
  type SupplyDocuments,
} from './consultation-documents.ts'
import { decideReturnDraft, type ReturnDraft } from './consultation-draft.ts'
import {
  type AskExtension,
  type DeclineExtension,
  decideAskExtension,
  type GrantExtension,
} from './consultation-extension.ts'
import { ladderFor, nextMomentOf, passTime, proveReach } from './consultation-lapse.ts'
import { dueAtOf, faultOf, groundOfLimit, type Letter, roleInLead } from './consultation-letter.ts'
import { decideOverrule, type Overrule, openObjections } from './consultation-overrule.ts'
import { decideRegister, type Register, refuseNumber, registeredUnit } from './consultation-registry.ts'
import { decideReopen, type Reopen } from './consultation-reopen.ts'
import {
  decideConfirm,
  decideReceipt,
  decideReply,
  decideUndo,
  type GivenReply,
  undoSeconds,
} from './consultation-reply.ts'
import { decideReroute, forwardedTo, type Reroute } from './consultation-reroute.ts'
import { type Earlier, refuseRound, roundOf } from './consultation-rounds.ts'
import { type Consultation, type ConsultationEvent, evolve, type Open } from './consultation-state.ts'
import { decideUrge, type Urge } from './consultation-urge.ts'
import { decideWithdraw, type Withdraw } from './consultation-withdrawal.ts'
import { type Decision, refuse } from './decision.ts'
import type { Actor, UnitId } from './directory.ts'
import type { Reference } from './reference.ts'

export type { Setting } from './consultation-acting.ts'
export type { Consultation, ConsultationEvent } from './consultation-state.ts'
export { complete, evolve } from './consultation-state.ts'

type Act = { readonly by: Actor; readonly at: Temporal.Instant; readonly recordedAt: Temporal.Instant }

/** Makes the matter; every other command needs one. */
export type Prepare = Act & {
  readonly type: 'prepare'
  readonly reference: Reference
  readonly letter: Letter
  readonly unlinked: readonly UnitId[]
  /** What the same lead has asked before. */
  readonly earlier: readonly Earlier[]
}

export type Command =
  | (Act & { readonly type: 'send'; readonly unlinked: readonly UnitId[] })
  | GivenReply
  | (Act & { readonly type: 'confirm'; readonly unit: UnitId | null; readonly draft: number | null })
  | (Act & { readonly type: 'receive'; readonly unit: UnitId | null })
  /** Without a unit, one's own latest answer. */
  | (Act & { readonly type: 'undo'; readonly unit?: UnitId | null })
  | AskExtension
  | GrantExtension
  | DeclineExtension
  | AskDocuments
  | SupplyDocuments
  | DeclineDocuments
  | Withdraw
  | ReturnDraft
  | Urge
  | (Act & { readonly type: 'void'; readonly reason: string })
  | (Act & { readonly type: 'close' })
  | Reroute
  | Register
  | Reopen
  | Overrule
  | {
      readonly type: 'prove_reach'
      readonly unit: UnitId
      readonly reach: Reach
      readonly at: Temporal.Instant
      readonly recordedAt: Temporal.Instant
    }
  | { readonly type: 'tick'; readonly at: Temporal.Instant; readonly recordedAt: Temporal.Instant }

/** What somebody does with their own unit's answer. */
type UnitCommand = Extract<
  Command,
  { type: 'reply' | 'confirm' | 'receive' | 'ask_extension' | 'ask_documents' | 'withdraw' | 'return_draft' }
>

/** Starts a consultation: a decider of the lead unit sends at once, anybody else there prepares a draft for them. */
export function prepare(command: Prepare, setting: Setting): Decision<ConsultationEvent> {
  const role = roleInLead(command.letter, command.by)
  if (role === 'none') return refuse('not-your-unit', { unit: command.letter.leadUnit })
  const { reference, letter, at, by, earlier } = command
  const round = roundOf(letter, earlier)
  const fault = faultOf(letter, setting, at) ?? refuseRound(letter, round, setting.rules)
  if (fault) return fault
  const { rules } = setting
  const prepared: ConsultationEvent = { type: 'prepared', reference, letter, rules, round, by: by.officer, at }
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
      return state.state === 'open' ? undo(command, state) : refuseNotOpen(state)
    case 'reroute':
      return state.state === 'open' ? decideReroute(command, state, setting) : refuseNotOpen(state)
    case 'register':
      return state.state === 'open' ? register(command, state, setting) : refuseNotOpen(state)
    case 'reopen':
      return state.state === 'draft' ? refuseNotOpen(state) : decideReopen(command, state, setting)
    case 'overrule':
      return state.state === 'draft' ? refuseNotOpen(state) : decideOverrule(command, state, setting)
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
  if (state.state !== 'open') return refuseNotOpen(state)
  if (command.reason.trim() === '') return refuse('reason-missing')
  const { at } = command
  const reinstated = lapsedAfter(state, at).map(({ asked }) => ({ type: 'reinstated', unit: asked.unit, at }) as const)
  return [...reinstated, { type: 'voided', by: command.by.officer, at, reason: command.reason }]
}

function decideClose(command: Extract<Command, { type: 'close' }>, state: Consultation): Decision<ConsultationEvent> {
  if (roleInLead(state.letter, command.by) !== 'decides') return refuse('may-not-send', { unit: state.letter.leadUnit })
  if (state.state !== 'open') return refuseNotOpen(state)
  const asked = Object.values(state.answers).filter((answer) => answer.state === 'asked')
  const waiting = [...asked, ...lapsedAfter(state, command.at)]
  if (waiting.length > 0) return refuse('units-still-asked', { units: waiting.map((answer) => askedOf(answer).unit) })
  const openUnits = openObjections(state, command.at).map(({ asked: { unit } }) => unit)
  return [{ type: 'closed', by: command.by.officer, at: command.at, openObjections: openUnits }]
}

/** Answers that were still asked at an instant, though their lapse has been written down since. */
function lapsedAfter(state: Open, at: Temporal.Instant): readonly Lapsed[] {
  return Object.values(state.answers)
    .filter(isLapsed)
    .filter(({ lapsedAt }) => Temporal.Instant.compare(at, lapsedAt) < 0)
}

function decideForUnit(command: UnitCommand, state: Consultation, setting: Setting): Decision<ConsultationEvent> {
  if (state.state !== 'open') return refuseNotOpen(state)
  const unit = unitOf(command, state, setting)
  if (typeof unit !== 'string') return unit
  const frozen = { ...setting, rules: state.rules }
  return inItsTime({ ...command, unit }, state, setting.calendar, (answer) => {
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
        return decideWithdraw(command, answer, state.rules)
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

function undo(command: Extract<Command, { type: 'undo' }>, state: Open): Decision<ConsultationEvent> {
  const own = Object.values(state.answers)
    .filter(isSettled)
    .filter(({ asked, reply }) => reply.by === command.by.officer && (command.unit ?? asked.unit) === asked.unit)
  const [latest] = own.toSorted((a, b) => Temporal.Instant.compare(b.reply.recordedAt, a.reply.recordedAt))
  if (latest === undefined) return refuse('nothing-to-undo')
  const isBuiltOn = latest.overruled !== null || forwardedTo(state.answers, latest) !== null
  return isBuiltOn ? refuse('undo-too-late', { seconds: undoSeconds }) : decideUndo(command, latest)
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
