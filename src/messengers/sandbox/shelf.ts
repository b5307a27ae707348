/** The vendor's files, each named by the SHA-256 of its bytes: the same file is kept once, and a name cannot be guessed. */
import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The most one file may have, in bytes. */
export const largestFile = 25 * 1024 * 1024

export type Shelf = {
  /** Keeps the bytes and says their id. */
  readonly put: (bytes: Uint8Array) => Promise<string>
  /** Null when there is no such file. */
  readonly get: (id: string) => Promise<Uint8Array | null>
}

/** A shelf in a folder, or in memory when there is none. */
export function openShelf(folder: string | null): Shelf {
  return folder === null ? shelfInMemory() : shelfInFolder(folder)
}

function shelfInMemory(): Shelf {
  const kept = new Map<string, Uint8Array>()
  return {
    put: async (bytes) => {
      kept.set(idOf(bytes), bytes)
      return idOf(bytes)
    },
    get: async (id) => kept.get(id) ?? null,
  }
}

function shelfInFolder(folder: string): Shelf {
  return {
    put: async (bytes) => {
      const id = idOf(bytes)
      await mkdir(folder, { recursive: true })
      // Renamed into place, so that a crash never leaves half a file under a whole name.
      const half = join(folder, `${id}.${crypto.randomUUID()}.half`)
      await writeFile(half, bytes)
      await rename(half, join(folder, id))
      return id
    },
    get: async (id) => (/^[0-9a-f]{64}$/.test(id) ? readIfThere(join(folder, id)) : null),
  }
}

function idOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

async function readIfThere(path: string): Promise<Uint8Array | null> {
  try {
    return new Uint8Array(await readFile(path))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw new Error('A file of the sandbox cannot be read', { cause: error })
  }
}
