/**
 * A file that says which process uses a folder. Needed because the embedded database accepts a second process silently
 * and both destroy it. A lock whose process is dead is removed; one whose process cannot be judged stays.
 */
import { closeSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { hostname } from 'node:os'

type Holder = {
  readonly host: string
  readonly pid: number
  /** Tells a process from a later one with the same number; null where the system does not say. */
  readonly started: string | null
}

/**
 * Takes the lock and returns what gives it back.
 * @throws when a living process, or one on another machine, holds it
 */
export function takeLockFile(file: string): () => void {
  const content = JSON.stringify({ host: hostname(), pid: process.pid, started: startOf(process.pid) } satisfies Holder)
  if (!isCreated(file, content)) {
    removeStale(file)
    if (!isCreated(file, content)) throw inUse(file, null)
  }
  return () => {
    if (readIfThere(file) === content) rmSync(file, { force: true })
  }
}

function isCreated(file: string, content: string): boolean {
  const descriptor = createIfMissing(file)
  if (descriptor === null) return false
  try {
    writeSync(descriptor, content)
    return true
  } catch (error) {
    // On a full disk it would stay empty, and nobody could say whose it is.
    rmSync(file)
    throw error
  } finally {
    closeSync(descriptor)
  }
}

function createIfMissing(file: string): number | null {
  try {
    return openSync(file, 'wx')
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return null
    throw error
  }
}

/** Moves the dead holder's file away before removing it: were it replaced meanwhile, the new one is put back. */
function removeStale(file: string): void {
  const found = readIfThere(file)
  if (found === null) return
  const holder = parseHolder(found)
  if (holder === null || isAlive(holder)) throw inUse(file, holder)
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw error
  }
  if (readIfThere(aside) === found) return rmSync(aside)
  renameSync(aside, file)
  throw inUse(file, null)
}

function isAlive({ host, pid, started }: Holder): boolean {
  if (host !== hostname()) return true
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false
  }
  return started === startOf(pid)
}

/** Linux: the 22nd field of the process' stat, in ticks since the boot named beside it. */
function startOf(pid: number): string | null {
  const stat = readIfThere(`/proc/${pid}/stat`)
  const boot = readIfThere('/proc/sys/kernel/random/boot_id')
  // The second field is the program's name in brackets and may itself hold blanks and brackets.
  const ticks = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  return ticks === undefined || boot === null ? null : `${boot.trim()} ${ticks}`
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes(codeOf(error) ?? '')) return null
    throw error
  }
}

function parseHolder(content: string): Holder | null {
  try {
    return JSON.parse(content) as Holder
  } catch {
    return null
  }
}

function inUse(file: string, holder: Holder | null): Error {
  const who = holder === null ? 'another process' : `process ${holder.pid} on ${holder.host}`
  return new Error(
    `The embedded database is in use by ${who}: stop that one first, or set DATABASE_URL to share a database. ` +
      `If it surely runs no more, delete ${file} and start again.`,
  )
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}
