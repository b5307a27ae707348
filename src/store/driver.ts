/**
 * The one way from drizzle to a database: two drivers behind one small contract, so that both give the same rows, fail
 * alike and refuse the same mistakes. Drizzle sees PGlite's interface in either case; savepoints are its SQL.
 */
import type { PGlite, QueryOptions } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import * as schema from './schema.ts'
import { watchTransactions } from './transaction-watch.ts'
import type { Db } from './tx.ts'

/** Rows as objects by column name, or as lists in the order of the columns; values as wire.ts has them. */
export type RowMode = 'object' | 'array'

export type Query = (text: string, parameters: unknown[], rowMode: RowMode) => Promise<{ readonly rows: unknown[] }>

/** What a driver must be able to do. */
export type Driver = {
  /** One statement outside every transaction. */
  readonly query: Query
  /** Commits when `work` resolves, rolls back when it throws, and ends as `work` does. */
  readonly transaction: <T>(work: (query: Query) => Promise<T>) => Promise<T>
}

/** Drizzle over a driver, with our tables, refusing the database inside its own transactions. */
export function openDrizzle(driver: Driver): Db {
  const watch = watchTransactions()
  const client: DrizzleClient = {
    query: async (text, parameters, options) => {
      watch.refuseInside()
      return driver.query(text, parameters, shapeOf(options))
    },
    transaction: async (work) => {
      watch.refuseInside()
      return driver.transaction((query) =>
        watch.within((refuseEnded) =>
          runHonestly(query, (honest) =>
            work({
              query: async (text, parameters, options) => {
                refuseEnded()
                return honest(text, parameters, shapeOf(options))
              },
            }),
          ),
        ),
      )
    },
  }
  return drizzle(client as unknown as PGlite, { schema, casing: 'snake_case' })
}

/** What drizzle calls on a client of PGlite. */
type DrizzleClient = DrizzleTransaction & {
  readonly transaction: <T>(work: (tx: DrizzleTransaction) => Promise<T>) => Promise<T>
}
type DrizzleTransaction = {
  readonly query: (text: string, parameters: unknown[], options: QueryOptions) => Promise<{ rows: unknown[] }>
}

/** Drizzle asks for parsers of its own too; only the shape of the rows is its to choose. */
function shapeOf({ rowMode }: QueryOptions): RowMode {
  return rowMode ?? 'object'
}

/**
 * After a failed statement whose error was caught, PostgreSQL answers the commit with a rollback and no error. So the
 * failure is kept, until a savepoint undoes it, and thrown at the end.
 */
async function runHonestly<T>(query: Query, work: (query: Query) => Promise<T>): Promise<T> {
  const failures: unknown[] = []
  const result = await work(async (text, parameters, rowMode) => {
    try {
      const answer = await query(text, parameters, rowMode)
      if (text.startsWith('rollback to savepoint')) failures.length = 0
      return answer
    } catch (error) {
      failures.push(error)
      throw error
    }
  })
  if (failures.length > 0) throw failures[0]
  return result
}

/** Runs `work` in one transaction of one connection: committed when it resolves, rolled back when it throws. */
export async function runTransaction<T>(
  { query }: { readonly query: Query },
  work: (query: Query) => Promise<T>,
): Promise<T> {
  // The first statement is sent right behind it, not after its answer: one journey less. It fails only with the connection.
  const begun = query('begin', [], 'array')
  begun.catch(() => {})
  try {
    const result = await work(query)
    await begun
    await query('commit', [], 'array')
    return result
  } catch (error) {
    // It fails when the connection is lost, and then there is nothing left to roll back.
    await query('rollback', [], 'array').catch(() => {})
    throw error
  }
}
