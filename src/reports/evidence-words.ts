/** One line of evidence in words: when, who, through what, what, and the words that were written. */
import { sayLateness } from '../cards/consultation-words.ts'
import { nameMessenger, nameOfficer, nameUnit } from '../cards/names.ts'
import type { ConsultationEvent } from '../domain/consultation.ts'
import type { Reply } from '../domain/consultation-answer.ts'
import type { Directory } from '../domain/directory.ts'
import type { ConsultationNoticeKind } from '../domain/notice.ts'
import type { Translator } from '../i18n.ts'
import type { ChainedLine } from '../store/evidence.ts'
import { revive } from '../store/json.ts'

type Names = { readonly directory: Directory; readonly timeZone: string }

/** What a line says: the sentence, and what stands beneath it. */
type Said = { readonly what: string; readonly beneath: readonly string[] }

/** The line, and indented beneath it the words, the grounds and the hash. */
export function sayLine(line: ChainedLine, names: Names, t: Translator): readonly string[] {
  const { sequence: number, happenedAt, recordedAt, hash, body } = line
  const { what, beneath } = sayWhat(line, names, t)
  const words = typeof body['words'] === 'string' ? [t('evidence.words', { text: body['words'] })] : []
  const isLater = happenedAt.until(recordedAt).total('seconds') >= 60
  const recorded = isLater ? [t('evidence.recorded', { at: sayTime(recordedAt, names.timeZone, t) })] : []
  const at = sayTime(happenedAt, names.timeZone, t)
  const notes = [...beneath, ...words, ...recorded, t('evidence.hash', { hash })]
  return [
    t('evidence.line', { number, at, who: sayWho(line, names, t), what }),
    ...notes.flatMap((note) => note.split('\n').map((part) => `    ${part}`)),
  ]
}

/** An instant to the second: "09:12:05 thứ Sáu 20/11/2026". */
export function sayTime(at: Temporal.Instant, timeZone: string, t: Translator): string {
  const local = at.toZonedDateTimeISO(timeZone)
  const time = local.toPlainTime().toString({ smallestUnit: 'second' })
  return t('general.moment', { time, day: t.day(local.toPlainDate()) })
}

function sayWho({ actor, messenger }: ChainedLine, { directory }: Names, t: Translator): string {
  if (actor === null) return t('evidence.nobody')
  const who = sayOfficer(actor, directory, t)
  return messenger === null ? who : t('evidence.through', { who, messenger: nameMessenger(messenger) })
}

function sayOfficer(code: string, directory: Directory, t: Translator): string {
  return t('evidence.by', { officer: nameOfficer(directory, code), code })
}

function sayUnit(code: string, directory: Directory, t: Translator): string {
  return t('evidence.unit', { unit: nameUnit(directory, code), code })
}

function sayWhat(line: ChainedLine, { directory }: Names, t: Translator): Said {
  if (line.reference.startsWith('Y')) {
    const said = sayEvent(revive({ ...line.body, type: line.type }) as ConsultationEvent, directory, t)
    if (said !== null) return said
  }
  return { what: sayWitness(line, directory, t), beneath: [] }
}

/** Null for a line that is no event of a consultation. */
function sayEvent(event: ConsultationEvent, directory: Directory, t: Translator): Said | null {
  const unit = 'unit' in event ? sayUnit(event.unit, directory, t) : ''
  switch (event.type) {
    case 'prepared':
      return sayPrepared(event, directory, t)
    case 'sent':
      return saySent(event, directory, t)
    case 'voided':
      return plain(t('evidence.event.voided', { reason: event.reason }))
    case 'closed':
      return plain(t('evidence.event.closed'))
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
      return sayReplied(event.reply, { unit, directory }, t)
    case 'deemed_consent':
    case 'unanswered':
    case 'unreached':
      return sayLapsed(event, unit, t)
    case 'unit_voided':
      return plain(t('evidence.event.unit_voided', { unit, reason: event.reason }))
    case 'received':
    case 'nudged':
    case 'reinstated':
    case 'undone':
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

function sayPrepared({ letter }: EventOf<'prepared'>, directory: Directory, t: Translator): Said {
  const { subject, leadUnit, questions, consulted } = letter
  const asked = consulted.map(({ unit, why }) => `${sayUnit(unit, directory, t)}: ${why}`)
  return {
    what: t('evidence.event.prepared', { subject, unit: sayUnit(leadUnit, directory, t) }),
    beneath: [...questions, ...asked].map((text) => t('evidence.item', { text })),
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

function sayReached(
  { reach, dueAt }: EventOf<'reached'>,
  { unit, directory }: { unit: string; directory: Directory },
  t: Translator,
): string {
  const due = t.deadline(dueAt)
  if (reach.kind === 'registry') {
    const officer = sayOfficer(reach.by, directory, t)
    return t('evidence.event.reachedByRegistry', { unit, number: reach.number, officer, due })
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
  const notes = [
    quote(reply.text, t),
    draftedBy && t('evidence.event.draftedBy', { officer: sayOfficer(draftedBy, directory, t) }),
    order && t('evidence.event.underOrder', { order }),
    suggestedUnit && t('evidence.event.suggested', { unit: sayUnit(suggestedUnit, directory, t) }),
    reply.isSlowReturn ? t('evidence.event.slowReturn') : null,
  ]
  const what =
    late === null
      ? t('evidence.event.replied', { unit, verdict })
      : t('evidence.event.repliedLate', { unit, verdict, late })
  return { what, beneath: notes.filter((note) => note !== null) }
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

/** What changes no state: deliveries, refused attempts, and the lines of the committee's register. */
function sayWitness({ type, body, messenger }: ChainedLine, directory: Directory, t: Translator): string {
  const text = (key: string): string => (typeof body[key] === 'string' ? body[key] : '')
  const officer = text('officer') === '' ? '' : sayOfficer(text('officer'), directory, t)
  switch (type) {
    case 'delivered':
    case 'undelivered':
      return sayDelivery({ type, body, messenger }, { officer }, t)
    case 'refused':
      return t('evidence.witness.refused', { code: text('code') })
    case 'account_linked':
    case 'relinking_refused':
    case 'linking_locked':
    case 'code_made':
    case 'committee_founded':
    case 'secret_refused':
    case 'language_chosen':
    case 'channel_bound':
      return t(`evidence.register.${type}`, {
        officer,
        account: text('account'),
        chat: text('chat'),
        purpose: text('purpose'),
        unit: text('unit'),
        language: text('language'),
      }).trim()
    default:
      return t('evidence.other', { type })
  }
}

function sayDelivery(
  { type, body, messenger }: Pick<ChainedLine, 'body' | 'messenger'> & { readonly type: 'delivered' | 'undelivered' },
  { officer }: { readonly officer: string },
  t: Translator,
): string {
  const told = body as {
    readonly notice: ConsultationNoticeKind
    readonly chat: string
    readonly end: 'expired' | 'unreachable' | 'dead' | 'sent'
    readonly messages: readonly string[]
  }
  const values = {
    notice: t(`evidence.notice.${told.notice}`),
    to: officer === '' ? t('evidence.witness.group', { chat: told.chat }) : officer,
    messenger: messenger === null ? '' : nameMessenger(messenger),
  }
  return told.end === 'sent'
    ? t('evidence.witness.delivered', { ...values, messages: told.messages.join(', ') })
    : t('evidence.witness.undelivered', { ...values, end: t(`evidence.end.${told.end}`) })
}
