/**
 * One unit's answer to one consultation: its states, and how an event changes it. What may happen is decided in
 * consultation-reply.ts (people) and consultation-lapse.ts (time and proof of reach). Knows no messenger, table or clock.
 *
 *   asked ── agree ──▶ agreed             asked ── deadline, reached, limit lawful, rule ──▶ deemed_consent
 *         ── object ─▶ objected                 ── deadline, reached, no such rule ────────▶ unanswered
 *         ── return ─▶ returned                 ── deadline, nobody proven reached ────────▶ unreached
 *         ── void ───▶ void
 *   unanswered, unreached ── late reply ──▶ its verdict, stamped late;  deemed_consent keeps late replies beside it
 *   objected ── withdrawn ──▶ the verdict given with it, the objection kept beside
 *   a lapse; any outcome of a closed consultation ── reopened by the Office ──▶ asked;  objected stays so when overruled
 *   agreed, objected, returned ── undo within 60 s ──▶ as before;  a lapse ── act proven to be earlier ──▶ asked again
 */

import { evolveRequests, type RequestEvent, type Requests } from './consultation-requests.ts'
import type { Capacity, OfficerId, UnitId } from './directory.ts'
import type { Rung } from './reminders.ts'

/** Proof that the question came to somebody who may answer: a delivered private message, or a registered incoming letter. */
export type Reach =
  | { readonly kind: 'message'; readonly officer: OfficerId; readonly messenger: string; readonly at: Temporal.Instant }
  | { readonly kind: 'registry'; readonly number: string; readonly by: OfficerId; readonly at: Temporal.Instant }

export type Verdict = 'agreed' | 'objected' | 'returned'

/** The words of a reply and whose they are. `at` is when it counts from, `recordedAt` when it was written down. */
export type Reply = {
  readonly verdict: Verdict
  readonly by: OfficerId
  readonly post: Capacity['post']
  /** The acting order under which it was signed. */
  readonly order: string | null
  readonly draftedBy: OfficerId | null
  readonly at: Temporal.Instant
  readonly recordedAt: Temporal.Instant
  readonly text: string
  readonly items: readonly string[]
  readonly suggestedUnit: UnitId | null
  /** Minutes past the deadline, rounded up; null in time. */
  readonly lateMinutes: number | null
  /** A return later than the working day it came: "trả lại chậm". */
  readonly isSlowReturn: boolean
}

/** A specialist's reply waiting for the head's one tap. `number` tells one draft from the next. */
export type ReplyDraft = {
  readonly number: number
  readonly verdict: Verdict
  readonly by: OfficerId
  readonly at: Temporal.Instant
  readonly text: string
  readonly items: readonly string[]
  readonly suggestedUnit: UnitId | null
}

/** A draft that the head sent back. */
export type ReturnedDraft = {
  readonly draft: ReplyDraft
  readonly by: OfficerId
  readonly at: Temporal.Instant
  readonly reason: string
}

/** Words that were no verdict yet: kept, and asked about. */
export type Unclear = {
  readonly by: OfficerId
  readonly at: Temporal.Instant
  readonly text: string
  readonly items: readonly string[]
}

/** One unit a request came back from, and who sent it on from there, when and why. */
export type Hop = {
  readonly unit: UnitId
  readonly by: OfficerId
  readonly at: Temporal.Instant
  readonly reason: string
}

export type Asked = Requests & {
  readonly state: 'asked'
  readonly unit: UnitId
  /** Why this unit is asked. */
  readonly why: string
  readonly askedAt: Temporal.Instant
  /** In time means before this instant. */
  readonly dueAt: Temporal.Instant
  readonly ladder: readonly Rung[]
  readonly climbedAt: Temporal.Instant | null
  readonly reach: Reach | null
  /** Who pressed "đã nhận", and when. */
  readonly receipts: readonly { readonly by: OfficerId; readonly at: Temporal.Instant }[]
  readonly draft: ReplyDraft | null
  /** Drafts ever made, so that numbers never repeat. */
  readonly drafts: number
  readonly unclear: Unclear | null
  /** How often vague words were asked back. */
  readonly timesAskedBack: number
  /** Drafts that the head sent back, the oldest first. */
  readonly returnedDrafts: readonly ReturnedDraft[]
  /** When the lead urged the unit, the oldest first. */
  readonly urges: readonly { readonly by: OfficerId; readonly at: Temporal.Instant }[]
  /** The units this request came back from before it came here, the first in front. */
  readonly hops: readonly Hop[]
  /** What the answer was before it was opened again, the oldest in front. */
  readonly former: readonly Former[]
}

