/** What waits for officers: what their units owe, as far as they may decide it or draft it. `/today` and the daily digest. */
import { dayOf, endOfDay, isFirstOfWeek } from '../calendar/calendar.ts'
import type { TodayLine } from '../cards/response.ts'
import { actorOf, decides, type OfficerId } from '../domain/directory.ts'
import type { Stated } from '../domain/noun.ts'
import { nounOf } from '../domain/nouns.ts'
import { meaningOf } from '../domain/obligation.ts'
import type { Reference } from '../domain/reference.ts'
import { readMatters } from '../store/matters.ts'
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
  const owed = await findOwed(tx, snapshot.committeeId, [...units])
  return linesOf(owed, officer, { snapshot, now, matters: await mattersBehind(owed, { tx, snapshot }) })
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
  const facts = { snapshot, now, matters: await mattersBehind(owed, { tx, snapshot }) }
  return officers.filter((officer) => linesOf(owed, officer, facts).length > 0)
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

/** The matters of what not everybody who decides for a unit may know of. */
async function mattersBehind(owed: readonly Owed[], { tx, snapshot }: Reading): Promise<Matters> {
  const meant = owed.filter(({ what }) => meaningOf(what).isGuarded).map(({ reference }) => reference)
  const rows = await readMatters<Stated>(tx, snapshot.committeeId, [...new Set(meant)])
  return new Map(rows.map(({ kind, reference, state }) => [reference, nounOf(kind).complete(state)]))
}

type Matters = ReadonlyMap<Reference, Stated>

function mayKnow({ what, reference, kind }: Owed, officer: OfficerId, { snapshot, now, matters }: LineFacts): boolean {
  if (!meaningOf(what).isGuarded) return true
  const state = matters.get(reference)
  return state !== undefined && nounOf(kind).mayKnow({ what, officer }, state, { now, ground: snapshot })
}

type LineFacts = { readonly snapshot: Snapshot; readonly now: Temporal.Instant; readonly matters: Matters }

/** Answering is everybody's in the unit; confirming, and seeing a matter of one's own to its end, is for who decides. */
function linesOf(owed: readonly Owed[], officer: OfficerId, facts: LineFacts): readonly TodayLine[] {
  const { units, deciding } = standingOf(facts.snapshot, officer, facts.now)
  const isTheirs = ({ unit, what }: Owed) => (meaningOf(what).whose === 'everybody' ? units : deciding).has(unit)
  return owed.filter((one) => isTheirs(one) && mayKnow(one, officer, facts))
}
