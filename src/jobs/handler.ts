/**
 * Takes in hand what waits to be handled: the chats side by side, each in its own order. What brings a file has lanes of its
 * own, for it waits for a vendor's download.
 */
import { findWaiting, type Waiting } from '../store/inbound.ts'
import type { Horizons } from '../store/matters.ts'
import { type Ground, presentOf } from './ground.ts'
import { handleSafely, hasFile } from './handle.ts'
import { readHorizons } from './horizons.ts'
import { createLanes } from './lanes.ts'

/** Fewer than the connections of the pool: others want some, too. */
const atOnce = 8
const filesAtOnce = 3
/** So many are looked up at once and then taken one after another. */
const lookedUp = 50

export type Handler = {
  /** Takes in hand what waits; says how many there were that nobody had in hand. */
  readonly turn: () => Promise<number>
  /** Resolves when nothing is left of what it took. */
  readonly idle: () => Promise<void>
}

/** @param onEnd told whenever something was handled: there may be answers to send, and more to handle */
export function createHandler(ground: Ground, onEnd: () => void): Handler {
  const lanes = { quick: createLanes(atOnce), filed: createLanes(filesAtOnce) }
  const found: Waiting[] = []
  let horizons: Horizons = new Map()
  const inHand = new Set<string>()
  /** What another process has in hand: left alone for a turn, instead of being asked for again at once. */
  const elsewhere = new Set<string>()

  const handle = async (waiting: Waiting): Promise<void> => {
    if (!(await handleSafely(ground, waiting, horizons))) elsewhere.add(keyOf(waiting))
    inHand.delete(keyOf(waiting))
  }
  const startNext = (): void => {
    while (found.length > 0 && lanes.quick.free() > 0) {
      const next = found.shift()
      if (next) lanes.quick.start(() => handle(next), goOn)
    }
  }
  const goOn = (): void => {
    startNext()
    onEnd()
  }
  return {
    async turn() {
      if (found.length > 0) return 0
      const bots = ground.bots.map(({ id }) => id)
      const waiting = await findWaiting(ground.database.db, {
        bots,
        machine: presentOf(ground.machine),
        limit: lookedUp,
      })
      const fresh = waiting.filter((one) => !inHand.has(keyOf(one)) && !elsewhere.has(keyOf(one)))
      if (fresh.length === 0) elsewhere.clear()
      else horizons = await readHorizons(ground)
      const { quick = [], filed = [] } = Object.groupBy(fresh, (one) => (hasFile(ground, one) ? 'filed' : 'quick'))
      const slow = filed.slice(0, lanes.filed.free())
      for (const one of [...quick, ...slow]) inHand.add(keyOf(one))
      for (const one of slow) lanes.filed.start(() => handle(one), onEnd)
      found.push(...quick)
      startNext()
      return quick.length + slow.length
    },
    async idle() {
      while (found.length > 0 || inHand.size > 0) await Promise.all([lanes.quick.idle(), lanes.filed.idle()])
    },
  }
}

/** Handles what waits and waits for it; says how much was taken in hand. */
export async function handleWaiting(ground: Ground): Promise<number> {
  const handler = createHandler(ground, () => {})
  const taken = await handler.turn()
  await handler.idle()
  return taken
}

function keyOf({ bot, update }: Waiting): string {
  return `${bot}:${update}`
}
