/** Matters of every kind: locking, reading and writing their rows, and finding those on which time acts. */
import { and, asc, desc, eq, gt, gte, inArray, isNotNull, isNull, lte, not, or, sql } from 'drizzle-orm'
import type { CommitteeId, UnitId } from '../domain/directory.ts'
import type { Outline } from '../domain/noun.ts'
import { meaningOf, type Obligation } from '../domain/obligation.ts'
import type { MatterKind, Reference } from '../domain/reference.ts'
import type { Head } from './evidence.ts'
import { revive } from './json.ts'
import { matters, numbers, obligations } from './schema.ts'
import type { Db, Tx } from './tx.ts'

export type MatterRow<State> = {
  readonly reference: Reference
  readonly kind: string
  readonly state: State
  readonly head: Head
  /** When time acts on it, as the due jobs see it. */
  readonly nextDueAt: Temporal.Instant | null
}

type Key = { readonly committeeId: CommitteeId; readonly reference: Reference }

/** Takes the matter's lock until the transaction ends; null when there is no such matter. */
export async function lockMatter<State>(tx: Tx, key: Key): Promise<MatterRow<State> | null> {
  const [row] = await tx.select().from(matters).where(isMatter(key)).for('update')
  return row ? toMatter<State>(row) : null
}

export async function readMatter<State>(db: Db, key: Key): Promise<MatterRow<State> | null> {
  const [row] = await db.select().from(matters).where(isMatter(key))
  return row ? toMatter<State>(row) : null
}

/** Several matters by their references; those that do not exist are missing. */
export async function readMatters<State>(
  db: Db,
  committeeId: CommitteeId,
  references: readonly Reference[],
): Promise<readonly MatterRow<State>[]> {
  if (references.length === 0) return []
  const found = await db
    .select()
    .from(matters)
    .where(and(eq(matters.committeeId, committeeId), inArray(matters.reference, [...references])))
  return found.map((row) => toMatter<State>(row))
}

/** The matters still open that somebody wrote, or in which one of some units owes something; the lowest reference first. */
export async function readOpenOf<State>(
  db: Db,
  committeeId: CommitteeId,
  { officers, units }: { readonly officers: readonly string[]; readonly units: readonly UnitId[] },
): Promise<readonly MatterRow<State>[]> {
  const [people, owing] = [sql.param([...officers]), sql.param([...units])]
  const isTheirs = sql`(jsonb_exists_any(${matters.authors}, ${people}) or ${matters.leadUnit} = any(${owing})
    or exists (select from ${obligations} where ${obligations.committeeId} = ${matters.committeeId}
      and ${obligations.reference} = ${matters.reference} and ${obligations.unit} = any(${owing})))`
  const found = await db
    .select()
    .from(matters)
    .where(and(eq(matters.committeeId, committeeId), matters.isOpen, isTheirs))
    .orderBy(asc(matters.reference))
  return found.map((row) => toMatter<State>(row))
}

/** At most so many letters of one lead are looked at; no unit asks more in a year. */
const mostLed = 500

/**
 * Of the consultations one unit led that went out and were not cancelled: when, and the letter; the latest changed first.
 * Nothing else of them is read.
 */
export async function readLettersOf(
  db: Db,
  committeeId: CommitteeId,
  { leadUnit, since }: { readonly leadUnit: UnitId; readonly since: Temporal.Instant },
): Promise<readonly { reference: Reference; sentAt: Temporal.Instant; letter: unknown }[]> {
  const isLed = and(eq(matters.kind, 'consultation' satisfies MatterKind), eq(matters.leadUnit, leadUnit))
  const found = await db
    .select({
      reference: matters.reference,
      sent: sql`jsonb_build_object('sentAt', ${matters.body}->'sentAt', 'letter', ${matters.body}->'letter')`,
    })
    .from(matters)
    .where(
      and(
        eq(matters.committeeId, committeeId),
        isLed,
        gte(matters.changedAt, since),
        inArray(matters.state, ['open', 'closed']),
        sql`jsonb_exists(${matters.body}, 'sentAt')`,
      ),
    )
    .orderBy(desc(matters.changedAt))
    .limit(mostLed)
  return found.map(({ reference, sent }) => {
    return { reference, ...(revive(sent) as { sentAt: Temporal.Instant; letter: unknown }) }
  })
}

