/** A line that begins with a unit: "KT 118 25/11", "Phòng Kinh tế: mất mạng cả ngày". */
import { dayOf } from '../calendar/calendar.ts'
import { findUnits, type UnitId } from '../domain/directory.ts'
import type { OfficerSituation } from './command.ts'

/** The unit a line begins with, and what follows it; the longest name counts. A colon ends the names. Null when none does. */
export function takeUnit(
  text: string,
  { snapshot, at }: OfficerSituation,
): { readonly unit: UnitId; readonly rest: string; readonly hasColon: boolean } | null {
  const today = dayOf(at, snapshot.calendar)
  const ends = [...text.matchAll(/[\s:,;–-]+|$/gu)].map(({ index }) => index).filter((end) => end > 0)
  for (const end of ends.toReversed()) {
    const found = findUnits(snapshot.directory, text.slice(0, end), today)
    const [only] = found
    if (only === undefined || found.length > 1) continue
    const behind = text.slice(end)
    return { unit: only.id, rest: behind.replace(/^[\s:,;–-]+/u, ''), hasColon: /^\s*:/.test(behind) }
  }
  return null
}
