/**
 * Several nudges for one person in one pass become one message, and so do lapses. What time brings at one instant is
 * written down matter by matter, so the first of a kind waits a moment until time has nothing left to do.
 */
import type { DeliveryNotice } from '../cards/index.ts'
import { isOfMatter } from '../domain/notice.ts'
import { nounOf } from '../domain/nouns.ts'
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

/** From how many on tellings like one are merged; null: never. */
function leastOf({ notice, isPrivate, isUrgent, isCopy, kind }: Claimed): number | null {
  const said = notice as DeliveryNotice
  if (kind !== 'post' || isUrgent || isCopy || !isOfMatter(said)) return null
  return nounOf(said.of).manners.mergesFrom(said.kind, isPrivate)
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
