/** Lets time act on what is due. The deadline decides; this only notices, in any number of processes, once each. */
import { settleMatter } from '../actions/record.ts'
import { findDue, postponeSettling } from '../store/matters.ts'
import { describeFault } from './fault.ts'
import { type Ground, presentOf } from './ground.ts'
import { readHorizons } from './horizons.ts'

/** Matters settled side by side: fewer than the connections of the pool, for what officers do goes on meanwhile. */
const atOnce = 4

/** Machine seconds before a matter that could not be settled is tried again. */
const pauseSeconds = 60

type Due = { readonly committeeId: string; readonly reference: string; readonly kind: string }

/**
 * Settles what is due by now; says how many matters changed. One that fails holds up no other. Where something may still
 * come in that happened before, nothing after it lapses.
 */
export async function settleDue(ground: Ground): Promise<number> {
  const horizons = await readHorizons(ground)
  const now = presentOf(ground.clock)
  const due = await findDue(ground.database.db, { now, machine: presentOf(ground.machine), limit: 200, horizons })
  let changed = 0
  const queue = due.values()
  const lane = async (): Promise<void> => {
    for (const matter of queue) {
      const events = await settleSafely(ground, matter, earlier(now, horizons.get(matter.committeeId)))
      changed += events.length > 0 ? 1 : 0
      ground.count.lapses(events.filter((event) => 'lapsedAt' in event).length)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return changed
}

function earlier(now: Temporal.Instant, horizon: Temporal.Instant | undefined): Temporal.Instant {
  return horizon !== undefined && Temporal.Instant.compare(horizon, now) < 0 ? horizon : now
}

async function settleSafely(ground: Ground, due: Due, now: Temporal.Instant) {
  try {
    return await ground.database.transaction(async (tx) => {
      const snapshot = await ground.snapshots.load(tx, due.committeeId)
      const circumstances = { tx, snapshot, by: null, messenger: null, words: null, at: now, recordedAt: now }
      return settleMatter(circumstances, due)
    })
  } catch (error) {
    ground.log('error', 'A matter that is due could not be settled', { ...due, error: describeFault(error) })
    const again = presentOf(ground.machine).add({ seconds: pauseSeconds })
    await postponeSettling(ground.database.db, due, again)
    return []
  }
}
