/**
 * Several nudges for one person in one pass become one message, and so do lapses. What time brings at one instant is
 * written down matter by matter, so the first of a kind waits a moment until time has nothing left to do.
 */
import type { DeliveryNotice } from '../cards/index.ts'
import { leave } from '../store/claims.ts'
import type { Claimed } from '../store/deliveries.ts'
import { hasDue } from '../store/matters.ts'
import { foldWaiting } from '../store/merged.ts'
import { type Ground, presentOf } from './ground.ts'

/** As many as one card lists: proof of reach is only what was really said. */
const atMost = 10
const momentMilliseconds = 250
/** So often a delivery waits for time to have done its work; then it goes alone rather than never. */
const mostWaits = 20

/**
 * From how many on tellings of a kind are merged; null: never. The Office gets a card per case, with facts, basis and
 * buttons, up to a handful: more at one instant would be a wall, and each opens from the list all the same.
 */
function leastOf({ notice, isPrivate, isUrgent, isCopy, kind }: Claimed): number | null {
  const said = notice as DeliveryNotice
  if (kind !== 'post' || isUrgent || isCopy || said.of !== 'consultation') return null
  if (said.kind === 'lapsed') return isPrivate ? 2 : 6
  return said.kind === 'nudged' || said.kind === 'still_silent' ? 2 : null
}

/** Lets a delivery wait for its like, or folds them into one; says whether it is out of hand so. */
export async function gather(ground: Ground, claimed: Claimed, now: Temporal.Instant): Promise<boolean> {
  const atLeast = leastOf(claimed)
  if (atLeast === null) return false
  const machine = presentOf(ground.machine)
  return ground.database.transaction(async (tx) => {
    const waits = claimed.attempt <= mostWaits && (await hasDue(tx, claimed.committeeId, { now, machine }))
    if (waits) await leave(tx, claimed, machine.add({ milliseconds: momentMilliseconds }))
    return waits || foldWaiting(tx, claimed, { now, machine, atLeast, atMost })
  })
}
