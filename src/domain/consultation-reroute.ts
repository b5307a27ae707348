/**
 * Sending a returned request on to another unit, with a clock of its own. A request that comes back a second time is no
 * longer the lead's to move: the Office or the leaders say who answers (HP2d, H6.4, AL1.2d).
 */
import { type Calendar, dayOf } from '../calendar/calendar.ts'
import { applyRule, citationOf, type RulesInForce } from '../regulations/in-force.ts'
import { letterIsComplete } from '../regulations/rules/letter-is-complete.ts'
import { type CircleVerdict, noCircling } from '../regulations/rules/no-circling.ts'
import { clockworkOf } from './consultation-acting.ts'
import { askedOf, isSettled, type Settled } from './consultation-answer.ts'
import { ladderFor } from './consultation-lapse.ts'
import { limitAgain, refuseSentUp, roleInLead } from './consultation-letter.ts'
import type { ReroutedEvent } from './consultation-moves.ts'
import { isUndoable } from './consultation-reply.ts'
import type { Open } from './consultation-state.ts'
import { type Decision, type Refusal, type RefusalCodes, refuse } from './decision.ts'
import { type Actor, type Directory, decidesForOffice, isUnitValid, seatsOfLeaders, type UnitId } from './directory.ts'

export type Reroute = {
  readonly type: 'reroute'
  readonly by: Actor
  readonly at: Temporal.Instant
  readonly recordedAt: Temporal.Instant
  /** The unit that returned the request; null when only one did. */
  readonly from: UnitId | null
  /** The unit asked instead. */
  readonly unit: UnitId
  /** Why that unit: what it reads as the reason it is asked. */
  readonly why: string
  readonly unlinked: readonly UnitId[]
}

export type Returned = Settled & { readonly state: 'returned' }

/** How often a request has come back, the return of this unit among them. */
export function returnsOf({ asked }: Settled): number {
  return asked.hops.length + 1
}

/** The unit that is asked in place of one that returned; null while it was not sent on. */
export function forwardedTo(answers: Open['answers'], { asked, reply }: Settled): UnitId | null {
  const next = Object.values(answers).find((answer) => {
    const hop = askedOf(answer).hops.at(-1)
    return hop?.unit === asked.unit && Temporal.Instant.compare(hop.at, reply.at) >= 0
  })
  return next === undefined ? null : askedOf(next).unit
}

/** The returned requests nobody has sent on yet; one that may still be taken back is not known outside its unit. */
export function findReturned(answers: Open['answers'], at: Temporal.Instant): readonly Returned[] {
  return Object.values(answers)
    .filter((answer): answer is Returned => isSettled(answer) && answer.state === 'returned')
    .filter((answer) => !isUndoable(answer, at) && forwardedTo(answers, answer) === null)
}

type Ground = { readonly directory: Directory; readonly calendar: Calendar }

export function decideReroute(command: Reroute, state: Open, ground: Ground): Decision<ReroutedEvent> {
  const isByOffice = decidesForOffice(ground.directory, command.by)
  const isByLead = roleInLead(state.letter, command.by) === 'decides'
  if (!isByOffice && !isByLead) return refuse('may-not-send', { unit: state.letter.leadUnit })
  const returned = chooseReturned(command, state)
  if ('refused' in returned) return returned
  const refusal =
    refuseTarget(command, state, ground) ??
    (isByOffice ? null : refuseUpward(command, state, ground)) ??
    refuseCircle({ returned, to: command.unit, isByOffice }, state)
  if (refusal) return refusal
  if (command.why.trim() === '') return refuse('reason-missing', {}, citationOf(state.rules, letterIsComplete))
  const { at, by, unit, why } = command
  const { letter, sentAt, dueAt: firstDueAt } = state
  const dueAt = limitAgain({ limit: letter.limit, sentAt, dueAt: firstDueAt }, at, ground.calendar)
  const ladder = ladderFor({ askedAt: at, dueAt }, clockworkOf(state, ground.calendar))
  const unlinked = command.unlinked.filter((one) => one === unit)
  return [{ type: 'rerouted', unit, from: returned.asked.unit, why, by: by.officer, at, dueAt, ladder, unlinked }]
}

function chooseReturned({ from, at }: Reroute, { answers, reference }: Open): Returned | Refusal {
  const waiting = findReturned(answers, at)
  const meant = waiting.filter(({ asked }) => from === null || asked.unit === from)
  const [only, ...others] = meant
  if (only !== undefined && others.length === 0) return only
  if (only !== undefined) return refuse('which-returned', { units: meant.map(({ asked }) => asked.unit) })
  const answer = from === null ? undefined : answers[from]
  const to = answer !== undefined && isSettled(answer) ? forwardedTo(answers, answer) : null
  if (from !== null && to !== null) return refuse('already-rerouted', { unit: from, units: [to] })
  return from === null ? refuse('nothing-returned', { reference }) : refuse('not-returned', { unit: from })
}

function refuseTarget(
  { unit, at }: Reroute,
  { letter, answers }: Open,
  { directory, calendar }: Ground,
): Refusal | null {
  const known = directory.units.get(unit)
  if (known === undefined || !isUnitValid(known, dayOf(at, calendar))) return refuse('unit-unknown', { units: [unit] })
  if (unit === letter.leadUnit) return refuse('consults-itself')
  const asked = answers[unit]
  return asked !== undefined && asked.state !== 'returned' ? refuse('unit-already-asked', { unit }) : null
}

/** H6.1: what holds for the leaders when the letter goes out holds when a request is sent on; the Office may say otherwise. */
function refuseUpward({ unit, why, at }: Reroute, { letter, rules }: Open, ground: Ground): Refusal | null {
  const seats = seatsOfLeaders(ground.directory, dayOf(at, ground.calendar))
  return refuseSentUp({ leadUnit: letter.leadUnit, consulted: [{ unit, why }] }, seats, rules)
}

/** Whether a returned request is still the lead's to send on. */
export function mayLeadReroute(returned: Returned, rules: RulesInForce): boolean {
  const facts = { returns: returnsOf(returned), hasReturned: false, isByOffice: false }
  return applyRule(rules, noCircling, facts)?.result !== 'second-bounce'
}

function refuseCircle(
  { returned, to, isByOffice }: { readonly returned: Returned; readonly to: UnitId; readonly isByOffice: boolean },
  { rules, answers }: Open,
): Refusal | null {
  const returns = returnsOf(returned)
  const checked = applyRule(rules, noCircling, { returns, hasReturned: answers[to] !== undefined, isByOffice })
  const code = checked === null ? null : circleRefusals[checked.result]
  return code === null ? null : refuse(code, { unit: to, count: returns }, checked?.citation)
}

const circleRefusals: RefusalCodes<CircleVerdict, 'may-go-on'> = {
  'may-go-on': null,
  'second-bounce': 'second-bounce',
  'unit-returned-before': 'unit-returned-before',
}
