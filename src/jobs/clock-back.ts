/**
 * Notices that the machine's clock was set back, while the program runs or before it started, and lets go of what was held
 * until a time that is now an hour away. Deadlines need nothing: what lapsed has lapsed, and moments come when they come.
 */
import { releaseAhead } from '../store/holds.ts'
import { type Ground, presentOf } from './ground.ts'

/** Machine seconds in which every process renews the leases of what it really has in hand. */
const renewedWithin = 30
/** A clock is set right by less than this all the time. */
const toleratedSeconds = 10

/** When the clock was read last, and since when something may be held too long; null: it was let go of. */
type Reading = { readonly lastAt: Temporal.Instant; readonly since: Temporal.Instant | null }

const readingOf = new WeakMap<Ground, Reading>()

/** To be called again and again. */
export async function followClock(ground: Ground): Promise<void> {
  const machine = presentOf(ground.machine)
  const last = readingOf.get(ground)
  const isBack = last === undefined || machine.until(last.lastAt).total('seconds') > toleratedSeconds
  const since = isBack ? machine : last.since
  readingOf.set(ground, { lastAt: machine, since })
  if (since === null || since.until(machine).total('seconds') < renewedWithin) return
  const moment = { now: presentOf(ground.clock), machine }
  await ground.database.transaction((tx) => releaseAhead(tx, ground.expected, moment))
  readingOf.set(ground, { lastAt: machine, since: null })
}
