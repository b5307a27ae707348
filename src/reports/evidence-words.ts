/** One line of evidence in words: when, who, through what, what, and the words that were written. */
import { nameMessenger } from '../cards/names.ts'
import type { ConsultationEvent } from '../domain/consultation.ts'
import type { Directory } from '../domain/directory.ts'
import type { ConsultationNoticeKind } from '../domain/notice.ts'
import { readReference } from '../domain/reference.ts'
import type { Translator } from '../i18n.ts'
import type { ChainedLine } from '../store/evidence.ts'
import { revive } from '../store/json.ts'
import { type Said, sayEvent, sayOfficer } from './consultation-events.ts'

type Names = { readonly directory: Directory; readonly timeZone: string }

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

function sayWho({ actor, messenger, body }: ChainedLine, { directory }: Names, t: Translator): string {
  if (actor === null) return t(body['by'] === 'operator' ? 'evidence.operator' : 'evidence.nobody')
  const who = sayOfficer(actor, directory, t)
  return messenger === null ? who : t('evidence.through', { who, messenger: nameMessenger(messenger) })
}

/** Somebody may have tampered with a line, and then it may hold anything: it is still shown, by its type alone. */
function sayWhat(line: ChainedLine, { directory }: Names, t: Translator): Said {
  try {
    const isOfConsultation = readReference(line.reference)?.kind === 'consultation'
    const event = revive({ ...line.body, type: line.type }) as ConsultationEvent
    const said = isOfConsultation ? sayEvent(event, directory, t) : null
    return said ?? { what: sayWitness(line, directory, t), beneath: [] }
  } catch {
    return { what: t('evidence.other', { type: line.type }), beneath: [] }
  }
}

/** What changes no state: deliveries, refused attempts, and the lines of the committee's register. */
function sayWitness({ type, body, messenger }: ChainedLine, directory: Directory, t: Translator): string {
  const text = (key: string): string => (typeof body[key] === 'string' ? body[key] : '')
  const officer = text('officer') === '' ? '' : sayOfficer(text('officer'), directory, t)
  switch (type) {
    case 'delivered':
    case 'undelivered':
      return sayDelivery({ body, messenger }, { officer }, t)
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
  { body, messenger }: Pick<ChainedLine, 'body' | 'messenger'>,
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
