/**
 * The evidence: append-only lines, one hash chain per matter. Changing, dropping or inserting a line breaks every hash
 * after it. The head of each chain stands in the matter's own row, written in the same transaction.
 */
import { createHash } from 'node:crypto'
import { and, asc, desc, eq, gt, isNull, notInArray } from 'drizzle-orm'
import type { CommitteeId, OfficerId } from '../domain/directory.ts'
import { witnessTypes } from '../domain/noun.ts'
import type { Reference } from '../domain/reference.ts'
import { insertMany } from './bulk.ts'
import { canonical } from './json.ts'
import { evidence, matters } from './schema.ts'
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

/** SHA-256 over what is hashed of a line, as canonical JSON. */
export function hashOf(committeeId: CommitteeId, line: Omit<ChainedLine, 'hash'>): string {
  return createHash('sha256')
    .update(canonical(hashedPart(committeeId, line)))
    .digest('hex')
}

/** What is hashed of a line: the line, its place and the hash before it; times to the microsecond. */
export function hashedPart(committeeId: CommitteeId, line: Omit<ChainedLine, 'hash'>) {
  const { reference, sequence, type, actor, messenger, previousHash, body } = line
  const [happenedAt, recordedAt] = [text(line.happenedAt), text(line.recordedAt)]
  return { committeeId, reference, sequence, type, actor, messenger, happenedAt, recordedAt, body, previousHash }
}

function text(at: Temporal.Instant): string {
  return at.toString({ smallestUnit: 'microsecond' })
}

export async function appendEvidence(tx: Tx, committeeId: CommitteeId, lines: readonly ChainedLine[]): Promise<void> {
  await insertMany(
    tx,
    evidence,
    lines.map((line) => ({ committeeId, ...line })),
  )
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

/** Whether a line is of no event and changes no state. */
export function isWitness({ type }: Pick<Line, 'type'>): boolean {
  return witnessTypes.some((witness) => witness === type)
}

/** The latest line after `sequence` that changed the matter; null when nothing did. */
export async function readNews(
  db: Db,
  committeeId: CommitteeId,
  reference: Reference,
  sequence: number,
): Promise<number | null> {
  const ofMatter = and(eq(evidence.committeeId, committeeId), eq(evidence.reference, reference))
  const [found] = await db
    .select({ sequence: evidence.sequence })
    .from(evidence)
    .where(and(ofMatter, gt(evidence.sequence, sequence), notInArray(evidence.type, [...witnessTypes])))
    .orderBy(desc(evidence.sequence))
    .limit(1)
  return found?.sequence ?? null
}

/** A place where a chain is not what was written: a line changed, lines gone, or lines the head does not know. */
export type Break = { readonly sequence: number; readonly why: 'changed' | 'missing' | 'beyond-head' }

/** Something wrong with the evidence of a matter. `sequence`: at which line, null where it is no line's fault. */
export type Finding = { readonly reference: Reference; readonly sequence: number | null; readonly why: Why }

export type Why =
  | Break['why']
  /** The events lead to another state than the matter's row holds. */
  | 'state-differs'
  /** The events lead to no state at all. */
  | 'not-replayable'
  /** Time would act at another moment than the row says. */
  | 'time-differs'
  /** A number was given out, or a register begun, and nothing is there. */
  | 'matter-missing'
  /** Lines of a matter that does not exist. */
  | 'without-matter'
  /** A seal was made over another line in this place. */
  | 'sealed-otherwise'

/** Every place where a chain is not what was written, in its order; none when it is whole up to its head. */
export function findBreaks(committeeId: CommitteeId, lines: readonly ChainedLine[], head: Head): readonly Break[] {
  const breaks = lines.flatMap((line, index) => faultsOf(committeeId, line, lines[index - 1] ?? emptyHead))
  const last = lines.at(-1) ?? emptyHead
  if (last.sequence < head.sequence) return [...breaks, { sequence: last.sequence + 1, why: 'missing' }]
  if (last.sequence > head.sequence) return [...breaks, { sequence: head.sequence + 1, why: 'beyond-head' }]
  const isKnown = last.hash === head.hash || breaks.some(({ sequence }) => sequence === last.sequence)
  return isKnown ? breaks : [...breaks, { sequence: last.sequence, why: 'changed' }]
}

function faultsOf(committeeId: CommitteeId, line: ChainedLine, before: Head): readonly Break[] {
  const { sequence, previousHash, hash } = line
  const isChanged = hash !== hashOf(committeeId, line)
  if (sequence > before.sequence + 1) {
    const missing: Break = { sequence: before.sequence + 1, why: 'missing' }
    return isChanged ? [missing, { sequence, why: 'changed' }] : [missing]
  }
  return isChanged || previousHash !== before.hash ? [{ sequence, why: 'changed' }] : []
}

/** References that have evidence but no matter: somebody removed the matter, or made the evidence up. */
export async function findOrphans(db: Db, committeeId: CommitteeId): Promise<readonly Reference[]> {
  const found = await db
    .selectDistinct({ reference: evidence.reference })
    .from(evidence)
    .leftJoin(matters, and(eq(matters.committeeId, evidence.committeeId), eq(matters.reference, evidence.reference)))
    .where(and(eq(evidence.committeeId, committeeId), isNull(matters.reference)))
    .orderBy(asc(evidence.reference))
  return found.map(({ reference }) => reference)
}
