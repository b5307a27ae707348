/** Urging (đôn đốc): anybody of the lead unit reminds the silent, each unit once a day (RG3b). Asks nothing new of anybody. */
import { type Calendar, dayOf } from '../calendar/calendar.ts'
import { applyRule, citationOf, type RulesInForce } from '../regulations/in-force.ts'
import { urging } from '../regulations/rules/urging.ts'
import { inItsTime, refuseNotOpen } from './consultation-acting.ts'
import { type Answer, askedOf, isSettled } from './consultation-answer.ts'
import type { AnswerEvent } from './consultation-answer-events.ts'
import { roleInLead } from './consultation-letter.ts'
import { isUndoable } from './consultation-reply.ts'
import { isWaitingForLead } from './consultation-requests.ts'
import type { Consultation, ConsultationEvent, Open } from './consultation-state.ts'
import { refuseAnswered } from './consultation-waiting.ts'
import { type Decision, isRefusal, type Refusal, refuse } from './decision.ts'
import type { Actor, UnitId } from './directory.ts'

export type Urge = {
  readonly type: 'urge'
  readonly by: Actor
  readonly at: Temporal.Instant
  readonly recordedAt: Temporal.Instant
  /** Whom; null: every unit that is silent. */
  readonly unit: UnitId | null
}

/** Urges one unit, or all that may be urged now; refused when there is none. */
export function decideUrge(command: Urge, state: Consultation, calendar: Calendar): Decision<ConsultationEvent> {
  if (roleInLead(state.letter, command.by) === 'none') return refuse('may-not-urge', { unit: state.letter.leadUnit })
  if (state.state !== 'open') return refuseNotOpen(state)
  const { reference, answers, rules } = state
  const units = Object.keys(answers)
  if (command.unit !== null && !units.includes(command.unit)) return refuse('not-consulted', { reference, units })
  const meant = command.unit === null ? units : [command.unit]
  const decisions = meant.map((unit) => decideFor(unit, command, { state, calendar }))
  const events = decisions.flatMap((decision) => (isRefusal(decision) ? [] : decision))
  if (events.length > 0) return events
  const refusals = decisions.filter((decision) => isRefusal(decision))
  const [only] = refusals
  return command.unit !== null && only ? only : refuseAll(refusals, { reference, rules })
}

function decideFor(
  unit: UnitId,
  { by, at, recordedAt }: Urge,
  { state, calendar }: { readonly state: Open; readonly calendar: Calendar },
): Decision<AnswerEvent> {
  return inItsTime({ unit, at, recordedAt }, state, calendar, (answer) => {
    const refusal = refuseToUrge(answer, at, { rules: state.rules, calendar })
    if (refusal) return refusal
    const on = dayOf(at, calendar)
    const ofDay = urgesOn(answer, on, calendar).length + 1
    return [{ type: 'urged', unit, by: by.officer, at, on, ofDay }]
  })
}

/** Why a unit is not urged now; null when it may be. Whether it is only just answering, nobody outside learns. */
export function refuseToUrge(
  answer: Answer,
  at: Temporal.Instant,
  { rules, calendar }: { readonly rules: RulesInForce; readonly calendar: Calendar },
): Refusal | null {
  const asked = askedOf(answer)
  const { unit } = asked
  if (isSettled(answer) && isUndoable(answer, at)) return refuse('still-undoable', { unit })
  if (answer.state !== 'asked')
    return refuseAnswered(answer) ?? refuse('urge-after-deadline', { unit, dueAt: asked.dueAt })
  if (isWaitingForLead(asked)) return refuse('urge-waits-for-lead', { units: [unit] })
  const urged = urgesOn(answer, dayOf(at, calendar), calendar)
  const checked = applyRule(rules, urging, { urgedToday: urged.length })
  return checked?.result === 'enough-today' ? refuse('urged-today', { units: [unit] }, checked.citation) : null
}

function urgesOn(answer: Answer, on: Temporal.PlainDate, calendar: Calendar) {
  return askedOf(answer).urges.filter(({ at }) => dayOf(at, calendar).equals(on))
}

/** Of several reasons the one that somebody can do something about: come back tomorrow, decide first, or nothing. */
function refuseAll(
  refusals: readonly Refusal[],
  { reference, rules }: { readonly reference: string; readonly rules: RulesInForce },
): Refusal {
  const unitsOf = (code: string) =>
    refusals.filter((refusal) => refusal.code === code).flatMap(({ details }) => details['units'] as readonly UnitId[])
  const [today, waiting] = [unitsOf('urged-today'), unitsOf('urge-waits-for-lead')]
  if (today.length > 0) return refuse('urged-today', { units: today }, citationOf(rules, urging))
  return waiting.length > 0 ? refuse('urge-waits-for-lead', { units: waiting }) : refuse('nobody-silent', { reference })
}
