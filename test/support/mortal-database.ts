/** A database whose every step is told, so that whoever stands on it can die there. */
import type { Database } from '../../src/store/database.ts'

/** Told 'before take' and 'after take'; what it throws before a commit undoes the step, after it nothing. */
export type Pass = (moment: string) => void

/** Every write has two moments, before its commit and after it, and bears the name of the function that asked for it. */
export function makeMortal(database: Database, pass: Pass): Database {
  return {
    ...database,
    db: new Proxy(database.db, { get: (db, name) => watchWrite(db, name, pass) }),
    async transaction(work) {
      const step = callerName()
      const result = await database.transaction(async (tx) => {
        const done = await work(tx)
        if (hasDone(done)) pass(`before ${step}`)
        return done
      })
      if (hasDone(result)) pass(`after ${step}`)
      return result
    },
  }
}

/** A transaction that found nothing to do is no step. */
function hasDone(result: unknown): boolean {
  return result !== false && !(Array.isArray(result) && result.length === 0)
}

function watchWrite(db: Database['db'], name: string | symbol, pass: Pass): unknown {
  const value: unknown = Reflect.get(db, name)
  if (typeof value !== 'function') return value
  const isWrite = name === 'insert' || name === 'update' || name === 'delete'
  return (...given: unknown[]) => {
    const query = Reflect.apply(value, db, given) as object
    return isWrite ? watchQuery(query, callerName(), pass) : query
  }
}

/** A query under construction: it runs when somebody awaits it. */
function watchQuery(query: object, step: string, pass: Pass): unknown {
  return new Proxy(query, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      if (name !== 'then') return (...given: unknown[]) => watchQuery(Reflect.apply(value, target, given), step, pass)
      return (onDone: (result: unknown) => unknown, onFailed: (error: unknown) => unknown) => {
        pass(`before ${step}`)
        const settled = (result: unknown) => {
          pass(`after ${step}`)
          return onDone(result)
        }
        return Reflect.apply(value, target, [settled, onFailed])
      }
    },
  })
}

/** The function of the program that is nearest to the caller. */
function callerName(): string {
  return /at (?:async )?(?:\w+\.)?(\w+) \(.*\/src\//.exec(new Error('Who calls?').stack ?? '')?.[1] ?? 'unknown'
}
