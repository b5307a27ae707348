/**
 * What a query needs of a database, whichever stands behind it: the types every store file and action takes, and raw rows.
 * Opening one is database.ts.
 */
import type { ExtractTablesWithRelations, SQL } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT, PgTransaction } from 'drizzle-orm/pg-core'
import type * as schema from './schema.ts'

type Schema = typeof schema
type Tables = ExtractTablesWithRelations<Schema>

/** Where one may read: a database or a transaction. Writes ask for a {@link Tx}. */
export type Db = PgDatabase<PgQueryResultHKT, Schema, Tables>

/** An open transaction. Its own `transaction` is a savepoint. Used after its end, it throws. */
export type Tx = PgTransaction<PgQueryResultHKT, Schema, Tables>

/** One connection of its own, for what lives as long as a connection: advisory locks. On the embedded database, the only one. */
export type Session = {
  readonly db: Db
  /** Resolves when the connection is gone, and with it every lock it held; from then on `db` throws. */
  readonly lost: Promise<void>
  /** Closing twice is harmless. */
  readonly close: () => Promise<void>
}

export type Database = {
  readonly kind: 'postgres' | 'embedded'
  /** For reading outside a transaction. Throws at once inside one: on the embedded database it would wait for itself for ever. */
  readonly db: Db
  /**
   * Runs `work` in one transaction: committed when it resolves, rolled back when it throws. A statement that failed
   * outside a savepoint dooms the transaction even if `work` caught its error. Throws at once inside another transaction.
   */
  readonly transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  /** Opens a connection beside the pool. Close it. */
  readonly session: () => Promise<Session>
  /** Resolves when the database answers. */
  readonly ping: () => Promise<void>
  /** Resolves when it can never answer again: the process must end, and be started again. A server elsewhere is only away. */
  readonly broken: Promise<Error>
  /** Waits for what is under way, at most five seconds on PostgreSQL. Closing twice is harmless. */
  readonly close: () => Promise<void>
}

/** Takes finished facts that hold no secret; a level says who must act. */
export type Log = (level: 'info' | 'warn' | 'error', message: string, facts?: Readonly<Record<string, unknown>>) => void

/**
 * The rows of a raw query, the same from both drivers: columns as the query names them, int8 as number (beyond 2^53 it
 * throws), timestamptz as Temporal.Instant, date as Temporal.PlainDate, bytea as Uint8Array, json parsed, numeric as text.
 * Instants and days may be parameters; an array is one only inside `sql.param`.
 */
export async function rows<T extends Record<string, unknown>>(db: Db, query: SQL): Promise<T[]> {
  const result = (await db.execute(query)) as { rows: T[] }
  return result.rows
}

/** Lets a transaction see everything as of one instant, whatever others write meanwhile, and write nothing. Its first statement. */
export async function holdView(tx: Tx): Promise<void> {
  await tx.setTransaction({ isolationLevel: 'repeatable read', accessMode: 'read only' })
}
