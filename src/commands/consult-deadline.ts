/**
 * The reply deadline as it is typed, kept as one word or a few: "regulation", "days:5", "hours:4", or
 * "until:2026-11-26T17:00:00Z" ("before:…" where a day was named before which it ends) followed by what must be pointed out
 * ("moved:2026-11-22>2026-11-23").
 */
import { rulesNow } from '../actions/consultation.ts'
import { type DateReading, type Deadline, readDate } from '../calendar/read-date.ts'
import type { Warning } from '../cards/response.ts'
import type { Limit } from '../domain/consultation-letter.ts'
import type { RefusalCodes } from '../domain/decision.ts'
import { applyRule } from '../regulations/in-force.ts'
import { replyLimit } from '../regulations/rules/reply-limit.ts'
import type { Urgency } from '../regulations/urgency.ts'
import { fold } from '../text/vietnamese.ts'
import type { Answer, OfficerSituation, Reading } from './command.ts'
import { faulty, quote } from './field.ts'

/** Buttons hold 64 bytes, "= " and the dialogue's id among them. */
const longestValue = 56

export function readDeadline({ key, text }: Answer, { snapshot, at }: OfficerSituation): Reading {
  const typed = fold(text)
  if (/^(regulation|(theo )?(thoi han (cua )?)?(quy che|quy dinh))$/.test(typed))
    return { values: { [key]: 'regulation' } }
  if (/^(days|hours|until|before):\S+( \S+)*$/.test(text.trim()) && limitFrom(text.trim()) !== null)
    return { values: { [key]: text.trim() } }
  const days = /^(?:trong (?:vong )?)?([1-9]\d?) (?:ngay lam viec|nlv)$/.exec(typed)?.[1]
  if (days) return { values: { [key]: `days:${days}` } }
  const hours = /^(?:trong (?:vong )?([1-9]\d?) (?:gio|tieng)|([1-9]\d?) tieng)$/.exec(typed)
  if (hours) return { values: { [key]: `hours:${hours[1] ?? hours[2]}` } }
  return valueOf(key, readDate(text, { now: at, calendar: snapshot.calendar }), snapshot.calendar.timeZone, text)
}

/** A single moment, kept in the same way; `dueAt` is what "thêm" and "lùi" count from. */
export function readMoment(
  { key, text }: Pick<Answer, 'key' | 'text'>,
  { snapshot: { calendar }, at }: OfficerSituation,
  dueAt: Temporal.Instant,
): Reading {
  if (/^(until|before):\S+( \S+)*$/.test(text.trim()) && limitFrom(text.trim()) !== null)
    return { values: { [key]: text.trim() } }
  return valueOf(key, readDate(text, { now: at, calendar, dueAt }), calendar.timeZone, text)
}

function valueOf(key: string, reading: DateReading, timeZone: string, text: string): Reading {
  const optionsFrom = (deadlines: readonly Deadline[]) =>
    deadlines.map((deadline) => ({
      value: write(deadline).slice(0, longestValue),
      label: sayInstant(deadline.at, timeZone),
    }))
  switch (reading.kind) {
    case 'deadline':
      return { values: { [key]: write(reading) } }
    case 'interval':
      return faulty('date-interval', {}, [
        { value: `until:${reading.to.toString()}`, label: sayInstant(reading.to, timeZone) },
      ])
    case 'ask':
      return faulty(questions[reading.why], { typed: quote(text) }, optionsFrom(reading.candidates))
    case 'invalid':
      return faulty('date-invalid', { text: reading.text })
    case 'unknown':
      return faulty('date-unknown', { typed: quote(text) })
    default:
      return reading satisfies never
  }
}

const questions: RefusalCodes<Extract<DateReading, { kind: 'ask' }>['why']> = {
  ambiguous: 'date-ambiguous',
  past: 'date-past',
  'weekday-mismatch': 'date-weekday-mismatch',
  'needs-confirmation': 'date-needs-confirmation',
  'no-fixed-date': 'date-no-fixed-date',
  'no-due-date': 'date-no-due-date',
  lunar: 'date-lunar',
}

function write({ at, strict, warnings }: Deadline): string {
  const words = warnings.map((warning) => {
    const other = 'to' in warning ? `>${warning.to.toString()}` : 'off' in warning ? `>${warning.off.toString()}` : ''
    return `${warning.kind}:${warning.day.toString()}${other}`
  })
  return [`${strict ? 'before' : 'until'}:${at.toString()}`, ...words].join(' ')
}

/** "17:00 26/11/2026"; midnight is 24:00 of the day before. The same in every language. */
function sayInstant(at: Temporal.Instant, timeZone: string): string {
  const local = at.toZonedDateTimeISO(timeZone)
  const isMidnight = local.hour === 0 && local.minute === 0
  const day = isMidnight ? local.toPlainDate().subtract({ days: 1 }) : local.toPlainDate()
  const pad = (part: number): string => String(part).padStart(2, '0')
  const time = isMidnight ? '24:00' : `${pad(local.hour)}:${pad(local.minute)}`
  return `${time} ${pad(day.day)}/${pad(day.month)}/${day.year}`
}

/** The limit behind a kept deadline; null for what is none, and for "regulation" without a regulation. */
export function limitOf(kept: string, urgency: Urgency, situation: OfficerSituation): Limit | null {
  return kept === 'regulation' ? proposedLimit(urgency, situation) : limitFrom(kept)
}

/** The limit behind a kept deadline of its own; null for anything else. */
export function limitFrom(kept: string): Limit | null {
  const [kind, value = ''] = (kept.split(' ')[0] ?? '').split(/:(.*)/)
  const count = /^\d{1,3}$/.test(value) ? Number(value) : 0
  if (kind === 'days' && count > 0) return { kind: 'working_days', days: count }
  if (kind === 'hours' && count > 0) return { kind: 'hours', hours: count }
  const isMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value)
  if (!isMoment || (kind !== 'until' && kind !== 'before')) return null
  const isBefore = kind === 'before' ? ({ isBefore: true } as const) : {}
  return { kind: 'until', dueAt: Temporal.Instant.from(value), ...isBefore }
}

/** What the regulation proposes for a letter of this urgency; null where none is in force. */
function proposedLimit(urgency: Urgency, { snapshot, at }: OfficerSituation): Limit | null {
  const rules = rulesNow(snapshot, at)
  if ('problem' in rules) return null
  const facts = { urgency, isStatedInLetter: false, letterSaysSilenceConsents: false }
  const proposed = applyRule(rules, replyLimit, facts)?.result.proposed
  if (proposed === undefined) return null
  return 'hours' in proposed
    ? { kind: 'hours', hours: proposed.hours }
    : { kind: 'working_days', days: proposed.workingDays }
}

/**
 * What must be pointed out about a kept deadline: ISO days under `day`, and under `to` or `off` where there is another.
 * A deadline that was moved off a day says itself that it is a day off.
 */
export function warningsOf(kept: string): readonly Warning[] {
  const all = readWarnings(kept)
  const moved = all.filter(({ code }) => code === 'moved').map(({ details }) => details['day'])
  return all.filter(({ code, details }) => code === 'moved' || !moved.includes(details['day']))
}

function readWarnings(kept: string): readonly Warning[] {
  return kept
    .split(' ')
    .slice(1)
    .flatMap((word) => {
      const [, code, day, other] = /^([a-z-]+):([\d-]{10})(?:>([\d-]{10}))?$/.exec(word) ?? []
      if (code === undefined || day === undefined) return []
      const name = code === 'moved' ? 'to' : 'off'
      return [{ code, details: other === undefined ? { day } : { day, [name]: other } }]
    })
}
