/** Which request of a unit the lead decides on, and why there is none to decide. */
import { type Answer, type Asked, askedOf, isLapsed, isSettled } from './consultation-answer.ts'
import { type Decision, type Refusal, refuse } from './decision.ts'
import type { OfficerId, UnitId } from './directory.ts'

type Request = {
  readonly number: number
  readonly decision: null | { readonly outcome: string; readonly by: OfficerId; readonly at: Temporal.Instant }
}

/** Who decides what. `number`: which request is meant; null: the last one. `none`: the refusal of a unit that has no such request. */
export type Deciding = {
  readonly officer: OfficerId
  readonly number: number | null
  readonly outcome: string
  readonly none: (unit: UnitId) => Refusal
}

/**
 * The request meant, while it waits and the unit's answer is still owed. Nothing new when the same person has already decided
 * so; otherwise why not: a request undecided at the deadline came to nothing.
 */
export function findWaiting<One extends Request>(
  answer: Answer,
  requests: readonly One[],
  { officer, number, outcome, none }: Deciding,
): { readonly asked: Asked; readonly request: One } | Decision<never> {
  const { unit } = askedOf(answer)
  const meant = number === null ? requests.at(-1) : requests.find((one) => one.number === number)
  if (meant === undefined) return none(unit)
  const { decision } = meant
  if (decision !== null) {
    const isSame = decision.outcome === outcome && decision.by === officer
    return isSame ? [] : refuse('request-decided', { unit, by: decision.by, at: decision.at })
  }
  if (isLapsed(answer)) return refuse('request-lapsed', { unit, dueAt: answer.lapsedAt })
  if (answer.state === 'asked') return { asked: answer, request: meant }
  return refuseAnswered(answer) ?? none(unit)
}

/** Why nothing is left to ask for; null while the answer is owed or has lapsed. */
export function refuseAnswered(answer: Answer): Refusal | null {
  const { unit } = askedOf(answer)
  if (answer.state === 'void') return refuse('unit-void', { unit })
  if (!isSettled(answer)) return null
  const { by, at, verdict } = answer.reply
  return refuse('already-answered', { unit, by, at, verdict })
}
