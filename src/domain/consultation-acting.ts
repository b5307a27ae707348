/**
 * For which unit somebody acts, and on which state of its answer: the one of the moment they acted at, whatever was written
 * down since. Not here: what they may do then.
 */
import { type Calendar, dayOf } from '../calendar/calendar.ts'
import { citationOf, type RulesInForce } from '../regulations/in-force.ts'
import { headSignsReplies } from '../regulations/rules/head-signs-replies.ts'
import { type Answer, isLapsed, type Lapsed } from './consultation-answer.ts'
import { type AnswerEvent, evolveAnswer } from './consultation-answer-events.ts'
import { type Clockwork, passTime } from './consultation-lapse.ts'
import type { Draft, Ended, Open } from './consultation-state.ts'
import { type Decision, isRefusal, type Refusal, refuse } from './decision.ts'
import { type Actor, type Directory, findEndedOrder, type UnitId } from './directory.ts'

/** What everything is decided against, as it stands now. The rules of a matter already open are its own, frozen. */
export type Setting = { readonly directory: Directory; readonly calendar: Calendar; readonly rules: RulesInForce }

/** For which consulted unit somebody acts: the one they name, or the only one they belong to. */
export function unitOf(
  command: { readonly by: Actor; readonly unit: UnitId | null; readonly at: Temporal.Instant },
  state: Open | Ended,
  setting: Setting,
): UnitId | Refusal {
  const own = Object.keys(state.answers).filter((unit) =>
    command.by.capacities.some((capacity) => capacity.unit === unit),
  )
  const meant = command.unit ? own.filter((unit) => unit === command.unit) : own
  const [unit, ...others] = meant
  if (unit === undefined) return refuseStranger(command, state, setting)
  return others.length === 0 ? unit : refuse('which-unit', { units: meant })
}

/** Somebody of no consulted unit; whose acting order for one is over hears that. */
function refuseStranger(
  { by, at }: { readonly by: Actor; readonly at: Temporal.Instant },
  { reference, answers, rules }: Open | Ended,
  { directory, calendar }: Setting,
): Refusal {
  const units = Object.keys(answers)
  const citation = citationOf(rules, headSignsReplies)
  const ended = findEndedOrder(directory, { officer: by.officer, units }, dayOf(at, calendar))
  if (ended === null) return refuse('not-consulted', { reference, units }, citation)
  return refuse('order-ended', { unit: ended.unit, number: ended.number, to: ended.toOn.toString() }, citation)
}

/** An act on the answer of a unit: when it happened, and when it is written down. */
type OnAnswer = { readonly unit: UnitId; readonly at: Temporal.Instant; readonly recordedAt: Temporal.Instant }

/**
 * Decides with the answer as it stood when the act happened, and lets time go on from there: what lapsed before the act is
 * lapsed for it, though nobody noticed yet; what lapsed after it is taken back. An act that leaves the lapse as it was (a
 * receipt, a draft) is only added to it.
 */
export function inItsTime(
  { unit, at, recordedAt }: OnAnswer,
  state: Open | Ended,
  calendar: Calendar,
  decideOn: (answer: Answer) => Decision<AnswerEvent>,
): Decision<AnswerEvent> {
  const answer = state.answers[unit]
  if (answer === undefined) return []
  const clockwork = clockworkOf(state, calendar)
  if (answer.state === 'asked' && Temporal.Instant.compare(answer.dueAt, at) <= 0) {
    const lapse = passTime(answer, recordedAt, clockwork)
    const decision = decideOn(lapse.reduce<Answer>(evolveAnswer, answer))
    return isRefusal(decision) || decision.length === 0 ? decision : [...lapse, ...decision]
  }
  if (!wasAsked(answer, at)) return decideOn(answer)
  const reinstated: AnswerEvent = { type: 'reinstated', unit, at }
  const before = evolveAnswer(answer, reinstated)
  const decision = decideOn(before)
  if (isRefusal(decision) || decision.length === 0) return decision
  const after = decision.reduce(evolveAnswer, before)
  const since = after.state === 'asked' ? passTime(after, recordedAt, clockwork) : []
  const isSameLapse = since.some((event) => event.type === answer.state && event.lapsedAt.equals(answer.lapsedAt))
  return isSameLapse ? decision : [reinstated, ...decision, ...since]
}

/** Whether an answer that has lapsed since was still asked at an instant. */
export function wasAsked(answer: Answer, at: Temporal.Instant): answer is Lapsed {
  return isLapsed(answer) && Temporal.Instant.compare(at, answer.lapsedAt) < 0
}

export function refuseNotOpen(state: Draft | Ended): Refusal {
  const { reference } = state
  if (state.state === 'draft') return refuse('not-sent', { reference })
  return refuse('matter-ended', { reference, state: state.state, by: state.endedBy, at: state.endedAt })
}

/** What the clock of each of its answers needs to know of a consultation. */
export function clockworkOf(state: Open | Ended, calendar: Calendar): Clockwork {
  return {
    rules: state.rules,
    calendar,
    lawfulLimit: state.lawfulLimit,
    isUrgent: state.letter.urgency === 'immediate',
  }
}
