/** One line of evidence in words: when, who, through what, what, and the words that were written. */
import { nameMessenger } from '../cards/names.ts'
import { sayRefusal } from '../cards/response-words.ts'
import type { ConsultationEvent } from '../domain/consultation.ts'
import type { Details } from '../domain/decision.ts'
import type { Directory } from '../domain/directory.ts'
import type { NoticeOf } from '../domain/notice.ts'
import type { EventOf } from '../domain/nouns.ts'
import { type MatterKind, readReference } from '../domain/reference.ts'
import type { Translator } from '../i18n.ts'
import type { ChainedLine } from '../store/evidence.ts'
import { revive } from '../store/json.ts'
import { type Said, sayEvent, sayOfficer, sayUnit } from './consultation-events.ts'

/** The names behind the codes, and the clock lines are read by. */
export type Names = {
  readonly directory: Directory
  readonly timeZone: string
  /** Whether the words of a differing view may be read, by its number in the matter. */
  readonly mayReadView: (number: number) => boolean
}

/** A line as people read it: what happened, and beneath it the words, the grounds and when it was written down. */
export type LineInWords = {
  readonly number: number
  readonly at: string
  readonly who: string
  readonly what: string
  readonly beneath: readonly string[]
}

export function wordLine(line: ChainedLine, names: Names, t: Translator): LineInWords {
  const { sequence: number, happenedAt, recordedAt, body } = line
  const { what, beneath } = sayWhat(line, names, t)
  const words = typeof body['words'] === 'string' ? [t('evidence.words', { text: body['words'] })] : []
  const assumed = sayAssumed(body, names, t)
  const isLater = happenedAt.until(recordedAt).total('seconds') >= 60
  const recorded = isLater ? [t('evidence.recorded', { at: sayTime(recordedAt, names.timeZone, t) })] : []
  const at = sayTime(happenedAt, names.timeZone, t)
  return { number, at, who: sayWho(line, names, t), what, beneath: [...beneath, ...words, ...assumed, ...recorded] }
}

/** Where nobody knows when somebody acted: between when and when it was. */
function sayAssumed(body: Body, { timeZone }: Names, t: Translator): readonly string[] {
  const assumed = (revive(body) as { readonly assumed?: Partial<Assumed> }).assumed
  if (!(assumed?.fromAt instanceof Temporal.Instant && assumed.toAt instanceof Temporal.Instant)) return []
  const [from, to] = [assumed.fromAt, assumed.toAt].map((at) => sayTime(at, timeZone, t))
  return [t('evidence.assumed', { from: from ?? '', to: to ?? '' })]
}

type Assumed = { readonly fromAt: Temporal.Instant; readonly toAt: Temporal.Instant }

