/** Tables of bots, of people's identities in them, and of what they are in the middle of. */
import { sql } from 'drizzle-orm'
import { boolean, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import { bytes, instant } from './columns.ts'
import { committeeId, officers } from './schema-committee.ts'

/** A bot in a messenger; it serves one committee. */
export const bots = pgTable('bots', {
  id: text().primaryKey(),
  committeeId: committeeId(),
  messenger: text().notNull(),
  /** What it is joined with, encrypted; null: it stands in the settings of the program. */
  settings: bytes(),
  /** Since when an added bot is off. */
  disabledAt: instant(),
})

/** The column of whatever came or goes through a bot. */
export const botId = () =>
  text()
    .notNull()
    .references(() => bots.id)

/** A secret that changes while a bot runs, encrypted; null before there is one. */
export const botSecrets = pgTable('bot_secrets', { bot: botId().primaryKey(), secret: bytes() })

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
    /** Whether what goes to the first channel also comes here, without a sound. */
    hasCopies: boolean().notNull().default(false),
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

/** A link that waits for the Office's word: the account, or the officer in that bot, is linked otherwise. */
export const linkRequests = pgTable(
  'link_requests',
  {
    committeeId: committeeId(),
    /** What the Office's buttons say. */
    id: text().notNull(),
    bot: botId(),
    messenger: text().notNull(),
    vendorUser: text().notNull(),
    chat: text().notNull(),
    officer: text().notNull(),
    /** As it was when it was asked for: whose the account was, and which account the officer had. */
    oldOfficer: text(),
    oldUser: text(),
    oldChat: text(),
    askedAt: instant().notNull(),
    expiresAt: instant().notNull(),
    /** `overtaken`: the links have changed since, or the same account asked again. */
    outcome: text().$type<'approved' | 'refused' | 'expired' | 'overtaken'>(),
    decidedBy: text(),
    decidedAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.committeeId, table.id] }),
    index('link_requests_open').on(table.committeeId, table.expiresAt).where(sql`${table.outcome} is null`),
  ],
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

/** A command that still asks for something: what was given so far. One per person and chat. */
export const dialogues = pgTable(
  'dialogues',
  {
    committeeId: committeeId(),
    bot: botId(),
    chat: text().notNull(),
    officer: text().notNull(),
    /** Tells this dialogue from every other of the same chat. */
    id: text().notNull().default(''),
    /** The command line that is being completed ("object Y12"). */
    action: text().notNull(),
    values: jsonb().$type<Readonly<Record<string, string>>>().notNull(),
    /** The field asked last; null while a summary waits for a tap. */
    asking: text(),
    changedAt: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.committeeId, table.bot, table.chat, table.officer] })],
)
