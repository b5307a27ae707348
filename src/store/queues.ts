/**
 * One queue per chat, its head in a row of its own: what can go out is found by looking at heads, whatever waits behind
 * them or later in time. A telling joins its queue when its business time has come; what was begun stays at the head until
 * it ends, then urgent ones go first, then the older ones.
 *
 * Whoever changes a head locks its row first and looks afterwards, in a statement of its own: so the last to look has seen
 * what everybody before wrote.
 */
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Address } from './addresses.ts'
import { queues } from './schema.ts'
import { rows, type Tx } from './tx.ts'

/** Tellings that join their queues in one turn: a morning with thousands of them holds nobody up for long. */
const mostAtOnce = 500

/** Lets what is due join its queue. What failed by our fault comes back when its time aside is over. */
export async function queueDue(
  tx: Tx,
  bot: string,
  { now, machine }: { readonly now: Temporal.Instant; readonly machine: Temporal.Instant },
): Promise<void> {
  const found = await rows<{ chat: string }>(
    tx,
    sql`
    with due as (
      select committee_id, number from deliveries
      where bot = ${bot} and state = 'waiting' and not is_queued and kind in ('post', 'edit') and not_before_at <= ${now}
        and (leased_until_at is null or leased_until_at <= ${machine})
      order by not_before_at limit ${mostAtOnce}
      for update skip locked
    )
    update deliveries d set is_queued = true, leased_until_at = null
    from due where d.committee_id = due.committee_id and d.number = due.number
    returning d.chat`,
  )
  await refreshHeads(tx, bot, [...new Set(found.map(({ chat }) => chat))])
}

/** Finds the heads of queues anew. */
export async function refreshHeads(tx: Tx, bot: string, chats: readonly string[]): Promise<void> {
  if (chats.length === 0) return
  await lockQueues(tx, bot, chats)
  await tx.execute(sql`
    update queues q set head = coalesce(begun.number, first.number),
      is_urgent = coalesce(begun.is_urgent, first.is_urgent, false)
    from queues own
    join bots b on b.id = own.bot
    left join deliveries begun on begun.committee_id = b.committee_id and begun.number = own.head and begun.chat = own.chat
      and begun.state = 'waiting' and begun.is_queued and begun.leased_until_at is not null
    left join lateral (
      select d.number, d.is_urgent from deliveries d
      where d.bot = own.bot and d.chat = own.chat and d.state = 'waiting' and d.is_queued
      order by d.is_urgent desc nulls last, d.number limit 1
    ) first on true
    where own.bot = ${bot} and own.chat = any(${sql.param([...chats])}::text[]) and q.bot = own.bot and q.chat = own.chat`)
}

async function lockQueues(tx: Tx, bot: string, chats: readonly string[]): Promise<void> {
  const list = sql.param(chats.toSorted())
  await tx.execute(sql`
    insert into queues (bot, chat, is_urgent) select ${bot}, chat, false from unnest(${list}::text[]) as c (chat)
    on conflict do nothing`)
  await tx.execute(sql`
    select chat from queues where bot = ${bot} and chat = any(${list}::text[]) order by chat for update`)
}

/** Lets a queue go on with its next head, not sooner than `freeAt` (machine time); the last thing its transaction does. */
export async function releaseQueue(tx: Tx, { bot, chat }: Address, freeAt: Temporal.Instant | null): Promise<void> {
  await refreshHeads(tx, bot, [chat])
  await holdQueues(tx, bot, [chat], freeAt)
}

/** Keeps queues from going on until then. */
export async function holdQueues(
  tx: Tx,
  bot: string,
  chats: readonly string[],
  freeAt: Temporal.Instant | null,
): Promise<void> {
  await tx
    .update(queues)
    .set({ freeAt })
    .where(and(eq(queues.bot, bot), inArray(queues.chat, [...chats])))
}

/** The heads of a bot that may go now, urgent ones first, locked; what somebody else has in hand is passed over. */
export async function pickHeads(
  tx: Tx,
  bot: string,
  { machine, limit }: { readonly machine: Temporal.Instant; readonly limit: number },
): Promise<readonly { readonly chat: string; readonly head: number }[]> {
  return rows(
    tx,
    sql`
    select chat, head from queues
    where bot = ${bot} and head is not null and (free_at is null or free_at <= ${machine})
    order by is_urgent desc nulls last, head limit ${limit}
    for update skip locked`,
  )
}