/** The line as text, with what stands beneath it and its hash indented. */
export function sayLine(line: ChainedLine, names: Names, t: Translator): readonly string[] {
  const { beneath, ...said } = wordLine(line, names, t)
  const notes = [...beneath, t('evidence.hash', { hash: line.hash })]
  return [t('evidence.line', said), ...notes.flatMap((note) => note.split('\n').map((part) => `    ${part}`))]
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
function sayWhat(line: ChainedLine, names: Names, t: Translator): Said {
  const { directory } = names
  try {
    if (line.type === 'refused') return sayRefused(line, directory, t)
    const kind = readReference(line.reference)?.kind
    const event = revive({ ...line.body, type: line.type })
    const said = kind === undefined ? null : wordings[kind](event as EventOf<typeof kind>, names, t)
    return said ?? { what: sayWitness(line, directory, t), beneath: [] }
  } catch {
    return { what: t('evidence.other', { type: line.type }), beneath: [] }
  }
}

/** How the events of each kind of matter are said; null for what is no event of it. */
export const wordings: {
  readonly [Kind in MatterKind]: (event: EventOf<Kind>, names: Names, t: Translator) => Said | null
} = {
  consultation: (event, names, t) => withhold(event, sayEvent(event, names.directory, t), { names, t }),
}

/** TH1.2c: a differing view, and what a superior said to it, is for the author and the superiors; for others the line stands alone. */
function withhold(
  event: ConsultationEvent,
  said: Said | null,
  { names, t }: { readonly names: Names; readonly t: Translator },
): Said | null {
  const isView = event.type === 'differed' || event.type === 'directed'
  if (said === null || !isView || names.mayReadView(event.number)) return said
  return { ...said, beneath: [t('consultation.differing.withheld')] }
}

/** A refused attempt as it was refused: the sentence and the paper behind it, which lines of the first versions do not name. */
function sayRefused({ reference, body }: ChainedLine, directory: Directory, t: Translator): Said {
  const code = textIn(body, 'code')
  const details = (revive(body['details']) ?? {}) as Details
  const matter = readReference(reference) === null ? null : reference
  const reason = sayRefusal(code, details, { directory, reference: matter }, t)
  const citation = textIn(body, 'citation')
  const basis = citation === '' ? [] : [t('evidence.event.basis', { citation })]
  return { what: t('evidence.witness.refused', { code }), beneath: [t('evidence.event.reason', { reason }), ...basis] }
}

/** What changes no state: deliveries, and the lines of the committee's register. */
function sayWitness({ type, body, messenger }: ChainedLine, directory: Directory, t: Translator): string {
  switch (type) {
    case 'delivered':
    case 'undelivered':
      return sayDelivery({ body, messenger }, directory, t)
    case 'account_linked': {
      const how = body['how'] === 'email' ? 'account_linked_by_email' : type
      return t(`evidence.register.${how}`, registerValues(body, directory, t))
    }
    case 'bot_added':
    case 'bot_removed':
    case 'relinking_refused':
    case 'account_unlinked':
    case 'relinking_asked':
    case 'relinking_approved':
    case 'relinking_expired':
    case 'relinking_overtaken':
    case 'channels_ordered':
    case 'copies_chosen':
    case 'linking_locked':
    case 'code_made':
    case 'committee_founded':
    case 'secret_refused':
    case 'language_chosen':
    case 'digest_time_chosen':
    case 'channel_bound':
    case 'directory_imported':
    case 'settings_changed':
    case 'calendar_imported':
    case 'unit_merged':
    case 'leave_set':
    case 'acting_ordered':
      return t(`evidence.register.${type}`, registerValues(body, directory, t)).trim()
    default:
      return t('evidence.other', { type })
  }
}

type Body = ChainedLine['body']

function textIn(body: Body, key: string): string {
  return typeof body[key] === 'string' ? body[key] : ''
}

/** Everything a line of the register may tell; each line tells some of it. */
function registerValues(body: Body, directory: Directory, t: Translator) {
  const text = (key: string): string => textIn(body, key)
  const day = (key: string): string => (text(key) === '' ? '' : t.day(Temporal.PlainDate.from(text(key))))
  return {
    officer: nameIn(body, directory, t),
    unit: text('unit') === '' ? '' : sayUnit(text('unit'), directory, t),
    account: text('account'),
    bot: text('bot'),
    chat: text('chat'),
    purpose: text('purpose'),
    language: text('language'),
    time: text('time') === '' ? '–' : text('time'),
    order: text('number'),
    file: text('file'),
    into: text('into') === '' ? '' : sayUnit(text('into'), directory, t),
    from: day('fromOn'),
    to: day('toOn'),
    number: Array.isArray(body['changes']) ? body['changes'].length : 0,
  }
}

function nameIn(body: Body, directory: Directory, t: Translator): string {
  const code = textIn(body, 'officer')
  return code === '' ? '' : sayOfficer(code, directory, t)
}

type Told = {
  readonly notice: NoticeOf[MatterKind]['kind']
  readonly chat: string
  readonly end: 'expired' | 'unreachable' | 'dead' | 'sent'
  readonly messages: readonly string[]
}

function sayDelivery(
  { body, messenger }: Pick<ChainedLine, 'body' | 'messenger'>,
  directory: Directory,
  t: Translator,
): string {
  const told = body as Told
  const values = {
    notice: t(`evidence.notice.${told.notice}`),
    to: nameReader(body, directory, t),
    messenger: messenger === null ? '' : nameMessenger(messenger),
  }
  return told.end === 'sent'
    ? t('evidence.witness.delivered', { ...values, messages: told.messages.join(', ') })
    : t('evidence.witness.undelivered', { ...values, end: t(`evidence.end.${told.end}`) })
}

function nameReader(body: Body, directory: Directory, t: Translator): string {
  const officer = nameIn(body, directory, t)
  return officer === '' ? t('evidence.witness.group', { chat: textIn(body, 'chat') }) : officer
}

/** A delivery for a table: to whom, what, and how it ended. */
export type DeliveryInWords = { readonly to: string; readonly notice: string; readonly end: string }

export function wordDelivery({ type, body }: ChainedLine, directory: Directory, t: Translator): DeliveryInWords {
  const told = body as Told
  try {
    const sent = told.end === 'sent' ? t('sheet.delivered', { messages: told.messages.join(', ') }) : null
    const end = sent ?? t(`evidence.end.${told.end as Exclude<Told['end'], 'sent'>}`)
    return { to: nameReader(body, directory, t), notice: t(`evidence.notice.${told.notice}`), end }
  } catch {
    return { to: '', notice: t('evidence.other', { type }), end: '' }
  }
}
