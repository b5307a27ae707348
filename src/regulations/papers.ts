/** The letters behind a matter's rules, and whether each still binds. */
import type { RulesInForce } from './in-force.ts'
import type { Profile } from './profile.ts'
import { profiles } from './profiles/index.ts'

/**
 * The letters a matter's rules are cited from, or drawn from, in the order they were issued. What this project proposes
 * itself and a committee's own regulation are no letters and not among them.
 */
export function lettersBehind({ rules }: RulesInForce): readonly Profile[] {
  const citations = Object.values(rules).map(({ citation }) => citation)
  return profiles
    .filter(({ issuedOn, title }) => issuedOn !== null && citations.some((citation) => citation.includes(title)))
    .toSorted((one, other) => (one.inForceFrom < other.inForceFrom ? -1 : 1))
}

/** The first day on which a letter binds nobody any more, when that day has come. */
export function endedFrom({ inForceTo }: Profile, today: Temporal.PlainDate): Temporal.PlainDate | null {
  if (inForceTo === null) return null
  const from = Temporal.PlainDate.from(inForceTo).add({ days: 1 })
  return Temporal.PlainDate.compare(from, today) <= 0 ? from : null
}
