/**
 * Notes how far a bot has been taken in, for as long as this process leads it: from what pulling says, from what the
 * vendor says of what it still holds, or, where a vendor says nothing, from the time this process has been there to take.
 */
import type { Brought } from '../messengers/messenger.ts'
import { isStale, noteIntake, readIntake } from '../store/intakes.ts'
import { describeFault } from './fault.ts'
import { type Bot, type Ground, presentOf } from './ground.ts'
import { pause } from './pause.ts'

/** It is noted no more often: machine seconds. */
const restSeconds = 3
/** How often a vendor that brings is asked, in seconds. */
const watchSeconds = 5
/** A vendor has so many machine seconds to bring what waited, after a gap or while more and more comes. */
const graceSeconds = 90

/** What to call whenever everything is taken that had been waiting when the vendor was last asked. */
export function noteWhilePulling(ground: Ground, bot: Bot): () => void {
  let askedAt = presentOf(ground.clock)
  let notedAt: Temporal.Instant | null = null
  return () => {
    const [caughtUpAt, machine] = [askedAt, presentOf(ground.machine)]
    askedAt = presentOf(ground.clock)
    // A clock that was set back makes the span negative: then it is noted, too.
    const rested = notedAt === null ? restSeconds : Math.abs(notedAt.until(machine).total('seconds'))
    if (rested < restSeconds) return
    notedAt = machine
    void note(ground, bot, caughtUpAt).catch((error: unknown) => {
      notedAt = null
      tell(ground, bot, error)
    })
  }
}

/** A bot whose updates are brought, and how many were taken so far in this process. */
export type Watched = { readonly bot: Bot; readonly brought: Pick<Brought, 'isBehind'>; readonly taken: () => number }

/** Watches a bot whose updates are brought, until the signal aborts. */
export async function watchBrought(ground: Ground, watched: Watched, signal: AbortSignal): Promise<void> {
  const look = createLook(ground, watched)
  while (!signal.aborted) {
    await look()
    await pause(watchSeconds, signal)
  }
}

/** One look after another, seconds apart: how far the bot is taken in is noted when it is known. */
export function createLook(ground: Ground, { bot, brought: { isBehind }, taken }: Watched): () => Promise<void> {
  const mayCount = isBehind === null ? createGrace(ground, bot) : createPatience(ground, isBehind, taken)
  return async () => {
    const askedAt = presentOf(ground.clock)
    try {
      if (await mayCount()) await note(ground, bot, askedAt)
    } catch (error) {
      tell(ground, bot, error)
    }
  }
}

/**
 * Whether a vendor that says whether something waits has brought it. A busy bot's vendor always has something on its way: when
 * it has been bringing at every look for a while, what waited before is here. One that brings nothing stays behind.
 */
function createPatience(ground: Ground, isBehind: () => Promise<boolean>, taken: () => number): () => Promise<boolean> {
  let bringsSince: Temporal.Instant | null = null
  let before = taken()
  return async () => {
    const machine = presentOf(ground.machine)
    const brings = taken() > before
    before = taken()
    if (!brings) bringsSince = null
    else if (bringsSince === null || Temporal.Instant.compare(machine, bringsSince) < 0) bringsSince = machine
    if (!(await isBehind())) return true
    return bringsSince !== null && bringsSince.until(machine).total('seconds') >= graceSeconds
  }
}

/** Whether a vendor that says nothing has had the time to bring what waited while nobody was there. */
function createGrace(ground: Ground, bot: Bot): () => Promise<boolean> {
  let thereSince: Temporal.Instant | null = null
  return async () => {
    const machine = presentOf(ground.machine)
    const known = await readIntake(ground.database.db, bot.id)
    if (known === null || !isStale(known, machine)) {
      thereSince = null
      return true
    }
    if (thereSince === null || Temporal.Instant.compare(machine, thereSince) < 0) thereSince = machine
    return thereSince.until(machine).total('seconds') >= graceSeconds
  }
}

async function note(ground: Ground, { id: bot }: Bot, caughtUpAt: Temporal.Instant): Promise<void> {
  await noteIntake(ground.database.db, { bot, caughtUpAt, knownAt: presentOf(ground.machine) })
}

function tell(ground: Ground, { id: bot }: Bot, error: unknown): void {
  ground.log('warn', 'It is not known how far a bot has been taken in', { bot, error: describeFault(error) })
}
