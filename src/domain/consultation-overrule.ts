/**
 * An objection that the leaders heard and decided on: it is kept, and stands overruled by their conclusion. It never turns
 * into agreement (HP3b; H6.7, AL1.4).
 */
import { type Calendar, dayOf } from '../calendar/calendar.ts'
import { citationOf, type RulesInForce } from '../regulations/in-force.ts'
import { dissentIsSettled } from '../regulations/rules/dissent-is-settled.ts'
import { refuseNotOpen } from './consultation-acting.ts'
import { type Answer, type Conclusion, isSettled, type Overruling, type Settled } from './consultation-answer.ts'
import type { AnswerEvent } from './consultation-answer-events.ts'
import { roleInLead } from './consultation-letter.ts'
import { isUndoable, isWithinUndo } from './consultation-reply.ts'
import type { Consultation, Ended, Open } from './consultation-state.ts'
import { type Decision, type Refusal, refuse } from './decision.ts'
import { type Actor, type Directory, decidesForOffice, type OfficerId, type UnitId } from './directory.ts'

export type Overrule = {
  readonly type: 'overrule'
  readonly by: Actor
  readonly at: Temporal.Instant
  readonly recordedAt: Temporal.Instant
  /** Whose objection; null when only one is open. */
  readonly unit: UnitId | null
  readonly conclusion: Conclusion
}

export type Objection = Settled & { readonly state: 'objected' }

/** The objections nobody has withdrawn or overruled; one that may still be taken back is not known outside its unit. */
export function openObjections(state: Consultation, at: Temporal.Instant): readonly Objection[] {
  return state.state === 'draft' ? [] : Object.values(state.answers).filter((answer) => isOpenObjection(answer, at))
}

function isOpenObjection(answer: Answer, at: Temporal.Instant): answer is Objection {
  return isSettled(answer) && answer.state === 'objected' && answer.overruled === null && !isUndoable(answer, at)
}

/** Whether a conclusion may still be taken back by whoever wrote it down, so that others do not hear of it yet. */
export function isOverruleUndoable({ at }: Pick<Overruling, 'at'>, now: Temporal.Instant): boolean {
  return isWithinUndo({ at, recordedAt: at }, now)
}

type Ground = { readonly directory: Directory; readonly calendar: Calendar }

export function decideOverrule(command: Overrule, state: Open | Ended, ground: Ground): Decision<AnswerEvent> {
  const mayRecord = roleInLead(state.letter, command.by) === 'decides' || decidesForOffice(ground.directory, command.by)
  if (!mayRecord) return refuse('may-not-overrule', { unit: state.letter.leadUnit })
  if (state.state === 'void') return refuseNotOpen(state)
  const objection = chooseObjection(command, state)
  if ('refused' in objection) return objection
  const { conclusion, at, by } = command
  const refusal = refuseConclusion(conclusion, { objection, at, rules: state.rules }, ground.calendar)
  return refusal ?? [{ type: 'overruled', unit: objection.asked.unit, by: by.officer, at, conclusion }]
}

/** An objection that has its conclusion; one that may still be taken back is known to whoever wrote it down alone. */
export function refuseOverruled(
  { number, by, at: from }: Overruling,
  { unit, officer, at }: { readonly unit: UnitId; readonly officer: OfficerId; readonly at: Temporal.Instant },
): Refusal {
  const isSecret = by !== officer && isOverruleUndoable({ at: from }, at)
  return isSecret ? refuse('still-undoable', { unit }) : refuse('already-overruled', { unit, number })
}

function chooseObjection({ unit, at, by }: Overrule, state: Open | Ended): Objection | Refusal {
  const open = openObjections(state, at)
  const meant = open.filter(({ asked }) => unit === null || asked.unit === unit)
  const [only, ...others] = meant
  if (only !== undefined && others.length === 0) return only
  if (only !== undefined) return refuse('which-objection', { units: meant.map(({ asked }) => asked.unit) })
  const answer = unit === null ? undefined : state.answers[unit]
  const overruled = answer !== undefined && isSettled(answer) ? answer.overruled : null
  if (unit !== null && overruled !== null) return refuseOverruled(overruled, { unit, officer: by.officer, at })
  return unit === null
    ? refuse('nothing-objected', { reference: state.reference })
    : refuse('no-open-objection', { unit })
}

/** The leaders heard both sides first (HP3b): their conclusion is neither older than the objection nor of a day to come. */
function refuseConclusion(
  { number, concludedOn, concludedBy }: Conclusion,
  {
    objection,
    at,
    rules,
  }: { readonly objection: Objection; readonly at: Temporal.Instant; readonly rules: RulesInForce },
  calendar: Calendar,
): Refusal | null {
  const citation = citationOf(rules, dissentIsSettled)
  if (!/\d/.test(number)) return refuse('conclusion-without-number', {}, citation)
  if (!/\p{L}/u.test(concludedBy)) return refuse('conclusion-without-name', {}, citation)
  const day = concludedOn.toString()
  if (Temporal.PlainDate.compare(concludedOn, dayOf(at, calendar)) > 0) return refuse('conclusion-to-come', { day })
  const objectedOn = dayOf(objection.reply.at, calendar)
  if (Temporal.PlainDate.compare(concludedOn, objectedOn) >= 0) return null
  return refuse('conclusion-too-old', { day, objected: objectedOn.toString() }, citation)
}
