/** A wait of the machine, as adapters take it where tests give none. */
import { setTimeout as sleep } from 'node:timers/promises'

/** An abort ends the wait, it does not make it fail. */
export async function waitFor(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, signal === undefined ? {} : { signal }).catch(() => undefined)
}
