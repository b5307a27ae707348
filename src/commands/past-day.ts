/** A day gone by, as registers and papers give it: "25/11", "ngày 25 tháng 11 năm 2026", "hôm qua", perhaps with an hour. */
import { type Calendar, dayOf, endOfDay } from '../calendar/calendar.ts'
import { fold } from '../text/vietnamese.ts'
import type { Answer, OfficerSituation, Reading } from './command.ts'
import { faulty, quote } from './field.ts'

const written =
  /\b(?:ngay )?(\d{1,2})(?:[/.-]| thang )(\d{1,2})(?:(?:[/.-]| nam )(\d{4}|\d{2}))?\b|\b(?:hom (?:nay|qua)|today|yesterday)\b/
const hour = /\b(\d{1,2})(?:[:h]| gio ?)(\d{2})?(?: ?phut)?\b/

/** Keeps the day as "2026-11-25", with an hour as "2026-11-25T14:30". Without a year it is the latest such day. */
export function readPastDay({ key, text }: Answer, { snapshot, at }: OfficerSituation): Reading {
  const typed = fold(text).trim()
  const today = dayOf(at, snapshot.calendar)
  const [found] = written.exec(typed) ?? []
  const day = found === undefined ? null : dayIn(found, today)
  if (found === undefined || day === null) return faulty('past-day-unknown', { typed: quote(text) })
  const time = timeIn(typed.replace(found, ' '))
  return { values: { [key]: time === null ? day.toString() : `${day.toString()}T${time}` } }
}

/** A line with such a day in it: what stands before it, the day with its hour, and what stands behind. */
export function splitAtPastDay(text: string): { before: string; day: string; after: string } | null {
  const pattern =
    /(?:(?:lúc\s+)?\d{1,2}(?::|h|\s*giờ\s*)(?:\d{2})?\s+)?(?:ngày\s+)?(?:\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?|hôm\s+(?:nay|qua))(?:\s+(?:lúc\s+)?\d{1,2}(?::\d{2}|h(?:\d{2})?))?(?=[\s,;]|$)/iu
  const match = pattern.exec(text)
  if (match === null) return null
  const [day] = match
  const after = text.slice(match.index + day.length)
  return {
    before: text
      .slice(0, match.index)
      .replace(/[\s,;]+$/, '')
      .trim(),
    day: day.trim(),
    after: after.replace(/^[\s,;]+/, '').trim(),
  }
}

function dayIn(found: string, today: Temporal.PlainDate): Temporal.PlainDate | null {
  if (/hom nay|today/.test(found)) return today
  if (/hom qua|yesterday/.test(found)) return today.subtract({ days: 1 })
  const [, day, month, year] = written.exec(found) ?? []
  const inYear = (of: number) => dateOf(of, Number(month), Number(day))
  if (year !== undefined) return inYear(year.length === 2 ? 2000 + Number(year) : Number(year))
  const latest = inYear(today.year)
  const isToCome = latest !== null && Temporal.PlainDate.compare(latest, today.add({ months: 1 })) > 0
  return isToCome ? inYear(today.year - 1) : latest
}

function dateOf(year: number, month: number, day: number): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' })
  } catch {
    return null
  }
}

function timeIn(typed: string): string | null {
  const [, hours = '', minutes = '00'] = hour.exec(typed) ?? []
  const isTime = hours !== '' && Number(hours) < 24 && Number(minutes) < 60
  return isTime ? `${hours.padStart(2, '0')}:${minutes}` : null
}

/** The day that was kept. */
export function pastDayOf(kept: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(kept.slice(0, 10))
}

/**
 * The instant that was kept. A day without an hour counts as its very end, so that nobody is taken to have been reached
 * sooner than they were; today as now.
 */
export function pastInstantOf(kept: string, at: Temporal.Instant, calendar: Calendar): Temporal.Instant {
  if (kept.includes('T')) return Temporal.PlainDateTime.from(kept).toZonedDateTime(calendar.timeZone).toInstant()
  const day = pastDayOf(kept)
  return day.equals(dayOf(at, calendar)) ? at : endOfDay(day, calendar).subtract({ seconds: 1 })
}
