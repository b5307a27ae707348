/** What an officer may change about themselves, and a committee's settings and calendar. The directory is directory.ts. */
import { and, eq, sql } from 'drizzle-orm'
import type { DayChange } from '../calendar/calendar.ts'
import type { Settings } from '../domain/committee-settings.ts'
import type { CommitteeId, OfficerId } from '../domain/directory.ts'
import { bumpDirectory } from './directory.ts'
import { lockDirectory } from './directory-change.ts'
import { calendarDays, committees, officers } from './schema.ts'
import type { Tx } from './tx.ts'

export async function writeLanguage(
  tx: Tx,
  committeeId: CommitteeId,
  { officer, language }: { readonly officer: OfficerId; readonly language: 'vi' | 'en' },
): Promise<void> {
  await lockDirectory(tx, committeeId)
  await tx
    .update(officers)
    .set({ language })
    .where(and(eq(officers.committeeId, committeeId), eq(officers.id, officer)))
  await bumpDirectory(tx, committeeId)
}

/** `digestAt`: a time of day, "07:30"; null for the committee's. */
export async function writeDigestTime(
  tx: Tx,
  committeeId: CommitteeId,
  { officer, digestAt }: { readonly officer: OfficerId; readonly digestAt: string | null },
): Promise<void> {
  await lockDirectory(tx, committeeId)
  await tx
    .update(officers)
    .set({ digestAt })
    .where(and(eq(officers.committeeId, committeeId), eq(officers.id, officer)))
  await bumpDirectory(tx, committeeId)
}

export async function writeSettings(tx: Tx, committeeId: CommitteeId, settings: Settings): Promise<void> {
  await tx.update(committees).set(settings).where(eq(committees.id, committeeId))
  await bumpDirectory(tx, committeeId)
}

/** The committee's changes to the shipped calendar; a day it has changed before is changed anew. */
export async function writeCalendarDays(tx: Tx, committeeId: CommitteeId, days: readonly DayChange[]): Promise<void> {
  const rows = days.map((day) => ({ committeeId, ...columnsOf(day) }))
  await tx
    .insert(calendarDays)
    .values(rows)
    .onConflictDoUpdate({
      target: [calendarDays.committeeId, calendarDays.on],
      set: {
        name: sql`excluded.name`,
        kind: sql`excluded.kind`,
        source: sql`excluded.source`,
        provisional: sql`excluded.provisional`,
      },
    })
  await bumpDirectory(tx, committeeId)
}

function columnsOf(day: DayChange) {
  const on = Temporal.PlainDate.from(day.on)
  return day.kind === 'ordinary' ? { on, kind: day.kind, name: '', source: '', provisional: false } : { ...day, on }
}
