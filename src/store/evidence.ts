/**
 * The evidence: append-only lines, one hash chain per matter. Changing, dropping or inserting a line breaks every hash
 * after it. The head of each chain stands in the matter's own row, written in the same transaction.
 */
import { createHash } from 'node:crypto'
import { and, asc, eq } from 'drizzle-orm'
import type { CommitteeId, OfficerId } from '../domain/directory.ts'
import type { Reference } from '../domain/reference.ts'
import { canonical } from './json.ts'
import { evidence } from './schema.ts'
import type { Db, Tx } from './tx.ts'

/** The end of a chain: how many lines, and the hash of the last. */
export type Head = { readonly sequence: number; readonly hash: string }

/** What a chain starts from. */
export const emptyHead: Head = { sequence: 0, hash: '' }

/** One thing that happened. `actor` null: nobody did it, time passed. `body`: its facts, JSON. */
export type Line = {
  readonly type: string
  readonly actor: OfficerId | null
  readonly messenger: string | null
  readonly happenedAt: Temporal.Instant
  readonly recordedAt: Temporal.Instant
  readonly body: Readonly<Record<string, unknown>>
}

/** A line in its place in a chain. */
export type ChainedLine = Line & {
  readonly reference: Reference
  readonly sequence: number
  readonly previousHash: string
  readonly hash: string
}

/** Puts lines at the end of a chain; pure. */
export function chain(
  committeeId: CommitteeId,
  reference: Reference,
  head: Head,
  lines: readonly Line[],
): readonly ChainedLine[] {
  let { sequence, hash } = head
  return lines.map((line) => {
    sequence += 1
    const previousHash = hash
    hash = hashOf(committeeId, { ...line, reference, sequence, previousHash })
    return { ...line, reference, sequence, previousHash, hash }
  })
}

/** SHA-256 over the line, its place and the hash before it, as canonical JSON. */
export function hashOf(committeeId: CommitteeId, line: Omit<ChainedLine, 'hash'>): string {
  const { reference, sequence, type, actor, messenger, previousHash, body } = line
  const [happenedAt, recordedAt] = [text(line.happenedAt), text(line.recordedAt)]
  const facts = { committeeId, reference, sequence, type, actor, messenger, happenedAt, recordedAt, body, previousHash }
  return createHash('sha256').update(canonical(facts)).digest('hex')
}

function text(at: Temporal.Instant): string {
  return at.toString({ smallestUnit: 'microsecond' })
}

export async function appendEvidence(tx: Tx, committeeId: CommitteeId, lines: readonly ChainedLine[]): Promise<void> {
  if (lines.length > 0) await tx.insert(evidence).values(lines.map((line) => ({ committeeId, ...line })))
}

/** The whole chain of a matter, oldest first. */
export async function readEvidence(
  db: Db,
  committeeId: CommitteeId,
  reference: Reference,
): Promise<readonly ChainedLine[]> {
  const ofMatter = and(eq(evidence.committeeId, committeeId), eq(evidence.reference, reference))
  const found = await db.select().from(evidence).where(ofMatter).orderBy(asc(evidence.sequence))
  return found.map(({ committeeId: _, body, ...line }) => ({ ...line, body: body as Line['body'] }))
}

/** The first place where a chain is not what was written; null when it is whole up to its head. */
export function findBreak(
  committeeId: CommitteeId,
  lines: readonly ChainedLine[],
  head: Head,
): { readonly sequence: number; readonly why: string } | null {
  let before = emptyHead
  for (const line of lines) {
    if (line.sequence !== before.sequence + 1) return { sequence: before.sequence + 1, why: 'missing' }
    if (line.previousHash !== before.hash || line.hash !== hashOf(committeeId, line))
      return { sequence: line.sequence, why: 'changed' }
    before = { sequence: line.sequence, hash: line.hash }
  }
  const isWhole = before.sequence === head.sequence && before.hash === head.hash
  return isWhole
    ? null
    : { sequence: before.sequence + 1, why: before.sequence < head.sequence ? 'missing' : 'beyond-head' }
}
