/**
 * A throw-away PostgreSQL server on a random port of the loopback address, in a folder that goes with it.
 * Should our process die, a small watcher stops the server and removes the folder.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { findServer, versionOf } from './server-binaries.ts'

export type Cluster = {
  /** '18.4', for people. */
  readonly version: string
  /** The folder of its binaries. */
  readonly origin: string
  /** The address of one of its databases, with the rights of the superuser. */
  readonly url: (database: string) => string
  /** Starts it again after `kill`, on the same port; resolves when it takes connections. */
  readonly start: () => Promise<void>
  /** Ends it as a crash does: nothing is flushed, and the next start recovers. */
  readonly kill: () => Promise<void>
  /** Ends it for good and removes its folder. */
  readonly remove: () => Promise<void>
}

export type ClusterOptions = {
  /** Waits for the disk as in production, for tests of crashes. Otherwise what makes tests fast. */
  readonly durable?: boolean
  /** The folder of `initdb` and `postgres`, given a folder where it may be put. */
  readonly server?: (into: string) => string
}

/** @throws with the server's own words when it does not start */
export async function startCluster({ durable = false, server = findServer }: ClusterOptions = {}): Promise<Cluster> {
  const folder = makeFolder()
  const watcher = watch(folder)
  const bin = server(folder)
  const password = randomUUID()
  initialize(bin, folder, password)
  const port = await findFreePort()
  const start = (): Promise<Running> => startServer(bin, folder, port, durable)
  let running = await start()
  return {
    version: versionOf(bin),
    origin: bin,
    url: (database) => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`,
    start: async () => {
      running = await start()
    },
    kill: () => running.end('SIGQUIT'),
    remove: async () => {
      await running.end('SIGINT')
      rmSync(folder, { recursive: true, force: true })
      watcher.stdin?.end('done\n')
    },
  }
}

/** PostgreSQL refuses to run as root, so root runs it as nobody. */
const nobody = 65_534
const isRoot = process.getuid?.() === 0
const account = isRoot ? { uid: nobody, gid: nobody } : {}

function makeFolder(): string {
  const folder = mkdtempSync(join(isRoot && !isOpenToAll(tmpdir()) ? '/tmp' : tmpdir(), 'don-doc-postgres-'))
  if (isRoot) chownSync(folder, nobody, nobody)
  return folder
}

function isOpenToAll(folder: string): boolean {
  const maySearch = (statSync(folder).mode & 0o001) !== 0
  return maySearch && (dirname(folder) === folder || isOpenToAll(dirname(folder)))
}

const surroundings = { ...process.env, LC_ALL: 'C' }

function initialize(bin: string, folder: string, password: string): void {
  const secret = join(folder, 'password')
  writeFileSync(secret, password)
  const options = ['--no-sync', '--no-locale', '--encoding=UTF8', '--username=postgres', '--auth=password']
  execFileSync(join(bin, 'initdb'), [...options, `--pwfile=${secret}`, '-D', join(folder, 'cluster')], {
    ...account,
    cwd: folder,
    env: surroundings,
    stdio: 'pipe',
  })
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

type Running = { readonly end: (signal: NodeJS.Signals) => Promise<void> }

const always = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200']
const hasty = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off']

async function startServer(bin: string, folder: string, port: number, durable: boolean): Promise<Running> {
  const settings = [...always, `port=${port}`, ...(durable ? [] : hasty)].flatMap((setting) => ['-c', setting])
  const server = spawn(join(bin, 'postgres'), ['-D', join(folder, 'cluster'), ...settings], {
    ...account,
    cwd: folder,
    env: surroundings,
    // Away from the terminal's Ctrl-C: whoever uses the server ends it.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = once(server, 'exit')
  await untilReady(server)
  return {
    end: async (signal) => {
      server.kill(signal)
      await ended
    },
  }
}

async function untilReady(server: ChildProcess): Promise<void> {
  let words = ''
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words += text
    if (words.includes('ready to accept connections')) resolve()
  })
  server.once('error', reject).once('exit', () => reject(new Error(`PostgreSQL did not start:\n${words}`)))
  await promise
}

/** Reads until we say that all is done; the end of the pipe without a word means that we are gone. */
const watching = `read -r word && exit
server=$(head -n 1 "$1/cluster/postmaster.pid") && kill -QUIT "$server"
while kill -0 "$server"; do sleep 0.1; done
sleep 1
rm -rf "$1"`

function watch(folder: string): ChildProcess {
  return spawn('sh', ['-c', watching, 'sh', folder], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
}
