/**
 * What time and proof do to one unit's answer: reach, nudges, and the end of the limit.
 * The deadline decides, not the job: a lapse is dated at the deadline whenever it is noticed.
 */
import { type Calendar, dayOf, workingDaysBetween } from '../calendar/calendar.ts'
import { deadlineAfterWorkingDays } from '../calendar/limits.ts'
import { halfWay } from '../calendar/office-hours.ts'
import { applyRule, type RulesInForce } from '../regulations/in-force.ts'
import { nudgeLadder } from '../regulations/rules/nudge-ladder.ts'
import { proofOfReach } from '../regulations/rules/proof-of-reach.ts'
import { silenceOutcome } from '../regulations/silence.ts'
import type { Asked, Reach } from './consultation-answer.ts'
import type { AnswerEvent } from './consultation-answer-events.ts'
import { isWaitingForLead } from './consultation-requests.ts'
import { nextRungAt, planLadder, type Rung, rungDue } from './reminders.ts'

/** What the clock needs to know of the consultation around an answer. */
export type Clockwork = {
  readonly rules: RulesInForce
  readonly calendar: Calendar
  /** Where the limit has its ground; null when none makes silence mean anything. */
  readonly lawfulLimit: 'letter' | 'regulation' | null
  readonly isUrgent: boolean
}

/** The frozen ladder of an answer due at `dueAt`. A profile without the rule nudges nobody. */
export function ladderFor(
  span: { askedAt: Temporal.Instant; dueAt: Temporal.Instant },
  clockwork: Clockwork,
): readonly Rung[] {
  const steps = applyRule(clockwork.rules, nudgeLadder, lengthOf(span, clockwork))
  return steps ? planLadder(span, steps.result, clockwork.calendar) : []
}

function lengthOf(
  { askedAt, dueAt }: { askedAt: Temporal.Instant; dueAt: Temporal.Instant },
  { calendar, isUrgent }: Clockwork,
) {
  const lastDay = dayOf(dueAt.subtract({ nanoseconds: 1 }), calendar)
  const workingDays = workingDaysBetween(dayOf(askedAt, calendar), lastDay, calendar)
  return isUrgent || workingDays < 1 ? { hours: askedAt.until(dueAt).total('hours') } : { workingDays }
}

/**
 * The first accepted proof that somebody was reached. A unit reached in the second half of its limit has at least the
 * profile's minimum from the proof; where the limit is counted in hours, never more hours than the whole limit was.
 */
export function proveReach(asked: Asked, reach: Reach, clockwork: Clockwork): readonly AnswerEvent[] {
  const checked = applyRule(clockwork.rules, proofOfReach, [{ by: reach.kind, at: reach.at, mayAnswer: true }])
  if (asked.reach !== null || (checked && checked.result.proof === null)) return []
  const dueAt = dueAfterReach(asked, reach.at, checked?.result.minimumWorkingDays ?? 0, clockwork)
  const isSame = dueAt.equals(asked.dueAt)
  const ladder = isSame ? asked.ladder : ladderFor({ askedAt: reach.at, dueAt }, clockwork)
  return [{ type: 'reached', unit: asked.unit, reach, dueAt, ladder }]
}

function dueAfterReach(
  asked: Asked,
  reachedAt: Temporal.Instant,
  minimumDays: number,
  clockwork: Clockwork,
): Temporal.Instant {
  const { calendar } = clockwork
  const isLate = Temporal.Instant.compare(reachedAt, halfWay(asked.askedAt, asked.dueAt, calendar)) > 0
  if (!isLate || minimumDays === 0) return asked.dueAt
  const minimum = deadlineAfterWorkingDays(reachedAt, minimumDays, calendar)
  const isInHours = 'hours' in lengthOf(asked, clockwork)
  const whole = reachedAt.add(asked.askedAt.until(asked.dueAt))
  return later(asked.dueAt, isInHours ? earlier(minimum, whole) : minimum)
}

function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) >= 0 ? a : b
}

function earlier(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) <= 0 ? a : b
}

/** What the passing of time brings as of `now`: the lapse, or the latest rung of the ladder, or nothing. */
export function passTime(asked: Asked, now: Temporal.Instant, clockwork: Clockwork): readonly AnswerEvent[] {
  if (Temporal.Instant.compare(asked.dueAt, now) <= 0) return [lapseAt(asked, now, clockwork)]
  const rung = rungDue(asked.ladder, asked.climbedAt, now)
  return rung ? [{ type: isWaitingForLead(asked) ? 'lead_nudged' : 'nudged', unit: asked.unit, rung }] : []
}

function lapseAt(asked: Asked, now: Temporal.Instant, clockwork: Clockwork): AnswerEvent {
  const outcome = silenceOutcome(clockwork.rules, { reached: asked.reach !== null, limit: clockwork.lawfulLimit })
  return { type: outcome.state, unit: asked.unit, lapsedAt: asked.dueAt, recordedAt: now, citation: outcome.citation }
}

/** When time acts next on an open answer. */
export function nextMomentOf(asked: Asked): Temporal.Instant {
  return nextRungAt(asked.ladder, asked.climbedAt) ?? asked.dueAt
}
