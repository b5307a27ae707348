/**
 * Opening again what was settled: the Office gives a silent unit a new date, or takes its late reply over as the outcome.
 * What stood there before is kept whole. Reopening one unit of a closed consultation opens the consultation.
 */
import { addWorkingDays, type Calendar, dayOf, lastDayBefore } from '../calendar/calendar.ts'
import { applyRule } from '../regulations/in-force.ts'
import { proofOfReach } from '../regulations/rules/proof-of-reach.ts'
import { clockworkOf, refuseNotOpen } from './consultation-acting.ts'
import { type Answer, type Asked, askedOf, isLapsed, isSettled } from './consultation-answer.ts'
import { ladderFor } from './consultation-lapse.ts'
import type { LateTakenEvent, ReopenedEvent, Reopening, Tells } from './consultation-moves.ts'
import type { Consultation, Ended, Open } from './consultation-state.ts'
import { type Decision, type Refusal, refuse } from './decision.ts'
import { type Actor, type Directory, decidesForOffice, type UnitId } from './directory.ts'

export type Reopen = {
  readonly type: 'reopen'
  readonly by: Actor
  readonly at: Temporal.Instant
  readonly recordedAt: Temporal.Instant
  /** Null when only one unit can be meant. */
  readonly unit: UnitId | null
  readonly reason: string
  /** The new deadline; null: the late reply already given becomes the outcome. */
  readonly dueAt: Temporal.Instant | null
  readonly tells: Tells
  readonly unlinked: readonly UnitId[]
}

type Ground = { readonly directory: Directory; readonly calendar: Calendar }

export function decideReopen(
  command: Reopen,
  state: Open | Ended,
  ground: Ground,
): Decision<ReopenedEvent | LateTakenEvent> {
  if (!decidesForOffice(ground.directory, command.by)) return refuse('reopen-office-only')
  if (state.state === 'void') return refuseNotOpen(state)
  const answer = chooseAnswer(command, state)
  if ('refused' in answer) return answer
  const refusal = refuseReopening(answer, command, state)
  if (refusal) return refusal
  if (command.reason.trim() === '') return refuse('reason-missing')
  const { at, reason, tells, dueAt } = command
  const reopening = { unit: answer.asked.unit, by: command.by.officer, at, reason, tells }
  if (dueAt === null) return takeLate(answer, reopening)
  const early = refuseEarly(dueAt, { at, state }, ground.calendar)
  if (early) return early
  const ladder = ladderFor({ askedAt: at, dueAt }, clockworkOf(state, ground.calendar))
  const unlinked = command.unlinked.filter((unit) => unit === reopening.unit)
  return [{ type: 'reopened', ...reopening, dueAt, ladder, unlinked }]
}

function chooseAnswer({ unit, at }: Reopen, state: Open | Ended): Exclude<Answer, Asked> | Refusal {
  const answers = Object.values(state.answers)
  const meant = unit === null ? answers.filter((answer) => mayReopen(answer, state)) : [state.answers[unit]]
  const [answer, ...others] = meant
  if (answer === undefined)
    return unit === null
      ? refuse('nothing-to-reopen', { reference: state.reference })
      : refuse('not-consulted', { reference: state.reference, units: Object.keys(state.answers) })
  if (others.length > 0)
    return refuse('which-reopened', { units: meant.flatMap((one) => (one ? [askedOf(one).unit] : [])) })
  const { dueAt, unit: open } = askedOf(answer)
  const isBefore = isLapsed(answer) && Temporal.Instant.compare(at, answer.lapsedAt) < 0
  return answer.state === 'asked' || isBefore ? refuse('still-open', { unit: open, dueAt }) : answer
}

/** Whether an answer may be opened again: silence always, words only once the consultation is closed. */
export function mayReopen(answer: Answer, { state }: Consultation): boolean {
  return state !== 'void' && (isLapsed(answer) || (isSettled(answer) && state === 'closed'))
}

function refuseReopening(answer: Exclude<Answer, Asked>, { dueAt }: Reopen, state: Open | Ended): Refusal | null {
  const { unit } = answer.asked
  if (dueAt === null && !(isLapsed(answer) && answer.lateReplies.length > 0)) return refuse('no-late-reply', { unit })
  if (mayReopen(answer, state) || !isSettled(answer)) return null
  const { verdict, by, at } = answer.reply
  return refuse('reopen-answered', { unit, verdict, by, at })
}

function takeLate(answer: Exclude<Answer, Asked>, reopening: Reopening): Decision<LateTakenEvent> {
  return isLapsed(answer) ? [{ type: 'late_taken', ...reopening }] : []
}

/** A new date gives at least the days a unit has that was reached late, unless the letter runs in hours. */
function refuseEarly(
  dueAt: Temporal.Instant,
  { at, state }: { readonly at: Temporal.Instant; readonly state: Open | Ended },
  calendar: Calendar,
): Refusal | null {
  if (Temporal.Instant.compare(dueAt, at) <= 0) return refuse('deadline-past', { dueAt })
  const checked = applyRule(state.rules, proofOfReach, [])
  if (checked === null || state.letter.urgency === 'immediate') return null
  const { minimumWorkingDays } = checked.result
  const earliest = addWorkingDays(dayOf(at, calendar), minimumWorkingDays, calendar)
  const isEnough = Temporal.PlainDate.compare(lastDayBefore(dueAt, calendar), earliest) >= 0
  return isEnough ? null : refuse('reopen-too-soon', { day: earliest.toString() }, checked.citation)
}
