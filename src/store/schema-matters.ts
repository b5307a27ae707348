/** Tables of matters of every kind, what is owed in them, their evidence and their files. */
import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { What } from '../domain/obligation.ts'
import { bytes, instant } from './columns.ts'
import { committeeId } from './schema-committee.ts'

/** The last number given out, per committee and kind. Numbers never start again. */
export const numbers = pgTable(
  'numbers',
  { committeeId: committeeId(), kind: text().notNull(), last: integer().notNull() },
  (table) => [primaryKey({ columns: [table.committeeId, table.kind] })],
)

/**
 * One row per matter of any kind: its state, when time acts on it next, and the head of its evidence chain.
 * Locking this row is locking the matter.
 */
export const matters = pgTable(
  'matters',
  {
    committeeId: committeeId(),
    reference: text().notNull(),
    kind: text().notNull(),
    state: text().notNull(),
    body: jsonb().notNull(),
    /** What its noun's outline says: how lists call it, whose it is, whether anything may still be done in it. */
    subject: text().notNull().default(''),
    leadUnit: text(),
    authors: jsonb().$type<readonly string[]>().notNull().default([]),
    isOpen: boolean().notNull().default(false),
    nextDueAt: instant(),
    /** Machine time: settling it failed, not to be tried sooner. */
    settleAgainAt: instant(),
    evidenceSequence: integer().notNull(),
    evidenceHash: text().notNull(),
    changedAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.committeeId, table.reference] }),
    index('matters_next_due').on(table.nextDueAt).where(sql`${table.nextDueAt} is not null`),
    index('matters_led').on(table.committeeId, table.leadUnit, table.changedAt),
  ],
)

/** What a unit still owes in a matter: rows only while it is owed. */
export const obligations = pgTable(
  'obligations',
  {
    committeeId: committeeId(),
    unit: text().notNull(),
    reference: text().notNull(),
    what: text().$type<What>().notNull(),
    dueAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.committeeId, table.unit, table.reference, table.what] }),
    index('obligations_matter').on(table.committeeId, table.reference),
    index('obligations_due').on(table.committeeId, table.dueAt),
  ],
)

/**
 * Every deadline that ever counted (domain/obligation.ts): written when it is set, never changed, so that what fell due can be told from what
 * became of it, and the two can be reckoned up.
 */
export const deadlines = pgTable(
  'deadlines',
  { committeeId: committeeId(), reference: text().notNull(), unit: text().notNull(), dueAt: instant().notNull() },
  (table) => [
    primaryKey({ columns: [table.committeeId, table.reference, table.unit, table.dueAt] }),
    index('deadlines_due').on(table.committeeId, table.dueAt),
  ],
)

/** The evidence: append-only, one hash chain per matter. A delivery's row is working data; its outcome is a line here. */
export const evidence = pgTable(
  'evidence',
  {
    committeeId: committeeId(),
    reference: text().notNull(),
    sequence: integer().notNull(),
    type: text().notNull(),
    /** The officer, or null: nobody. */
    actor: text(),
    messenger: text(),
    happenedAt: instant().notNull(),
    recordedAt: instant().notNull(),
    body: jsonb().notNull(),
    previousHash: text().notNull(),
    hash: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.committeeId, table.reference, table.sequence] })],
)

/** Files the bot keeps. */
export const files = pgTable(
  'files',
  {
    committeeId: committeeId(),
    id: text().notNull(),
    name: text().notNull(),
    mime: text().notNull(),
    sha256: text().notNull(),
    bytes: bytes().notNull(),
    storedBy: text(),
    storedAt: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.committeeId, table.id] })],
)
