/** The program as a process that dies where a test wants it: what it is told, what it says, and how it ends. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { ClockSetting } from './racing-clock.ts'

/** What the process is told. A moment is "before" or "after" and a step, as in "before handleOne". */
export type Order =
  | { readonly kind: 'start'; readonly environment: Readonly<Record<string, string>>; readonly setting: ClockSetting }
  /** Dies at the moment, having lived through it so many times. */
  | { readonly kind: 'arm'; readonly moment: string; readonly passes: number }
  | { readonly kind: 'clock'; readonly setting: ClockSetting }
  | { readonly kind: 'stop' }

/** What the process says. */
export type Word =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'armed' }
  | { readonly kind: 'ready'; readonly url: string }
  | { readonly kind: 'passed'; readonly moment: string }
  | { readonly kind: 'fault'; readonly fault: string }

export type KilledProgram = {
  readonly tell: (order: Order) => void
  /** Resolves with the first such word, be it said already; rejects when the process ends before. */
  readonly hears: <Kind extends Word['kind']>(kind: Kind) => Promise<Extract<Word, { kind: Kind }>>
  readonly kill: () => void
  /** Resolves with the signal that ended it, or null when it ended by itself. */
  readonly ended: Promise<NodeJS.Signals | null>
  readonly hasEnded: () => boolean
}

/** Its life is too short for what thorough compiling costs. */
const flags = ['--disable-warning=ExperimentalWarning', '--liftoff-only']
const file = fileURLToPath(new URL('mortal-program.ts', import.meta.url))

/** Starts loading; `onWord` hears everything the process says. */
export function loadProgram(database: 'postgres' | 'embedded', onWord: (word: Word) => void): KilledProgram {
  const child = fork(file, [database], { execArgv: flags, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  const said: Word[] = []
  let complaint = ''
  let hasEnded = false
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (complaint += text))
  child.on('message', (word: Word) => {
    if (word.kind !== 'passed') said.push(word)
    onWord(word)
  })
  const ended = once(child, 'exit').then(([, signal]) => {
    hasEnded = true
    return signal as NodeJS.Signals | null
  })
  return {
    // An order to a process that has just died is no fault of the test's.
    tell: (order) => child.connected && child.send(order, () => {}),
    hears: async (kind) => {
      for (;;) {
        const word = said.find((one) => one.kind === kind)
        if (word !== undefined) return word as never
        if (hasEnded) throw new Error(`The program ended before it was ${kind}: ${complaint}`)
        await Promise.race([once(child, 'message'), ended])
      }
    },
    kill: () => void child.kill('SIGKILL'),
    ended,
    hasEnded: () => hasEnded,
  }
}