/** What an asked unit's answer holds besides the question while nothing has happened to it yet. */
export const nothingYet = {
  climbedAt: null,
  reach: null,
  receipts: [],
  draft: null,
  drafts: 0,
  unclear: null,
  timesAskedBack: 0,
  returnedDrafts: [],
  urges: [],
  extensions: [],
  documents: [],
  hops: [],
  former: [],
} satisfies Partial<Asked>

/** The paper in which the leaders decided: its number, its day, and who concluded, as the paper names them. */
export type Conclusion = {
  readonly number: string
  readonly concludedOn: Temporal.PlainDate
  readonly concludedBy: string
}

/** The conclusion on an objection, and who wrote it down when. */
export type Overruling = Conclusion & { readonly by: OfficerId; readonly at: Temporal.Instant }

export type Settled = {
  readonly state: Verdict
  readonly asked: Asked
  readonly reply: Reply
  /** The lapse this late reply took the place of. */
  readonly lapsed: Lapsed | null
  /** Objections the unit withdrew, the oldest first; `reply` is what it says instead of the last of them. */
  readonly withdrawn: readonly Reply[]
  /** The leaders' conclusion on an objection, which stays one. */
  readonly overruled: Overruling | null
}

/** What a settled answer holds besides its reply while nothing happened to it since. */
export const nothingAfter = { withdrawn: [], overruled: null } satisfies Partial<Settled>

export type LapseOutcome = 'deemed_consent' | 'unanswered' | 'unreached'

export type Lapsed = {
  readonly state: LapseOutcome
  readonly asked: Asked
  /** The deadline itself, however late anybody noticed. */
  readonly lapsedAt: Temporal.Instant
  readonly recordedAt: Temporal.Instant
  /** The clause that made silence consent; null for the other outcomes. Nobody is the actor. */
  readonly citation: string | null
  readonly lateReplies: readonly Reply[]
}

export type Voided = {
  readonly state: 'void'
  readonly asked: Asked
  readonly by: OfficerId
  readonly at: Temporal.Instant
  readonly reason: string
}

export type Answer = Asked | Settled | Lapsed | Voided

/** What a unit's answer was before it was opened again, and why it was. Holds no earlier ones itself: they stand beside it. */
export type Former = {
  readonly answer: Exclude<Answer, Asked>
  /** `asked_again`: the Office named a unit that had returned the request. */
  readonly how: 'reopened' | 'late_taken' | 'asked_again'
  readonly by: OfficerId
  readonly at: Temporal.Instant
  readonly reason: string
}

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
  | { readonly type: 'reinstated'; readonly at: Temporal.Instant }
  | { readonly type: 'undone'; readonly by: OfficerId; readonly at: Temporal.Instant }
  | { readonly type: 'unit_voided'; readonly by: OfficerId; readonly at: Temporal.Instant; readonly reason: string }
)

/** What was asked, whatever became of it. */
export function askedOf(answer: Answer): Asked {
  return answer.state === 'asked' ? answer : answer.asked
}

export function isLapsed(answer: Answer): answer is Lapsed {
  return answer.state === 'deemed_consent' || answer.state === 'unanswered' || answer.state === 'unreached'
}

export function isSettled(answer: Answer): answer is Settled {
  return answer.state === 'agreed' || answer.state === 'objected' || answer.state === 'returned'
}

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
    case 'unit_voided':
      return { state: 'void', asked: ensure(answer, isAsked), by: event.by, at: event.at, reason: event.reason }
    default:
      return event satisfies never
  }
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

/** The answer as it was before its last reply was given: asked, or with the objection that reply withdrew. */
export function beforeReply(answer: Settled): Asked | Settled {
  const last = answer.withdrawn.at(-1)
  if (last === undefined) return answer.asked
  return { ...answer, state: last.verdict, reply: last, withdrawn: answer.withdrawn.slice(0, -1) }
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
