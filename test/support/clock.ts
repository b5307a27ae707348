/** A clock that stands still until a test moves it. */
import type { Clock } from '../../src/calendar/clock.ts'

export type FakeClock = Clock & {
  /** Moves to an instant given as text with its offset: '2026-11-18T09:30+07:00'. */
  readonly moveTo: (instant: string) => void
  /** Moves on by a span of hours and smaller: 'PT1H30M', `{ minutes: 5 }`. */
  readonly advance: (span: string | Temporal.DurationLike) => void
  /** Somebody sets it back: the fault that is otherwise refused. */
  readonly setBack: (span: Temporal.DurationLike) => void
}

/** Starts at an instant given as text with its offset. Moving it back throws. */
export function fakeClock(start: string): FakeClock {
  let now = Temporal.Instant.from(start)
  const move = (to: Temporal.Instant): void => {
    if (Temporal.Instant.compare(to, now) < 0)
      throw new RangeError(`A clock never goes back, not even to ${to.toString()}`)
    now = to
  }
  return {
    now: () => now,
    moveTo: (instant) => move(Temporal.Instant.from(instant)),
    advance: (span) => move(now.add(span)),
    setBack: (span) => {
      now = now.subtract(span)
    },
  }
}
