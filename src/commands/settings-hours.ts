/**
 * Office hours as they are typed: "7h30-11h30, 13h30-17h", or season by season, one a line or behind a semicolon:
 * "16/10-15/4: 7h30-11h30, 13h30-17h; 16/4-15/10: 7h-11h30, 13h30-16h30".
 */
import type { OfficeHours, Season } from '../calendar/season.ts'
import { fold } from '../text/vietnamese.ts'

const dayOfYear = '(\\d{1,2})[/.](\\d{1,2})'
const days = new RegExp(`^(?:tu |mua )?${dayOfYear} ?(?:-|–|den|to) ?${dayOfYear} ?[:,]? ?(.*)$`)
const time = /(?<!\d)([01]?\d|2[0-3]) ?(?:[:h]|gio)(?: ?([0-5]\d))?(?!\d)/g

/** Null unless every season says when both sessions open and close, and several say from which day to which. */
export function readHours(text: string): OfficeHours | null {
  const parts = text.split(/[\n;]+/).filter((part) => part.trim() !== '')
  const seasons = parts.map((part) => readSeason(fold(part).trim(), parts.length === 1))
  const [first, ...others] = seasons.filter((season) => season !== null)
  return first === undefined || others.length + 1 < seasons.length ? null : [first, ...others]
}

function readSeason(typed: string, isOnly: boolean): Season | null {
  const [, fromDay, fromMonth, toDay, toMonth, behind] = days.exec(typed) ?? []
  const isWholeYear = behind === undefined
  if (isWholeYear && !isOnly) return null
  const from = isWholeYear ? '01-01' : writeDay(fromDay, fromMonth)
  const to = isWholeYear ? '12-31' : writeDay(toDay, toMonth)
  const times = [...(behind ?? typed).matchAll(time)].map(
    ([, hour = '', minute = '00']) => `${hour.padStart(2, '0')}:${minute}`,
  )
  const [opens, closes, opensAgain, closesAgain, more] = times
  if (from === null || to === null || opens === undefined || closes === undefined) return null
  if (opensAgain === undefined || closesAgain === undefined || more !== undefined) return null
  return { from, to, morning: { opens, closes }, afternoon: { opens: opensAgain, closes: closesAgain } }
}

/** "16", "4" as "04-16"; null when no year has such a day. */
function writeDay(day: string | undefined, month: string | undefined): string | null {
  try {
    const found = Temporal.PlainMonthDay.from(
      { day: Number(day), monthCode: `M${String(month).padStart(2, '0')}` },
      { overflow: 'reject' },
    )
    return found.toString()
  } catch {
    return null
  }
}
