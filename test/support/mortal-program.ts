/**
 * The whole program in a process of its own, which kills itself without a warning at the moment it is told. It loads, says
 * so, and waits for its orders; from then on it says every step that it passes. Started by killed-program.ts.
 */
import { flushCompileCache } from 'node:module'
import { startQuickly } from '../../src/quick-start.ts'
import type { Order, Word } from './killed-program.ts'
import { makeMortal } from './mortal-database.ts'

startQuickly()
const { startProgram } = await import('../../src/program.ts')
const { readConfig } = await import('../../src/config.ts')
const { racingClock } = await import('./racing-clock.ts')
await import(process.argv[2] === 'postgres' ? '../../src/store/postgres.ts' : '../../src/store/embedded.ts')
// It is written when a process ends well, which this one will not.
flushCompileCache()

const clock = racingClock('1970-01-01T00:00Z')
let moment = ''
let passes = 0
let stop = async (): Promise<void> => {}

process.on('message', (order: Order) => {
  switch (order.kind) {
    case 'start':
      return void start(order)
    case 'arm':
      moment = order.moment
      passes = order.passes
      return tell({ kind: 'armed' })
    case 'clock':
      return clock.follow(order.setting)
    case 'stop':
      return void stop().then(() => process.exit(0))
    default:
      return order satisfies never
  }
})
process.on('disconnect', () => process.exit(1))
tell({ kind: 'loaded' })

async function start({ environment, setting }: Extract<Order, { kind: 'start' }>): Promise<void> {
  clock.follow(setting)
  const log = (level: string, message: string, facts: unknown = {}): void => {
    if (level === 'error') tell({ kind: 'fault', fault: `${message} ${JSON.stringify(facts)}` })
  }
  const program = await startProgram(readConfig(environment), log, {
    clock,
    machine: clock.machine,
    wrap: (database) => makeMortal(database, pass),
  })
  stop = program.stop
  tell({ kind: 'ready', url: program.url })
}

function tell(word: Word): void {
  process.send?.(word)
}

function pass(reached: string): void {
  tell({ kind: 'passed', moment: reached })
  if (reached !== moment) return
  passes -= 1
  if (passes < 0) process.kill(process.pid, 'SIGKILL')
}
