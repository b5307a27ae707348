/**
 * What waits for a bot that was turned off ends, in whichever process looks first: what would have been told goes on in the
 * next channel, or to the people behind the Office channel. A crash in between leaves it to the next look.
 */
import { claimOfBotsOff } from '../store/claims.ts'
import type { Claimed } from '../store/deliveries.ts'
import { conclude } from './deliver-end.ts'
import { describeFault } from './fault.ts'
import { type Ground, presentOf } from './ground.ts'

/** Machine seconds before one that could not be ended is tried again. */
const leaseSeconds = 45
const atOnce = 50

/** Ends what waits for bots that are off; says how much it ended. */
export async function endForBotsOff(ground: Ground): Promise<number> {
  const times = { now: presentOf(ground.clock), machine: presentOf(ground.machine) }
  const claimed = await ground.database.transaction((tx) =>
    claimOfBotsOff(tx, { ...times, leaseSeconds, limit: atOnce }),
  )
  for (const one of claimed) await endSafely(ground, one)
  return claimed.length
}

async function endSafely(ground: Ground, claimed: Claimed): Promise<void> {
  const state = claimed.kind === 'post' ? 'unreachable' : 'unneeded'
  try {
    await conclude(ground, claimed, { state, failure: 'the bot is off', hindrance: 'off' }, null)
  } catch (error) {
    const facts = { delivery: claimed.number, bot: claimed.bot, error: describeFault(error) }
    ground.log('error', 'What waits for a bot that is off could not be ended; it is tried again', facts)
  }
}
