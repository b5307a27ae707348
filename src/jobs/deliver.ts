/**
 * Takes deliveries from the outbox and says them: claim under a lease, render, send, end. A crash before the end means
 * the lease runs out and it is said again; the vendor's idempotency key, where there is one, makes that once.
 * Each bot has its own courier, and each courier so many lanes: one slow call holds up nothing but its own chat.
 */
import { type Claimed, claim, renewLeases, setAside, shut } from '../store/deliveries.ts'
import { conclude, postponeFor } from './deliver-end.ts'
import { describeFault } from './fault.ts'
import { type Bot, type Ground, presentOf } from './ground.ts'
import { holdBack } from './hold-back.ts'
import { createLanes } from './lanes.ts'
import { render } from './render.ts'
import { answerPress, send, shape } from './send.ts'

/** Machine seconds a delivery stays with whoever took it; renewed while it is under way. */
const leaseSeconds = 45
const renewSeconds = 15
/** So many are under way at once for a bot, each in another chat; some are kept for press answers, which cannot wait. */
const atOnce = 16
const keptForAnswers = 4
/** Faults of ours before a delivery ends; until then it holds up nobody else in its chat. */
const mostFaults = 4

export type Courier = {
  /** Takes what may go out now and starts sending it; says how many it took. */
  readonly turn: () => Promise<number>
  /** Resolves when nothing of it is under way. */
  readonly idle: () => Promise<void>
}

/** @param onEnd told whenever a delivery ended: the next of its chat may go */
export function createCourier(ground: Ground, bot: Bot, onEnd: () => void): Courier {
  const lanes = createLanes(atOnce, onEnd)
  const held = new Set<Claimed>()
  let renewedAt = presentOf(ground.machine)
  return {
    async turn() {
      renewedAt = await keepLeases(ground, held, renewedAt)
      if (lanes.free() === 0) return 0
      const claimed = await take(ground, bot, lanes.free())
      for (const one of claimed) {
        held.add(one)
        lanes.start(() => deliverSafely(ground, bot, one).finally(() => held.delete(one)))
      }
      return claimed.length
    },
    idle: lanes.idle,
  }
}

/** Renews the leases of what is under way, when that is due; says when they were renewed last. */
async function keepLeases(
  ground: Ground,
  held: ReadonlySet<Claimed>,
  renewedAt: Temporal.Instant,
): Promise<Temporal.Instant> {
  const machine = presentOf(ground.machine)
  if (held.size === 0 || Temporal.Instant.compare(machine, renewedAt.add({ seconds: renewSeconds })) < 0)
    return renewedAt
  await ground.database.transaction((tx) => renewLeases(tx, [...held], machine.add({ seconds: leaseSeconds })))
  return machine
}

/** Sends what may go out now through every bot of this process and waits for it; says how many deliveries it took. */
export async function deliverDue(ground: Ground): Promise<number> {
  const taken = ground.bots.map(async (bot) => {
    const courier = createCourier(ground, bot, () => {})
    const count = await courier.turn()
    await courier.idle()
    return count
  })
  return (await Promise.all(taken)).reduce((sum, count) => sum + count, 0)
}

async function take(ground: Ground, bot: Bot, free: number): Promise<readonly Claimed[]> {
  const machine = presentOf(ground.machine)
  const onlyAnswers = free <= keptForAnswers
  const window = { now: presentOf(ground.clock), machine, leaseSeconds, onlyAnswers }
  const { pace } = bot.messenger.capabilities
  return ground.database.transaction(async (tx) => {
    const limit = onlyAnswers ? free : Math.min(free - keptForAnswers, Math.max(1, pace.bot.count))
    const taken = await claim(tx, bot.id, { ...window, limit })
    const paced = taken.filter(({ kind }) => kind === 'post' || kind === 'edit').length
    const rest = Math.ceil((paced * pace.bot.seconds * 1000) / pace.bot.count)
    if (paced > 0) await shut(tx, { bot: bot.id, chat: '' }, machine.add({ milliseconds: rest }))
    return taken
  })
}

async function deliverSafely(ground: Ground, bot: Bot, claimed: Claimed): Promise<void> {
  try {
    await deliver(ground, bot, claimed)
  } catch (error) {
    const facts = { delivery: claimed.number, bot: bot.id, attempt: claimed.attempt, error: describeFault(error) }
    ground.log('error', 'A delivery failed by our own fault', facts)
    await blame(ground, claimed, describeFault(error)).catch((worse: unknown) => {
      ground.log('error', 'A failed delivery could not be put back', { ...facts, error: describeFault(worse) })
    })
  }
}

/** Sets a delivery aside that we cannot make, for a while or for good, so that its chat goes on without it. */
async function blame(ground: Ground, claimed: Claimed, failure: string): Promise<void> {
  if (claimed.faults + 1 >= mostFaults) return conclude(ground, claimed, { state: 'dead', failure }, null)
  const until = presentOf(ground.machine).add({ seconds: 10 * 2 ** claimed.faults })
  await ground.database.transaction((tx) => setAside(tx, claimed, { until, reason: failure }))
}

async function deliver(ground: Ground, bot: Bot, claimed: Claimed): Promise<void> {
  const now = presentOf(ground.clock)
  if (claimed.untilAt !== null && Temporal.Instant.compare(now, claimed.untilAt) >= 0) {
    return conclude(ground, claimed, { state: 'expired', failure: null }, null)
  }
  if (claimed.keepsQuietHours && (await holdBack(ground, claimed, now))) return
  const rendered = await ground.database.transaction((tx) => render(ground, tx, claimed, now))
  const shown = rendered && shape(bot.messenger, rendered, claimed.isPrivate)
  const sending =
    claimed.kind === 'answer'
      ? await answerPress(bot.messenger, claimed, shown)
      : rendered && shown && (await send(bot.messenger, claimed, { rendered, shown }))
  if (sending === null) return conclude(ground, claimed, { state: 'unneeded', failure: null }, null)
  ground.count.deliveryEnded(bot.messenger.name, sending.outcome)
  switch (sending.outcome) {
    case 'sent': {
      const said = { state: 'sent', messages: sending.messages, actions: shown?.actions ?? [] } as const
      return conclude(ground, claimed, said, { rendered, at: sending.at })
    }
    case 'retry-later':
      return postponeFor(ground, claimed, sending)
    case 'unreachable':
      ground.log('warn', 'Somebody cannot be reached', {
        bot: bot.id,
        officer: claimed.officer,
        reason: sending.reason,
      })
      return conclude(
        ground,
        claimed,
        { state: 'unreachable', failure: sending.reason, movedTo: sending.movedTo },
        null,
      )
    case 'rejected':
      ground.log('error', 'A messenger refuses a message of ours', {
        delivery: claimed.number,
        bot: bot.id,
        reason: sending.reason,
      })
      return conclude(ground, claimed, { state: 'dead', failure: sending.reason }, null)
    default:
      return sending satisfies never
  }
}
