/**
 * The daily digests on working days: at 07:15, or at the committee's own time, or at an officer's. After a standstill an
 * officer's digest of an earlier day is not worth sending any more; the Office's is, since what it reckons up goes on from
 * where the last one ended.
 */
import { tellDigests, tellOfficeDigest } from '../actions/digest.ts'
import { addWorkingDays, dayOf } from '../calendar/calendar.ts'
import { lastSlot, type SlotTime } from '../calendar/slots.ts'
import { findDigestReaders } from '../reports/today.ts'
import { findLastDone } from '../store/slots.ts'
import type { Snapshot } from '../store/snapshot.ts'
import type { SlotJob } from './slot-job.ts'

const usualTime: SlotTime = '07:15'
const officeDigestName = 'office-digest'

function committeeTime({ directory }: Snapshot): SlotTime {
  return directory.committee.digestAt ?? usualTime
}

/** What waits for each officer, to those for whom anything does. */
export const digestDaily: SlotJob = {
  name: 'digest',
  timesOf: (snapshot) => [
    ...new Set([committeeTime(snapshot), ...[...snapshot.directory.officers.values()].flatMap(ownTime)]),
  ],
  async run({ tx, snapshot, sinceAt, recordedAt }) {
    const usual = committeeTime(snapshot)
    const theirs = [...snapshot.directory.officers.values()].filter(({ digestAt }) => {
      const ownAt = lastSlot(recordedAt, [digestAt ?? usual], snapshot.calendar)
      return isSince(ownAt, sinceAt) && isSameDay(ownAt, recordedAt, snapshot)
    })
    const readers = await findDigestReaders(
      { tx, snapshot },
      theirs.map(({ id }) => id),
      recordedAt,
    )
    await tellDigests({ tx, snapshot, recordedAt }, readers)
  },
}

/** The day of the Office: deadlines since its last digest, up to yesterday. */
export const officeDigestDaily: SlotJob = {
  name: officeDigestName,
  timesOf: (snapshot) => [committeeTime(snapshot)],
  async run({ tx, snapshot, recordedAt }) {
    const { calendar, committeeId } = snapshot
    const last = await findLastDone(tx, { committeeId, job: officeDigestName })
    const dayOn = dayOf(recordedAt, calendar)
    const fromOn = last === null ? addWorkingDays(dayOn, -1, calendar) : dayOf(last, calendar)
    await tellOfficeDigest({ tx, snapshot, recordedAt }, { fromOn, dayOn })
  },
}

function ownTime({ digestAt }: { readonly digestAt?: string | null }): readonly SlotTime[] {
  return digestAt ? [digestAt] : []
}

function isSince(slot: Temporal.Instant, sinceAt: Temporal.Instant): boolean {
  return Temporal.Instant.compare(slot, sinceAt) >= 0
}

function isSameDay(slotAt: Temporal.Instant, now: Temporal.Instant, { calendar }: Snapshot): boolean {
  return dayOf(slotAt, calendar).equals(dayOf(now, calendar))
}
