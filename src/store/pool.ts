/** At most so many connections, each lent to one caller at a time, the longest waiting first. Lost ones are replaced. */
import { setTimeout } from 'node:timers/promises'
import type { Connection } from './connection.ts'

export type Pool = {
  /** Lends a connection for as long as `work` runs. */
  readonly use: <T>(work: (connection: Connection) => Promise<T>) => Promise<T>
  /** Refuses new callers, gives those at work five seconds, and closes every connection. Closing twice is harmless. */
  readonly close: () => Promise<void>
}

const closeMilliseconds = 5000

/** Connections are opened when they are first needed. */
export function openPool(open: () => Connection, size: number): Pool {
  const lender = openLender(open, size)
  const running = new Set<Promise<unknown>>()
  return {
    use: async (work) => {
      const connection = await lender.take()
      const run = work(connection)
      running.add(run)
      try {
        return await run
      } finally {
        running.delete(run)
        lender.giveBack(connection)
      }
    },
    close: async () => {
      lender.refuse()
      await Promise.race([Promise.allSettled(running), setTimeout(closeMilliseconds, null, { ref: false })])
      await Promise.all(lender.connections().map((connection) => connection.close()))
    },
  }
}

type Lender = {
  readonly take: () => Promise<Connection>
  readonly giveBack: (connection: Connection) => void
  readonly refuse: () => void
  readonly connections: () => Connection[]
}

function openLender(open: () => Connection, size: number): Lender {
  const all = new Set<Connection>()
  const idle: Connection[] = []
  const waiting: PromiseWithResolvers<Connection>[] = []
  let isClosed = false

  const find = (): Connection | null => {
    for (let found = idle.pop(); found !== undefined; found = idle.pop()) {
      if (!found.isLost()) return found
      all.delete(found)
    }
    if (all.size === size) return null
    const opened = open()
    all.add(opened)
    return opened
  }
  return {
    take: async () => {
      if (isClosed) throw new Error('The database is closed')
      const found = find()
      if (found !== null) return found
      const turn = Promise.withResolvers<Connection>()
      waiting.push(turn)
      return turn.promise
    },
    giveBack: (connection) => {
      if (connection.isLost()) all.delete(connection)
      else idle.push(connection)
      const next = waiting.length > 0 ? find() : null
      if (next !== null) waiting.shift()?.resolve(next)
    },
    refuse: () => {
      isClosed = true
      for (const turn of waiting.splice(0)) turn.reject(new Error('The database is closed'))
    },
    connections: () => [...all],
  }
}
