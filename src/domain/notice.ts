/**
 * Whom to tell what. A notice names an audience and a subject, never a text: cards/ words it at delivery, in the reader's
 * language, from the state of the matter at that moment, or finds that it need no longer be said.
 */
import type { Settings } from './committee-settings.ts'
import type { ActingOrder, OfficerId, UnitId } from './directory.ts'
import type { Leaver } from './directory-change.ts'
import { kinds, type MatterKind } from './reference.ts'

/** Who should hear, before anybody looked up chats. */
export type Audience =
  | { readonly who: 'officer'; readonly officer: OfficerId }
  /** One officer, as long as they are in the unit. */
  | { readonly who: 'member'; readonly officer: OfficerId; readonly unit: UnitId }
  /**
   * Those of the officers who are still in the unit; unless one of them may decide for it, everybody who may as well: the
   * unit hears whoever left. `except`: whoever acted, who reads it back and is told nothing besides.
   */
  | {
      readonly who: 'followers'
      readonly unit: UnitId
      readonly officers: readonly OfficerId[]
      readonly except: OfficerId | null
    }
  /** Everybody who may decide for the unit, each in private. */
  | { readonly who: 'deciders'; readonly unit: UnitId }
  /** Whoever leads the unit: the head, or who acts for them; the first deputy when there is no head. */
  | { readonly who: 'head'; readonly unit: UnitId }
  /** The unit's own group, when one is bound. */
  | { readonly who: 'unit_group'; readonly unit: UnitId }
  /** The Office channel. */
  | { readonly who: 'office' }

export type ConsultationNotice = {
  readonly unit: UnitId | null
  readonly kind: ConsultationNoticeKind
  /** Of a nudge: its rung. Once a later one was climbed it need no longer be said. */
  readonly rungAt?: Temporal.Instant
  /** Of a reply: when it was given. One that was undone meanwhile need no longer be told. */
  readonly repliedAt?: Temporal.Instant
  /** Of a differing view: its number. */
  readonly view?: number
}

export type ConsultationNoticeKind =
  /** A draft letter waits for the lead's head. */
  | 'letter_to_confirm'
  /** The request itself, live. */
  | 'asked'
  /** Told "để biết", owes nothing. */
  | 'informed'
  /** The lead's live card: who answered, who was reached, who is silent. */
  | 'status'
  /** Consulted units in which nobody is linked. */
  | 'unlinked'
  | 'nudged'
  /** To the lead and the Office when a deadline is near: who is still silent. */
  | 'still_silent'
  /** To the lead: a unit asks for more time. */
  | 'extension_asked'
  /** To the unit: whether it gets it. */
  | 'extension_decided'
  /** To the lead: a unit says what its dossier lacks. */
  | 'documents_asked'
  /** To the unit: what was missing came, or why not. */
  | 'documents_decided'
  /** To the lead, in place of a unit that waits for its word. */
  | 'lead_nudged'
  /** The lead urges a silent unit. */
  | 'urged'
  /** To the lead: an objection was withdrawn. */
  | 'withdrawn'
  /** To the drafter: the head sent the draft back. */
  | 'draft_returned'
  /** A specialist's reply waits for the head's tap. */
  | 'reply_to_confirm'
  /** To the drafter: the head confirmed. */
  | 'reply_confirmed'
  /** To the lead: an objection, a return, a reply. */
  | 'answered'
  | 'all_answered'
  /** A lapse: to the Office as an escalation card, to the lead, to the silent unit. */
  | 'lapsed'
  | 'answered_late'
  /** To the lead: the Office sent a returned request on. */
  | 'rerouted'
  /** To the Office: a request came back again, and it says who answers. */
  | 'bounced'
  /** An answer was opened again, or a late reply became the outcome. */
  | 'reopened'
  /** To the objector and the lead: the leaders' conclusion on an objection. */
  | 'overruled'
  /** To the superiors: somebody differs, and the work goes on. For nobody else's eyes. */
  | 'differing_view'
  /** To whoever differed: what a superior said to it. */
  | 'directed'
  /** To the lead: what became of each unit. */
  | 'closed'
  /** The deadline ran on, since its last day became one of rest: to the unit, and of all units to the lead and the Office. */
  | 'deadline_moved'
  /** A lapse was taken back because an earlier act came in after it. */
  | 'corrected'
  | 'voided'

/** What is told of a matter of each kind. */
export type NoticeOf = { readonly consultation: ConsultationNotice }

/** What is told of a matter, under the name of its kind: as the outbox keeps it. */
export type MatterNotice = { readonly [Kind in MatterKind]: { readonly of: Kind } & NoticeOf[Kind] }[MatterKind]

/** Whether something said is told of a matter, of whatever kind: what the Office must know when it could not be said. */
export function isOfMatter<Notice extends { readonly of: string }>(
  notice: Notice | null,
): notice is Extract<Notice, { readonly of: MatterKind }> {
  return notice !== null && Object.hasOwn(kinds, notice.of)
}

