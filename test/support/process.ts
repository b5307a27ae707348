/** A process of our own to lose: tests of locks and crashes start one, listen to it, and kill it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'

export type TestProcess = {
  readonly pid: number
  /** Resolves once its output holds the words; rejects with all it said when it ends without. */
  readonly untilSays: (words: string) => Promise<void>
  /** Kills it without a warning, and waits until it is gone. */
  readonly kill: () => Promise<void>
}

/** Starts a program given as TypeScript; its imports are relative to the project, its arguments begin at `process.argv[1]`. */
export function startProcess(program: string, ...parameters: string[]): TestProcess {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', program, ...parameters], {
    cwd: new URL('../..', import.meta.url),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit')
  let said = ''
  for (const output of [child.stdout, child.stderr]) output.setEncoding('utf8').on('data', (text) => (said += text))
  return {
    pid: child.pid ?? 0,
    untilSays: async (words) => {
      while (!said.includes(words)) {
        const [happened] = await Promise.race([once(child.stdout, 'data'), ended.then(() => ['ended'])])
        if (happened === 'ended' && !said.includes(words)) throw new Error(`The process ended and said only: ${said}`)
      }
    },
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}
