/** A PostgreSQL server: a bounded pool for everybody, and single connections for advisory locks. */
import { type ConnectionOptions, openConnection } from './connection.ts'
import { type Driver, openDrizzle, runTransaction } from './driver.ts'
import { openPool, type Pool } from './pool.ts'
import type { Database, Log, Session } from './tx.ts'

const oldestVersion = 150_000
const poolSize = 10

/** In milliseconds. Without them a stuck statement or a forgotten transaction would hold its locks for ever. */
const bounds = { statement_timeout: 30_000, idle_in_transaction_session_timeout: 30_000 }

/** In milliseconds, longer than the server takes to give up: then it is not there, or cannot be reached. */
const patience = 40_000

/** In seconds: the server notices within eleven that a host has vanished, and frees its locks. */
const keepalives = { tcp_keepalives_idle: 5, tcp_keepalives_interval: 3, tcp_keepalives_count: 2 }

/** @throws when the server cannot be reached or is older than PostgreSQL 15 */
export async function openPostgres(url: string, log: Log): Promise<Database> {
  const pool = openPool(() => openConnection({ url, log, settings: bounds, patience }), poolSize)
  try {
    await refuseOldServer(pool)
  } catch (cause) {
    await pool.close()
    throw new Error('The PostgreSQL server of DATABASE_URL cannot be used', { cause })
  }
  const db = openDrizzle(toDriver(pool))
  return {
    kind: 'postgres',
    db,
    transaction: (work) => db.transaction(work),
    session: () => openSession({ url, log, settings: keepalives }),
    ping: async () => {
      await db.execute('select 1')
    },
    broken: new Promise(() => {}),
    close: pool.close,
  }
}

async function refuseOldServer(pool: Pool): Promise<void> {
  const question = `select current_setting('server_version_num')::int`
  const { rows } = await pool.use(({ query }) => query(question, [], 'array'))
  const [[version]] = rows as [[number]]
  if (version < oldestVersion) throw new Error(`PostgreSQL 15 or newer is needed, this is ${version}`)
}

function toDriver(pool: Pool): Driver {
  return {
    query: (...statement) => pool.use(({ query }) => query(...statement)),
    transaction: (work) => pool.use((connection) => runTransaction(connection, work)),
  }
}

async function openSession(options: ConnectionOptions): Promise<Session> {
  const connection = openConnection(options)
  // A failure to connect loses the connection; there is nothing to close.
  await connection.query('select 1', [], 'array')
  const db = openDrizzle({
    query: connection.query,
    transaction: (work) => runTransaction(connection, work),
  })
  return { db, lost: connection.lost, close: connection.close }
}
