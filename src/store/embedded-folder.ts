/**
 * The folder of the embedded database. A server whose log cannot be written, because the disk is full, panics; compiled as
 * it is here, it then often turns in a circle for ever, and our process with it. So it is left in the middle of the call.
 */
import type { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/** The part of Emscripten's file system of Node that writes. */
type NodeFiles = {
  readonly stream_ops: { write: (stream: { readonly path: string }, ...rest: readonly unknown[]) => number }
}

type EmscriptenOptions = Parameters<NodeFS['init']>[1]

/** `PGlite.create({ fs: new EmbeddedFolder(path, onUnwritable) })`: told once, before the query under way fails. */
export class EmbeddedFolder extends NodeFS {
  readonly #onUnwritable: (error: Error) => void

  constructor(path: string, onUnwritable: (error: Error) => void) {
    super(path)
    this.#onUnwritable = onUnwritable
  }

  override async init(client: PGlite, given: EmscriptenOptions): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(client, given)
    const guard = ({ FS }: { FS: { filesystems: unknown } }): void => {
      guardLog((FS.filesystems as { NODEFS: NodeFiles }).NODEFS, this.#onUnwritable)
    }
    const before = emscriptenOpts.preRun ?? []
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...[before].flat(), guard] } }
  }
}

function guardLog({ stream_ops: files }: NodeFiles, onUnwritable: (error: Error) => void): void {
  const { write } = files
  files.write = (stream, ...rest) => {
    try {
      return write(stream, ...rest)
    } catch (cause) {
      if (!stream.path.includes('/pg_wal/')) throw cause
      const error = new Error('The log of the embedded database cannot be written', { cause })
      onUnwritable(error)
      // No error number that the server would understand: it passes through it, up to whoever asked.
      throw error
    }
  }
}
