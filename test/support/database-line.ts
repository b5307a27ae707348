/** The line to a PostgreSQL server, which a test cuts, or leaves without an answer, and mends again. */
import { once } from 'node:events'
import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net'

export type DatabaseLine = {
  /** The same database at the other end of the line. */
  readonly url: string
  /** Every connection breaks, and so does every new one. */
  readonly cut: () => void
  /** Every new connection breaks when the server has said so many bytes. */
  readonly cutAfter: (bytes: number) => void
  /** Nothing breaks, and nothing is answered: what is said meanwhile arrives when the line is mended. */
  readonly hold: () => void
  readonly mend: () => void
  /** How often somebody dialled while it was cut. */
  readonly refusals: () => number
  readonly close: () => Promise<void>
}

type Piece = { readonly to: Socket; readonly bytes: Buffer }

/** Lays a line to the database at `url`. */
export async function openDatabaseLine(url: string): Promise<DatabaseLine> {
  const { hostname, port } = new URL(url)
  const sockets = new Set<Socket>()
  const held: Piece[] = []
  let refusals = 0
  let longest = Number.POSITIVE_INFINITY
  let state: 'whole' | 'cut' | 'held' = 'whole'

  const join = (from: Socket, to: Socket): void => {
    sockets.add(from)
    from.on('data', (bytes: Buffer) => (state === 'held' ? held.push({ to, bytes }) : to.write(bytes)))
    from.on('error', () => {})
    from.on('close', () => {
      sockets.delete(from)
      to.destroy()
    })
  }
  const server = createServer((near) => {
    if (state === 'cut') {
      refusals += 1
      return void near.resetAndDestroy()
    }
    const far = dial(Number(port), hostname)
    join(near, far)
    join(far, near)
    let left = longest
    far.on('data', ({ length }) => {
      left -= length
      if (left <= 0) near.resetAndDestroy()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const breakAll = (): void => {
    held.length = 0
    for (const socket of sockets) socket.resetAndDestroy()
  }
  const own = new URL(url)
  own.hostname = '127.0.0.1'
  own.port = String((server.address() as AddressInfo).port)
  return {
    url: own.href,
    cut() {
      state = 'cut'
      breakAll()
    },
    cutAfter(bytes) {
      longest = bytes
    },
    hold() {
      state = 'held'
    },
    mend() {
      state = 'whole'
      for (const { to, bytes } of held.splice(0)) to.write(bytes)
    },
    refusals: () => refusals,
    async close() {
      server.close()
      breakAll()
      await once(server, 'close')
    },
  }
}
