/**
 * What only one process may do at a time: an advisory lock per name, on one connection beside the pool. The server frees
 * the locks of a process that died or cannot be reached; the process hears of it as `lost` and stops. The embedded database
 * serves one process, which leads in everything.
 */
import { sql } from 'drizzle-orm'
import { type Database, rows, type Session } from './tx.ts'

export type Leadership = {
  /** Null while another process has it. */
  readonly take: (name: string) => Promise<Held | null>
  /** Gives up everything. */
  readonly close: () => Promise<void>
}

export type Held = {
  /** Resolves when it is held no longer, for whatever reason: stop at once, another process may have begun. */
  readonly lost: Promise<void>
  /** Another process may take it at once. */
  readonly release: () => Promise<void>
}

/** How often the connection is asked whether it still lives, and how long it may take to say so, in milliseconds. */
type Beat = { readonly every: number; readonly answer: number }

/** Together less than the eleven seconds after which the server gives the locks of a vanished host to another. */
const calmBeat: Beat = { every: 3_000, answer: 4_000 }

type Line = { readonly session: Session; readonly lost: Promise<void> }

export function openLeadership(database: Database, beat = calmBeat): Leadership {
  if (database.kind === 'embedded') return { take: async () => alone(), close: async () => {} }
  let line: Promise<Line> | null = null
  const connect = (): Promise<Line> => {
    if (line !== null) return line
    const connecting = openLine(database, beat)
    line = connecting
    const forget = (): void => {
      if (line === connecting) line = null
    }
    connecting.then(({ lost }) => lost.then(forget), forget)
    return connecting
  }
  return {
    async take(name) {
      const { session, lost } = await connect()
      const key = sql`hashtextextended(${`leader of ${name}`}, 0)`
      const [found] = await rows<{ taken: boolean }>(session.db, sql`select pg_try_advisory_lock(${key}) as taken`)
      if (found?.taken !== true) return null
      // When it fails, the connection is gone, and the lock with it.
      const release = async () =>
        void (await session.db.execute(sql`select pg_advisory_unlock(${key})`).catch(() => {}))
      return { lost, release }
    },
    async close() {
      const open = await line?.catch(() => null)
      await open?.session.close()
    },
  }
}

function alone(): Held {
  return { lost: new Promise(() => {}), release: async () => {} }
}

/** A connection that silently leads nowhere counts as lost, too. */
async function openLine(database: Database, { every, answer }: Beat): Promise<Line> {
  const session = await database.session()
  const dropped = Promise.withResolvers<void>()
  const timer = setInterval(() => {
    const late = setTimeout(() => dropped.resolve(), answer)
    session.db
      .execute(sql`select 1`)
      .catch(() => dropped.resolve())
      .finally(() => clearTimeout(late))
  }, every)
  const lost = Promise.race([session.lost, dropped.promise]).finally(() => clearInterval(timer))
  dropped.promise.then(() => session.close()).catch(() => {})
  return { session, lost }
}
