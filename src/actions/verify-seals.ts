/**
 * Verifying the seals: every one is there, is what its hash says and follows the one before. What they say of the chains is
 * compared in evidence.ts. Seals forged whole show only beside a hash from outside: one typed from the Office channel.
 */
import type { CommitteeId } from '../domain/directory.ts'
import type { Database } from '../store/database.ts'
import { hashOfSeal, readSeals, type Seal } from '../store/seals.ts'
import { holdView } from '../store/tx.ts'

/** Something wrong with a seal. */
export type SealFinding = { readonly seal: number; readonly why: 'seal-changed' | 'seal-missing' }

export type VerifiedSeals = {
  readonly count: number
  /** The last seal, to be compared with the Office channel by eye. */
  readonly last: Pick<Seal, 'number' | 'slotAt' | 'hash'> | null
  /** The number of the seal whose hash was typed; null when none has it, or none was typed. */
  readonly typed: number | null
  readonly findings: readonly SealFinding[]
}

/** Looks at every seal of a committee. `typed`: the beginning of a hash as {@link readTypedHash} left it, or null. */
export async function verifySeals(
  database: Database,
  committeeId: CommitteeId,
  typed: string | null,
): Promise<VerifiedSeals> {
  return database.transaction(async (tx) => {
    await holdView(tx)
    let verified: VerifiedSeals = { count: 0, last: null, typed: null, findings: [] }
    for await (const seal of readSeals(tx, committeeId)) verified = lookAt(committeeId, seal, { verified, typed })
    return verified
  })
}

function lookAt(
  committeeId: CommitteeId,
  seal: Seal,
  { verified, typed }: { readonly verified: VerifiedSeals; readonly typed: string | null },
): VerifiedSeals {
  const { number, slotAt, hash } = seal
  const before = verified.last ?? { number: 0, hash: '' }
  const isChanged = hash !== hashOfSeal(committeeId, seal)
  const isNext = number === before.number + 1
  const missing: readonly SealFinding[] = isNext ? [] : [{ seal: before.number + 1, why: 'seal-missing' }]
  const isBroken = isChanged || (isNext && seal.previousHash !== before.hash)
  return {
    count: verified.count + 1,
    last: { number, slotAt, hash },
    typed: typed !== null && !isChanged && hash.startsWith(typed) ? number : verified.typed,
    findings: [...verified.findings, ...missing, ...(isBroken ? [{ seal: number, why: 'seal-changed' } as const] : [])],
  }
}

/** Digits that nobody can hit by chance or make another seal begin with. */
const fewestDigits = 32

/** Reads a hash as people type it, in groups, in capitals; null when it is none, or shorter than its first two lines. */
export function readTypedHash(text: string): string | null {
  const digits = text.toLowerCase().replace(/[\s.:-]/g, '')
  return digits.length >= fewestDigits && /^[0-9a-f]{1,64}$/.test(digits) ? digits : null
}
