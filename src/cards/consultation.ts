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

type Kind = {
  readonly render: Render
  /** What it says something of: one unit's answer, the matter, or either, which it looks for itself. */
  readonly about: 'unit' | 'matter' | 'either'
  /** It goes to the consulted unit itself: its group sees its own answer at once. */
  readonly isToUnit?: true
}

const kinds: Readonly<Record<ConsultationNoticeKind, Kind>> = {
  letter_to_confirm: { render: renderLetterToConfirm, about: 'matter' },
  asked: { render: renderAsked, about: 'unit', isToUnit: true },
  informed: { render: renderInformed, about: 'matter' },
  status: { render: renderStatus, about: 'matter' },
  unlinked: { render: renderUnlinked, about: 'matter' },
  nudged: { render: renderNudged, about: 'unit', isToUnit: true },
  still_silent: { render: renderStillSilent, about: 'matter' },
  extension_asked: { render: renderExtensionAsked, about: 'unit' },
  extension_decided: { render: renderExtensionDecided, about: 'unit', isToUnit: true },
  documents_asked: { render: renderDocumentsAsked, about: 'unit' },
  documents_decided: { render: renderDocumentsDecided, about: 'unit', isToUnit: true },
  lead_nudged: { render: renderLeadNudged, about: 'unit' },
  urged: { render: renderUrged, about: 'unit', isToUnit: true },
  withdrawn: { render: renderWithdrawn, about: 'unit' },
  draft_returned: { render: renderDraftReturned, about: 'unit', isToUnit: true },
  reply_to_confirm: { render: renderReplyToConfirm, about: 'unit', isToUnit: true },
  reply_confirmed: { render: renderReplyConfirmed, about: 'unit', isToUnit: true },
  answered: { render: renderAnswered, about: 'unit' },
  all_answered: { render: renderAllAnswered, about: 'matter' },
  lapsed: { render: renderLapsed, about: 'unit' },
  answered_late: { render: renderAnsweredLate, about: 'unit' },
  deadline_moved: { render: renderDeadlineMoved, about: 'either', isToUnit: true },
  corrected: { render: renderCorrected, about: 'unit' },
  rerouted: { render: renderRerouted, about: 'unit' },
  bounced: { render: renderBounced, about: 'unit' },
  reopened: { render: renderReopened, about: 'unit' },
  overruled: { render: renderOverruled, about: 'unit' },
  differing_view: { render: renderDifferingView, about: 'matter' },
  directed: { render: renderDirected, about: 'matter' },
  closed: { render: renderClosed, about: 'matter' },
  voided: { render: renderVoided, about: 'matter', isToUnit: true },
}

/** Every kind of notice about a consultation, and what it is about. */
export function noticeKinds(): readonly { readonly kind: ConsultationNoticeKind; readonly about: Kind['about'] }[] {
  return Object.entries(kinds).map(([kind, { about }]) => ({ kind: kind as ConsultationNoticeKind, about }))
}

/**
 * The card of a notice, in the matter's state as of now and for this reader.
 * Null when it need no longer be said; that happens only to a new post, an edit always shows a card. What is said of a
 * unit that was never asked becomes the card of the whole matter.
 */
export function renderConsultationNotice(notice: ConsultationNotice, facts: MatterFacts, t: Translator): Card | null {
  const { render, about } = kinds[notice.kind]
  const isOfNobody = about === 'unit' && findAnswer(facts.state, notice.unit) === null
  return (isOfNobody ? renderStatus : render)(notice, seenThrough(notice, facts), t)
}

/** The facts with the matter as the reader of a notice may see it. */
export function seenThrough(notice: ConsultationNotice, facts: MatterFacts): MatterFacts {
  const addressed = kinds[notice.kind].isToUnit ? notice.unit : null
  return { ...facts, state: seenBy(facts.state, facts, addressed) }
}
