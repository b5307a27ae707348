/** The events of a consultation in words, for whoever reads its evidence. */
import { sayLateness, sayRound } from '../cards/consultation-words.ts'
import { nameMessenger, nameOfficer, nameUnit } from '../cards/names.ts'
import type { ConsultationEvent } from '../domain/consultation.ts'
import type { Reply } from '../domain/consultation-answer.ts'
import type { RequestEvent, Supplied } from '../domain/consultation-requests.ts'
import type { Directory } from '../domain/directory.ts'
import type { Translator } from '../i18n.ts'

/** What a line says: the sentence, and what stands beneath it. */
export type Said = { readonly what: string; readonly beneath: readonly string[] }

/** Null for what is no event of a consultation. */
export function sayEvent(event: ConsultationEvent, directory: Directory, t: Translator): Said | null {
  const unit = 'unit' in event ? sayUnit(event.unit, directory, t) : ''
  switch (event.type) {
    case 'prepared':
      return sayPrepared(event, directory, t)
    case 'sent':
      return saySent(event, directory, t)
    case 'voided':
    case 'unit_voided':
      return plain(t(`evidence.event.${event.type}`, { unit, reason: event.reason }))
    case 'closed':
      return sayClosed(event, directory, t)
    case 'rerouted':
    case 'reopened':
    case 'late_taken':
    case 'overruled':
    case 'deadline_moved':
      return sayMoved(event, { unit, directory }, t)
    case 'reached':
      return plain(sayReached(event, { unit, directory }, t))
    case 'reply_drafted':
      return sayDrafted(event, unit, t)
    case 'verdict_asked':
    case 'asked_back':
      return { what: t(`evidence.event.${event.type}`, { unit }), beneath: [quote(event.unclear.text, t)] }
    case 'agreed':
    case 'objected':
    case 'returned':
    case 'replied_late':
    case 'objection_withdrawn':
      return sayGiven(event, { unit, directory }, t)
    case 'draft_returned':
      return { what: t('evidence.event.draft_returned', { unit }), beneath: [quote(event.reason, t)] }
    case 'deemed_consent':
    case 'unanswered':
    case 'unreached':
      return sayLapsed(event, unit, t)
    case 'differed':
    case 'directed':
      return sayDiffering(event, { unit, directory }, t)
    case 'extension_asked':
    case 'documents_asked':
    case 'extension_granted':
    case 'extension_declined':
    case 'documents_supplied':
    case 'documents_declined':
      return sayRequest(event, unit, t)
    case 'received':
    case 'urged':
    case 'nudged':
    case 'lead_nudged':
    case 'reinstated':
    case 'undone':
    case 'overrule_undone':
      return plain(t(`evidence.event.${event.type}`, { unit }))
    default:
      event satisfies never
      return null
  }
}

type EventOf<Type extends ConsultationEvent['type']> = Extract<ConsultationEvent, { readonly type: Type }>

function plain(what: string): Said {
  return { what, beneath: [] }
}

function quote(text: string, t: Translator): string {
  return t('evidence.quote', { text: text.trim() })
}

function sayPrepared({ letter, round }: EventOf<'prepared'>, directory: Directory, t: Translator): Said {
  const { subject, leadUnit, questions, consulted } = letter
  const asked = consulted.map(({ unit, why }) => `${sayUnit(unit, directory, t)}: ${why}`)
  const again = round && sayRound(round, t)
  return {
    what: t('evidence.event.prepared', { subject, unit: sayUnit(leadUnit, directory, t) }),
    beneath: [
      ...[...questions, ...asked].map((text) => t('evidence.item', { text })),
      ...(again === null || again === undefined ? [] : [again, sayReason(letter.againBecause ?? '–', t)]),
    ],
  }
}

