/**
 * The outbox: what is to be said, written in the transaction that decided it, and what became of it. Taking from it is
 * claims.ts, in the order of queues.ts, at the pace of gates.ts.
 */
import { and, eq, sql } from 'drizzle-orm'
import type { CommitteeId, OfficerId, UnitId } from '../domain/directory.ts'
import type { Reference } from '../domain/reference.ts'
import type { Address } from './addresses.ts'
import { insertMany } from './bulk.ts'
import { deliveries } from './schema.ts'
import type { Tx } from './tx.ts'

export type DeliveryKind = 'post' | 'edit' | 'answer' | 'form' | 'home'

/** Something to be said, before it has a number. `notice` is typed by the cards. */
export type NewDelivery = Address & {
  readonly key: string
  readonly isPrivate: boolean
  readonly officer: OfficerId | null
  readonly kind: DeliveryKind
  readonly reference: Reference | null
  readonly notice: unknown
  readonly target: number | null
  readonly press: string | null
  readonly isLive: boolean
  readonly isUrgent: boolean
  /** Put back when its turn comes outside office hours. */
  readonly keepsQuietHours?: boolean
  /** The same telling in a channel beside the first. */
  readonly isCopy?: boolean
  readonly notBeforeAt: Temporal.Instant
  readonly untilAt: Temporal.Instant | null
}

/** A delivery in hand: nobody else sends it until the lease ends. `attempt` fences its completion. */
export type Claimed = Omit<NewDelivery, 'notBeforeAt'> & {
  readonly committeeId: CommitteeId
  readonly number: number
  readonly attempt: number
  /** How often we failed at it by our own fault. */
  readonly faults: number
  /** Messages already sent for it, or of the post an edit changes. */
  readonly messages: readonly string[]
}

export type Ending =
  | { readonly state: 'sent'; readonly messages: readonly string[]; readonly actions: readonly string[] }
  | { readonly state: 'unneeded' | 'expired' | 'unreachable' | 'dead'; readonly failure: string | null }

/** Records what is to be said. A key that is already there is said already: nothing happens. */
export async function enqueue(
  tx: Tx,
  committeeId: CommitteeId,
  recordedAt: Temporal.Instant,
  news: readonly NewDelivery[],
): Promise<void> {
  if (news.length === 0) return
  const fresh = {
    committeeId,
    recordedAt,
    state: 'waiting' as const,
    attempts: 0,
    faults: 0,
    messages: [],
    actions: [],
  }
  // Rows that go in together all name the same columns: what one leaves out would be lost from the others.
  const added = news.map(({ keepsQuietHours = false, isCopy = false, ...one }) => {
    return { ...one, keepsQuietHours, isCopy, ...fresh }
  })
  await insertMany(tx, deliveries, added, ['committeeId', 'key'])
}

/** Which live copies of a matter change, and from when the change may be seen. */
export type Touch = {
  readonly units: readonly UnitId[] | 'all'
  readonly notBeforeAt: Temporal.Instant
  /** The number of the one copy that changes, when it is only one. */
  readonly post?: number
}

/**
 * Records an edit for every live copy that shows the touched units (the lead's card, which names no unit, always does),
 * one for each touch. `sequence` is the matter's evidence after the change, so that one change edits a copy once.
 */
export async function enqueueEdits(
  tx: Tx,
  { committeeId, reference }: { readonly committeeId: CommitteeId; readonly reference: Reference },
  touches: readonly Touch[],
  { sequence, recordedAt }: { readonly sequence: number; readonly recordedAt: Temporal.Instant },
): Promise<void> {
  if (touches.length === 0) return
  const steps = touches.map(({ units, notBeforeAt, post = null }) => ({
    units: units === 'all' || post !== null ? null : units,
    notBeforeAt,
    moment: notBeforeAt.epochMilliseconds,
    post,
  }))
  await tx.execute(sql`
    with touches as (
      select * from jsonb_to_recordset(${JSON.stringify(steps)}::jsonb)
        as r (units jsonb, "notBeforeAt" timestamptz, moment bigint, post bigint)
    )
    insert into deliveries (committee_id, key, bot, chat, is_private, officer, kind, reference, notice, target, is_live,
      is_urgent, state, not_before_at, attempts, faults, messages, actions, recorded_at)
    select p.committee_id, 'edit:' || d.number || ':' || ${sequence}::int || ':' || t.moment, p.bot, p.chat, p.is_private,
      p.officer, 'edit', p.reference, p.notice, p.number, false, false, 'waiting', t."notBeforeAt", 0, 0, '[]', '[]', ${recordedAt}
    from deliveries d
    join deliveries p on p.committee_id = d.committee_id and p.number = case d.state when 'merged' then d.target else d.number end
    cross join touches t
    where d.committee_id = ${committeeId} and d.reference = ${reference} and d.kind = 'post' and d.is_live
      and d.state in ('sent', 'merged') and p.state = 'sent'
      and (t.post is null or d.number = t.post)
      and (t.units is null or d.notice->>'unit' is null or jsonb_exists(t.units, d.notice->>'unit'))
    on conflict (committee_id, key) do nothing`)
}

/** Changes what was told under a key, for whomever: cards already sent are edited, those on their way say it at once. */
export async function retell(
  tx: Tx,
  committeeId: CommitteeId,
  { key, notice, at }: { readonly key: string; readonly notice: unknown; readonly at: Temporal.Instant },
): Promise<void> {
  const said = JSON.stringify(notice)
  const told = sql`committee_id = ${committeeId} and kind = 'post' and starts_with(key, ${`${key}:`})`
  await tx.execute(sql`update deliveries set notice = ${said}::jsonb where ${told} and state = 'waiting'`)
  await tx.execute(sql`
    insert into deliveries (committee_id, key, bot, chat, is_private, officer, kind, reference, notice, target, is_live,
      is_urgent, state, not_before_at, attempts, faults, messages, actions, recorded_at)
    select committee_id, 'retold:' || number, bot, chat, is_private, officer, 'edit', reference, ${said}::jsonb, number,
      false, false, 'waiting', ${at}, 0, 0, '[]', '[]', ${at}
    from deliveries where ${told} and state = 'sent'
    on conflict (committee_id, key) do nothing`)
}

/** Forgets what a delivery said: it held a linking code, and it was said. */
export async function eraseNotice(tx: Tx, { committeeId, number, notice }: Claimed): Promise<void> {
  const { of } = notice as { readonly of: string }
  await tx
    .update(deliveries)
    .set({ notice: { of, erased: true } })
    .where(and(eq(deliveries.committeeId, committeeId), eq(deliveries.number, number)))
}

/**
 * Notes in which messages a post stands after an edit, and which buttons it shows. An answer to somebody that has no button
 * left will not change again.
 */
export async function noteEdit(
  tx: Tx,
  { committeeId, target, notice }: Claimed,
  shown: { readonly messages: readonly string[]; readonly actions: readonly string[] },
): Promise<void> {
  if (target === null) return
  const isFinal = (notice as { readonly of?: string }).of === 'response' && shown.actions.length === 0
  await tx
    .update(deliveries)
    .set({ messages: shown.messages, actions: shown.actions, ...(isFinal ? { isLive: false } : {}) })
    .where(and(eq(deliveries.committeeId, committeeId), eq(deliveries.number, target)))
}
