/**
 * The disk of the embedded database is full: the program itself as a process that may write no further into any file than
 * its first megabyte. That leaves room for the sandbox's journal, and none for what the database logs.
 */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Entry } from '../../src/messengers/sandbox/world.ts'
import { untilTrue } from '../crash/backlog.ts'

const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'don-doc-full-'))
  onTestFinished(() => rmSync(made, { recursive: true }))
  return made
}

const node = [process.execPath, '--disable-warning=ExperimentalWarning'] as const
const full = '--fsize=1000000:unlimited'

/** The program on a folder of data; behind `before`, a command that starts another. */
function start(dataDir: string, before: readonly string[] = []) {
  const [command, ...rest] = [...before, ...node, 'src/main.ts']
  const child = spawn(command, rest, {
    cwd: new URL('../..', import.meta.url),
    env: { PATH: process.env['PATH'], DATA_DIR: dataDir, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  for (const output of [child.stdout, child.stderr]) output.setEncoding('utf8').on('data', (text) => (said += text))
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  return {
    ended,
    said: () => said,
    url: async () => {
      await untilTrue(() => said.includes('"url"') || child.exitCode !== null)
      return /"url":"([^"]+)"/.exec(said)?.[1] ?? `nowhere: ${said}`
    },
    limit: () => execFileSync('prlimit', ['--pid', String(child.pid), full]),
    stop: () => child.kill('SIGTERM'),
  }
}

async function says(url: string, text: string): Promise<number> {
  const form = new FormData()
  for (const [name, value] of Object.entries({ user: 'KT1', chat: 'KT1', text })) form.append(name, value)
  return (await fetch(`${url}/sandbox/api/say`, { method: 'POST', body: form, headers: { origin: url } })).status
}

function readJournal(dataDir: string): readonly Entry[] {
  const lines = readFileSync(join(dataDir, 'sandbox', 'journal.jsonl'), 'utf8')
    .split('\n')
    .slice(0, -1)
  return lines.map((line) => JSON.parse(line) as Entry)
}

/** How often the bot said it. */
function countSaid(dataDir: string, words: string): number {
  const posted = readJournal(dataDir).filter(({ type }) => type === 'posted')
  return posted.filter((entry) => JSON.stringify(entry).includes(words)).length
}

test('it stops and says so, starts only when there is room, and then what was taken is answered, once', {
  timeout: 60_000,
}, async () => {
  const dataDir = folder()
  const first = start(dataDir)
  const url = await first.url()
  expect(await says(url, '/trogiup')).toBe(200)
  await untilTrue(() => countSaid(dataDir, 'Các lệnh') === 1)
  first.limit()
  const answers = await Promise.allSettled([1, 2, 3].map(() => says(url, '/homnay')))
  expect(await first.ended).toBe(1)
  const taken = readJournal(dataDir).filter((entry) => entry.type === 'said' && entry.text === '/homnay').length
  expect(taken).toBeGreaterThanOrEqual(answers.filter(({ status }) => status === 'fulfilled').length)
  expect(first.said()).toContain('make room on the disk of DATA_DIR')

  const second = start(dataDir, ['prlimit', full])
  expect(await second.ended).toBe(1)
  expect(second.said()).toContain('is its disk full?')

  const third = start(dataDir)
  await third.url()
  await untilTrue(() => countSaid(dataDir, 'không có việc nào') >= taken)
  third.stop()
  expect(await third.ended).toBe(0)
  expect([countSaid(dataDir, 'Các lệnh'), countSaid(dataDir, 'không có việc nào')]).toEqual([1, taken])
})

test('where its lines cannot be written the program goes on without them, and ends when it is told', async () => {
  const script = `
    import { createLogger } from './src/logging.ts'
    const logger = createLogger({ level: 'info', secrets: [] })
    for (const word of ['one', 'two', 'three']) logger.info(word)
    logger.fatal('four')
    setTimeout(() => process.exit(7), 10)`
  const fullDevice = openSync('/dev/full', 'w')
  onTestFinished(() => closeSync(fullDevice))
  const child = spawn(node[0], [...node.slice(1), '--input-type=module-typescript', '--eval', script], {
    cwd: new URL('../..', import.meta.url),
    stdio: ['ignore', fullDevice, 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  expect(await once(child, 'exit')).toEqual([7, null])
})
