/** Every notice about a consultation as a card: what is seen is decided once (seen-by.ts), then each kind words itself. */
import type { ConsultationNotice, ConsultationNoticeKind } from '../domain/notice.ts'
import type { Translator } from '../i18n.ts'
import type { Card } from './card.ts'
import { renderAnswered, renderAnsweredLate, renderCorrected, renderVoided } from './consultation-answered.ts'
import { renderAsked, renderInformed } from './consultation-asked.ts'
import { renderClosed } from './consultation-closed.ts'
import { renderDifferingView, renderDirected } from './consultation-differing.ts'
import {
  renderDraftReturned,
  renderLetterToConfirm,
  renderReplyConfirmed,
  renderReplyToConfirm,
} from './consultation-drafts.ts'
import { renderLapsed } from './consultation-lapsed.ts'
import { renderBounced, renderOverruled, renderReopened, renderRerouted } from './consultation-moved.ts'
import { renderNudged, renderStillSilent } from './consultation-nudged.ts'
import { renderDeadlineMoved } from './consultation-postponed.ts'
import { renderReceipt } from './consultation-receipt.ts'
import {
  renderDocumentsAsked,
  renderDocumentsDecided,
  renderExtensionAsked,
  renderExtensionDecided,
  renderLeadNudged,
} from './consultation-requests.ts'
import { renderAllAnswered, renderStatus, renderUnlinked } from './consultation-status.ts'
import { renderUrged } from './consultation-urged.ts'
import { renderWithdrawn } from './consultation-withdrawn.ts'
import { findAnswer } from './consultation-words.ts'
import type { MatterFacts } from './facts.ts'
import { seenBy } from './seen-by.ts'

type Render = (notice: ConsultationNotice, facts: MatterFacts, t: Translator) => Card | null

const renders: Readonly<Record<ConsultationNoticeKind, Render>> = {
  letter_to_confirm: renderLetterToConfirm,
  asked: renderAsked,
  informed: renderInformed,
  status: renderStatus,
  unlinked: renderUnlinked,
  nudged: renderNudged,
  still_silent: renderStillSilent,
  extension_asked: renderExtensionAsked,
  extension_decided: renderExtensionDecided,
  documents_asked: renderDocumentsAsked,
  documents_decided: renderDocumentsDecided,
  lead_nudged: renderLeadNudged,
  urged: renderUrged,
  withdrawn: renderWithdrawn,
  draft_returned: renderDraftReturned,
  reply_to_confirm: renderReplyToConfirm,
  reply_confirmed: renderReplyConfirmed,
  answered: renderAnswered,
  all_answered: renderAllAnswered,
  lapsed: renderLapsed,
  answered_late: renderAnsweredLate,
  deadline_moved: renderDeadlineMoved,
  corrected: renderCorrected,
  rerouted: renderRerouted,
  bounced: renderBounced,
  reopened: renderReopened,
  overruled: renderOverruled,
  differing_view: renderDifferingView,
  directed: renderDirected,
  closed: renderClosed,
  voided: renderVoided,
  receipt: ({ unit }, facts, t) => renderReceipt(unit, facts, t),
}

/** Notices that go to the consulted unit itself: its group sees its own answer at once. */
const toTheUnit: readonly ConsultationNoticeKind[] = [
  'asked',
  'nudged',
  'extension_decided',
  'documents_decided',
  'urged',
  'draft_returned',
  'reply_to_confirm',
  'reply_confirmed',
  'voided',
  'deadline_moved',
  'receipt',
]

/** Notices that say something of one unit's answer. A read-back may be of either and looks for itself. */
const ofAnswers: readonly ConsultationNoticeKind[] = [
  'asked',
  'nudged',
  'extension_asked',
  'extension_decided',
  'documents_asked',
  'documents_decided',
  'lead_nudged',
  'urged',
  'withdrawn',
  'draft_returned',
  'reply_to_confirm',
  'reply_confirmed',
  'answered',
  'lapsed',
  'answered_late',
  'corrected',
  'rerouted',
  'bounced',
  'reopened',
  'overruled',
]

/**
 * The card of a notice, in the matter's state as of now and for this reader.
 * Null when it need no longer be said; that happens only to a new post, an edit always shows a card. What is said of a
 * unit that was never asked becomes the card of the whole matter.
 */
export function renderConsultationNotice(notice: ConsultationNotice, facts: MatterFacts, t: Translator): Card | null {
  const isOfNobody = ofAnswers.includes(notice.kind) && findAnswer(facts.state, notice.unit) === null
  const render = isOfNobody ? renderStatus : renders[notice.kind]
  return render(notice, seenThrough(notice, facts), t)
}

/** The facts with the matter as the reader of a notice may see it. */
export function seenThrough(notice: ConsultationNotice, facts: MatterFacts): MatterFacts {
  const addressed = toTheUnit.includes(notice.kind) ? notice.unit : null
  return { ...facts, state: seenBy(facts.state, facts, addressed) }
}
