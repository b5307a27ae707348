/**
 * Proof of reach by the register of incoming letters (sổ văn bản đến): the number a unit gave the letter, and when. It
 * counts from its date, however late it is written down; past the deadline it proves nothing any more.
 */
import { applyRule, type RulesInForce } from '../regulations/in-force.ts'
import { proofOfReach } from '../regulations/rules/proof-of-reach.ts'
import { type Answer, askedOf, isLapsed, isSettled, type Reach } from './consultation-answer.ts'
import type { AnswerEvent } from './consultation-answer-events.ts'
import { type Clockwork, proveReach } from './consultation-lapse.ts'
import type { Open } from './consultation-state.ts'
import { type Decision, type Refusal, refuse } from './decision.ts'
import { type Actor, type Directory, isOfOffice, type UnitId } from './directory.ts'

export type Register = {
  readonly type: 'register'
  readonly by: Actor
  readonly at: Temporal.Instant
  readonly recordedAt: Temporal.Instant
  /** Null when only one unit can be meant. */
  readonly unit: UnitId | null
  /** As the register writes it ("118/CV-ĐẾN"). */
  readonly number: string
  readonly arrivedAt: Temporal.Instant
}

/** For which unit the number is written down: the Office does it for any, everybody else for their own. */
export function registeredUnit(
  { by, unit }: Pick<Register, 'by' | 'unit'>,
  { answers, reference }: Open,
  directory: Directory,
): UnitId | Refusal {
  const isOwn = (id: UnitId) => by.capacities.some((capacity) => capacity.unit === id)
  const isAny = isOfOffice(directory, by)
  if (unit !== null && answers[unit] === undefined)
    return refuse('not-consulted', { reference, units: Object.keys(answers) })
  const allowed = Object.keys(answers).filter((id) => isAny || isOwn(id))
  if (unit !== null) return allowed.includes(unit) ? unit : refuse('registry-not-yours', { unit })
  const waiting = allowed.filter((id) => lacksProof(answers[id]))
  const [only, ...others] = waiting.length > 0 ? waiting : allowed
  if (only === undefined) return refuse('not-consulted', { reference, units: Object.keys(answers) })
  return others.length === 0 ? only : refuse('which-registered', { units: [only, ...others] })
}

/** Whether nothing proves yet that a unit was reached, so that a number would. */
export function lacksProof(answer: Answer | undefined): boolean {
  return answer?.state === 'unreached' || (answer?.state === 'asked' && answer.reach === null)
}

/** What of the number and its date is wrong whatever the unit's answer; null when nothing is. */
export function refuseNumber({ number, arrivedAt, at }: Register, rules: RulesInForce): Refusal | null {
  if (!/\d/.test(number)) return refuse('registry-without-number')
  if (Temporal.Instant.compare(arrivedAt, at) > 0) return refuse('registry-to-come', { at: arrivedAt })
  const checked = applyRule(rules, proofOfReach, [{ by: 'registry', at: arrivedAt }])
  return checked !== null && checked.result.proof === null
    ? refuse('registry-not-accepted', {}, checked.citation)
    : null
}

/** Decides with the answer as it stood when the letter came. */
export function decideRegister(
  { number, arrivedAt, by }: Register,
  answer: Answer,
  clockwork: Clockwork,
): Decision<AnswerEvent> {
  const { unit, askedAt, dueAt, reach } = askedOf(answer)
  if (isSettled(answer)) {
    const { reply } = answer
    return refuse('already-answered', { unit, by: reply.by, at: reply.at, verdict: reply.verdict })
  }
  if (reach !== null) return refuse('already-reached', { unit, at: reach.at })
  if (Temporal.Instant.compare(arrivedAt, askedAt) < 0) return refuse('registry-before-asked', { unit, at: askedAt })
  if (isLapsed(answer)) return refuse('registry-after-deadline', { unit, dueAt })
  if (answer.state !== 'asked') return refuse('unit-void', { unit })
  const proof: Reach = { kind: 'registry', number: number.trim(), by: by.officer, at: arrivedAt }
  return proveReach(answer, proof, clockwork)
}
