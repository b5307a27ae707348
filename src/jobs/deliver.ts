/**
 * Takes deliveries from the outbox and says them: claim under a lease, render, send, end. A crash before the end means
 * the lease runs out and it is said again; the vendor's idempotency key, where there is one, makes that once.
 * Each bot has its own courier, and each courier so many lanes: one slow call holds up nothing but its own chat.
 */
import type { Sending } from '../messengers/messenger.ts'
import { isOwnChat } from '../store/accounts.ts'
import { claim, isPaced, renewLeases, setAside } from '../store/claims.ts'
import type { Claimed } from '../store/deliveries.ts'
import { conclude, postponeFor } from './deliver-end.ts'
import { examineForDay } from './examine-bots.ts'
import { describeFault } from './fault.ts'
import { gather } from './gather.ts'
import { type Bot, type Ground, presentOf } from './ground.ts'
import { holdBack } from './hold-back.ts'
import { createLanes } from './lanes.ts'
import { mayUseQuota, returnQuota } from './quota.ts'
import { type Rendered, render } from './render.ts'
import { answerPress, isWorthSaying, type ShownCard, send, shape } from './send.ts'
import { restOf, takeNextTurn, takeTurn } from './turns.ts'

/** Machine seconds a delivery stays with whoever took it; renewed while it is under way. */
const leaseSeconds = 45
const renewSeconds = 15
/** So many are under way at once for a bot, each in another chat; some are kept for press answers, which cannot wait. */
const atOnce = 16
const keptForAnswers = 4
/** Turns booked further ahead than this leave the rest of the work where urgent ones can still overtake it. */
const aheadMilliseconds = 400
/** Faults of ours before a delivery ends; until then it holds up nobody else in its chat. */
const mostFaults = 4
/** Tries to write down what was said, one to five seconds apart. */
const mostWrites = 15

export type Courier = {
  /** Takes what may go out now and starts sending it; says how many it took. */
  readonly turn: () => Promise<number>
  /** Resolves when nothing of it is under way. */
  readonly idle: () => Promise<void>
}

/** @param onEnd told whenever a delivery ended: others may go, and the next of its chat after so many milliseconds */
export function createCourier(ground: Ground, bot: Bot, onEnd: (rest: number) => void): Courier {
  const lanes = createLanes(atOnce)
  const held = new Set<Claimed>()
  let renewedAt = presentOf(ground.machine)
  return {
    async turn() {
      renewedAt = await keepLeases(ground, held, renewedAt)
      if (lanes.free() === 0) return 0
      const claimed = await take(ground, bot, lanes.free())
      for (const one of claimed) {
        held.add(one)
        lanes.start(
          () => deliverSafely(ground, bot, one),
          () => {
            held.delete(one)
            onEnd(restOf(bot, one))
          },
        )
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
  // A clock that was set back makes the span negative: then they are renewed, too.
  if (held.size === 0 || Math.abs(renewedAt.until(machine).total('seconds')) < renewSeconds) return renewedAt
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
  const onlyAnswers = free <= keptForAnswers
  const limit = onlyAnswers ? free : free - keptForAnswers
  const times = { now: presentOf(ground.clock), machine: presentOf(ground.machine) }
  return ground.database.transaction((tx) =>
    claim(tx, bot.id, { ...times, leaseSeconds, onlyAnswers, limit, aheadMilliseconds }),
  )
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

/**
 * What a messenger has taken is written down as soon as the database is there again, a minute later if need be: put back, it
 * would be said a second time. Its lease is renewed meanwhile.
 */
async function persist(ground: Ground, write: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await write()
    } catch (error) {
      if (tries === mostWrites) throw error
      ground.log('warn', 'What was said could not be written down; it is tried again', { error: describeFault(error) })
      await ground.wait(presentOf(ground.machine).add({ seconds: Math.min(5, tries) }))
    }
  }
}

/** Sets a delivery aside that we cannot make, for a while or for good, so that its chat goes on without it. */
async function blame(ground: Ground, claimed: Claimed, failure: string): Promise<void> {
  if (claimed.faults + 1 >= mostFaults) return conclude(ground, claimed, { state: 'dead', failure }, null)
  const until = presentOf(ground.machine).add({ seconds: 10 * 2 ** claimed.faults })
  await ground.database.transaction((tx) => setAside(tx, claimed, { until, reason: failure }))
}

/** What the core says in the vendor's place when the month has no message left for this. */
const quotaSpent: Sending = { outcome: 'unreachable', reason: 'the month has no message left for this', movedTo: null }

type Ready = { readonly rendered: Rendered; readonly shown: ShownCard }

/** Says it, when its turn has come; null when there is nothing to say. */
async function say(ground: Ground, bot: Bot, claimed: Claimed, ready: Ready | null): Promise<Sending | null> {
  const { messenger } = bot
  if (claimed.kind === 'answer') return answerPress(messenger, claimed, ready && ready.shown)
  if (ready === null || !isWorthSaying(messenger, claimed, ready)) return null
  if (isPaced(claimed)) {
    if (!(await mayUseQuota(ground, bot, claimed))) return quotaSpent
    await takeTurn(ground, bot)
  }
  return send(messenger, claimed, { ...ready, nextTurn: () => takeNextTurn(ground, bot, claimed) })
}

/**
 * How something for an officer ends whose chat is not linked with them any more: a telling goes on to their next channel, a
 * card left behind there tells nothing new. Null: it is theirs.
 */
async function findLeft({ database }: Ground, claimed: Claimed): Promise<'unreachable' | 'unneeded' | null> {
  const { committeeId, bot, chat, officer, isPrivate, kind } = claimed
  if (officer === null || !isPrivate || !isPaced(claimed)) return null
  if (await isOwnChat(database.db, committeeId, { bot, chat, officer })) return null
  return kind === 'post' ? 'unreachable' : 'unneeded'
}

async function deliver(ground: Ground, bot: Bot, claimed: Claimed): Promise<void> {
  const now = presentOf(ground.clock)
  if (claimed.untilAt !== null && Temporal.Instant.compare(now, claimed.untilAt) >= 0) {
    return conclude(ground, claimed, { state: 'expired', failure: null }, null)
  }
  const left = await findLeft(ground, claimed)
  if (left !== null) return conclude(ground, claimed, { state: left, failure: 'no longer linked' }, null)
  if (claimed.keepsQuietHours && (await holdBack(ground, claimed, now))) return
  if (await gather(ground, claimed, now)) return
  const vendors = await examineForDay(ground, claimed)
  const rendered = await ground.database.transaction((tx) => render(ground, tx, claimed, { now, vendors }))
  const shown = rendered && shape(bot.messenger, rendered, claimed.isPrivate)
  const sending = await say(ground, bot, claimed, rendered && shown && { rendered, shown })
  if (sending === null) return conclude(ground, claimed, { state: 'unneeded', failure: null }, null)
  ground.count.deliveryEnded(bot.messenger.name, sending.outcome)
  const hindrance = sending === quotaSpent ? 'spent' : 'closed'
  if (isPaced(claimed) && sending.outcome !== 'sent' && hindrance !== 'spent') await returnQuota(ground, bot)
  switch (sending.outcome) {
    case 'sent': {
      const said = { state: 'sent', messages: sending.messages, actions: shown?.actions ?? [] } as const
      return persist(ground, () => conclude(ground, claimed, said, { rendered, at: sending.at }))
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
        { state: 'unreachable', failure: sending.reason, movedTo: sending.movedTo, hindrance },
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
