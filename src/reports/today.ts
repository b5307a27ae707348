/** What waits for officers: what their units owe, as far as they may decide it or draft it. `/today` and the daily digest. */
import { dayOf, endOfDay, isFirstOfWeek } from '../calendar/calendar.ts'
import type { TodayLine } from '../cards/response.ts'
import { actorOf, decides, type OfficerId } from '../domain/directory.ts'
import { findOwed, findOwedUntil, type Owed } from '../store/obligations.ts'
import type { Snapshot } from '../store/snapshot.ts'
import type { Db } from '../store/tx.ts'

type Reading = { readonly tx: Db; readonly snapshot: Snapshot }

/** The open matters of an officer as of `now`, the earliest deadline first. */
export async function openMatters(
  { tx, snapshot }: Reading,
  officer: OfficerId,
  now: Temporal.Instant,
): Promise<readonly TodayLine[]> {
  const { units } = standingOf(snapshot, officer, now)
  return linesOf(await findOwed(tx, snapshot.committeeId, [...units]), officer, { snapshot, now })
}

/** The digest of an officer: due today and overdue; on the first working day of a week everything that is open. */
export async function digestOf(
  reading: Reading,
  officer: OfficerId,
  now: Temporal.Instant,
): Promise<readonly TodayLine[]> {
  const until = digestUntil(reading.snapshot, now)
  const lines = await openMatters(reading, officer, now)
  return until === null
    ? lines
    : lines.filter(({ dueAt }) => dueAt !== null && Temporal.Instant.compare(dueAt, until) <= 0)
}

/** Who of some officers has anything in their digest. One look at what is owed by then, whatever else is open or kept. */
export async function findDigestReaders(
  { tx, snapshot }: Reading,
  officers: readonly OfficerId[],
  now: Temporal.Instant,
): Promise<readonly OfficerId[]> {
  const owed = await findOwedUntil(tx, snapshot.committeeId, digestUntil(snapshot, now))
  return officers.filter((officer) => linesOf(owed, officer, { snapshot, now }).length > 0)
}

function digestUntil({ calendar }: Snapshot, now: Temporal.Instant): Temporal.Instant | null {
  const today = dayOf(now, calendar)
  return isFirstOfWeek(today, calendar) ? null : endOfDay(today, calendar)
}

type Standing = { readonly units: ReadonlySet<string>; readonly deciding: ReadonlySet<string> }

function standingOf({ directory, calendar }: Snapshot, officer: OfficerId, now: Temporal.Instant): Standing {
  const { capacities } = actorOf(directory, officer, dayOf(now, calendar))
  return {
    units: new Set(capacities.map(({ unit }) => unit)),
    deciding: new Set(capacities.filter(({ post }) => decides(post)).map(({ unit }) => unit)),
  }
}

/** Answering is everybody's in the unit; confirming, and seeing a matter of one's own to its end, is for who decides. */
function linesOf(
  owed: readonly Owed[],
  officer: OfficerId,
  { snapshot, now }: { readonly snapshot: Snapshot; readonly now: Temporal.Instant },
): readonly TodayLine[] {
  const { units, deciding } = standingOf(snapshot, officer, now)
  return owed.filter(({ unit, what }) => (isAnswer(what) ? units : deciding).has(unit))
}

function isAnswer(what: string): boolean {
  return what === 'answer' || what === 'late_answer'
}