export type Telling = {
  readonly notice: NoticeOf[MatterKind]
  readonly to: Audience
  /** Seconds to wait, so that an undo leaves nobody else bothered. */
  readonly afterSeconds: number
  /** Edited whenever the matter moves on. */
  readonly isLive: boolean
  /** Tells this telling from every other of the matter, so that it is made once. */
  readonly key: string
  /** Goes out at any hour and before everything else. */
  readonly isUrgent: boolean
  /** Waits outside office hours until they begin (quiet-hours.ts); never dropped for it. */
  readonly keepsQuietHours: boolean
  /** After this it is no longer worth saying; null: always. */
  readonly untilAt: Temporal.Instant | null
}

/** How something is told, where it is not told at once, once and at any time. */
export type Manner = Partial<Pick<Telling, 'afterSeconds' | 'isLive' | 'untilAt'>> & {
  readonly rungAt?: Temporal.Instant
  readonly repliedAt?: Temporal.Instant
  readonly view?: number
  /** Whoever acted: of the followers they alone are not told. */
  readonly except?: OfficerId
  /** What tells it from others instead of the event: the events of several units make it once. */
  readonly once?: string
}

/** Tells one audience of a consultation something. */
export type Tell = (kind: ConsultationNoticeKind, unit: UnitId | null, to: Audience, manner?: Manner) => Telling

/** What the directory itself gives cause to tell. */
export type DirectoryNotice =
  /** Somebody is in no unit any more. `unit`: whose head hears it; null for the Office. `matters`: what was theirs. */
  | {
      readonly kind: 'left'
      readonly officer: OfficerId
      readonly unit: UnitId | null
      readonly matters: readonly LeftMatter[]
    }
  /** Who leads a unit is away, and on some of the days nobody is there who may decide for it. */
  | {
      readonly kind: 'unattended'
      readonly officer: OfficerId
      readonly unit: UnitId
      readonly fromOn: Temporal.PlainDate
      readonly toOn: Temporal.PlainDate
    }
  /** Somebody acts for a unit's head, or does so on other days than before. */
  | ({ readonly kind: 'acting_ordered'; readonly by: OfficerId } & ActingOrder)
  /**
   * Deadlines that had passed on a day which is now one of rest: nothing is opened again, the Office may. The first of
   * `count`.
   */
  | { readonly kind: 'over_on_rest'; readonly over: readonly OverOnRest[]; readonly count: number }
  /** Settings of the committee are others now. `by`: null for whoever runs the program. */
  | {
      readonly kind: 'settings_changed'
      readonly by: OfficerId | null
      readonly changed: readonly (keyof Settings)[]
      readonly before: Settings
      readonly after: Settings
    }
  /** A bot has sent so many of the messages its vendor allows in this month. */
  | { readonly kind: 'quota_low'; readonly bot: string; readonly used: number; readonly allowed: number }
  /** A link waits for the Office's word, or got it. Accounts by the last letters of their ids. */
  | {
      readonly kind: 'relinking'
      /** Who wants to be linked. */
      readonly officer: OfficerId
      readonly request: string
      readonly messenger: string
      readonly account: string
      readonly oldOfficer: OfficerId | null
      readonly oldAccount: string | null
      readonly askedAt: Temporal.Instant
      readonly expiresAt: Temporal.Instant
      readonly outcome: 'approved' | 'refused' | 'expired' | 'overtaken' | null
      readonly decidedBy: OfficerId | null
      readonly decidedAt: Temporal.Instant | null
    }
  /** Somebody's account was linked without a code, by the e-mail their messenger's workspace vouches for. */
  | { readonly kind: 'linked_by_email'; readonly officer: OfficerId; readonly messenger: string }
  /** The Office ended a link of somebody who has other channels. `reason` is empty where the account became another's. */
  | {
      readonly kind: 'unlinked'
      readonly officer: OfficerId
      readonly messenger: string
      readonly reason: string
    }
  /** Something about a matter could not be said to somebody, who must hear it another way. `failed`: by our own fault. */
  | {
      readonly kind: 'unsaid'
      readonly officer: OfficerId
      readonly reference: string
      readonly why: 'failed' | 'quota'
    }

/** A deadline that had passed on a day which became one of rest. */
export type OverOnRest = {
  readonly reference: string
  readonly unit: UnitId
  readonly dueAt: Temporal.Instant
}

/** An open matter somebody left behind, and what of it was theirs. */
export type LeftMatter = {
  readonly reference: string
  readonly subject: string
  readonly what: 'letter_draft' | 'letter_sent' | 'reply_draft' | 'nobody_answers' | 'nobody_leads'
}

/** A leaver, and what they leave open. */
export type Left = { readonly leaver: Leaver; readonly matters: readonly LeftMatter[] }
