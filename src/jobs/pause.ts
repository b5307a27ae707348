/** A pause of the machine that a signal ends early. */
import { setTimeout as sleep } from 'node:timers/promises'

/** An abort ends the pause, it does not make it fail. */
export async function pause(seconds: number, signal: AbortSignal): Promise<void> {
  await sleep(seconds * 1000, undefined, { signal }).catch(() => undefined)
}
