/**
 * One program after another on the same database, each killed at another moment, the next one loading meanwhile. Keeps
 * which moments were lived through and which were died at, so that a test can show that none was left out.
 */
import { type KilledProgram, loadProgram, type Word } from '../support/killed-program.ts'
import type { RacingClock } from '../support/racing-clock.ts'

export type ChainSettings = {
  readonly database: 'postgres' | 'embedded'
  readonly environment: Readonly<Record<string, string>>
  readonly clock: RacingClock
}

/** What happens in a life. Without `once`, the act is done while nobody is there, otherwise when that is over. */
export type Life = {
  /** Gets the program's own address. */
  readonly once?: (url: string) => Promise<void>
  readonly act?: (url: string) => void | Promise<unknown>
  /** How many times the moment is lived through first. */
  readonly passes?: number
}

/** Longer than any lease or pause: whatever a dead program held or put back is free again. */
const leaseSeconds = 300
const patienceMilliseconds = 30_000

export class Chain {
  /** Every moment that a program came to. */
  readonly passed = new Set<string>()
  /** Every moment at which one was killed, in order. */
  readonly deaths: string[] = []
  readonly faults: string[] = []
  readonly #settings: ChainSettings
  #spare: KilledProgram
  #living: KilledProgram | null = null
  /** At which moment of a vendor's call the living program is to be killed. */
  #armed: { readonly moment: string; passes: number } | null = null
  #hanging: string | null = null
  #news = Promise.withResolvers<void>()

  constructor(settings: ChainSettings) {
    this.#settings = settings
    this.#spare = this.#load()
  }

  /** How many programs have lived, this one included. */
  get lives(): number {
    return this.deaths.length + 1
  }

  /**
   * A program lives until it is killed at a moment: "before handleOne", "accepted sendMessage". Nobody dies twice at a
   * moment that needs nothing prepared: the next program finds the act waiting.
   */
  async dies(moment: string, { once, act, passes = 0 }: Life = {}): Promise<void> {
    if (once === undefined) await act?.('')
    if (once === undefined && this.deaths.includes(moment)) return
    const program = await this.#start(once === undefined ? { moment, passes } : null)
    if (once !== undefined) {
      const { url } = await this.#comesTrue(program.hears('ready'), moment)
      await this.#comesTrue(Promise.race([once(url), this.#refuseDeath()]), moment)
      await this.#arm(program, { moment, passes })
      await act?.(url)
    }
    const signal = await this.#comesTrue(program.ended, moment)
    if (signal !== 'SIGKILL') throw new Error(`The program was not killed ${moment}, it ended by itself`)
    this.deaths.push(moment)
    this.#living = null
  }

  /** A program lives through some acts and ends well. */
  async lasts(acts: (url: string) => Promise<unknown>): Promise<void> {
    const program = await this.#start(null)
    const { url } = await this.#comesTrue(program.hears('ready'), 'ready')
    await this.#comesTrue(Promise.race([acts(url), this.#refuseDeath()]), 'the end')
    program.tell({ kind: 'stop' })
    await this.#comesTrue(program.ended, 'stopped')
    this.#living = null
  }

  /** Waits until something outside has come true, which is looked at whenever the program or the vendor says a word. */
  async until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) await this.#news.promise
  }

  #tellNews(): void {
    this.#news.resolve()
    this.#news = Promise.withResolvers()
  }

  /** Leaves the next call at this moment unanswered while the program lives; resolves when it has come. */
  async leavesHanging(moment: string): Promise<void> {
    this.#hanging = moment
    await this.until(() => this.#hanging === null)
  }

  /** Whether a vendor's call stops here: hanging, or because it is what kills the program. */
  stops(moment: string): boolean {
    this.passed.add(moment)
    this.#tellNews()
    if (this.#hanging === moment) {
      this.#hanging = null
      return true
    }
    if (this.#armed?.moment !== moment) return false
    this.#armed.passes -= 1
    if (this.#armed.passes >= 0) return false
    this.#living?.kill()
    return true
  }

  /** Lets the living program know that the clock was moved. */
  tellTime(): void {
    this.#living?.tell({ kind: 'clock', setting: this.#settings.clock.setting() })
  }

  async close(): Promise<void> {
    for (const program of [this.#living, this.#spare]) program?.kill()
    await Promise.all([this.#living?.ended, this.#spare.ended])
  }

  #load(): KilledProgram {
    return loadProgram(this.#settings.database, (word) => this.#hear(word))
  }

  #hear(word: Word): void {
    if (word.kind === 'passed') this.passed.add(word.moment)
    if (word.kind === 'fault') this.faults.push(word.fault)
    this.#tellNews()
  }

  async #start(armed: { moment: string; passes: number } | null): Promise<KilledProgram> {
    const { clock, environment } = this.#settings
    const program = this.#spare
    await this.#comesTrue(program.hears('loaded'), 'loaded')
    clock.advance({ seconds: 1 })
    clock.advanceMachine({ seconds: leaseSeconds })
    this.#living = program
    this.#armed = armed
    if (armed) program.tell({ kind: 'arm', ...armed })
    program.tell({ kind: 'start', environment, setting: clock.setting() })
    this.#spare = this.#load()
    return program
  }

  async #arm(program: KilledProgram, armed: { moment: string; passes: number }): Promise<void> {
    program.tell({ kind: 'arm', ...armed })
    await this.#comesTrue(program.hears('armed'), 'armed')
    this.#armed = armed
  }

  async #refuseDeath(): Promise<never> {
    await this.#living?.ended
    throw new Error('The program ended while something of it was waited for')
  }

  async #comesTrue<T>(coming: Promise<T>, what: string): Promise<T> {
    const late = Promise.withResolvers<never>()
    const timer = setTimeout(() => {
      const story = [...this.deaths, ...this.faults].join('; ')
      late.reject(new Error(`The program never came to: ${what}. Before that: ${story}`))
    }, patienceMilliseconds)
    try {
      return await Promise.race([coming, late.promise])
    } finally {
      clearTimeout(timer)
    }
  }
}
