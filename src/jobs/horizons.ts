/**
 * How far time may act: nothing lapses before everything that was waiting has been taken in and handled. A committee is
 * held back by what of its bots is stored and not handled, and by a bot that may not have taken in what its vendor has;
 * by the latter for ten minutes at most, and then somebody must look after it.
 */
import { findOldest } from '../store/inbound.ts'
import { findStaleIntakes } from '../store/intakes.ts'
import type { Horizons } from '../store/matters.ts'
import type { Db } from '../store/tx.ts'
import { type Ground, presentOf } from './ground.ts'

/** Machine minutes a bot that is silent holds its committee back, from when this process noticed. */
const longestMinutes = 10

type Hold = { readonly bot: string; readonly committeeId: string; readonly until: Temporal.Instant }
type Patience = (silent: readonly Hold[], machine: Temporal.Instant) => readonly Hold[]

/** Since when each bot holds back is remembered for as long as the process stands on its ground. */
const patienceOf = new WeakMap<Ground, Patience>()

/** For each committee that is held back, how far time may act there. Inside a transaction, give that. */
export async function readHorizons(ground: Ground, db: Db = ground.database.db): Promise<Horizons> {
  const machine = presentOf(ground.machine)
  const waiting = await findOldest(db, ground.expected)
  const stale = await findStaleIntakes(db, { bots: ground.expected, machine })
  const here = new Set(ground.bots.map(({ id }) => id))
  const silent = [...stale, ...waiting.filter(({ bot }) => !here.has(bot))]
  const lastPatient = patienceOf.get(ground) ?? createPatience(ground)
  patienceOf.set(ground, lastPatient)
  return earliest([...waiting.filter(({ bot }) => here.has(bot)), ...lastPatient(silent, machine)])
}

/** Leaves out the holds of bots that have been silent for too long, and says so once. */
function createPatience({ log }: Ground): Patience {
  const noticed = new Map<string, Temporal.Instant>()
  const givenUp = new Set<string>()
  return (silent, machine) => {
    const bots = new Set(silent.map(({ bot }) => bot))
    for (const bot of noticed.keys()) {
      if (bots.has(bot)) continue
      noticed.delete(bot)
      givenUp.delete(bot)
    }
    for (const bot of bots) {
      const since = noticed.get(bot)
      // Machine time is never moved, but it may be set back.
      if (since === undefined || Temporal.Instant.compare(machine, since) < 0) noticed.set(bot, machine)
      else if (since.until(machine).total('minutes') >= longestMinutes && !givenUp.has(bot)) {
        givenUp.add(bot)
        log('error', 'What was sent to a bot still does not come in; deadlines no longer wait for it', { bot })
      }
    }
    return silent.filter(({ bot }) => !givenUp.has(bot))
  }
}

function earliest(holds: readonly Hold[]): Horizons {
  const horizons = new Map<string, Temporal.Instant>()
  for (const { committeeId, until } of holds) {
    const known = horizons.get(committeeId)
    if (known === undefined || Temporal.Instant.compare(until, known) < 0) horizons.set(committeeId, until)
  }
  return horizons
}
