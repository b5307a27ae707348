/** What waits for an officer: what their units owe, as far as they may decide it or draft it. */
import { dayOf } from '../calendar/calendar.ts'
import type { TodayLine } from '../cards/response.ts'
import { actorOf, decides, type OfficerId } from '../domain/directory.ts'
import { findOwed } from '../store/obligations.ts'
import type { Snapshot } from '../store/snapshot.ts'
import type { Db } from '../store/tx.ts'

/** The open matters of an officer as of `now`, the earliest deadline first. */
export async function openMatters(
  { tx, snapshot }: { readonly tx: Db; readonly snapshot: Snapshot },
  officer: OfficerId,
  now: Temporal.Instant,
): Promise<readonly TodayLine[]> {
  const { capacities } = actorOf(snapshot.directory, officer, dayOf(now, snapshot.calendar))
  const units = [...new Set(capacities.map(({ unit }) => unit))]
  const deciding = new Set(capacities.filter(({ post }) => decides(post)).map(({ unit }) => unit))
  const owed = await findOwed(tx, snapshot.committeeId, units)
  return owed.filter(({ unit, what }) => deciding.has(unit) || !what.startsWith('confirm'))
}
