/**
 * A clock that runs five times faster than the wall, the same in every process that knows how it was set. Business time
 * and machine time run side by side: a test moves the one, and the other only while no program lives.
 */
import type { Clock } from '../../src/calendar/clock.ts'

/** Epoch milliseconds: what both clocks showed at some instant of the wall. Plain JSON, to be handed to another process. */
export type ClockSetting = { readonly business: number; readonly machine: number; readonly wall: number }

export type RacingClock = Clock & {
  readonly machine: Clock
  readonly setting: () => ClockSetting
  /** Takes over how the clock was set elsewhere. */
  readonly follow: (setting: ClockSetting) => void
  /** Moves business time on. */
  readonly advance: (span: Temporal.DurationLike) => void
  /** Moves business time on to an instant, unless it is past already. */
  readonly moveTo: (instant: Temporal.Instant) => void
  /** Moves machine time on: leases run out and pauses end. */
  readonly advanceMachine: (span: Temporal.DurationLike) => void
}

/** So that a vendor's pause of a second costs a fifth, and a lease is still longer than a slow run. */
const speed = 5

/** Both start at an instant given as text with its offset. */
export function racingClock(start: string): RacingClock {
  const { epochMilliseconds } = Temporal.Instant.from(start)
  let setting: ClockSetting = { business: epochMilliseconds, machine: epochMilliseconds, wall: Date.now() }
  const read = (which: 'business' | 'machine'): number => setting[which] + (Date.now() - setting.wall) * speed
  const add = (which: 'business' | 'machine', milliseconds: number): void => {
    setting = { ...setting, [which]: setting[which] + milliseconds }
  }
  const advance = (which: 'business' | 'machine', span: Temporal.DurationLike): void =>
    add(which, Temporal.Duration.from(span).total('milliseconds'))
  return {
    now: () => Temporal.Instant.fromEpochMilliseconds(read('business')),
    machine: { now: () => Temporal.Instant.fromEpochMilliseconds(read('machine')) },
    setting: () => setting,
    follow: (other) => {
      setting = other
    },
    advance: (span) => advance('business', span),
    moveTo: (instant) => add('business', Math.max(0, instant.epochMilliseconds - read('business'))),
    advanceMachine: (span) => advance('machine', span),
  }
}
