/**
 * Time that passes only when everybody waits for it: whoever waits is woken in the order of the moments. What takes no
 * time on it may take as long as it likes on the wall.
 */
import type { Clock } from '../../src/calendar/clock.ts'

export type Timeline = {
  readonly clock: Clock
  /** Waits for a moment. */
  readonly wait: (until: Temporal.Instant) => Promise<void>
  /** Waits so many milliseconds. */
  readonly pass: (milliseconds: number) => Promise<void>
  /** Somebody wants to be told then, and does not stand waiting. */
  readonly note: (milliseconds: number, wake: () => void) => void
  /** How many stand waiting. */
  readonly waiting: () => number
  /** Goes on to the next moment; false when nobody waits for any. */
  readonly goOn: () => boolean
}

type Moment = { readonly at: Temporal.Instant; readonly wake: () => void; readonly isWaiting: boolean }

export function createTimeline(start: string): Timeline {
  let now = Temporal.Instant.from(start)
  let moments: readonly Moment[] = []
  const add = (moment: Moment): void => {
    moments = [...moments, moment].toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))
  }
  const after = (milliseconds: number) => now.add({ microseconds: Math.ceil(milliseconds * 1000) })
  const wait = async (until: Temporal.Instant): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>()
    add({ at: until, wake: resolve, isWaiting: true })
    await promise
  }
  return {
    clock: { now: () => now },
    wait,
    pass: (milliseconds) => wait(after(milliseconds)),
    note: (milliseconds, wake) => add({ at: after(milliseconds), wake, isWaiting: false }),
    waiting: () => moments.filter(({ isWaiting }) => isWaiting).length,
    goOn() {
      const [next, ...rest] = moments
      if (next === undefined) return false
      moments = rest
      if (Temporal.Instant.compare(next.at, now) > 0) now = next.at
      next.wake()
      return true
    },
  }
}
