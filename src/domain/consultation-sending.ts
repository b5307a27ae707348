/** How a consultation begins: a letter is prepared and goes out to the units it asks. What the letter must say is consultation-letter.ts. */
import type { Calendar } from '../calendar/calendar.ts'
import type { RulesInForce } from '../regulations/in-force.ts'
import type { Setting } from './consultation-acting.ts'
import { ladderFor } from './consultation-lapse.ts'
import { dueAtOf, endOfDate, faultOf, groundOfLimit, type Letter, roleInLead } from './consultation-letter.ts'
import { type Earlier, refuseRound, roundOf } from './consultation-rounds.ts'
import type { Consultation, ConsultationEvent, Ended, Open } from './consultation-state.ts'
import { type Decision, type Refusal, refuse } from './decision.ts'
import type { Actor, UnitId } from './directory.ts'
import type { Reference } from './reference.ts'

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

/** Sends a prepared letter. */
export type Send = Act & { readonly type: 'send'; readonly unlinked: readonly UnitId[] }

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
  const movedOff = letter.limit.kind === 'until' ? endOfDate(letter.limit, calendar).movedOff : null
  const lawfulLimit = groundOfLimit(letter, rules)
  const clockwork = { rules, calendar, lawfulLimit, isUrgent: letter.urgency === 'immediate' }
  const ladder = ladderFor({ askedAt: at, dueAt }, clockwork)
  const requests = letter.consulted.map(({ unit, why }) => ({ unit, why, ladder }))
  return {
    type: 'sent',
    by: by.officer,
    at,
    dueAt,
    ...(movedOff && { movedOff }),
    lawfulLimit,
    requests,
    unlinked,
  }
}

export function decideSend(command: Send, state: Consultation, setting: Setting): Decision<ConsultationEvent> {
  if (state.state !== 'draft') return isSent(command, state) ? [] : refuseSent(state)
  if (roleInLead(state.letter, command.by) !== 'decides') return refuse('may-not-send', { unit: state.letter.leadUnit })
  const frozen = { ...setting, rules: state.rules }
  return faultOf(state.letter, frozen, command.at) ?? [sendNow(state.letter, command, frozen)]
}

function isSent({ by }: Send, { state, sentBy }: Open | Ended): boolean {
  return state === 'open' && sentBy === by.officer
}

function refuseSent({ reference, sentBy, sentAt }: Open | Ended): Refusal {
  return refuse('already-sent', { reference, by: sentBy, at: sentAt })
}
