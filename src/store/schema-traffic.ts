/** Tables of what comes in and goes out. */
import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgSequence,
  pgTable,
  primaryKey,
  text,
  unique,
} from 'drizzle-orm/pg-core'
import { instant } from './columns.ts'
import { committeeId } from './schema-committee.ts'
import { botId } from './schema-people.ts'

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
    /** Where it came in after a gap: up to when everything had been taken in before. Business time. */
    sinceAt: instant(),
    handledAt: instant(),
    attempts: integer().notNull(),
    retryAt: instant(),
    /** Why the last try failed; once handled, why nothing could be done. */
    failure: text(),
  },
  (table) => [
    primaryKey({ columns: [table.bot, table.update] }),
    index('inbound_waiting').on(table.bot, table.chat, table.number).where(sql`${table.handledAt} is null`),
    index('inbound_forgettable').on(table.bot, table.handledAt).where(sql`${table.body} is not null`),
    index('inbound_failed').on(table.bot, table.handledAt).where(sql`${table.failure} is not null`),
  ],
)

/**
 * Up to when a bot has taken in everything its vendor had for it, and when that was last known. A gap begins where the
 * knowledge grows old.
 */
export const intakes = pgTable('intakes', {
  bot: botId().primaryKey(),
  /** Business time. */
  caughtUpAt: instant().notNull(),
  /** Machine time. */
  knownAt: instant().notNull(),
})

export const deliveryNumbers = pgSequence('delivery_numbers')

/**
 * The outbox, and the proof of what went out: what to say, to which chat, and how it ended. Rendered at delivery.
 *
 *   waiting ── sent ─▶ sent            waiting ── no longer true ─▶ unneeded      waiting ── too late ─▶ expired
 *           ── blocked, left ─▶ unreachable    ── our fault, or tried too often ─▶ dead
 *           ── said together with others ─▶ merged (`target` says it)
 */
export const deliveries = pgTable(
  'deliveries',
  {
    committeeId: committeeId(),
    number: bigint({ mode: 'number' }).notNull().default(sql`nextval('delivery_numbers')`),
    /** Makes a telling once. */
    key: text().notNull(),
    bot: botId(),
    chat: text().notNull(),
    isPrivate: boolean().notNull(),
    officer: text(),
    kind: text().$type<'post' | 'edit' | 'answer' | 'form' | 'home'>().notNull(),
    reference: text(),
    notice: jsonb().notNull(),
    /** The post an edit changes, or the one that says what was merged into it. */
    target: bigint({ mode: 'number' }),
    press: text(),
    isLive: boolean().notNull(),
    isUrgent: boolean().notNull(),
    keepsQuietHours: boolean().notNull().default(false),
    /** The same telling once more, in a channel beside the first: without a sound, and no proof of anything. */
    isCopy: boolean().notNull().default(false),
    state: text().$type<'waiting' | 'sent' | 'merged' | 'unneeded' | 'expired' | 'unreachable' | 'dead'>().notNull(),
    /** Stands in the queue of its chat: its time has come, and a courier has noticed. */
    isQueued: boolean().notNull().default(false),
    /** Business time: not sooner, not later. */
    notBeforeAt: instant().notNull(),
    untilAt: instant(),
    attempts: integer().notNull(),
    /** How often we failed at it by our own fault. */
    faults: integer().notNull(),
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
    index('deliveries_queued')
      .on(table.bot, table.chat, table.isUrgent.desc(), table.number)
      .where(sql`${table.state} = 'waiting' and ${table.isQueued}`),
    index('deliveries_coming')
      .on(table.bot, table.notBeforeAt)
      .where(sql`${table.state} = 'waiting' and not ${table.isQueued} and ${table.kind} in ('post', 'edit')`),
    index('deliveries_answers')
      .on(table.bot, table.number)
      .where(sql`${table.state} = 'waiting' and ${table.kind} in ('answer', 'form', 'home')`),
    index('deliveries_dead').on(table.committeeId, table.endedAt).where(sql`${table.state} = 'dead'`),
    index('deliveries_groups')
      .on(table.committeeId, table.bot, table.chat, table.number)
      .where(sql`not ${table.isPrivate}`),
    index('deliveries_forgettable')
      .on(table.committeeId, table.endedAt)
      .where(
        sql`not ${table.isLive} and ${table.notice}->>'of' in ('response', 'directory', 'seal') and ${table.notice}->>'erased' is null`,
      ),
    index('deliveries_matter').on(table.committeeId, table.reference, table.number),
    index('deliveries_messages').using('gin', sql`${table.messages} jsonb_path_ops`),
    index('deliveries_actions')
      .on(table.committeeId, table.bot, table.chat, table.number)
      .where(sql`jsonb_array_length(${table.actions}) > 0`),
    index('deliveries_target').on(table.committeeId, table.target).where(sql`${table.state} in ('waiting', 'merged')`),
  ],
)

/**
 * The queue of a chat: which of its queued deliveries goes next, so that finding what can go out looks at no other. A row
 * stays when the queue is empty, for the rest its chat still takes.
 */
export const queues = pgTable(
  'queues',
  {
    bot: botId(),
    chat: text().notNull(),
    /** The delivery at the head; null when none is queued. */
    head: bigint({ mode: 'number' }),
    isUrgent: boolean().notNull(),
    /** Machine time: until then somebody is sending to it, it rests, or the vendor asked to wait. */
    freeAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.bot, table.chat] }),
    index('queues_heads').on(table.bot, table.isUrgent.desc(), table.head).where(sql`${table.head} is not null`),
  ],
)

/** Messages sent through a bot in a calendar month, "2026-11" by its committee's time zone, where the vendor allows so many. */
export const quotas = pgTable(
  'quotas',
  { bot: botId(), month: text().notNull(), used: integer().notNull() },
  (table) => [primaryKey({ columns: [table.bot, table.month] })],
)

/** When a bot may be written through. Machine time. */
export const gates = pgTable('gates', {
  bot: botId().primaryKey(),
  /** A pause the vendor asked for. */
  freeAt: instant(),
  /** The theoretical arrival time of its pace: the earliest turn that nobody took yet. */
  turnAt: instant(),
})
