/**
 * Quiet hours, asked again when a delivery's turn comes: after an outage, or when a day became a day off meanwhile, what
 * was recorded for office hours may come up outside them.
 */
import { releaseAt } from '../domain/quiet-hours.ts'
import { hold } from '../store/claims.ts'
import type { Claimed } from '../store/deliveries.ts'
import type { Ground } from './ground.ts'

/** Puts a delivery back until office hours begin, if it must wait for them; says whether it did. */
export async function holdBack(ground: Ground, claimed: Claimed, now: Temporal.Instant): Promise<boolean> {
  return ground.database.transaction(async (tx) => {
    const { calendar } = await ground.snapshots.load(tx, claimed.committeeId)
    const at = releaseAt(now, claimed.untilAt, calendar)
    if (Temporal.Instant.compare(at, now) <= 0) return false
    await hold(tx, claimed, at)
    return true
  })
}
