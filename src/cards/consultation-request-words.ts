/** What a unit asked of the lead and what became of it, in sentences that more than one card says. */
import { type Answer, type Asked, askedOf } from '../domain/consultation-answer.ts'
import {
  type DocumentClaim,
  type Extension,
  pendingDocuments,
  pendingExtension,
} from '../domain/consultation-requests.ts'
import type { Directory } from '../domain/directory.ts'
import type { Translator } from '../i18n.ts'
import { nameOfficer } from './names.ts'

/** What became of a request: who decided, why, and the old and the new deadline. */
export function sayDecision(
  decision: Extension['decision'] | DocumentClaim['decision'],
  answer: Answer,
  directory: Directory,
  t: Translator,
): string {
  if (decision === null) return sayUndecided(answer, t)
  const values = { officer: nameOfficer(directory, decision.by), at: t.moment(decision.at) }
  if (decision.outcome === 'declined') return t('consultation.request.declined', { ...values, reason: decision.reason })
  const limits = { old: t.deadline(decision.oldDueAt), due: t.deadline(decision.dueAt) }
  const isSame = decision.outcome === 'supplied' && decision.dueAt.equals(decision.oldDueAt)
  return t(`consultation.request.${isSame ? 'suppliedInTime' : decision.outcome}`, { ...values, ...limits })
}

/** A request stops no clock: undecided at the deadline it came to nothing. */
function sayUndecided(answer: Answer, t: Translator): string {
  const due = t.deadline(askedOf(answer).dueAt)
  switch (answer.state) {
    case 'asked':
      return t('consultation.request.pending', { due })
    case 'deemed_consent':
    case 'unanswered':
    case 'unreached':
      return t('consultation.request.lapsed', { due })
    default:
      return t('consultation.request.unneeded')
  }
}

/** Every request of a unit with what became of it, the oldest first, as the sheet keeps them. */
export function sayRequests(answer: Answer, directory: Directory, t: Translator): readonly string[] {
  const { extensions, documents } = askedOf(answer)
  const said = [
    ...extensions.map((one) => ({
      at: one.at,
      what: t('consultation.request.extensionKept', {
        officer: nameOfficer(directory, one.by),
        at: t.moment(one.at),
        old: t.deadline(one.dueAt),
        wanted: t.deadline(one.wantedAt),
        reason: one.reason,
        decision: sayDecision(one.decision, answer, directory, t),
      }),
    })),
    ...documents.map((one) => ({
      at: one.at,
      what: t('consultation.request.documentsKept', {
        officer: nameOfficer(directory, one.by),
        at: t.moment(one.at),
        missing: one.missing,
        decision: sayDecision(one.decision, answer, directory, t),
      }),
    })),
  ]
  return said.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at)).map(({ what }) => what)
}

/** What waits for the lead, for a line among others. */
export function sayWaiting(asked: Asked, t: Translator): readonly string[] {
  const extension = pendingExtension(asked)
  const documents = pendingDocuments(asked)
  const granted = asked.extensions.findLast(({ decision }) => decision?.outcome === 'granted')
  return [
    ...(granted === undefined ? [] : [t('consultation.status.extended', { old: t.deadline(granted.dueAt) })]),
    ...(extension === null
      ? []
      : [t('consultation.status.extensionPending', { wanted: t.deadline(extension.wantedAt) })]),
    ...(documents === null ? [] : [t('consultation.status.documentsPending')]),
  ]
}
