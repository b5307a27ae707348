/**
 * Catches the two mistakes a transaction invites: using the database beside it (waits for itself for ever on the
 * embedded database, may exhaust the pool on PostgreSQL) and using it after its end (waits for ever on both).
 */
import { AsyncLocalStorage } from 'node:async_hooks'

export type TransactionWatch = {
  /** @throws inside a transaction of this database */
  readonly refuseInside: () => void
  /** Runs the body of a transaction; `refuseEnded` throws once it has ended. */
  readonly within: <T>(work: (refuseEnded: () => void) => Promise<T>) => Promise<T>
}

/** One watch per database: a transaction of another database is none of its business. */
export function watchTransactions(): TransactionWatch {
  const current = new AsyncLocalStorage<{ open: boolean }>()
  return {
    refuseInside() {
      if (current.getStore()?.open) {
        throw new Error('The database was used inside one of its own transactions: pass the tx on and use that')
      }
    },
    async within(work) {
      const transaction = { open: true }
      const refuseEnded = (): void => {
        if (!transaction.open) throw new Error('A transaction was used after its end: await every query inside it')
      }
      try {
        return await current.run(transaction, () => work(refuseEnded))
      } finally {
        transaction.open = false
      }
    },
  }
}
