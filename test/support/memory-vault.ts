/** A vault that lives as long as the test: several processes may share it, and it can be made to fail after its work. */
import type { Vault } from '../../src/messengers/messenger.ts'

export type MemoryVault = Vault & {
  /** What is kept now. */
  readonly kept: () => string | null
  /** The next change does its work and is then lost, as in a crash before the commit. */
  readonly loseNext: () => void
}

export function createMemoryVault(kept: string | null = null): MemoryVault {
  let now = kept
  let losesNext = false
  let last: Promise<unknown> = Promise.resolve()
  return {
    kept: () => now,
    loseNext: () => {
      losesNext = true
    },
    read: async () => now,
    change: (work) => {
      const change = last.then(async () => {
        const next = await work(now)
        if (losesNext) {
          losesNext = false
          throw new Error('the process died before the commit')
        }
        now = next
        return next
      })
      last = change.catch(() => undefined)
      return change
    },
  }
}
