/** Tables of a committee and its directory: who is who. */
import { boolean, foreignKey, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { DayKind } from '../calendar/calendar.ts'
import type { OfficeHours } from '../calendar/season.ts'
import type { ConfirmedYear, PlannedProfile } from '../domain/committee-settings.ts'
import type { PostKind, UnitFunction } from '../domain/directory.ts'
import type { Override, OwnRegulation } from '../regulations/in-force.ts'
import { day } from './columns.ts'

/** One People's Committee. `directoryVersion` grows with every change of its directory or settings, so that snapshots can be kept. */
export const committees = pgTable('committees', {
  id: text().primaryKey(),
  name: text().notNull(),
  level: text().$type<'province' | 'district' | 'commune'>().notNull(),
  timeZone: text().notNull(),
  language: text().$type<'vi' | 'en'>().notNull(),
  profile: text().notNull(),
  ownRegulation: jsonb().$type<OwnRegulation>(),
  overrides: jsonb().$type<readonly Override[]>().notNull().default([]),
  /** When the daily digest goes out on working days, "07:15". */
  digestAt: text().notNull().default('07:15'),
  plannedProfiles: jsonb().$type<readonly PlannedProfile[]>().notNull().default([]),
  /** Null: the usual ones (calendar/season.ts). */
  officeHours: jsonb().$type<OfficeHours>(),
  confirmedYears: jsonb().$type<readonly ConfirmedYear[]>().notNull().default([]),
  linksByEmail: boolean().notNull().default(false),
  directoryVersion: integer().notNull().default(1),
})

/** The column every other table begins with. */
export const committeeId = () =>
  text()
    .notNull()
    .references(() => committees.id)

export const units = pgTable(
  'units',
  {
    committeeId: committeeId(),
    id: text().notNull(),
    name: text().notNull(),
    abbreviations: jsonb().$type<readonly string[]>().notNull(),
    parent: text(),
    functions: jsonb().$type<readonly UnitFunction[]>().notNull(),
    validFromOn: day().notNull(),
    validToOn: day(),
    successors: jsonb().$type<readonly string[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.committeeId, table.id] })],
)

export const officers = pgTable(
  'officers',
  {
    committeeId: committeeId(),
    id: text().notNull(),
    name: text().notNull(),
    language: text().$type<'vi' | 'en'>().notNull(),
    email: text(),
    phone: text(),
    /** Their own time for the daily digest; null: the committee's. */
    digestAt: text(),
  },
  (table) => [primaryKey({ columns: [table.committeeId, table.id] })],
)

export const posts = pgTable(
  'posts',
  {
    committeeId: committeeId(),
    unit: text().notNull(),
    officer: text().notNull(),
    kind: text().$type<PostKind>().notNull(),
    order: integer().notNull(),
    fromOn: day().notNull(),
    toOn: day(),
  },
  (table) => [
    primaryKey({ columns: [table.committeeId, table.unit, table.officer, table.kind, table.fromOn] }),
    foreignKey({ columns: [table.committeeId, table.unit], foreignColumns: [units.committeeId, units.id] }),
    foreignKey({ columns: [table.committeeId, table.officer], foreignColumns: [officers.committeeId, officers.id] }),
  ],
)

export const actingOrders = pgTable(
  'acting_orders',
  {
    committeeId: committeeId(),
    unit: text().notNull(),
    officer: text().notNull(),
    number: text().notNull(),
    fromOn: day().notNull(),
    toOn: day().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.committeeId, table.unit, table.number] }),
    foreignKey({ columns: [table.committeeId, table.unit], foreignColumns: [units.committeeId, units.id] }),
    foreignKey({ columns: [table.committeeId, table.officer], foreignColumns: [officers.committeeId, officers.id] }),
  ],
)

/** Days on which somebody is away, both included. */
export const leaves = pgTable(
  'leaves',
  {
    committeeId: committeeId(),
    officer: text().notNull(),
    fromOn: day().notNull(),
    toOn: day().notNull(),
    /** Who stands in first; null: the usual order. */
    deputy: text(),
  },
  (table) => [
    primaryKey({ columns: [table.committeeId, table.officer, table.fromOn] }),
    foreignKey({ columns: [table.committeeId, table.officer], foreignColumns: [officers.committeeId, officers.id] }),
    foreignKey({ columns: [table.committeeId, table.deputy], foreignColumns: [officers.committeeId, officers.id] }),
  ],
)

/** A committee's changes to the shipped calendar; they win. */
export const calendarDays = pgTable(
  'calendar_days',
  {
    committeeId: committeeId(),
    on: day().notNull(),
    name: text().notNull(),
    kind: text().$type<DayKind | 'ordinary'>().notNull(),
    source: text().notNull(),
    provisional: boolean().notNull(),
  },
  (table) => [primaryKey({ columns: [table.committeeId, table.on] })],
)