function saySent({ requests, dueAt, unlinked }: EventOf<'sent'>, directory: Directory, t: Translator): Said {
  const sayAll = (units: readonly string[]) => t.list(units.map((unit) => sayUnit(unit, directory, t)))
  const units = sayAll(requests.map(({ unit }) => unit))
  return {
    what: t('evidence.event.sent', { units, due: t.deadline(dueAt) }),
    beneath: unlinked.length === 0 ? [] : [t('evidence.event.unlinked', { units: sayAll(unlinked) })],
  }
}

function sayReason(reason: string, t: Translator): string {
  return t('evidence.event.reason', { reason })
}

function sayClosed({ openObjections = [] }: EventOf<'closed'>, directory: Directory, t: Translator): Said {
  const units = t.list(openObjections.map((unit) => sayUnit(unit, directory, t)))
  const open = openObjections.length === 0 ? [] : [t('evidence.event.openObjections', { units })]
  return { what: t('evidence.event.closed'), beneath: open }
}

type Moved = EventOf<'rerouted' | 'reopened' | 'late_taken' | 'overruled' | 'deadline_moved'>

function sayMoved(event: Moved, who: { unit: string; directory: Directory }, t: Translator): Said {
  const { unit } = who
  switch (event.type) {
    case 'rerouted':
      return sayRerouted(event, who, t)
    case 'reopened': {
      const what = t('evidence.event.reopened', { unit, due: t.deadline(event.dueAt) })
      return { what, beneath: [sayReason(event.reason, t)] }
    }
    case 'late_taken':
      return { what: t('evidence.event.late_taken', { unit }), beneath: [sayReason(event.reason, t)] }
    case 'overruled': {
      const { number, concludedOn, concludedBy: by } = event.conclusion
      return plain(t('evidence.event.overruled', { unit, number, day: t.day(concludedOn), by }))
    }
    case 'deadline_moved':
      return plain(sayPostponed(event, unit, t))
    default:
      return event satisfies never
  }
}

function sayRerouted(
  { from, why, dueAt, unlinked }: EventOf<'rerouted'>,
  { unit, directory }: { unit: string; directory: Directory },
  t: Translator,
): Said {
  const values = { unit, from: sayUnit(from, directory, t), due: t.deadline(dueAt) }
  const missing = unlinked.length === 0 ? [] : [t('evidence.event.unlinked', { units: unit })]
  return { what: t('evidence.event.rerouted', values), beneath: [sayReason(why, t), ...missing] }
}

function sayReached(
  { reach, dueAt }: EventOf<'reached'>,
  { unit, directory }: { unit: string; directory: Directory },
  t: Translator,
): string {
  const due = t.deadline(dueAt)
  if (reach.kind === 'registry') {
    const officer = sayOfficer(reach.by, directory, t)
    return t('evidence.event.reachedByRegistry', { unit, number: reach.number, at: t.moment(reach.at), officer, due })
  }
  const officer = sayOfficer(reach.officer, directory, t)
  return t('evidence.event.reachedByMessage', { unit, officer, messenger: nameMessenger(reach.messenger), due })
}

function sayDrafted({ draft }: EventOf<'reply_drafted'>, unit: string, t: Translator): Said {
  const verdict = t(`consultation.verdict.${draft.verdict}`)
  return { what: t('evidence.event.reply_drafted', { unit, verdict }), beneath: [quote(draft.text, t)] }
}

function sayReplied(reply: Reply, { unit, directory }: { unit: string; directory: Directory }, t: Translator): Said {
  const verdict = t(`consultation.verdict.${reply.verdict}`)
  const late = sayLateness(reply, t)
  const { draftedBy, order, suggestedUnit } = reply
  // A line written before fields were looked at does not say.
  const { otherField }: Partial<Reply> = reply
  const notes = [
    quote(reply.text, t),
    draftedBy && t('evidence.event.draftedBy', { officer: sayOfficer(draftedBy, directory, t) }),
    order && t('evidence.event.underOrder', { order }),
    suggestedUnit && t('evidence.event.suggested', { unit: sayUnit(suggestedUnit, directory, t) }),
    reply.isSlowReturn ? t('evidence.event.slowReturn') : null,
    otherField &&
      t('evidence.event.otherField', { units: otherField.map((one) => sayUnit(one, directory, t)).join(', ') || '–' }),
  ]
  const what =
    late === null
      ? t('evidence.event.replied', { unit, verdict })
      : t('evidence.event.repliedLate', { unit, verdict, late })
  return { what, beneath: notes.filter((note) => note !== null) }
}

