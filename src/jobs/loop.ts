/** Keeps the jobs going: takes in, settles, delivers, as long as there is work; then waits for a call or a short while. */
import { endForBotsOff } from './bots-off.ts'
import { runCalendarSlots } from './calendar-slots.ts'
import { followClock } from './clock-back.ts'
import { createCourier, deliverDue } from './deliver.ts'
import { describeFault } from './fault.ts'
import type { Bot, Ground } from './ground.ts'
import { createHandler, handleWaiting } from './handler.ts'
import { settleDue } from './settle.ts'

/** Milliseconds without a call after which the database is asked again: another replica may have written. */
const idle = 200

/** A turn that is taken again and again. */
type Repeated = {
  /** Something was written: look at once. */
  readonly wake: () => void
  /** Resolves when the turn under way is done. */
  readonly stop: () => Promise<void>
}

export type Loop = Repeated & {
  /** From now on this bot's deliveries go out. */
  readonly joins: (bot: Bot) => void
  /** From now on they wait; resolves when none is under way. */
  readonly leaves: (bot: Bot) => Promise<void>
}

/** Runs until nothing is left to do as of now. For tests and for a graceful stop. */
export async function drain(ground: Ground): Promise<void> {
  while ((await handleWaiting(ground)) + (await bringTime(ground)) + (await deliverDue(ground)) > 0);
}

/** What time brings: deadlines first; what the calendar brings looks at what they left. */
async function bringTime(ground: Ground): Promise<number> {
  await followClock(ground)
  const done = (await settleDue(ground)) + (await endForBotsOff(ground))
  return done > 0 ? done : runCalendarSlots(ground)
}

/** Starts deciding and delivering side by side, each bot for itself: a slow vendor holds up no answer. */
export function startLoop(ground: Ground): Loop {
  const couriers = new Map<Bot, Repeated>()
  const wakeCouriers = () => couriers.forEach(({ wake }) => wake())
  const joins = (bot: Bot) => void couriers.set(bot, startDelivering(ground, bot))
  const handler = createHandler(ground, () => {
    wakeCouriers()
    deciding.wake()
  })
  const deciding = repeat(ground, 'decide', async () => {
    const done = (await handler.turn()) + (await bringTime(ground))
    if (done > 0) wakeCouriers()
    return done
  })
  ground.bots.forEach(joins)
  return {
    joins,
    async leaves(bot) {
      const delivering = couriers.get(bot)
      couriers.delete(bot)
      await delivering?.stop()
    },
    wake() {
      deciding.wake()
      wakeCouriers()
    },
    async stop() {
      await deciding.stop()
      await handler.idle()
      await Promise.all([...couriers.values()].map(({ stop }) => stop()))
    },
  }
}

function startDelivering(ground: Ground, bot: Bot): Repeated {
  const courier = createCourier(ground, bot, (rest) => wakeNowAndAfter(rest, () => delivering.wake()))
  const delivering = repeat(ground, `deliver ${bot.id}`, courier.turn)
  return {
    wake: delivering.wake,
    async stop() {
      await delivering.stop()
      await courier.idle()
    },
  }
}

function repeat(ground: Ground, name: string, turn: () => Promise<number>): Repeated {
  const stopping = new AbortController()
  let call = Promise.withResolvers<void>()
  const ended = (async () => {
    while (!stopping.signal.aborted) {
      const done = await turn().catch((error: unknown) => {
        ground.log('error', `The job '${name}' failed and is tried again`, { error: describeFault(error) })
        return 0
      })
      if (done === 0 && !stopping.signal.aborted) await wait(call.promise, idle)
      call = Promise.withResolvers<void>()
    }
  })()
  return {
    wake: () => call.resolve(),
    async stop() {
      stopping.abort()
      call.resolve()
      await ended
    },
  }
}

/** The next of a chat may go when it has rested: the timer is only an alarm, the database decides. */
function wakeNowAndAfter(milliseconds: number, wake: () => void): void {
  wake()
  if (milliseconds > 0) setTimeout(wake, milliseconds).unref()
}

async function wait(call: Promise<void>, milliseconds: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, milliseconds)
  await Promise.race([call, promise])
  clearTimeout(timer)
}
