/**
 * Verifying the evidence: every chain whole, every matter there and in the state its events lead to, nothing beside them.
 * Changes nothing and may run beside the program. A chain forged whole, together with its matter, shows under its seals;
 * seals forged with it show in verify-seals.ts, to whoever has the hash of one.
 */
import type { CommitteeId } from '../domain/directory.ts'
import type { Stated, Typed } from '../domain/noun.ts'
import { type AnyNoun, nounOf } from '../domain/nouns.ts'
import {
  formReference,
  kinds,
  type MatterKind,
  type Reference,
  registerKind,
  registerReference,
} from '../domain/reference.ts'
import type { Database } from '../store/database.ts'
import { type ChainedLine, type Finding, findBreaks, findOrphans, isWitness, readEvidence } from '../store/evidence.ts'
import { canonical, revive } from '../store/json.ts'
import { type MatterRow, readHeads, readLastNumbers, readMatter } from '../store/matters.ts'
import { findSealedReferences, readSealedHeads } from '../store/seals.ts'
import { type Db, holdView } from '../store/tx.ts'
import { registerState } from './register.ts'

/** One matter looked at: how many lines its chain has, and what is wrong with it. */
export type Verified = {
  readonly reference: Reference
  readonly lines: number
  readonly findings: readonly Finding[]
}

/** Looks at every matter of a committee, one transaction and one chain in memory at a time. */
export async function* verifyCommittee(database: Database, committeeId: CommitteeId): AsyncGenerator<Verified> {
  const { references, findings } = await database.transaction(async (tx) => {
    await holdView(tx)
    return surveyMatters(tx, committeeId)
  })
  for (const finding of findings) yield { reference: finding.reference, lines: 0, findings: [finding] }
  for (const reference of references) {
    yield await database.transaction(async (tx) => {
      await holdView(tx)
      return verifyMatter(tx, committeeId, reference)
    })
  }
}

/** Which matters there are, and which ought to be there or ought not. */
async function surveyMatters(db: Db, committeeId: CommitteeId) {
  const references = (await readHeads(db, committeeId)).map(({ reference }) => reference)
  const given = (await readLastNumbers(db, committeeId)).flatMap(({ kind, last }) => referencesUpTo(kind, last))
  const orphans = await findOrphans(db, committeeId)
  const found = new Set([...references, ...orphans])
  const sealed = await findSealedReferences(db, committeeId)
  const expected = new Set([registerReference, ...given, ...sealed])
  const missing = [...expected].filter((reference) => !found.has(reference))
  const findings: readonly Finding[] = [
    ...missing.map((reference): Finding => ({ reference, sequence: null, why: 'matter-missing' })),
    ...orphans.map((reference): Finding => ({ reference, sequence: 1, why: 'without-matter' })),
  ]
  return { references, findings }
}

function referencesUpTo(kind: string, last: number): readonly Reference[] {
  if (!(kind in kinds)) return []
  return Array.from({ length: last }, (_, index) => formReference(kind as MatterKind, index + 1))
}

/** Looks at one matter, inside a transaction whose view does not move. @throws when there is no such matter */
export async function verifyMatter(db: Db, committeeId: CommitteeId, reference: Reference): Promise<Verified> {
  const row = await readMatter<unknown>(db, { committeeId, reference })
  if (row === null) throw new Error(`There is no matter ${reference}`)
  const lines = await readEvidence(db, committeeId, reference)
  const breaks = findBreaks(committeeId, lines, row.head)
  const sealed = await findSealBreaks(db, committeeId, { reference, lines })
  const inner = breaks.length > 0 ? breaks : compareReplay(row, lines)
  const findings = [...inner, ...sealed]
  return { reference, lines: lines.length, findings: findings.map((finding) => ({ reference, ...finding })) }
}

/** Sealed lines that are gone, or are not what was sealed. */
async function findSealBreaks(
  db: Db,
  committeeId: CommitteeId,
  { reference, lines }: { readonly reference: Reference; readonly lines: readonly ChainedLine[] },
): Promise<readonly Pick<Finding, 'sequence' | 'why'>[]> {
  const hashes = new Map(lines.map(({ sequence, hash }) => [sequence, hash]))
  const heads = await readSealedHeads(db, committeeId, reference)
  const broken = heads.filter(({ sequence, hash }) => hashes.get(sequence) !== hash)
  return broken.map(({ sequence }) => ({ sequence, why: 'sealed-otherwise' }))
}

/** The state a row holds, the one its lines lead to, and when time acts on that. */
type Replayed = { readonly stored: unknown; readonly state: unknown; readonly nextDueAt: Temporal.Instant | null }

/** How the lines of a matter lead to its state. The register's lead nowhere: it only grows. */
function replayOf({ kind, state }: MatterRow<unknown>, lines: readonly ChainedLine[]): Replayed {
  if (kind === registerKind) return { stored: state, state: registerState, nextDueAt: null }
  return replay(nounOf(kind), state as Stated, lines)
}

function replay(noun: AnyNoun, stored: Stated, lines: readonly ChainedLine[]): Replayed {
  const events = lines.filter((line) => !isWitness(line)).map((line) => eventOf(line) as Typed)
  const state = events.reduce<Stated | null>(noun.evolve, null)
  if (state === null) throw new Error('A matter begins with an event')
  return { stored: noun.complete(stored), state, nextDueAt: noun.nextMoment(state) }
}

/** A line's body is its event, with the words of whoever acted beside. */
function eventOf({ type, body }: ChainedLine): unknown {
  return revive({ ...body, type })
}

function compareReplay(
  row: MatterRow<unknown>,
  lines: readonly ChainedLine[],
): readonly Pick<Finding, 'sequence' | 'why'>[] {
  const replayed = replaySafely(row, lines)
  if (replayed === null) return [{ sequence: null, why: 'not-replayable' }]
  if (canonical(replayed.state) !== canonical(replayed.stored)) return [{ sequence: null, why: 'state-differs' }]
  const isSameMoment = canonical(replayed.nextDueAt) === canonical(row.nextDueAt)
  return isSameMoment ? [] : [{ sequence: null, why: 'time-differs' }]
}

/** Null when the events follow no rule of ours, which forged ones may not. */
function replaySafely(row: MatterRow<unknown>, lines: readonly ChainedLine[]): Replayed | null {
  try {
    return replayOf(row, lines)
  } catch {
    return null
  }
}
