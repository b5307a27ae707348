/**
 * The daily seals: each names the heads of the chains that changed since the one before, and carries its hash. A hash
 * that was read outside the database fixes everything under it and under every seal before it.
 */
import { createHash } from 'node:crypto'
import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { CommitteeId } from '../domain/directory.ts'
import type { Reference } from '../domain/reference.ts'
import { canonical } from './json.ts'
import { sealedHeads, seals } from './schema.ts'
import { type Db, rows, type Tx } from './tx.ts'

/** The end of a chain as it was sealed. */
export type SealedHead = { readonly reference: Reference; readonly sequence: number; readonly hash: string }

/** What is hashed of a seal. `slotAt` dates it, `sealedAt` is when it was made; `heads` in the order of their references. */
export type SealContent = {
  readonly number: number
  readonly slotAt: Temporal.Instant
  readonly sealedAt: Temporal.Instant
  readonly previousHash: string
  readonly heads: readonly SealedHead[]
}

export type Seal = SealContent & { readonly hash: string }

/** SHA-256 over what is hashed of a seal, as canonical JSON. */
export function hashOfSeal(committeeId: CommitteeId, content: SealContent): string {
  return createHash('sha256')
    .update(canonical(hashedSeal(committeeId, content)))
    .digest('hex')
}

/** What is hashed of a seal; times to the microsecond. */
export function hashedSeal(committeeId: CommitteeId, { number, slotAt, sealedAt, previousHash, heads }: SealContent) {
  const texts = { slotAt: text(slotAt), sealedAt: text(sealedAt) }
  const inOrder = heads.toSorted((a, b) => (a.reference < b.reference ? -1 : 1))
  return { committeeId, number, ...texts, previousHash, heads: inOrder }
}

function text(at: Temporal.Instant): string {
  return at.toString({ smallestUnit: 'microsecond' })
}

/** The heads that stand under no seal yet. Looks at every matter of the committee: once a day. */
export async function findUnsealedHeads(db: Db, committeeId: CommitteeId): Promise<readonly SealedHead[]> {
  return rows<SealedHead>(
    db,
    sql`
    select m.reference, m.evidence_sequence as sequence, m.evidence_hash as hash from matters m
    where m.committee_id = ${committeeId} and not exists (
      select 1 from sealed_heads h
      where h.committee_id = m.committee_id and h.reference = m.reference
        and h.sequence = m.evidence_sequence and h.hash = m.evidence_hash)
    order by m.reference`,
  )
}

export async function findLastSeal(
  db: Db,
  committeeId: CommitteeId,
): Promise<Pick<Seal, 'number' | 'slotAt' | 'hash'> | null> {
  const [last] = await db
    .select({ number: seals.number, slotAt: seals.slotAt, hash: seals.hash })
    .from(seals)
    .where(eq(seals.committeeId, committeeId))
    .orderBy(desc(seals.number))
    .limit(1)
  return last ?? null
}

/** @throws when a seal of its number or slot is there already */
export async function insertSeal(tx: Tx, committeeId: CommitteeId, { heads, ...seal }: Seal): Promise<void> {
  await tx.insert(seals).values({ committeeId, ...seal })
  await tx.insert(sealedHeads).values(heads.map((head) => ({ committeeId, seal: seal.number, ...head })))
}

/** Every seal of a committee with its heads, oldest first, one at a time in memory. */
export async function* readSeals(db: Db, committeeId: CommitteeId): AsyncGenerator<Seal> {
  const found = await db.select().from(seals).where(eq(seals.committeeId, committeeId)).orderBy(asc(seals.number))
  for (const { committeeId: _, ...seal } of found) yield { ...seal, heads: await readHeadsOf(db, committeeId, seal) }
}

async function readHeadsOf(
  db: Db,
  committeeId: CommitteeId,
  { number }: Pick<Seal, 'number'>,
): Promise<readonly SealedHead[]> {
  return db
    .select({ reference: sealedHeads.reference, sequence: sealedHeads.sequence, hash: sealedHeads.hash })
    .from(sealedHeads)
    .where(and(eq(sealedHeads.committeeId, committeeId), eq(sealedHeads.seal, number)))
    .orderBy(asc(sealedHeads.reference))
}

/** The heads of one matter that were sealed, with the number of the seal, oldest first. */
export async function readSealedHeads(
  db: Db,
  committeeId: CommitteeId,
  reference: Reference,
): Promise<readonly (SealedHead & { readonly seal: number })[]> {
  return db
    .select({
      seal: sealedHeads.seal,
      reference: sealedHeads.reference,
      sequence: sealedHeads.sequence,
      hash: sealedHeads.hash,
    })
    .from(sealedHeads)
    .where(and(eq(sealedHeads.committeeId, committeeId), eq(sealedHeads.reference, reference)))
    .orderBy(asc(sealedHeads.seal))
}

/** The seals that name a matter, whole, oldest first. */
export async function readSealsOver(db: Db, committeeId: CommitteeId, reference: Reference): Promise<readonly Seal[]> {
  const numbers = (await readSealedHeads(db, committeeId, reference)).map(({ seal }) => seal)
  if (numbers.length === 0) return []
  const found = await db
    .select()
    .from(seals)
    .where(and(eq(seals.committeeId, committeeId), inArray(seals.number, numbers)))
    .orderBy(asc(seals.number))
  const whole: Seal[] = []
  for (const { committeeId: _, ...seal } of found) {
    whole.push({ ...seal, heads: await readHeadsOf(db, committeeId, seal) })
  }
  return whole
}

/** The references that stand under a seal. */
export async function findSealedReferences(db: Db, committeeId: CommitteeId): Promise<readonly Reference[]> {
  const found = await db
    .selectDistinct({ reference: sealedHeads.reference })
    .from(sealedHeads)
    .where(eq(sealedHeads.committeeId, committeeId))
    .orderBy(asc(sealedHeads.reference))
  return found.map(({ reference }) => reference)
}