/** Every matter of a committee with its chain's head, for verifying. */
export async function readHeads(
  db: Db,
  committeeId: CommitteeId,
): Promise<readonly { reference: Reference; head: Head }[]> {
  const found = await db
    .select({ reference: matters.reference, sequence: matters.evidenceSequence, hash: matters.evidenceHash })
    .from(matters)
    .where(eq(matters.committeeId, committeeId))
    .orderBy(asc(matters.reference))
  return found.map(({ reference, sequence, hash }) => ({ reference, head: { sequence, hash } }))
}

function isMatter({ committeeId, reference }: Key) {
  return and(eq(matters.committeeId, committeeId), eq(matters.reference, reference))
}

function toMatter<State>(row: typeof matters.$inferSelect): MatterRow<State> {
  const { reference, kind, body, evidenceSequence: sequence, evidenceHash: hash, nextDueAt } = row
  return { reference, kind, state: revive(body) as State, head: { sequence, hash }, nextDueAt }
}

export type MatterWrite = Key & {
  readonly kind: string
  readonly state: { readonly state: string }
  /** Null: it stands in no list, as the register. */
  readonly outline: Outline | null
  readonly head: Head
  readonly nextDueAt: Temporal.Instant | null
  readonly changedAt: Temporal.Instant
}

/** What a change of a matter writes, taken from the new row: a state is long, and goes over the wire once. */
const changing = {
  state: sql`excluded.state`,
  body: sql`excluded.body`,
  subject: sql`excluded.subject`,
  leadUnit: sql`excluded.lead_unit`,
  authors: sql`excluded.authors`,
  isOpen: sql`excluded.is_open`,
  nextDueAt: sql`excluded.next_due_at`,
  changedAt: sql`excluded.changed_at`,
  evidenceSequence: sql`excluded.evidence_sequence`,
  evidenceHash: sql`excluded.evidence_hash`,
}

/** Writes a matter whose lock the transaction holds, or a new one. */
export async function writeMatter(tx: Tx, write: MatterWrite): Promise<void> {
  const { committeeId, reference, kind, state, outline, head, nextDueAt, changedAt } = write
  const row = {
    committeeId,
    reference,
    kind,
    state: state.state,
    body: state,
    ...outline,
    nextDueAt,
    changedAt,
    evidenceSequence: head.sequence,
    evidenceHash: head.hash,
  }
  await tx
    .insert(matters)
    .values(row)
    .onConflictDoUpdate({ target: [matters.committeeId, matters.reference], set: changing })
}

/** Notes that settling a matter failed, so that it holds up no other. */
export async function postponeSettling(db: Db, key: Key, settleAgainAt: Temporal.Instant): Promise<void> {
  await db.update(matters).set({ settleAgainAt }).where(isMatter(key))
}

/** Up to when time may act in a committee, where that is not the present. */
export type Horizons = ReadonlyMap<CommitteeId, Temporal.Instant>

/** The matters on which time acts by `now`, or by the horizon of their committee; the longest due first, at most `limit`. */
export async function findDue(
  db: Db,
  {
    now,
    machine,
    limit,
    horizons = new Map(),
  }: {
    readonly now: Temporal.Instant
    readonly machine: Temporal.Instant
    readonly limit: number
    readonly horizons?: Horizons
  },
): Promise<readonly (Key & { kind: string })[]> {
  const isBeyond = [...horizons].map(([committeeId, until]) =>
    not(and(eq(matters.committeeId, committeeId), gt(matters.nextDueAt, until)) ?? sql`false`),
  )
  const mayTry = or(isNull(matters.settleAgainAt), lte(matters.settleAgainAt, machine))
  return db
    .select({ committeeId: matters.committeeId, reference: matters.reference, kind: matters.kind })
    .from(matters)
    .where(and(isNotNull(matters.nextDueAt), lte(matters.nextDueAt, now), mayTry, ...isBeyond))
    .orderBy(asc(matters.nextDueAt))
    .limit(limit)
}