/** A reply, or the one with which an objection was withdrawn. */
function sayGiven(
  { type, reply }: { readonly type: ConsultationEvent['type']; readonly reply: Reply },
  who: { unit: string; directory: Directory },
  t: Translator,
): Said {
  const said = sayReplied(reply, who, t)
  if (type !== 'objection_withdrawn') return said
  const { what: replied, beneath } = said
  return { what: t('evidence.event.objection_withdrawn', { unit: who.unit, replied }), beneath }
}

function sayDiffering(
  event: EventOf<'differed' | 'directed'>,
  { unit, directory }: { unit: string; directory: Directory },
  t: Translator,
): Said {
  const beneath = [quote(event.text, t)]
  if (event.type === 'directed') return { what: t('evidence.event.directed', { number: event.number }), beneath }
  const superiors = t.list(event.superiors.map((officer) => sayOfficer(officer, directory, t)))
  return { what: t('evidence.event.differed', { unit, superiors }), beneath }
}

function sayLapsed(
  { type, citation }: EventOf<'deemed_consent' | 'unanswered' | 'unreached'>,
  unit: string,
  t: Translator,
): Said {
  return {
    what: t(`evidence.event.${type}`, { unit }),
    beneath: citation === null ? [] : [t('evidence.event.basis', { citation })],
  }
}

function sayPostponed(
  { oldDueAt, dueAt, restOn, name, source }: EventOf<'deadline_moved'>,
  unit: string,
  t: Translator,
): string {
  const limits = { old: t.deadline(oldDueAt), due: t.deadline(dueAt) }
  return t('evidence.event.deadline_moved', { unit, ...limits, day: t.day(restOn), name, source })
}

/** What a unit asked of the lead, and what the lead decided. */
function sayRequest(event: RequestEvent, unit: string, t: Translator): Said {
  switch (event.type) {
    case 'extension_asked': {
      const { dueAt, wantedAt, reason } = event.request
      const limits = { old: t.deadline(dueAt), due: t.deadline(wantedAt) }
      return { what: t('evidence.event.extension_asked', { unit, ...limits }), beneath: [quote(reason, t)] }
    }
    case 'documents_asked':
      return { what: t('evidence.event.documents_asked', { unit }), beneath: [quote(event.request.missing, t)] }
    case 'extension_granted':
    case 'documents_supplied': {
      const limits = { old: t.deadline(event.oldDueAt), due: t.deadline(event.dueAt) }
      const beneath = 'supplied' in event ? [quote(nameSupplied(event.supplied), t)] : []
      const isSame = event.type === 'documents_supplied' && event.dueAt.equals(event.oldDueAt)
      const key = isSame ? 'documents_supplied_in_time' : event.type
      return { what: t(`evidence.event.${key}`, { unit, ...limits }), beneath }
    }
    case 'extension_declined':
    case 'documents_declined':
      return { what: t(`evidence.event.${event.type}`, { unit }), beneath: [quote(event.reason, t)] }
    default:
      return event satisfies never
  }
}

function nameSupplied(supplied: Supplied): string {
  if (supplied.kind === 'stated') return supplied.how
  return supplied.kind === 'link' ? supplied.url : supplied.name
}

/** A name with its code: "Tạ Minh Đăng (VP1)". */
export function sayOfficer(code: string, directory: Directory, t: Translator): string {
  return t('evidence.by', { officer: nameOfficer(directory, code), code })
}

/** A unit with its code: "Phòng Kinh tế (KT)". */
export function sayUnit(code: string, directory: Directory, t: Translator): string {
  return t('evidence.unit', { unit: nameUnit(directory, code), code })
}
