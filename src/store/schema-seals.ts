/** Tables of what happens by the calendar, and of the daily seals over the evidence. */
import { sql } from 'drizzle-orm'
import { foreignKey, index, integer, pgTable, primaryKey, text, unique, uniqueIndex } from 'drizzle-orm/pg-core'
import { bytes, instant } from './columns.ts'
import { committeeId } from './schema-committee.ts'

/**
 * When each job of the calendar is to be done, and when it was: one row per slot, at most one of a job not done yet.
 * `planVersion` is the committee's version the waiting slot was computed for.
 */
export const slots = pgTable(
  'slots',
  {
    committeeId: committeeId(),
    job: text().notNull(),
    slotAt: instant().notNull(),
    planVersion: integer().notNull(),
    doneAt: instant(),
    /** Machine time: doing it failed, not to be tried sooner. */
    retryAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.committeeId, table.job, table.slotAt] }),
    uniqueIndex('slots_waiting').on(table.committeeId, table.job).where(sql`${table.doneAt} is null`),
  ],
)

/** A seal over the heads that changed since the one before. Append-only; `hash` stands in the Office channel, too. */
export const seals = pgTable(
  'seals',
  {
    committeeId: committeeId(),
    number: integer().notNull(),
    slotAt: instant().notNull(),
    sealedAt: instant().notNull(),
    previousHash: text().notNull(),
    hash: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.committeeId, table.number] }),
    unique('seals_slot').on(table.committeeId, table.slotAt),
  ],
)

/** The heads under a seal. */
export const sealedHeads = pgTable(
  'sealed_heads',
  {
    committeeId: committeeId(),
    seal: integer().notNull(),
    reference: text().notNull(),
    sequence: integer().notNull(),
    hash: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.committeeId, table.seal, table.reference] }),
    foreignKey({ columns: [table.committeeId, table.seal], foreignColumns: [seals.committeeId, seals.number] }),
    index('sealed_heads_matter').on(table.committeeId, table.reference, table.sequence),
  ],
)

/** Secret keys this deployment made for itself. They belong to no committee. */
export const deploymentKeys = pgTable('deployment_keys', {
  name: text().primaryKey(),
  key: bytes().notNull(),
  madeAt: instant().notNull(),
})
