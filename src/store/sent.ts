/** What was sent: finding a post again by its message, its chat or its number. */
import { and, desc, eq, lte, sql } from 'drizzle-orm'
import type { CommitteeId, UnitId } from '../domain/directory.ts'
import type { Reference } from '../domain/reference.ts'
import type { Address } from './addresses.ts'
import type { Claimed } from './deliveries.ts'
import { revive } from './json.ts'
import { deliveries } from './schema.ts'
import type { Db } from './tx.ts'

/** A delivery that was sent: what it showed and where. */
export type SentDelivery = {
  readonly number: number
  readonly reference: Reference | null
  readonly notice: unknown
  readonly messages: readonly string[]
  readonly actions: readonly string[]
  /** When it was written down as sent. */
  readonly sentAt: Temporal.Instant | null
}

const sentColumns = {
  number: deliveries.number,
  reference: deliveries.reference,
  notice: deliveries.notice,
  messages: deliveries.messages,
  actions: deliveries.actions,
  sentAt: deliveries.endedAt,
}

function toSent(found: SentDelivery): SentDelivery {
  return { ...found, notice: revive(found.notice) }
}

function isInChat(committeeId: CommitteeId, { bot, chat }: Address) {
  return and(eq(deliveries.committeeId, committeeId), eq(deliveries.bot, bot), eq(deliveries.chat, chat))
}

/** The post behind a message of ours; null when it is none. */
export async function findByMessage(
  db: Db,
  committeeId: CommitteeId,
  address: Address,
  message: string,
): Promise<SentDelivery | null> {
  const [found] = await db
    .select(sentColumns)
    .from(deliveries)
    .where(
      and(
        isInChat(committeeId, address),
        eq(deliveries.state, 'sent'),
        eq(deliveries.kind, 'post'),
        sql`${deliveries.messages} @> ${JSON.stringify([message])}::jsonb`,
      ),
    )
    .orderBy(desc(deliveries.number))
    .limit(1)
  return found ? toSent(found) : null
}

/** The post with this key in a chat, sent or on its way; null when there is none. */
export async function findByKey(
  db: Db,
  committeeId: CommitteeId,
  address: Address,
  key: string,
): Promise<SentDelivery | null> {
  const [found] = await db
    .select(sentColumns)
    .from(deliveries)
    .where(and(isInChat(committeeId, address), eq(deliveries.key, key), eq(deliveries.kind, 'post')))
  return found ? toSent(found) : null
}

/** The latest post with buttons in a chat by `before`, of a matter where one is named: what a number answers; null when there is none. */
export async function findLatestWithActions(
  db: Db,
  committeeId: CommitteeId,
  address: Address,
  { before, reference }: { readonly before: Temporal.Instant; readonly reference: Reference | null },
): Promise<SentDelivery | null> {
  const [found] = await db
    .select(sentColumns)
    .from(deliveries)
    .where(
      and(
        isInChat(committeeId, address),
        eq(deliveries.state, 'sent'),
        sql`jsonb_array_length(${deliveries.actions}) > 0`,
        lte(deliveries.endedAt, before),
        reference === null ? undefined : eq(deliveries.reference, reference),
      ),
    )
    .orderBy(desc(deliveries.number))
    .limit(1)
  return found ? toSent(found) : null
}

/** The post an edit changes. */
export async function findPost(db: Db, committeeId: CommitteeId, number: number): Promise<SentDelivery | null> {
  const [found] = await db
    .select(sentColumns)
    .from(deliveries)
    .where(and(eq(deliveries.committeeId, committeeId), eq(deliveries.number, number)))
  return found ? toSent(found) : null
}

/** The first message of an earlier post about the same matter and unit in a chat, for a nudge to hang under. */
export async function findThread(
  db: Db,
  committeeId: CommitteeId,
  address: Address,
  { reference, kind, unit }: { readonly reference: Reference; readonly kind: string; readonly unit: UnitId },
): Promise<string | null> {
  const same = sql`${deliveries.notice}->>'kind' = ${kind} and ${deliveries.notice}->>'unit' = ${unit}`
  const [found] = await db
    .select({ messages: deliveries.messages })
    .from(deliveries)
    .where(and(isInChat(committeeId, address), eq(deliveries.reference, reference), eq(deliveries.state, 'sent'), same))
    .orderBy(desc(deliveries.number))
    .limit(1)
  return found?.messages[0] ?? null
}

/** Whether a newer edit of the same post is already due, so that this one need not be sent. */
export async function isSuperseded(db: Db, claimed: Claimed, now: Temporal.Instant): Promise<boolean> {
  if (claimed.target === null) return false
  const newer = sql`${deliveries.number} > ${claimed.number} and ${deliveries.notBeforeAt} <= ${now}`
  const [found] = await db
    .select({ number: deliveries.number })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.committeeId, claimed.committeeId),
        eq(deliveries.target, claimed.target),
        eq(deliveries.state, 'waiting'),
        newer,
      ),
    )
    .limit(1)
  return found !== undefined
}
