/** A committee's changes of the calendar, with their line in the register. No deadline is moved by them. */

import type { DayChange } from '../calendar/calendar.ts'
import { changedDays, endsOnRestNow, withDays } from '../calendar/days-as-written.ts'
import { type Refusal, refuse } from '../domain/decision.ts'
import { writeCalendarDays } from '../store/committee.ts'
import { lockDirectory } from '../store/directory-change.ts'
import { findOwedUntil, type Owed } from '../store/obligations.ts'
import type { Circumstances } from './act.ts'
import { registerEvent } from './register.ts'

export type ChangedCalendar = {
  readonly changed: readonly DayChange[]
  /** What is owed by a deadline that keeps standing though its last day has become a day of rest. */
  readonly onRest: readonly Owed[]
}

/** Takes days over unless they are only looked at. Refuses with `directory-changed` when the settings are others by now. */
export async function changeCalendar(
  { tx, snapshot, by, messenger, at, recordedAt }: Circumstances,
  { days, file }: { readonly days: readonly DayChange[]; readonly file: string },
  { isDryRun }: { readonly isDryRun: boolean },
): Promise<ChangedCalendar | Refusal> {
  const { committeeId, version, calendar } = snapshot
  if ((await lockDirectory(tx, committeeId)) !== version) return refuse('directory-changed')
  const changed = changedDays(days, calendar)
  const after = withDays(calendar, changed)
  const owed = await findOwedUntil(tx, committeeId, null)
  const onRest = owed.filter(({ dueAt }) => dueAt !== null && endsOnRestNow(dueAt, calendar, after))
  if (isDryRun || changed.length === 0) return { changed, onRest }
  await writeCalendarDays(tx, committeeId, changed)
  const body = { by: by ?? 'operator', file, changes: changed }
  const line = { type: 'calendar_imported', actor: by, messenger, happenedAt: at, recordedAt, body }
  await registerEvent(tx, committeeId, line)
  return { changed, onRest }
}
