/**
 * Turns to speak: a message goes out in its turn, at the pace of its chat and of the whole bot, together with whatever
 * other processes send. A turn is booked when the message is ready, so that slow rendering heaps nothing up.
 */
import type { Pace } from '../messengers/messenger.ts'
import type { Claimed } from '../store/deliveries.ts'
import { bookTurn, spanOf } from '../store/gates.ts'
import { type Bot, type Ground, presentOf } from './ground.ts'
import { useQuota } from './quota.ts'

/** Milliseconds a turn is good for. Who wakes later takes another: late ones would come out in a heap with the next. */
const goodFor = 50
/** After so many lost turns in a row this machine is too slow to wait for a better one. */
const mostTurns = 3

/** Resolves when one more message may go out through a bot. */
export async function takeTurn(ground: Ground, bot: Bot): Promise<void> {
  const rate = bot.messenger.capabilities.pace.bot
  if (rate === null) return
  for (let taken = 0; taken < mostTurns; taken++) {
    const machine = presentOf(ground.machine)
    const turnAt = await ground.database.transaction((tx) => bookTurn(tx, bot.id, { rate, machine }))
    if (Temporal.Instant.compare(turnAt, machine) > 0) await ground.wait(turnAt)
    if (turnAt.until(presentOf(ground.machine)).total('milliseconds') <= goodFor) return
  }
}

/** Resolves when the next message of the same card may follow the one that has just gone out. */
export async function takeNextTurn(ground: Ground, bot: Bot, claimed: Claimed): Promise<void> {
  const rest = restOf(bot, claimed)
  if (rest > 0) await ground.wait(presentOf(ground.machine).add({ milliseconds: rest }))
  await useQuota(ground, bot)
  await takeTurn(ground, bot)
}

/** Milliseconds a chat rests after a message of ours, counted from its end: by then the vendor has surely counted it. */
export function restOf({ messenger }: Bot, { isPrivate }: Pick<Claimed, 'isPrivate'>): number {
  const { chat, group } = messenger.capabilities.pace
  const pace: Pace | null = isPrivate ? chat : group
  return pace === null ? 0 : Math.ceil(spanOf(pace))
}
