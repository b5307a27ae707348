/**
 * The day of the Office: what is due, who cannot be reached, and what became of everything that fell due since the last
 * report, which must add up. Looks at deadlines of those days only, whatever else is kept.
 */
import { dayOf, endOfDay, isFirstOfWeek, startOfDay } from '../calendar/calendar.ts'
import type { DueMatter, OfficeDay, ReckonedDays } from '../cards/office-day.ts'
import { actorOf, decidersOf, isUnitValid } from '../domain/directory.ts'
import { type Finding, type FindingId, severityOf } from '../domain/finding.ts'
import { type Stated, settleAsOf } from '../domain/noun.ts'
import { nounOf } from '../domain/nouns.ts'
import { meaningOf } from '../domain/obligation.ts'
import { type Due, type End, type Reckoning, reckon } from '../domain/reckoning.ts'
import { findAddresses, findUnreachable } from '../store/addresses.ts'
import { findDeadSince } from '../store/dead-letters.ts'
import { type MatterRow, readMatters } from '../store/matters.ts'
import { findDeadlines, findOwedUntil, type Owed } from '../store/obligations.ts'
import type { Snapshot } from '../store/snapshot.ts'
import type { Db } from '../store/tx.ts'
import { findCommitteeFindings, type Moments } from './findings.ts'

type Reading = { readonly tx: Db; readonly snapshot: Snapshot }

/** `vendors`: what is wrong at the committee's vendors, who were asked before. */
type AsOf = Moments & { readonly vendors: readonly Finding[] }

/** The day as of now, with the deadlines of some days before it reckoned up. */
export async function officeDay(reading: Reading, days: ReckonedDays, asked: AsOf): Promise<OfficeDay> {
  const { tx, snapshot } = reading
  const { now, vendors } = asked
  const { calendar, committeeId } = snapshot
  const today = dayOf(now, calendar)
  const owed = await findOwedUntil(tx, committeeId, endOfDay(today, calendar))
  const isWeekly = isFirstOfWeek(today, calendar)
  return {
    dueToday: byMatter(owed.filter(({ what }) => meaningOf(what).isDeadline)),
    overdue: isWeekly ? byMatter(owed.filter(({ what }) => meaningOf(what).isOverdue)) : [],
    ...(await findSilence(reading, now)),
    deadLetters: await findDeadSince(tx, committeeId, startOfDay(days.fromOn, calendar)),
    reckoning: await reckonDays(reading, days, now),
    findings: [...vendors, ...(await findCommitteeFindings(reading, asked))].filter(({ id }) => !notForDay.has(id)),
  }
}

/** Told in lists of their own, or the operator's to mend, who asks `admin doctor`. */
const notForDay: ReadonlySet<FindingId> = new Set([
  'unit-unlinked',
  'officer-unreachable',
  'dead-letters',
  'intake-behind',
  'inbound-waiting',
  'deliveries-waiting',
])

/** Whether there is anything to say of a day. Mere notices only come along. */
export function isEventful({ reckoning, findings, ...day }: OfficeDay): boolean {
  const { dueToday, overdue, unlinked, unreachable, deadLetters } = day
  const urgent = findings.filter((finding) => severityOf(finding) !== 'notice')
  return reckoning.due > 0 || [dueToday, overdue, unlinked, unreachable, deadLetters, urgent].some(isFilled)
}

function isFilled(list: readonly unknown[]): boolean {
  return list.length > 0
}

/** Who cannot be reached: units in which nobody who may decide can be written to, and people in office. */
async function findSilence({ tx, snapshot }: Reading, now: Temporal.Instant) {
  const { committeeId, directory, calendar } = snapshot
  const today = dayOf(now, calendar)
  const valid = [...directory.units.values()].filter((unit) => isUnitValid(unit, today))
  const deciders = new Map(valid.map(({ id }) => [id, decidersOf(directory, id, today)]))
  const addresses = await findAddresses(tx, committeeId, [...new Set([...deciders.values()].flat())])
  const closed = await findUnreachable(tx, committeeId)
  return {
    unlinked: [...deciders].flatMap(([unit, people]) => (people.some((one) => addresses.has(one)) ? [] : [unit])),
    unreachable: closed.filter((officer) => actorOf(directory, officer, today).capacities.length > 0),
  }
}

/** A deadline at 24:00 belongs to the day it ends. */
async function reckonDays(
  { tx, snapshot }: Reading,
  { fromOn, dayOn }: ReckonedDays,
  now: Temporal.Instant,
): Promise<Reckoning> {
  const { committeeId, calendar } = snapshot
  const span = { after: startOfDay(fromOn, calendar), until: startOfDay(dayOn, calendar) }
  const dues = await findDeadlines(tx, committeeId, span)
  const rows = await readMatters<Stated>(tx, committeeId, [...new Set(dues.map(({ reference }) => reference))])
  const ends = new Map(rows.map((row) => [row.reference, endsIn(row, { now, ground: snapshot })]))
  return reckon(dues, (due) => ends.get(due.reference)?.(due) ?? null)
}

/** What deadlines of one matter came to by now. */
function endsIn(
  { kind, state }: MatterRow<Stated>,
  asOf: { readonly now: Temporal.Instant; readonly ground: Snapshot },
): (due: Due) => End | null {
  const noun = nounOf(kind)
  const settled = settleAsOf(noun, state, asOf)
  return (due) => noun.endOf(due, settled)
}

function byMatter(owed: readonly Owed[]): readonly DueMatter[] {
  const groups = Map.groupBy(owed, ({ reference }) => reference)
  return [...groups].flatMap(([reference, lines]) => {
    const [first] = lines
    if (first === undefined || first.dueAt === null) return []
    return [{ reference, subject: first.subject, dueAt: first.dueAt, units: lines.map(({ unit }) => unit) }]
  })
}
