/**
 * How a consultation's answers move as a whole: a returned request goes to another unit, a settled answer is opened again,
 * a late reply becomes the outcome. What may move is decided in consultation-reroute.ts and consultation-reopen.ts.
 */
import {
  type Answer,
  type Asked,
  askedOf,
  type Former,
  isLapsed,
  isSettled,
  nothingAfter,
  nothingYet,
  type Settled,
} from './consultation-answer.ts'
import type { OfficerId, UnitId } from './directory.ts'
import type { Rung } from './reminders.ts'

type Answers = Readonly<Record<UnitId, Answer>>

export type ReroutedEvent = {
  readonly type: 'rerouted'
  /** The unit asked now. */
  readonly unit: UnitId
  readonly from: UnitId
  readonly why: string
  readonly by: OfficerId
  readonly at: Temporal.Instant
  readonly dueAt: Temporal.Instant
  readonly ladder: readonly Rung[]
  readonly unlinked: readonly UnitId[]
}

/** Who hears of it besides the lead: the unit alone, or every consulted unit. */
export type Tells = 'unit' | 'everybody'

/** What every reopening says. */
export type Reopening = {
  readonly unit: UnitId
  readonly by: OfficerId
  readonly at: Temporal.Instant
  readonly reason: string
  readonly tells: Tells
}

export type ReopenedEvent = Reopening & {
  readonly type: 'reopened'
  readonly dueAt: Temporal.Instant
  readonly ladder: readonly Rung[]
  readonly unlinked: readonly UnitId[]
}

export type LateTakenEvent = Reopening & { readonly type: 'late_taken' }

/** The answers once the request is with the other unit; the unit that returned stays as it is. */
export function evolveRerouted(answers: Answers, event: ReroutedEvent): Answers {
  const { unit, from, why, by, at, dueAt, ladder } = event
  const [returned, earlier] = [answers[from], answers[unit]]
  if (returned === undefined || earlier?.state === 'asked') throw new Error(`Nothing went from ${from} to ${unit}`)
  const asked: Asked = {
    ...nothingYet,
    state: 'asked',
    unit,
    why,
    askedAt: at,
    dueAt,
    ladder,
    hops: [...askedOf(returned).hops, { unit: from, by, at, reason: why }],
    ...(earlier === undefined ? {} : remember(earlier, { how: 'asked_again', by, at, reason: why })),
  }
  return { ...answers, [unit]: asked }
}

/** The former outcome beside those before it. */
function remember(
  answer: Exclude<Answer, Asked>,
  { how, by, at, reason }: Omit<Former, 'answer'>,
): Pick<Asked, 'former' | 'drafts'> {
  const { former, drafts } = answer.asked
  return { former: [...former, { answer: forgetFormer(answer), how, by, at, reason }], drafts }
}

function forgetFormer(answer: Exclude<Answer, Asked>): Exclude<Answer, Asked> {
  const asked = { ...answer.asked, former: [] }
  if (!isSettled(answer) || answer.lapsed === null) return { ...answer, asked }
  return { ...answer, asked, lapsed: { ...answer.lapsed, asked } }
}

/** Asked anew: nothing of before counts any more, reach neither, until the new date was brought to the unit. */
export function reopenAnswer(answer: Answer, { by, at, reason, dueAt, ladder }: ReopenedEvent): Asked {
  if (answer.state === 'asked') throw new Error(`${answer.unit} is still asked and cannot be reopened`)
  const { unit, why, hops } = answer.asked
  const kept = remember(answer, { how: 'reopened', by, at, reason })
  return { ...nothingYet, state: 'asked', unit, why, askedAt: at, dueAt, ladder, hops, ...kept }
}

/** The latest late reply is the outcome now; the lapse stays visible behind it. */
export function takeLateReply(answer: Answer, { by, at, reason }: LateTakenEvent): Settled {
  const reply = isLapsed(answer) ? answer.lateReplies.at(-1) : undefined
  if (!isLapsed(answer) || reply === undefined) throw new Error('There is no late reply to take over')
  const kept = remember(answer, { how: 'late_taken', by, at, reason })
  const asked: Asked = { ...answer.asked, ...kept }
  return { state: reply.verdict, asked, reply, lapsed: answer, ...nothingAfter }
}
