/** What can happen to one unit's answer, and how it changes it. What may happen is decided elsewhere: see consultation-answer.ts. */
import {
  type Answer,
  type Asked,
  askedOf,
  beforeReply,
  type Conclusion,
  isLapsed,
  isSettled,
  type Lapsed,
  type LapseOutcome,
  nothingAfter,
  type Postponement,
  type Reach,
  type Reply,
  type ReplyDraft,
  type Settled,
  type Unclear,
  type Verdict,
} from './consultation-answer.ts'
import { evolveRequests, type RequestEvent } from './consultation-requests.ts'
import type { OfficerId, UnitId } from './directory.ts'
import type { Rung } from './reminders.ts'

/** What can happen to one unit's answer. Each is also a line of the evidence. */
export type AnswerEvent = { readonly unit: UnitId } & (
  | {
      readonly type: 'overruled'
      readonly by: OfficerId
      readonly at: Temporal.Instant
      readonly conclusion: Conclusion
    }
  | {
      readonly type: 'reached'
      readonly reach: Reach
      readonly dueAt: Temporal.Instant
      readonly ladder: readonly Rung[]
    }
  | { readonly type: 'received'; readonly by: OfficerId; readonly at: Temporal.Instant }
  | { readonly type: 'nudged'; readonly rung: Rung }
  /** The rung found the unit waiting for a word of the lead, which was nudged in its place. */
  | { readonly type: 'lead_nudged'; readonly rung: Rung }
  | RequestEvent
  | { readonly type: 'reply_drafted'; readonly draft: ReplyDraft }
  | { readonly type: 'verdict_asked'; readonly unclear: Unclear }
  | { readonly type: 'asked_back'; readonly unclear: Unclear; readonly missing: string }
  | { readonly type: Verdict; readonly reply: Reply }
  | { readonly type: 'replied_late'; readonly reply: Reply }
  /** The objection is withdrawn for the verdict of `reply`. */
  | { readonly type: 'objection_withdrawn'; readonly reply: Reply }
  | {
      readonly type: 'draft_returned'
      readonly number: number
      readonly by: OfficerId
      readonly at: Temporal.Instant
      readonly reason: string
    }
  | {
      readonly type: 'urged'
      readonly by: OfficerId
      readonly at: Temporal.Instant
      /** The committee's day it counts for, and the how manieth it is then. */
      readonly on: Temporal.PlainDate
      readonly ofDay: number
    }
  | {
      readonly type: LapseOutcome
      readonly lapsedAt: Temporal.Instant
      readonly recordedAt: Temporal.Instant
      readonly citation: string | null
    }
  | ({ readonly type: 'deadline_moved'; readonly ladder: readonly Rung[] } & Postponement)
  | { readonly type: 'reinstated'; readonly at: Temporal.Instant }
  /** Whoever wrote the conclusion down takes that back. */
  | { readonly type: 'overrule_undone'; readonly by: OfficerId; readonly at: Temporal.Instant }
  | { readonly type: 'undone'; readonly by: OfficerId; readonly at: Temporal.Instant }
  | { readonly type: 'unit_voided'; readonly by: OfficerId; readonly at: Temporal.Instant; readonly reason: string }
)

