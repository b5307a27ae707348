/**
 * The ladder of nudges before a deadline: planned once when the clock starts, frozen, scaled to the length of the limit.
 * Only says when; whom a rung reaches and what it says stands in the notices.
 */
import { addWorkingDays, type Calendar, dayOf } from '../calendar/calendar.ts'
import { halfWay } from '../calendar/office-hours.ts'
import type { Rung as Step } from '../regulations/rules/nudge-ladder.ts'

/** One planned nudge. The later the rung, the wider its audience. */
export type Rung = { readonly name: Step['kind']; readonly at: Temporal.Instant }

/** Whom a rung reaches at the most; each of these reaches those before it as well. */
export type Width = 'head' | 'deciders' | 'lead' | 'office'

/** Turns the rule's steps into instants between asking and the deadline, in order, at most one for an instant. */
export function planLadder(
  { askedAt, dueAt }: { readonly askedAt: Temporal.Instant; readonly dueAt: Temporal.Instant },
  steps: readonly Step[],
  calendar: Calendar,
): readonly Rung[] {
  const planned = steps.map((step): Rung => ({ name: step.kind, at: instantOf(step, { askedAt, dueAt }, calendar) }))
  const within = planned.filter((rung) => isBetween(rung.at, askedAt, dueAt))
  const ordered = within.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))
  return ordered.filter((rung, index) => !ordered[index + 1]?.at.equals(rung.at))
}

function instantOf(
  step: Step,
  span: { askedAt: Temporal.Instant; dueAt: Temporal.Instant },
  calendar: Calendar,
): Temporal.Instant {
  const lastDay = dayOf(span.dueAt.subtract({ nanoseconds: 1 }), calendar)
  switch (step.kind) {
    case 'half-way':
      return span.askedAt.until(span.dueAt).total('hours') < 24
        ? middle(span)
        : halfWay(span.askedAt, span.dueAt, calendar)
    case 'working-days-before':
      return atWallTime(addWorkingDays(lastDay, -step.workingDays, calendar), step.at, calendar)
    case 'last-day':
      return atWallTime(lastDay, step.at, calendar)
    case 'minutes-before':
      return span.dueAt.subtract({ minutes: step.minutes })
    default:
      return step satisfies never
  }
}

/** Limits of hours run by the clock on the wall: no office hours, no quiet hours. */
function middle({ askedAt, dueAt }: { askedAt: Temporal.Instant; dueAt: Temporal.Instant }): Temporal.Instant {
  return askedAt.add({ seconds: Math.floor(askedAt.until(dueAt).total('seconds') / 2) })
}

function atWallTime(day: Temporal.PlainDate, time: string, calendar: Calendar): Temporal.Instant {
  return day.toZonedDateTime({ timeZone: calendar.timeZone, plainTime: time }).toInstant()
}

function isBetween(at: Temporal.Instant, from: Temporal.Instant, to: Temporal.Instant): boolean {
  return Temporal.Instant.compare(from, at) < 0 && Temporal.Instant.compare(at, to) < 0
}

/** The latest rung already due after the one that was last climbed; earlier ones that were slept through are skipped. */
export function rungDue(
  ladder: readonly Rung[],
  climbedAt: Temporal.Instant | null,
  now: Temporal.Instant,
): Rung | null {
  const due = ladder.filter((rung) => isAfter(rung.at, climbedAt) && Temporal.Instant.compare(rung.at, now) <= 0)
  return due.at(-1) ?? null
}

/** When the next rung is due, null when none is left. */
export function nextRungAt(ladder: readonly Rung[], climbedAt: Temporal.Instant | null): Temporal.Instant | null {
  return ladder.find((rung) => isAfter(rung.at, climbedAt))?.at ?? null
}

/**
 * How wide a rung of a ladder reaches: the last one up to the Office, the one before it up to the lead unit, earlier ones
 * the head and the deputies. Half-way there is time enough: only the addressee hears.
 */
export function widthOf({ name, at }: Rung, ladder: readonly Rung[]): Width {
  if (name === 'half-way') return 'head'
  const later = ladder.filter((rung) => isAfter(rung.at, at)).length
  if (later === 0) return 'office'
  return later === 1 ? 'lead' : 'deciders'
}

function isAfter(at: Temporal.Instant, earlier: Temporal.Instant | null): boolean {
  return earlier === null || Temporal.Instant.compare(at, earlier) > 0
}
