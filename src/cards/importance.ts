/** What goes out first when a month's messages run short: the one order of everything we say. */
import { type ConsultationNoticeKind, isOfMatter, type NoticeOf } from '../domain/notice.ts'
import type { Importance } from '../domain/quota.ts'
import type { MatterKind } from '../domain/reference.ts'
import { type DeliveryNotice, mattersOf } from './delivery.ts'

/** A nudge this many hours before its deadline or less is the last that can help. */
const lastHours = 24

const ofConsultation: Readonly<Record<ConsultationNoticeKind, Importance>> = {
  letter_to_confirm: 'ordinary',
  asked: 'vital',
  informed: 'courtesy',
  status: 'courtesy',
  unlinked: 'vital',
  nudged: 'ordinary',
  urged: 'vital',
  still_silent: 'courtesy',
  extension_asked: 'vital',
  extension_decided: 'vital',
  documents_asked: 'vital',
  documents_decided: 'vital',
  lead_nudged: 'ordinary',
  reply_to_confirm: 'vital',
  reply_confirmed: 'ordinary',
  draft_returned: 'vital',
  answered: 'ordinary',
  all_answered: 'ordinary',
  lapsed: 'vital',
  answered_late: 'ordinary',
  deadline_moved: 'vital',
  corrected: 'vital',
  voided: 'ordinary',
  withdrawn: 'ordinary',
  rerouted: 'ordinary',
  bounced: 'vital',
  reopened: 'ordinary',
  overruled: 'ordinary',
  differing_view: 'vital',
  directed: 'vital',
  closed: 'ordinary',
}

export const ofMatters: { readonly [Kind in MatterKind]: Readonly<Record<NoticeOf[Kind]['kind'], Importance>> } = {
  consultation: ofConsultation,
}

const ofOthers: Readonly<Record<Exclude<DeliveryNotice['of'], MatterKind | 'merged'>, Importance>> = {
  response: 'vital',
  directory: 'vital',
  seal: 'ordinary',
  digest: 'courtesy',
}

/** What is asked about: the notice, whether it is the edit of a card, and until when it is worth saying. */
export type Said = {
  readonly notice: DeliveryNotice
  readonly isEdit: boolean
  readonly isUrgent: boolean
  readonly untilAt: Temporal.Instant | null
}

/** How much it matters that something is said now. */
export function importanceOf({ notice, isEdit, isUrgent, untilAt }: Said, now: Temporal.Instant): Importance {
  if (isEdit) return 'courtesy'
  if (isUrgent) return 'vital'
  if (!isOfMatter(notice) && notice.of !== 'merged') return ofOthers[notice.of]
  const isLastCall = untilAt !== null && now.until(untilAt).total('hours') <= lastHours
  if (isLastCall && notice.kind === 'nudged') return 'vital'
  return ofMatters[notice.of === 'merged' ? mattersOf(notice) : notice.of][notice.kind]
}
