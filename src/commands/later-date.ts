/**
 * A later deadline as it is typed ("hết ngày 30/11", "lùi 2 ngày", "thêm 5 ngày làm việc vì …"), kept under `until` as
 * consult-deadline.ts keeps a deadline. What must still be chosen between is kept as it was said, under `untilSaid`.
 */
import type { Asking } from '../cards/asking.ts'
import type { WrittenDate } from '../domain/consultation-letter.ts'
import type { Details } from '../domain/decision.ts'
import { fold } from '../text/vietnamese.ts'
import type { OfficerSituation, Reading, Values } from './command.ts'
import { limitFrom, readMoment, warningsOf } from './consult-deadline.ts'
import { askText } from './field.ts'

/** Asks for the deadline; what was said so far is offered with every moment it may mean. */
export function askLater({ untilSaid = '' }: Values, dueAt: Temporal.Instant, situation: OfficerSituation): Asking {
  const asking = askText('until')
  if (untilSaid === '') return asking
  const reading = readLater(untilSaid, dueAt, situation)
  return 'fault' in reading ? { ...asking, fault: reading.fault, options: reading.options } : asking
}

/**
 * Reads a line of a deadline, a reason, or both. Words without any date are the reason; a date that is not sure is asked for
 * again, and the reason is kept meanwhile.
 */
export function readLaterAndWhy(text: string, dueAt: Temporal.Instant, situation: OfficerSituation): Reading {
  const { date, reason } = splitReason(text)
  const why: Values = reason === '' ? {} : { reason }
  const reading = readLater(date, dueAt, situation)
  if ('values' in reading) return { values: { ...reading.values, untilSaid: '', ...why } }
  if (reading.fault.code === 'date-unknown' && !/\d/.test(date)) {
    const isLong = text.trim().split(/\s+/).length > 2
    return isLong ? { values: { reason: text.trim() } } : reading
  }
  return reason === '' ? reading : { values: { ...why, untilSaid: date } }
}

/** "5 ngày làm việc" alone is so much more, counted from the deadline. */
function readLater(text: string, dueAt: Temporal.Instant, situation: OfficerSituation): Reading {
  const isLength = /^\d{1,3} ?(?:ngay|nlv|tuan|gio|tieng|thang)\b/.test(fold(text))
  return readMoment({ key: 'until', text: isLength ? `gia hạn thêm ${text}` : text }, situation, dueAt)
}

/** "…, vì …", "… do …": what stands before the reason, and the reason. */
function splitReason(text: string): { readonly date: string; readonly reason: string } {
  const found =
    /[\s,;.–-]+(?:(?:với )?(?:lý|lí|ly|li) do(?: là| la)?|vì|vi|do|bởi|boi|because|since|for)[\s:]+(?=\S)/iu.exec(text)
  if (found === null) return { date: text.trim(), reason: '' }
  return { date: text.slice(0, found.index).trim(), reason: text.slice(found.index + found[0].length).trim() }
}

/** The kept deadline; null when none is kept. */
export function laterOf({ until = '' }: Values): WrittenDate | null {
  const limit = limitFrom(until)
  if (limit?.kind !== 'until') return null
  const { kind: _, ...date } = limit
  return date
}

/** The rest day the kept deadline was moved off, as a fact to say; null when it was not. */
export function movedFrom({ until = '' }: Values): Details | null {
  const moved = warningsOf(until).find(({ code }) => code === 'moved' || code === 'weekend' || code === 'holiday')
  return moved === undefined ? null : moved.details
}
