/**
 * A PostgreSQL database that notes every statement it runs, transaction by transaction, so that the same statements can be
 * run again without the program: what is then faster is what our own code costs.
 */
import { openConnection } from '../../src/store/connection.ts'
import { openDrizzle, type Query, runTransaction } from '../../src/store/driver.ts'
import { openPool } from '../../src/store/pool.ts'
import type { Database } from '../../src/store/tx.ts'

type Statement = readonly [text: string, parameters: unknown[]]

/** The statements of one transaction, or a single one outside of any. */
export type Work = { readonly isTransaction: boolean; readonly statements: Statement[] }

/** As many connections as the program has. */
const connections = 10
const bounds = { statement_timeout: 30_000, idle_in_transaction_session_timeout: 30_000 }

/** Notes into `journal` from now on; what is done before an empty journal is taken is thrown away by `journal.length = 0`. */
export function openRecorded(url: string, journal: Work[]): Database {
  const pool = openPool(() => openConnection({ url, log: () => {}, settings: bounds }), connections)
  const db = openDrizzle({
    query: (text, parameters, rowMode) => {
      journal.push({ isTransaction: false, statements: [[text, parameters]] })
      return pool.use(({ query }) => query(text, parameters, rowMode))
    },
    transaction: (work) =>
      pool.use((connection) =>
        runTransaction(connection, (query) => {
          const statements: Statement[] = []
          journal.push({ isTransaction: true, statements })
          return work((text, parameters, rowMode) => {
            statements.push([text, parameters])
            return query(text, parameters, rowMode)
          })
        }),
      ),
  })
  return {
    kind: 'postgres',
    db,
    transaction: (work) => db.transaction(work),
    session: () => Promise.reject(new Error('Nothing measured here opens a session')),
    ping: async () => {},
    broken: new Promise(() => {}),
    close: pool.close,
  }
}

/** Runs a journal again, as many transactions side by side as there are connections; seconds it took. */
export async function replay(url: string, journal: readonly Work[]): Promise<number> {
  const pool = openPool(() => openConnection({ url, log: () => {}, settings: bounds }), connections)
  try {
    await Promise.all(
      Array.from({ length: connections }, () => pool.use(({ query }) => query('select 1', [], 'array'))),
    )
    const queue = journal.values()
    const started = performance.now()
    const lanes = Array.from({ length: connections }, async () => {
      for (const work of queue) await pool.use(({ query }) => run(query, work))
    })
    await Promise.all(lanes)
    return (performance.now() - started) / 1000
  } finally {
    await pool.close()
  }
}

async function run(query: Query, { isTransaction, statements }: Work): Promise<void> {
  const begun = isTransaction ? query('begin', [], 'array') : null
  for (const [text, parameters] of statements) await query(text, parameters, 'array')
  await begun
  if (isTransaction) await query('commit', [], 'array')
}