/** The answer after an event. Impossible pairs throw: decide never makes them, so one is a fault of ours. */
export function evolveAnswer(answer: Answer, event: AnswerEvent): Answer {
  switch (event.type) {
    case 'reached':
      return withAsked(answer, { reach: event.reach, dueAt: event.dueAt, ladder: event.ladder })
    case 'received':
      return withAsked(answer, { receipts: [...askedOf(answer).receipts, { by: event.by, at: event.at }] })
    case 'nudged':
    case 'lead_nudged':
      return withAsked(answer, { climbedAt: event.rung.at })
    case 'reply_drafted':
      return withAsked(answer, { draft: event.draft, drafts: event.draft.number, unclear: null })
    case 'verdict_asked':
      return withAsked(answer, { unclear: event.unclear })
    case 'asked_back':
      return withAsked(answer, { unclear: event.unclear, timesAskedBack: askedOf(answer).timesAskedBack + 1 })
    case 'agreed':
    case 'objected':
    case 'returned':
      return settleWith(ensure(answer, isUnsettled), event.reply)
    case 'replied_late':
      return { ...ensure(answer, isLapsed), lateReplies: [...ensure(answer, isLapsed).lateReplies, event.reply] }
    case 'extension_asked':
    case 'extension_declined':
    case 'documents_asked':
    case 'documents_declined':
      return withAsked(answer, evolveRequests(askedOf(answer), event))
    case 'extension_granted':
    case 'documents_supplied': {
      const { dueAt, ladder } = event
      return { ...ensure(answer, isAsked), ...evolveRequests(askedOf(answer), event), dueAt, ladder }
    }
    case 'deadline_moved':
      return postpone(ensure(answer, isAsked), event)
    case 'deemed_consent':
    case 'unanswered':
    case 'unreached':
      return lapse(ensure(answer, isAsked), event)
    case 'reinstated':
      return ensure(answer, isLapsed).asked
    case 'objection_withdrawn':
      return withdraw(ensure(answer, isSettled), event.reply)
    case 'draft_returned':
      return withAsked(answer, returnDraft(askedOf(answer), event))
    case 'urged':
      return withAsked(answer, { urges: [...askedOf(answer).urges, { by: event.by, at: event.at }] })
    case 'undone':
      return beforeReply(ensure(answer, isSettled))
    case 'overruled':
      return { ...ensure(answer, isSettled), overruled: { ...event.conclusion, by: event.by, at: event.at } }
    case 'overrule_undone':
      return { ...ensure(answer, isSettled), overruled: null }
    case 'unit_voided':
      return { state: 'void', asked: ensure(answer, isAsked), by: event.by, at: event.at, reason: event.reason }
    default:
      return event satisfies never
  }
}

function postpone(asked: Asked, event: Extract<AnswerEvent, { type: 'deadline_moved' }>): Asked {
  const { by, at, oldDueAt, dueAt, restOn, name, source, ladder } = event
  const postponements = [...asked.postponements, { by, at, oldDueAt, dueAt, restOn, name, source }]
  return { ...asked, dueAt, ladder, postponements }
}

function isAsked(answer: Answer): answer is Asked {
  return answer.state === 'asked'
}

function isUnsettled(answer: Answer): answer is Asked | Lapsed {
  return isAsked(answer) || isLapsed(answer)
}

function settleWith(answer: Asked | Lapsed, reply: Reply): Settled {
  return {
    state: reply.verdict,
    asked: askedOf(answer),
    reply,
    lapsed: isLapsed(answer) ? answer : null,
    ...nothingAfter,
  }
}

function withdraw(answer: Settled, reply: Reply): Settled {
  return { ...answer, state: reply.verdict, reply, withdrawn: [...answer.withdrawn, answer.reply] }
}

function returnDraft(
  { draft, returnedDrafts }: Asked,
  { number, by, at, reason }: Extract<AnswerEvent, { type: 'draft_returned' }>,
): Partial<Asked> {
  if (draft?.number !== number) throw new Error(`Draft ${number} does not wait`)
  return { draft: null, returnedDrafts: [...returnedDrafts, { draft, by, at, reason }] }
}

function lapse(asked: Asked, event: Extract<AnswerEvent, { type: LapseOutcome }>): Lapsed {
  const { type, lapsedAt, recordedAt, citation } = event
  return { state: type, asked, lapsedAt, recordedAt, citation, lateReplies: [] }
}

function withAsked(answer: Answer, change: Partial<Asked>): Answer {
  if (answer.state === 'asked') return { ...answer, ...change }
  return { ...answer, asked: { ...answer.asked, ...change } }
}

function ensure<Kind extends Answer>(answer: Answer, is: (answer: Answer) => answer is Kind): Kind {
  if (!is(answer))
    throw new Error(`An event met an answer it cannot follow: ${answer.state} of ${askedOf(answer).unit}`)
  return answer
}
