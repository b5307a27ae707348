/** Lets time act on what is due. The deadline decides; this only notices, in any number of processes, once each. */
import { settleConsultation } from '../actions/consultation.ts'
import { findDue } from '../store/matters.ts'
import { describeFault } from './fault.ts'
import { type Ground, presentOf } from './ground.ts'

/** Settles what is due by now; says how many matters changed. One that fails holds up no other. */
export async function settleDue(ground: Ground): Promise<number> {
  const now = presentOf(ground.clock)
  const due = await findDue(ground.database.db, now, 200)
  let changed = 0
  for (const matter of due) {
    const events = await settleSafely(ground, matter, now)
    changed += events.length > 0 ? 1 : 0
    ground.count.lapses(events.filter((event) => 'lapsedAt' in event).length)
  }
  return changed
}

async function settleSafely(
  ground: Ground,
  { committeeId, reference }: { committeeId: string; reference: string },
  now: Temporal.Instant,
) {
  try {
    return await ground.database.transaction(async (tx) => {
      const snapshot = await ground.snapshots.load(tx, committeeId)
      const circumstances = { tx, snapshot, by: null, messenger: null, words: null, at: now, recordedAt: now }
      return settleConsultation(circumstances, reference)
    })
  } catch (error) {
    ground.log('error', 'A matter that is due could not be settled', {
      committeeId,
      reference,
      error: describeFault(error),
    })
    return []
  }
}
