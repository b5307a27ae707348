/** What is wrong with the rules and the calendar a committee lives by. */
import { type Calendar, isProvisional, lastDayBefore } from '../calendar/calendar.ts'
import { type Override, type OwnRegulation, rulesInForce } from '../regulations/in-force.ts'
import type { Profile } from '../regulations/profile.ts'
import type { Finding } from './finding.ts'

/** Days before a day whose swap is not settled from which it is worth a word. */
const swapsWithin = 60

export type Rules = {
  readonly profile: Profile
  readonly ownRegulation: OwnRegulation | null
  readonly overrides: readonly Override[]
}

/** Whether a matter could be opened today, and whether silence would come to anything. */
export function examineRules(
  { profile, ownRegulation: own, overrides }: Rules,
  on: Temporal.PlainDate,
): readonly Finding[] {
  const inForce = rulesInForce({ profile, on, own, overrides })
  if (!('problem' in inForce)) {
    const isMissing =
      profile.needsOwnRegulation.includes('silence-is-consent') && !('silence-is-consent' in inForce.rules)
    return isMissing && own === null ? [{ id: 'regulation-missing', details: {} }] : []
  }
  if (inForce.problem === 'override-invalid')
    return [{ id: 'override-invalid', details: { rule: inForce.rule, from: inForce.from } }]
  const { inForceFrom: from, inForceTo } = inForce
  return [{ id: 'profile-not-in-force', details: { profile: profile.title, from, to: inForceTo ?? '…' } }]
}

/** `dueAts`: the ends of time limits that run. */
export function examineCalendar(
  calendar: Calendar,
  dueAts: readonly Temporal.Instant[],
  today: Temporal.PlainDate,
): readonly Finding[] {
  const lastDays = dueAts.map((dueAt) => lastDayBefore(dueAt, calendar)).filter((on) => isProvisional(on, calendar))
  const years = [...new Set(lastDays.map(({ year }) => String(year)))].toSorted()
  const provisional = { id: 'calendar-provisional' as const, details: { count: lastDays.length, years } }
  const near = calendar.unsettledSwaps.filter(({ off, worked }) => isNear([off, worked], today))
  return [
    ...(lastDays.length === 0 ? [] : [provisional]),
    ...near.map(({ off, worked }) => ({ id: 'swap-unsettled' as const, details: { off, worked } })),
  ]
}

/** Some of the days are still to come, and the first is not far. */
function isNear(days: readonly string[], today: Temporal.PlainDate): boolean {
  const ahead = days.map((day) => today.until(Temporal.PlainDate.from(day), { largestUnit: 'days' }).days)
  return Math.max(...ahead) >= 0 && Math.min(...ahead) <= swapsWithin
}
