/**
 * A committee's changes of the calendar, with their line in the register. A running deadline whose last day becomes one of
 * rest moves to the next working day, in its matter's own evidence, and everybody concerned is told.
 */

import { type Calendar, type DayChange, endOfDay, isWorkingDay, startOfDay } from '../calendar/calendar.ts'
import { changedDays, withDays } from '../calendar/days-as-written.ts'
import { type Refusal, refuse } from '../domain/decision.ts'
import type { Moved } from '../domain/noun.ts'
import { nounOf } from '../domain/nouns.ts'
import type { Reference } from '../domain/reference.ts'
import { writeCalendarDays } from '../store/committee.ts'
import { lockDirectory } from '../store/directory-change.ts'
import { lockMatter } from '../store/matters.ts'
import { findDeadlines } from '../store/obligations.ts'
import type { Circumstances } from './act.ts'
import { lockSettled, record } from './record.ts'
import { registerEvent } from './register.ts'
import { tellOfDirectory } from './tell.ts'

export type ChangedCalendar = {
  readonly changed: readonly DayChange[]
  /** The deadlines that end on a day which became one of rest, and what becomes of each. */
  readonly onRest: readonly Found[]
}

type Found = Moved & { readonly reference: Reference }

/** More than these of the deadlines that were over make a message nobody reads. */
const mostTold = 20

/** Takes days over unless they are only looked at. Refuses with `directory-changed` when the settings are others by now. */
export async function changeCalendar(
  circumstances: Circumstances,
  { days, file }: { readonly days: readonly DayChange[]; readonly file: string },
  { isDryRun }: { readonly isDryRun: boolean },
): Promise<ChangedCalendar | Refusal> {
  const { tx, snapshot, by, messenger, at, recordedAt } = circumstances
  const { committeeId, version, calendar } = snapshot
  if ((await lockDirectory(tx, committeeId)) !== version) return refuse('directory-changed')
  const changed = changedDays(days, calendar)
  if (changed.length === 0) return { changed, onRest: [] }
  if (!isDryRun) {
    await writeCalendarDays(tx, committeeId, changed)
    const body = { by: by ?? 'operator', file, changes: changed }
    const line = { type: 'calendar_imported', actor: by, messenger, happenedAt: at, recordedAt, body }
    await registerEvent(tx, committeeId, line)
  }
  const now = { ...circumstances, snapshot: { ...snapshot, calendar: withDays(calendar, changed) } }
  const onRest: Found[] = []
  for (const reference of await findConcerned(circumstances, changed))
    onRest.push(...(await moveDeadlines(now, reference, { before: calendar, isDryRun })))
  if (!isDryRun) await tellOver(now, onRest)
  return { changed, onRest }
}

/** The matters with a deadline on one of the days that become days of rest, in the order in which they are locked. */
async function findConcerned(
  { tx, snapshot: { committeeId, calendar } }: Circumstances,
  changed: readonly DayChange[],
): Promise<readonly Reference[]> {
  const after = withDays(calendar, changed)
  const days = changed.map(({ on }) => Temporal.PlainDate.from(on))
  const freed = days.filter((day) => isWorkingDay(day, calendar) && !isWorkingDay(day, after))
  const found: Reference[] = []
  for (const day of freed) {
    const span = { after: startOfDay(day, calendar), until: endOfDay(day, calendar) }
    found.push(...(await findDeadlines(tx, committeeId, span)).map(({ reference }) => reference))
  }
  return [...new Set(found)].toSorted()
}

/** Looks at one matter, and moves what is to move. What time has still to do to it is left to time. */
async function moveDeadlines(
  circumstances: Circumstances,
  reference: Reference,
  { before, isDryRun }: { readonly before: Calendar; readonly isDryRun: boolean },
): Promise<readonly Found[]> {
  const { tx, snapshot, by, at, recordedAt } = circumstances
  const row = await lockMatter(tx, { committeeId: snapshot.committeeId, reference })
  if (row === null) return []
  const noun = nounOf(row.kind)
  const patient = waitBefore(row.nextDueAt, circumstances)
  const locked = await lockSettled(patient, noun, reference)
  if (locked === null) return []
  const { found, events } = noun.moveDeadlines(locked.state, { changedBy: by, at, recordedAt, before }, snapshot)
  if (!isDryRun && events.length > 0) await record(patient, noun, locked, { decision: events })
  return found.map((one) => ({ ...one, reference }))
}

/** Time acts no further than just before what is due: something that happened earlier may still come in. */
function waitBefore(dueAt: Temporal.Instant | null, circumstances: Circumstances): Circumstances {
  const { at } = circumstances
  if (dueAt === null || Temporal.Instant.compare(dueAt, at) > 0) return { ...circumstances, horizonAt: at }
  const early = dueAt.subtract({ milliseconds: 1 })
  return { ...circumstances, at: early, horizonAt: early }
}

/** What was over by then stays so; the Office gets a list. */
async function tellOver(circumstances: Circumstances, onRest: readonly Found[]): Promise<void> {
  const over = onRest.filter(({ fate }) => fate === 'over')
  if (over.length === 0) return
  const listed = over.slice(0, mostTold).map(({ reference, unit, dueAt }) => ({ reference, unit, dueAt }))
  const notice = { kind: 'over_on_rest', over: listed, count: over.length } as const
  const key = `over_on_rest:${circumstances.snapshot.version}`
  await tellOfDirectory(circumstances, [{ notice, to: { who: 'office' }, key }])
}
