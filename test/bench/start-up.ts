/** From the start of the process to its first answer, and the memory it then holds. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Figure } from './figure.ts'
import type { Stand } from './stand.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const aims = { embedded: { ms: 1500, megabytes: 350 }, PostgreSQL: { ms: 800, megabytes: 200 } } as const
const runs = 3

export async function measureStartUp({ createDatabase }: Stand): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'don-doc-bench-'))
  try {
    const embedded = await bestOf({ DATA_DIR: join(folder, 'embedded') })
    const url = await createDatabase('start_up')
    const postgres = await bestOf({ DATA_DIR: join(folder, 'postgres'), DATABASE_URL: url })
    return [...figures('embedded', embedded), ...figures('PostgreSQL', postgres)]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

type Start = { readonly ms: number; readonly megabytes: number }

function figures(kind: keyof typeof aims, { ms, megabytes }: Start): readonly Figure[] {
  const aim = aims[kind]
  return [
    { name: `warm start until ready, ${kind}`, measured: ms, unit: 'ms', aim: { at: 'most', value: aim.ms } },
    { name: `memory when ready, ${kind}`, measured: megabytes, unit: 'MB', aim: { at: 'most', value: aim.megabytes } },
  ]
}

/** The first start makes the tables and fills the compile cache; of the warm ones the quickest counts. */
async function bestOf(environment: Readonly<Record<string, string>>): Promise<Start> {
  await startOnce(environment)
  const starts: Start[] = []
  for (let run = 0; run < runs; run += 1) starts.push(await startOnce(environment))
  return {
    ms: Math.min(...starts.map(({ ms }) => ms)),
    megabytes: Math.max(...starts.map(({ megabytes }) => megabytes)),
  }
}

/** A program of its own process, ready. */
export type Launched = { readonly url: string; readonly pid: number; readonly stop: () => Promise<void> }

/** Starts the program with these settings on a free port; resolves when it is ready. */
export async function launch(environment: Readonly<Record<string, string>>): Promise<Launched> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/main.ts'], {
    cwd: root,
    env: { PATH: process.env['PATH'], PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const url = await untilReady(child)
  return {
    url,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function startOnce(environment: Readonly<Record<string, string>>): Promise<Start> {
  const started = performance.now()
  const program = await launch(environment)
  const ms = performance.now() - started
  const megabytes = residentMegabytes(program.pid)
  await program.stop()
  return { ms, megabytes }
}

/** The address it says in its log. */
async function untilReady(child: ChildProcess): Promise<string> {
  const ready = Promise.withResolvers<string>()
  let said = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said += text
    const address = /"url":"([^"]+)"[^\n]*is ready/.exec(said)?.[1]
    if (address !== undefined) ready.resolve(address)
  })
  child.once('exit', () => ready.reject(new Error(`The program did not start: ${said}`)))
  return ready.promise
}

function residentMegabytes(pid: number): number {
  const found = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(found) / 1024
}
