/**
 * The outbox: what is to be said, claimed under a lease and ended once. Order is kept within a chat; a press is answered
 * past all queues. Business time decides when something may go out, machine time how long a lease or a pause lasts.
 */
import { and, eq, sql } from 'drizzle-orm'
import type { CommitteeId, OfficerId, UnitId } from '../domain/directory.ts'
import type { Reference } from '../domain/reference.ts'
import type { Address } from './addresses.ts'
import { revive } from './json.ts'
import { deliveries, gates } from './schema.ts'
import { type Db, rows, type Tx } from './tx.ts'

export type DeliveryKind = 'post' | 'edit' | 'answer' | 'form'

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
  await tx
    .insert(deliveries)
    .values(news.map((one) => ({ ...one, ...fresh })))
    .onConflictDoNothing({ target: [deliveries.committeeId, deliveries.key] })
}

/** Which live copies of a matter change, and from when the change may be seen. */
export type Touch = {
  readonly reference: Reference
  readonly units: readonly UnitId[] | 'all'
  readonly notBeforeAt: Temporal.Instant
  /** The number of the one copy that changes, when it is only one. */
  readonly post?: number
}

/**
 * Records an edit for every live copy that shows the touched units (the lead's card, which names no unit, always does).
 * `sequence` is the matter's evidence after the change, so that one change edits a copy once.
 */
export async function enqueueEdits(
  tx: Tx,
  committeeId: CommitteeId,
  { reference, units, notBeforeAt, post }: Touch,
  { sequence, recordedAt }: { readonly sequence: number; readonly recordedAt: Temporal.Instant },
): Promise<void> {
  const moment = notBeforeAt.epochMilliseconds
  const concerned =
    units === 'all'
      ? sql`true`
      : sql`(notice->>'unit' is null or notice->>'unit' = any(${sql.param([...units])}::text[]))`
  const meant = post === undefined ? concerned : sql`number = ${post}`
  await tx.execute(sql`
    insert into deliveries (committee_id, key, bot, chat, is_private, officer, kind, reference, notice, target, is_live,
      is_urgent, state, not_before_at, attempts, faults, messages, actions, recorded_at)
    select committee_id, 'edit:' || number || ':' || ${sequence}::int || ':' || ${moment}::bigint, bot, chat, is_private, officer, 'edit', reference,
      notice, number, false, false, 'waiting', ${notBeforeAt}, 0, 0, '[]', '[]', ${recordedAt}
    from deliveries
    where committee_id = ${committeeId} and reference = ${reference} and kind = 'post' and is_live and state = 'sent' and ${meant}
    on conflict (committee_id, key) do nothing`)
}

/** How fast a bot may be written through; machine time. */
export type Window = {
  readonly now: Temporal.Instant
  readonly machine: Temporal.Instant
  readonly leaseSeconds: number
  /** Press answers and forms alone. */
  readonly onlyAnswers: boolean
  readonly limit: number
}

/**
 * Takes what may go out now, in order, at most one per chat, urgent chats first; none of a chat or bot that must pause.
 * Press answers overtake everything: they are worth something for seconds only.
 */
export async function claim(
  tx: Tx,
  bot: string,
  { now, machine, leaseSeconds, onlyAnswers, limit }: Window,
): Promise<readonly Claimed[]> {
  const leasedUntilAt = machine.add({ seconds: leaseSeconds })
  const taken = await rows<Record<string, unknown>>(
    tx,
    sql`
    with ready as (
      select d.committee_id, d.number from deliveries d
      where d.bot = ${bot} and d.state = 'waiting' and d.not_before_at <= ${now}
        and (d.leased_until_at is null or d.leased_until_at <= ${machine})
        and not exists (select 1 from gates g where g.bot = d.bot and g.chat = '' and g.free_at > ${machine})
        and (d.kind in ('answer', 'form') or (not ${onlyAnswers}
          and not exists (select 1 from gates g where g.bot = d.bot and g.chat = d.chat and g.free_at > ${machine})
          and not exists (
            select 1 from deliveries e
            where e.bot = d.bot and e.chat = d.chat and e.state = 'waiting' and e.not_before_at <= ${now} and e.faults = 0
              and e.kind in ('post', 'edit') and e.number <> d.number
              and (e.leased_until_at > ${machine} or (e.is_urgent, -e.number) > (d.is_urgent, -d.number)))))
      order by (d.kind in ('answer', 'form')) desc, d.is_urgent desc, d.number
      limit ${limit}
      for update of d skip locked
    )
    update deliveries d set leased_until_at = ${leasedUntilAt}, attempts = d.attempts + 1
    from ready where d.committee_id = ready.committee_id and d.number = ready.number
    returning d.committee_id as "committeeId", d.number, d.key, d.bot, d.chat, d.is_private as "isPrivate", d.officer, d.kind,
      d.reference, d.notice, d.target, d.press, d.is_live as "isLive", d.is_urgent as "isUrgent", d.keeps_quiet_hours as "keepsQuietHours",
      d.until_at as "untilAt",
      d.attempts as attempt, d.faults, d.messages`,
  )
  const claimed = taken as unknown as readonly Claimed[]
  return claimed.map((one) => ({ ...one, notice: revive(one.notice) })).toSorted((a, b) => a.number - b.number)
}

