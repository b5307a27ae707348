/** What waits for officers: what their units owe, as far as they may decide it or draft it. `/today` and the daily digest. */
import { dayOf, endOfDay, isFirstOfWeek } from '../calendar/calendar.ts'
import type { TodayLine } from '../cards/response.ts'
import { type Consultation, complete } from '../domain/consultation.ts'
import { findReturned } from '../domain/consultation-reroute.ts'
import { actorOf, decides, type OfficerId } from '../domain/directory.ts'
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
  return linesOf(await knownOf(owed, { tx, snapshot }, now), officer, { snapshot, now })
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
  const until = digestUntil(snapshot, now)
  const owed = await knownOf(await findOwedUntil(tx, snapshot.committeeId, until), { tx, snapshot }, now)
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

/** A return that may still be taken back is not known outside its unit, so nobody is told yet to send it on. */
async function knownOf(
  owed: readonly Owed[],
  { tx, snapshot }: Reading,
  now: Temporal.Instant,
): Promise<readonly Owed[]> {
  const moved = owed.filter(({ what }) => what === 'reroute').map(({ reference }) => reference)
  const rows = await readMatters<Consultation>(tx, snapshot.committeeId, [...new Set(moved)])
  const known = new Set(rows.filter(({ state }) => hasReturned(state, now)).map(({ reference }) => reference))
  return owed.filter(({ what, reference }) => what !== 'reroute' || known.has(reference))
}

function hasReturned(state: Consultation, now: Temporal.Instant): boolean {
  const consultation = complete(state)
  return consultation.state === 'open' && findReturned(consultation.answers, now).length > 0
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
