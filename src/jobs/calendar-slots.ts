/**
 * What is done by the calendar, at the same time of every working day. The database knows what is next and what was done,
 * so it happens once in any number of processes; after a pause only the latest slot is done, and bears its own date.
 */
import { dayOf } from '../calendar/calendar.ts'
import { lastSlot, nextSlot } from '../calendar/slots.ts'
import type { Horizons } from '../store/matters.ts'
import {
  endSlot,
  findLastDone,
  findOpenSlots,
  type JobKey,
  lockSlot,
  moveSlot,
  planSlot,
  postponeSlot,
} from '../store/slots.ts'
import type { Snapshot } from '../store/snapshot.ts'
import type { Tx } from '../store/tx.ts'
import { describeFault } from './fault.ts'
import { type Ground, presentOf } from './ground.ts'
import { readHorizons } from './horizons.ts'

/** Machine seconds before a job that failed is tried again. */
const pauseSeconds = 60

/**
 * Does what the calendar says is due; says in how many slots something was done. One that fails holds up no other. A
 * committee in which deadlines still wait for what may come in waits with this, too.
 */
export async function runCalendarSlots(ground: Ground): Promise<number> {
  const names = ground.slotJobs.map(({ name }) => name)
  const times = { now: presentOf(ground.clock), machine: presentOf(ground.machine) }
  const open = await findOpenSlots(ground.database.db, names, times)
  const horizons: Horizons = open.length > 0 ? await readHorizons(ground) : new Map()
  let done = 0
  for (const key of open) {
    if (horizons.has(key.committeeId)) continue
    if (await runSafely(ground, key, times.now)) done += 1
  }
  return done
}

async function runSafely(ground: Ground, key: JobKey, now: Temporal.Instant): Promise<boolean> {
  try {
    return await ground.database.transaction((tx) => runOrPlan(tx, ground, { key, now }))
  } catch (error) {
    ground.log('error', 'A job of the calendar failed and is tried again', { ...key, error: describeFault(error) })
    await postponeSlot(ground.database.db, key, presentOf(ground.machine).add({ seconds: pauseSeconds }))
    return false
  }
}

type Opened = { readonly key: JobKey; readonly now: Temporal.Instant }

/** Does the waiting slot when the calendar of today still has it, and plans the next. */
async function runOrPlan(tx: Tx, ground: Ground, { key, now }: Opened): Promise<boolean> {
  const job = ground.slotJobs.find(({ name }) => name === key.job)
  const waiting = await lockSlot(tx, key)
  if (job === undefined || waiting === 'taken') return false
  const snapshot = await ground.snapshots.load(tx, key.committeeId)
  const times = job.timesOf(snapshot)
  const plan = { slotAt: nextSlot(now, times, snapshot.calendar), planVersion: snapshot.version }
  if (waiting === 'none') {
    await planSlot(tx, key, plan)
    return false
  }
  const slotAt = lastSlot(now, times, snapshot.calendar)
  const isDue = Temporal.Instant.compare(slotAt, waiting.slotAt) >= 0
  const missedSince = isDue ? null : await findMissed(tx, key, { slotAt, now, snapshot })
  if (!isDue && missedSince === null) {
    await moveSlot(tx, key, plan)
    return false
  }
  await job.run({ tx, snapshot, slotAt, sinceAt: missedSince ?? waiting.slotAt, recordedAt: now })
  await endSlot(tx, key, { slotAt, doneAt: now })
  await planSlot(tx, key, plan)
  return true
}

/**
 * Since when today's slot was missed, where there was none at its time: the job's time was set to an earlier one since, or
 * the day has become a working day. Null when it was done, or no slot lies behind us today.
 */
async function findMissed(
  tx: Tx,
  key: JobKey,
  {
    slotAt,
    now,
    snapshot: { calendar },
  }: { readonly slotAt: Temporal.Instant; readonly now: Temporal.Instant; readonly snapshot: Snapshot },
): Promise<Temporal.Instant | null> {
  if (!dayOf(slotAt, calendar).equals(dayOf(now, calendar))) return null
  const doneAt = await findLastDone(tx, key)
  return doneAt !== null && Temporal.Instant.compare(slotAt, doneAt) > 0 ? doneAt : null
}