/** Forgets what a delivery said: it held a linking code, and it was said. */
export async function eraseNotice(tx: Tx, { committeeId, number, notice }: Claimed): Promise<void> {
  const { of } = notice as { readonly of: string }
  await tx
    .update(deliveries)
    .set({ notice: { of, erased: true } })
    .where(and(eq(deliveries.committeeId, committeeId), eq(deliveries.number, number)))
}

/** Keeps deliveries under way from being taken over. */
export async function renewLeases(tx: Tx, held: readonly Claimed[], leasedUntilAt: Temporal.Instant): Promise<void> {
  for (const claimed of held) await tx.update(deliveries).set({ leasedUntilAt }).where(isMine(claimed))
}

/** Ends a delivery, unless somebody else took it over meanwhile; says whether it did. */
export async function complete(tx: Tx, claimed: Claimed, ending: Ending, endedAt: Temporal.Instant): Promise<boolean> {
  const set = ending.state === 'sent' ? { ...ending, failure: null } : ending
  const done = await tx
    .update(deliveries)
    .set({ ...set, endedAt, leasedUntilAt: null })
    .where(isMine(claimed))
    .returning({ number: deliveries.number })
  return done.length > 0
}

/** Puts a delivery back for later, and lets its chat or the whole bot pause until then. */
export async function postpone(
  tx: Tx,
  claimed: Claimed,
  {
    until,
    scope,
    reason,
  }: { readonly until: Temporal.Instant; readonly scope: 'chat' | 'bot'; readonly reason: string },
): Promise<void> {
  await tx.update(deliveries).set({ leasedUntilAt: until, failure: reason }).where(isMine(claimed))
  await shut(tx, { bot: claimed.bot, chat: scope === 'bot' ? '' : claimed.chat }, until)
}

/** Puts back a delivery that failed by our own fault: tried again later, and until then no hindrance to its chat. */
export async function setAside(
  tx: Tx,
  claimed: Claimed,
  { until, reason }: { readonly until: Temporal.Instant; readonly reason: string },
): Promise<void> {
  const faults = claimed.faults + 1
  await tx.update(deliveries).set({ leasedUntilAt: until, failure: reason, faults }).where(isMine(claimed))
}

/** Puts a delivery back until an instant of business time. */
export async function hold(tx: Tx, claimed: Claimed, notBeforeAt: Temporal.Instant): Promise<void> {
  await tx.update(deliveries).set({ notBeforeAt, leasedUntilAt: null }).where(isMine(claimed))
}

/** Keeps a chat, or with an empty chat the whole bot, from being written to until then. Never shortens a pause. */
export async function shut(tx: Tx, { bot, chat }: Address, freeAt: Temporal.Instant): Promise<void> {
  await tx
    .insert(gates)
    .values({ bot, chat, freeAt })
    .onConflictDoUpdate({
      target: [gates.bot, gates.chat],
      set: { freeAt: sql`greatest(${gates.freeAt}, excluded.free_at)` },
    })
}

/** Everything that waits for a chat goes to its new id, at once. */
export async function redirect(tx: Tx, { committeeId, bot, chat }: Claimed, to: string): Promise<void> {
  await tx
    .update(deliveries)
    .set({ chat: to, leasedUntilAt: null })
    .where(
      and(
        eq(deliveries.committeeId, committeeId),
        eq(deliveries.bot, bot),
        eq(deliveries.chat, chat),
        eq(deliveries.state, 'waiting'),
      ),
    )
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

function isMine({ committeeId, number, attempt }: Claimed) {
  return and(
    eq(deliveries.committeeId, committeeId),
    eq(deliveries.number, number),
    eq(deliveries.attempts, attempt),
    eq(deliveries.state, 'waiting'),
  )
}

/** How many deliveries wait, for the metrics. */
export async function countWaiting(db: Db): Promise<number> {
  const [found] = await rows<{ waiting: number }>(
    db,
    sql`select count(*)::int as waiting from deliveries where state = 'waiting'`,
  )
  return found?.waiting ?? 0
}
