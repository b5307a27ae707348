/**
 * What is wrong around a committee, as far as the database shows it: for the Office's day and for `admin doctor`. A healthy
 * office has no finding.
 */
import { addWorkingDays, dayOf, endOfDay } from '../calendar/calendar.ts'
import { lastSlot } from '../calendar/slots.ts'
import { profileOn } from '../domain/committee-settings.ts'
import { examineDirectory } from '../domain/directory-findings.ts'
import { type Finding, findAny, findSome } from '../domain/finding.ts'
import { meaningOf } from '../domain/obligation.ts'
import { examineCalendar, examineRules } from '../domain/rules-findings.ts'
import { findProfile } from '../regulations/profiles/index.ts'
import { findAddresses, findGroup, findUnreachable } from '../store/addresses.ts'
import {
  countStuck,
  countUnsealed,
  findBehind,
  findBrokenHeads,
  findClosedGroups,
  findExpiringCodes,
} from '../store/findings.ts'
import { findOwedUntil } from '../store/obligations.ts'
import type { Snapshot } from '../store/snapshot.ts'
import type { Db } from '../store/tx.ts'

type Reading = { readonly tx: Db; readonly snapshot: Snapshot }

/** Business time and machine time. */
export type Moments = { readonly now: Temporal.Instant; readonly machine: Temporal.Instant }

/** What has been due for so many minutes and did not happen is stuck. */
const stuckAfterMinutes = 10
/** Pulled bots say every 15 seconds that they are caught up. */
const behindAfterMinutes = 5
const failedWithinHours = 7 * 24
const closedWithinHours = 30 * 24
const codesEndWithinHours = 48
/** When the day's seal is due (jobs/seal-daily.ts). */
const sealTime = '09:00'

/** Everything the database shows of one committee. */
export async function findCommitteeFindings(reading: Reading, moments: Moments): Promise<readonly Finding[]> {
  return [
    ...(await examinePeople(reading, moments.now)),
    ...(await examineGroups(reading, moments.now)),
    ...(await examineTraffic(reading, moments)),
    ...(await examineOrder(reading, moments.now)),
    ...(await examineEvidence(reading, moments.now)),
  ]
}

async function examinePeople({ tx, snapshot }: Reading, now: Temporal.Instant): Promise<readonly Finding[]> {
  const { committeeId, directory, calendar } = snapshot
  const addresses = await findAddresses(tx, committeeId, [...directory.officers.keys()])
  const reach = { reachable: new Set(addresses.keys()), closed: await findUnreachable(tx, committeeId) }
  const until = now.add({ hours: codesEndWithinHours })
  return [
    ...examineDirectory(directory, reach, dayOf(now, calendar)),
    ...findAny('codes-expiring', 'officer', await findExpiringCodes(tx, committeeId, { now, until })),
  ]
}

async function examineGroups({ tx, snapshot }: Reading, now: Temporal.Instant): Promise<readonly Finding[]> {
  const { committeeId } = snapshot
  const office = await findGroup(tx, committeeId, { purpose: 'office', unit: '' })
  const closed = await findClosedGroups(tx, committeeId, now.subtract({ hours: closedWithinHours }))
  return [
    ...(office === null ? [{ id: 'office-unbound' as const, details: {} }] : []),
    ...closed.map(({ purpose, unit }) => ({
      id: 'group-closed' as const,
      details: { purpose, ...(unit === '' ? {} : { unit }) },
    })),
  ]
}

async function examineTraffic({ tx, snapshot }: Reading, { now, machine }: Moments): Promise<readonly Finding[]> {
  const { committeeId } = snapshot
  const stuck = await countStuck(tx, committeeId, {
    before: now.subtract({ minutes: stuckAfterMinutes }),
    failedSince: now.subtract({ hours: failedWithinHours }),
  })
  const behind = await findBehind(tx, committeeId, machine.subtract({ minutes: behindAfterMinutes }))
  return [
    ...findAny('intake-behind', 'bots', behind),
    ...findSome('inbound-waiting', stuck.inbound),
    ...findSome('inbound-failed', stuck.failed),
    ...findSome('deliveries-waiting', stuck.deliveries),
    ...findSome('dead-letters', stuck.dead),
  ]
}

/** Rules and calendar. */
async function examineOrder({ tx, snapshot }: Reading, now: Temporal.Instant): Promise<readonly Finding[]> {
  const { committeeId, calendar, settings } = snapshot
  const { ownRegulation, overrides } = settings
  const today = dayOf(now, calendar)
  const profile = findProfile(profileOn(settings, today))
  const owed = await findOwedUntil(tx, committeeId, null)
  const dueAts = owed.flatMap(({ what, dueAt }) => (meaningOf(what).isDeadline && dueAt !== null ? [dueAt] : []))
  return [
    ...(profile === null ? [] : examineRules({ profile, ownRegulation, overrides }, today)),
    ...examineCalendar(calendar, dueAts, today),
  ]
}

async function examineEvidence({ tx, snapshot }: Reading, now: Temporal.Instant): Promise<readonly Finding[]> {
  const { committeeId, calendar } = snapshot
  const last = lastSlot(now, [sealTime], calendar)
  const before = addWorkingDays(dayOf(last, calendar), -1, calendar)
  const dueBy = lastSlot(endOfDay(before, calendar).subtract({ milliseconds: 1 }), [sealTime], calendar)
  return [
    ...findSome('seal-late', await countUnsealed(tx, committeeId, dueBy)),
    ...findAny('chain-broken', 'references', await findBrokenHeads(tx, committeeId)),
  ]
}
