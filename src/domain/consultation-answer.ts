/**
 * One unit's answer to one consultation: the states it can be in. How an event changes it is consultation-answer-events.ts;
 * what may happen is decided in consultation-reply.ts (people) and consultation-lapse.ts (time and proof of reach). Knows no
 * messenger, table or clock.
 *
 *   asked ── agree ──▶ agreed             asked ── deadline, reached, limit lawful, rule ──▶ deemed_consent
 *         ── object ─▶ objected                 ── deadline, reached, no such rule ────────▶ unanswered
 *         ── return ─▶ returned                 ── deadline, nobody proven reached ────────▶ unreached
 *         ── void ───▶ void
 *   agreed, objected, returned ── undo within 60 s ──▶ as before
 *   objected ── withdrawn ──▶ the verdict given with it, the objection kept beside;  stays so when overruled
 *   returned ── rerouted ──▶ stays so, another unit is asked
 *   unanswered, unreached ── late reply ──▶ its verdict, stamped late;  deemed_consent keeps late replies beside it
 *   a lapse ── act proven to be earlier ──▶ asked again
 *           ── the Office takes a late reply ──▶ its verdict
 *   a lapse; any outcome of a closed consultation ── reopened by the Office ──▶ asked
 */

import type { Requests } from './consultation-requests.ts'
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
  /** Whose field the words speak of besides the unit's own (H6.3); empty where they name none, null where they do not. */
  readonly otherField: readonly UnitId[] | null
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

/** A deadline that ran on to the next working day, since `restOn` became a day of rest: its name, and the paper that says so. */
export type Postponement = {
  /** Who changed the calendar; null for whoever runs the program. */
  readonly by: OfficerId | null
  readonly at: Temporal.Instant
  readonly oldDueAt: Temporal.Instant
  readonly dueAt: Temporal.Instant
  readonly restOn: Temporal.PlainDate
  readonly name: string
  readonly source: string
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
  /** When its deadline moved because its last day became one of rest, the oldest first. */
  readonly postponements: readonly Postponement[]
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
  postponements: [],
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

/** What was asked, whatever became of it. */
export function askedOf(answer: Answer): Asked {
  return answer.state === 'asked' ? answer : answer.asked
}

/** The number of a unit's next request: no number comes twice, not even after it was asked anew. */
export function nextRequest(asked: Asked, kind: keyof Requests): number {
  const all = [asked, ...asked.former.map(({ answer }) => answer.asked)].flatMap((one) =>
    one[kind].map(({ number }) => number),
  )
  return Math.max(0, ...all) + 1
}

export function isLapsed(answer: Answer): answer is Lapsed {
  return answer.state === 'deemed_consent' || answer.state === 'unanswered' || answer.state === 'unreached'
}

export function isSettled(answer: Answer): answer is Settled {
  return answer.state === 'agreed' || answer.state === 'objected' || answer.state === 'returned'
}

/** The answer as it was before its last reply was given: asked, or with the objection that reply withdrew. */
export function beforeReply(answer: Settled): Asked | Settled {
  const last = answer.withdrawn.at(-1)
  if (last === undefined) return answer.asked
  return { ...answer, state: last.verdict, reply: last, withdrawn: answer.withdrawn.slice(0, -1) }
}
