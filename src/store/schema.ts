/**
 * Every table. A row belongs to a committee, every key begins with it and every query starts from it; what the vendors
 * send belongs to a bot, and a bot to one committee. Queries stand in the noun's own file.
 */
import { sql } from 'drizzle-orm'
import { bigint, boolean, foreignKey, index, integer, jsonb, pgSequence, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import type { OwnRegulation, Override } from '../regulations/in-force.ts'
import type { DayKind } from '../calendar/calendar.ts'
import type { PostKind, UnitFunction } from '../domain/directory.ts'
import { bytes, day, instant } from './columns.ts'

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
  directoryVersion: integer().notNull().default(1),
})

const committeeId = () =>
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

/** A bot in a messenger; it serves one committee. */
export const bots = pgTable('bots', {
  id: text().primaryKey(),
  committeeId: committeeId(),
  messenger: text().notNull(),
})

const botId = () =>
  text()
    .notNull()
    .references(() => bots.id)

/** One officer's identity in one messenger; unique both ways. `preference` orders an officer's channels, 1 first. */
export const accounts = pgTable(
  'accounts',
  {
    committeeId: committeeId(),
    bot: botId(),
    vendorUser: text().notNull(),
    officer: text().notNull(),
    chat: text().notNull(),
    preference: integer().notNull(),
    isReachable: boolean().notNull(),
    linkedAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.committeeId, table.bot, table.vendorUser] }),
    unique('accounts_officer').on(table.committeeId, table.bot, table.officer),
    foreignKey({ columns: [table.committeeId, table.officer], foreignColumns: [officers.committeeId, officers.id] }),
  ],
)

/** One-time codes, stored hashed. */
export const linkCodes = pgTable(
  'link_codes',
  {
    committeeId: committeeId(),
    hash: text().notNull(),
    officer: text().notNull(),
    madeAt: instant().notNull(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
  },
  (table) => [primaryKey({ columns: [table.committeeId, table.hash] })],
)

/** Wrong codes by one sender; five lock the sender for an hour. */
export const linkTries = pgTable(
  'link_tries',
  {
    committeeId: committeeId(),
    bot: botId(),
    vendorUser: text().notNull(),
    wrong: integer().notNull(),
    lockedUntilAt: instant(),
  },
  (table) => [primaryKey({ columns: [table.committeeId, table.bot, table.vendorUser] })],
)

/** A group bound to a purpose. `unit` is empty unless the purpose is 'unit'. */
export const channels = pgTable(
  'channels',
  {
    committeeId: committeeId(),
    purpose: text().$type<'office' | 'leaders' | 'unit'>().notNull(),
    unit: text().notNull(),
    bot: botId(),
    chat: text().notNull(),
    boundAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.committeeId, table.purpose, table.unit] }),
    unique('channels_chat').on(table.committeeId, table.bot, table.chat),
  ],
)

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
    nextDueAt: instant(),
    evidenceSequence: integer().notNull(),
    evidenceHash: text().notNull(),
    changedAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.committeeId, table.reference] }),
    index('matters_next_due').on(table.nextDueAt).where(sql`${table.nextDueAt} is not null`),
  ],
)

/** What a unit still owes in a matter: rows only while it is owed. */
export const obligations = pgTable(
  'obligations',
  {
    committeeId: committeeId(),
    unit: text().notNull(),
    reference: text().notNull(),
    /** 'answer', 'confirm_letter', … */
    what: text().notNull(),
    dueAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.committeeId, table.unit, table.reference, table.what] }),
    index('obligations_matter').on(table.committeeId, table.reference),
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

/** Every update as it came, before it was acknowledged. What is marked secret keeps no body. */
export const inbound = pgTable(
  'inbound',
  {
    bot: botId(),
    update: text().notNull(),
    number: bigint({ mode: 'number' }).generatedAlwaysAsIdentity(),
    chat: text().notNull(),
    body: jsonb(),
    isSecret: boolean().notNull(),
    receivedAt: instant().notNull(),
    handledAt: instant(),
    attempts: integer().notNull(),
    retryAt: instant(),
    failure: text(),
  },
  (table) => [
    primaryKey({ columns: [table.bot, table.update] }),
    index('inbound_waiting').on(table.bot, table.chat, table.number).where(sql`${table.handledAt} is null`),
  ],
)

export const deliveryNumbers = pgSequence('delivery_numbers')

/**
 * The outbox, and the proof of what went out: what to say, to which chat, and how it ended. Rendered at delivery.
 *
 *   waiting ── sent ─▶ sent            waiting ── no longer true ─▶ unneeded      waiting ── too late ─▶ expired
 *           ── blocked, left ─▶ unreachable    ── our fault, or tried too often ─▶ dead
 */
export const deliveries = pgTable(
  'deliveries',
  {
    committeeId: committeeId(),
    number: bigint({ mode: 'number' })
      .notNull()
      .default(sql`nextval('delivery_numbers')`),
    /** Makes a telling once. */
    key: text().notNull(),
    bot: botId(),
    chat: text().notNull(),
    isPrivate: boolean().notNull(),
    officer: text(),
    kind: text().$type<'post' | 'edit' | 'answer' | 'form'>().notNull(),
    reference: text(),
    notice: jsonb().notNull(),
    /** The post an edit changes, or a nudge hangs under. */
    target: bigint({ mode: 'number' }),
    press: text(),
    isLive: boolean().notNull(),
    isUrgent: boolean().notNull(),
    state: text().$type<'waiting' | 'sent' | 'unneeded' | 'expired' | 'unreachable' | 'dead'>().notNull(),
    /** Business time: not sooner, not later. */
    notBeforeAt: instant().notNull(),
    untilAt: instant(),
    attempts: integer().notNull(),
    /** Machine time: until then somebody is sending it, or the vendor asked to wait. */
    leasedUntilAt: instant(),
    messages: jsonb().$type<readonly string[]>().notNull(),
    /** The actions of the buttons as shown, for numbered answers. */
    actions: jsonb().$type<readonly string[]>().notNull(),
    recordedAt: instant().notNull(),
    endedAt: instant(),
    failure: text(),
  },
  (table) => [
    primaryKey({ columns: [table.committeeId, table.number] }),
    unique('deliveries_key').on(table.committeeId, table.key),
    index('deliveries_waiting').on(table.bot, table.chat, table.number).where(sql`${table.state} = 'waiting'`),
    index('deliveries_matter').on(table.committeeId, table.reference, table.number),
    index('deliveries_chat').on(table.committeeId, table.bot, table.chat, table.number),
  ],
)

/** When a chat, or a whole bot (chat ''), may be written to again. Machine time. */
export const gates = pgTable(
  'gates',
  { bot: botId(), chat: text().notNull(), freeAt: instant().notNull() },
  (table) => [primaryKey({ columns: [table.bot, table.chat] })],
)

/** A command that still asks for something: what was given so far. One per person and chat. */
export const dialogues = pgTable(
  'dialogues',
  {
    committeeId: committeeId(),
    bot: botId(),
    chat: text().notNull(),
    officer: text().notNull(),
    /** The command line that is being completed ("object Y12"). */
    action: text().notNull(),
    values: jsonb().$type<Readonly<Record<string, string>>>().notNull(),
    /** The field asked last; null while a summary waits for a tap. */
    asking: text(),
    changedAt: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.committeeId, table.bot, table.chat, table.officer] })],
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
