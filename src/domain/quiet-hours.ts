/**
 * Quiet hours: outside office hours and on rest days people are left alone. What is held is released when the next office
 * hour begins; it is never dropped. Letters stamped for now have no quiet hours (HP mark); that is the matter's rule.
 */
import type { Calendar } from '../calendar/calendar.ts'
import { nextOfficeTime } from '../calendar/office-hours.ts'
import type { Audience, ConsultationNoticeKind } from './notice.ts'

/**
 * Whether a notice to a person waits for office hours. What does not, comes at once and silently at night: the request,
 * since its clock runs from sending; a differing view, which is reported at once; a draft, since it counts only once it is confirmed;
 * a unit's request to its lead and the decision, since the limit runs on meanwhile; a deadline that moved, for the old one
 * may be near; and what answers one's own act.
 */
const waits: Readonly<Record<ConsultationNoticeKind, boolean>> = {
  asked: false,
  letter_to_confirm: false,
  reply_to_confirm: false,
  status: false,
  unlinked: false,
  nudged: true,
  still_silent: true,
  extension_asked: false,
  extension_decided: false,
  documents_asked: false,
  documents_decided: false,
  lead_nudged: true,
  urged: true,
  withdrawn: true,
  draft_returned: false,
  informed: true,
  reply_confirmed: true,
  answered: true,
  all_answered: true,
  lapsed: true,
  answered_late: true,
  deadline_moved: false,
  corrected: true,
  rerouted: true,
  bounced: true,
  reopened: true,
  overruled: true,
  differing_view: false,
  directed: true,
  closed: false,
  voided: true,
}

/** Whether a notice is held outside office hours. What goes to the Office is not: it hears at any hour, silently at night. */
export function keepsQuietHours(kind: ConsultationNoticeKind, to: Audience): boolean {
  return to.who !== 'office' && waits[kind]
}

/**
 * When something held may go out: now within office hours, otherwise when they begin. What would by then be worth nothing
 * any more (the deadline is past) goes out now after all: late at night is better than never.
 */
export function releaseAt(
  now: Temporal.Instant,
  untilAt: Temporal.Instant | null,
  calendar: Calendar,
): Temporal.Instant {
  const opening = nextOfficeTime(now, calendar)
  return untilAt !== null && Temporal.Instant.compare(opening, untilAt) >= 0 ? now : opening
}