/** Whether time still has something to do in a committee by `now`; what failed lately is not waited for. */
export async function hasDue(
  db: Db,
  committeeId: CommitteeId,
  { now, machine }: { readonly now: Temporal.Instant; readonly machine: Temporal.Instant },
): Promise<boolean> {
  const mayTry = or(isNull(matters.settleAgainAt), lte(matters.settleAgainAt, machine))
  const [found] = await db
    .select({ reference: matters.reference })
    .from(matters)
    .where(and(eq(matters.committeeId, committeeId), isNotNull(matters.nextDueAt), lte(matters.nextDueAt, now), mayTry))
    .limit(1)
  return found !== undefined
}

/** The earliest deadline after an instant that anybody owes something by, for whoever wants to move a clock there. */
export async function findNextDeadline(
  db: Db,
  committeeId: CommitteeId,
  after: Temporal.Instant,
): Promise<{ reference: Reference; at: Temporal.Instant } | null> {
  const [row] = await db
    .select({ reference: obligations.reference, at: obligations.dueAt })
    .from(obligations)
    .where(and(eq(obligations.committeeId, committeeId), gt(obligations.dueAt, after)))
    .orderBy(asc(obligations.dueAt))
    .limit(1)
  return row?.at ? { reference: row.reference, at: row.at } : null
}

/** The number a new matter of a kind would get. Locks the counter: nobody else gets the same until the transaction ends. */
export async function peekNumber(tx: Tx, committeeId: CommitteeId, kind: MatterKind): Promise<number> {
  await tx.insert(numbers).values({ committeeId, kind, last: 0 }).onConflictDoNothing()
  const [row] = await tx
    .select({ last: numbers.last })
    .from(numbers)
    .where(and(eq(numbers.committeeId, committeeId), eq(numbers.kind, kind)))
    .for('update')
  return (row?.last ?? 0) + 1
}

/** Gives the peeked number away for good. */
export async function takeNumber(tx: Tx, committeeId: CommitteeId, kind: MatterKind): Promise<void> {
  await tx
    .update(numbers)
    .set({ last: sql`${numbers.last} + 1` })
    .where(and(eq(numbers.committeeId, committeeId), eq(numbers.kind, kind)))
}

/** The last number given out of each kind: every matter up to it exists. */
export async function readLastNumbers(
  db: Db,
  committeeId: CommitteeId,
): Promise<readonly { kind: string; last: number }[]> {
  return db
    .select({ kind: numbers.kind, last: numbers.last })
    .from(numbers)
    .where(eq(numbers.committeeId, committeeId))
    .orderBy(asc(numbers.kind))
}

/** Replaces what is owed in a matter; what is owed still is left alone. The deadlines that count are kept beside it, for reckoning up. */
export async function writeObligations(
  tx: Tx,
  { committeeId, reference }: Key,
  owed: readonly Obligation[],
): Promise<void> {
  const told = owed.map((one) => ({ ...one, isDeadline: meaningOf(one.what).isDeadline }))
  await tx.execute(sql`
    with owed as (
      select * from jsonb_to_recordset(${JSON.stringify(told)}::jsonb)
        as r (unit text, what text, "dueAt" timestamptz, "isDeadline" boolean)
    ),
    settled as (
      delete from obligations o where committee_id = ${committeeId} and reference = ${reference}
        and not exists (select from owed w where w.unit = o.unit and w.what = o.what)
    ),
    reckoned as (
      insert into deadlines (committee_id, reference, unit, due_at)
      select ${committeeId}, ${reference}, unit, "dueAt" from owed where "isDeadline" and "dueAt" is not null
      on conflict do nothing
    )
    insert into obligations as o (committee_id, unit, reference, what, due_at)
    select ${committeeId}, unit, ${reference}, what, "dueAt" from owed
    on conflict (committee_id, unit, reference, what) do update set due_at = excluded.due_at
      where o.due_at is distinct from excluded.due_at`)
}
