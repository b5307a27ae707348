/** Keeps the jobs going: takes in, settles, delivers, as long as there is work; then waits for a call or a short while. */
import { deliverDue } from './deliver.ts'
import { describeFault } from './fault.ts'
import type { Ground } from './ground.ts'
import { handleWaiting } from './handle.ts'
import { settleDue } from './settle.ts'

/** Milliseconds without a call after which the database is asked again: another replica may have written. */
const idle = 200

export type Loop = {
  /** Something was written: look at once. */
  readonly wake: () => void
  /** Resolves when the turn under way is done. */
  readonly stop: () => Promise<void>
}

/**
 * What came in is handled before anything lapses, so that an answer already stored always counts before its deadline.
 * Says how much was done; 0 means there is nothing to do.
 */
export async function takeTurn(ground: Ground): Promise<number> {
  const handled = await handleWaiting(ground)
  return handled > 0 ? handled : settleDue(ground)
}

/** Runs until nothing is left to do as of now. For tests and for a graceful stop. */
export async function drain(ground: Ground): Promise<void> {
  while ((await takeTurn(ground)) + (await deliverDue(ground)) > 0);
}

/** Starts deciding and delivering side by side: a slow vendor holds up no answer. */
export function startLoop(ground: Ground): Loop {
  const delivering = repeat(ground, 'deliver', () => deliverDue(ground))
  const deciding = repeat(ground, 'decide', async () => {
    const done = await takeTurn(ground)
    if (done > 0) delivering.wake()
    return done
  })
  return {
    wake() {
      deciding.wake()
      delivering.wake()
    },
    async stop() {
      await Promise.all([deciding.stop(), delivering.stop()])
    },
  }
}

function repeat(ground: Ground, name: string, turn: () => Promise<number>): Loop {
  let running = true
  let call = Promise.withResolvers<void>()
  const ended = (async () => {
    while (running) {
      const done = await turn().catch((error: unknown) => {
        ground.log('error', `The job '${name}' failed and is tried again`, { error: describeFault(error) })
        return 0
      })
      if (done === 0 && running) await wait(call.promise, idle)
      call = Promise.withResolvers<void>()
    }
  })()
  return {
    wake: () => call.resolve(),
    async stop() {
      running = false
      call.resolve()
      await ended
    },
  }
}

async function wait(call: Promise<void>, milliseconds: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, milliseconds)
  await Promise.race([call, promise])
  clearTimeout(timer)
}
