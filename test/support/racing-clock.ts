/** A clock that runs ten times faster than the wall, the same in every process that knows how it was set. */
import type { Clock } from '../../src/calendar/clock.ts'

/** Epoch milliseconds: what the clock showed at some instant of the wall. Plain JSON, to be handed to another process. */
export type ClockSetting = { readonly shown: number; readonly wall: number }

export type RacingClock = Clock & {
  readonly setting: () => ClockSetting
  /** Takes over how the clock was set elsewhere. */
  readonly follow: (setting: ClockSetting) => void
  readonly advance: (span: Temporal.DurationLike) => void
  /** Moves on to an instant, unless it is past already. */
  readonly moveTo: (instant: Temporal.Instant) => void
}

/** So that a vendor's pause of a second costs a tenth, and a lease of minutes is still longer than a slow run. */
const speed = 10

export function racingClock(start: ClockSetting): RacingClock {
  let setting = start
  const read = (): number => setting.shown + (Date.now() - setting.wall) * speed
  const add = (milliseconds: number): void => {
    setting = { ...setting, shown: setting.shown + milliseconds }
  }
  return {
    now: () => Temporal.Instant.fromEpochMilliseconds(read()),
    setting: () => setting,
    follow: (other) => {
      setting = other
    },
    advance: (span) => add(Temporal.Duration.from(span).total('milliseconds')),
    moveTo: (instant) => add(Math.max(0, instant.epochMilliseconds - read())),
  }
}
