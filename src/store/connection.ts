/**
 * One connection to a PostgreSQL server, used by one caller at a time. Left to reconnect by itself, postgres.js 3.4.9 may
 * throw past everybody or wait for ever after a broken connection (its issues 1066 and 1208), so a connection that
 * closed is gone: whoever waits on it is told at once, and it takes no further query.
 */
import postgres, { type Sql } from 'postgres'
import type { Query, RowMode } from './driver.ts'
import type { Log } from './tx.ts'
import { wireTypes } from './wire.ts'
import { listTypes } from './wire-lists.ts'

export type Connection = {
  readonly query: Query
  readonly isLost: () => boolean
  /** Resolves when the connection is gone, for whatever reason. */
  readonly lost: Promise<void>
  /** Lets the running statement end for at most five seconds. Closing twice is harmless. */
  readonly close: () => Promise<void>
}

export type ConnectionOptions = {
  readonly url: string
  readonly log: Log
  /** PostgreSQL's settings for this connection. */
  readonly settings: Readonly<Record<string, string | number>>
  /** Milliseconds until a statement without an answer loses the connection; without it, whoever asks waits. */
  readonly patience?: number
}

const connectSeconds = 10
const closeSeconds = 5

/** Connects with the first query. Statements with parameters are prepared; `?prepare=false` in the address turns that off. */
export function openConnection({ url, log, settings, patience }: ConnectionOptions): Connection {
  const lost = Promise.withResolvers<void>()
  let isLost = false
  const lose = (): void => {
    isLost = true
    lost.resolve()
  }
  const client = postgres(url, {
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: connectSeconds,
    connection: { application_name: 'don-doc', TimeZone: 'UTC', ...settings },
    types,
    fetch_types: false,
    onclose: () => lose(),
    onnotice: (notice) => {
      if (notice['severity'] === 'WARNING') log('warn', 'PostgreSQL warns', { warning: notice['message'] })
    },
  }) as Sql
  const loss = lost.promise.then(() => Promise.reject(new Error('The connection to PostgreSQL was lost')))
  loss.catch(() => {})
  const watch = async <T>(answer: Promise<T>): Promise<T> => {
    const late = setTimeout(() => {
      lose()
      void client.end({ timeout: 0 })
    }, patience)
    try {
      return await Promise.race([answer, loss])
    } finally {
      clearTimeout(late)
    }
  }
  return {
    query: (text, parameters, rowMode) => {
      if (isLost) return loss
      const answer = run(client, text, parameters, rowMode)
      return patience === undefined ? Promise.race([answer, loss]) : watch(answer)
    },
    isLost: () => isLost,
    lost: lost.promise,
    close: () => client.end({ timeout: isLost ? 0 : closeSeconds }),
  }
}

const types = Object.fromEntries(
  [...wireTypes, ...listTypes(wireTypes)].map(({ oid, parse, serialize }) => [
    oid,
    { to: oid, from: [oid], parse, serialize },
  ]),
)

async function run(client: Sql, text: string, parameters: unknown[], rowMode: RowMode): Promise<{ rows: unknown[] }> {
  const query = client.unsafe(text, parameters as never[], { prepare: true })
  return { rows: Array.from<unknown>(await (rowMode === 'array' ? query.values() : query)) }
}
