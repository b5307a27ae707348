/**
 * Taking deliveries in hand, under a lease, and letting go of them. Business time decides when something may go out,
 * machine time how long a lease or a pause lasts. Couriers of one bot claim one after the other; what they took they send
 * side by side, never two to one chat.
 */
import { and, eq, sql } from 'drizzle-orm'
import type { CommitteeId } from '../domain/directory.ts'
import type { Claimed, Ending } from './deliveries.ts'
import { pauseBot, readGate } from './gates.ts'
import { revive } from './json.ts'
import { holdQueues, pickHeads, queueDue, refreshHeads, releaseQueue } from './queues.ts'
import { deliveries } from './schema.ts'
import { rows, type Tx } from './tx.ts'

/** What may be taken. */
export type Window = {
  readonly now: Temporal.Instant
  readonly machine: Temporal.Instant
  readonly leaseSeconds: number
  /** Press answers and forms alone. */
  readonly onlyAnswers: boolean
  readonly limit: number
  /** While turns are booked further ahead than this, nothing more is taken that needs one: urgent ones could not overtake. */
  readonly aheadMilliseconds: number
}

/**
 * Takes what may go out now, at most one per chat, urgent chats first; none of a bot that must pause. Press answers
 * overtake everything: they are worth something for seconds only.
 */
export async function claim(tx: Tx, bot: string, window: Window): Promise<readonly Claimed[]> {
  const committeeId = await lockClaims(tx, bot)
  const gate = await readGate(tx, bot)
  if (committeeId === null || isAfter(gate.freeAt, window.machine)) return []
  const answers = await takeAnswers(tx, bot, window)
  const limit = window.limit - answers.length
  const enough = window.machine.add({ milliseconds: window.aheadMilliseconds })
  if (window.onlyAnswers || limit <= 0 || isAfter(gate.turnAt, enough)) return answers
  await queueDue(tx, bot, window)
  return [...answers, ...(await takeHeads(tx, { bot, committeeId }, { ...window, limit }))]
}

function isAfter(moment: Temporal.Instant | null, other: Temporal.Instant): boolean {
  return moment !== null && Temporal.Instant.compare(moment, other) > 0
}

/** One courier of a bot claims at a time. Gives the committee of the bot. */
async function lockClaims(tx: Tx, bot: string): Promise<CommitteeId | null> {
  const [found] = await rows<{ committeeId: CommitteeId }>(
    tx,
    sql`select committee_id as "committeeId" from bots where id = ${bot} for no key update`,
  )
  return found?.committeeId ?? null
}

const claimedColumns = sql`d.committee_id as "committeeId", d.number, d.key, d.bot, d.chat, d.is_private as "isPrivate",
  d.officer, d.kind, d.reference, d.notice, d.target, d.press, d.is_live as "isLive", d.is_urgent as "isUrgent",
  d.keeps_quiet_hours as "keepsQuietHours", d.is_copy as "isCopy", d.until_at as "untilAt", d.attempts as attempt, d.faults, d.messages`

async function takeAnswers(
  tx: Tx,
  bot: string,
  { machine, now, leaseSeconds, limit }: Window,
): Promise<readonly Claimed[]> {
  const leasedUntilAt = machine.add({ seconds: leaseSeconds })
  return inOrder(
    await rows(
      tx,
      sql`
      with ready as (
        select committee_id, number from deliveries
        where bot = ${bot} and state = 'waiting' and kind in ('answer', 'form', 'home') and not_before_at <= ${now}
          and (leased_until_at is null or leased_until_at <= ${machine})
        order by number limit ${limit}
        for update skip locked
      )
      update deliveries d set leased_until_at = ${leasedUntilAt}, attempts = d.attempts + 1
      from ready where d.committee_id = ready.committee_id and d.number = ready.number
      returning ${claimedColumns}`,
    ),
  )
}

/**
 * Takes what waits for bots that are off and may be said by now, whichever process ran them. What a courier of theirs still
 * has under way is left to it until its lease ends.
 */
export async function claimOfBotsOff(
  tx: Tx,
  { machine, now, leaseSeconds, limit }: Pick<Window, 'machine' | 'now' | 'leaseSeconds' | 'limit'>,
): Promise<readonly Claimed[]> {
  const leasedUntilAt = machine.add({ seconds: leaseSeconds })
  const free = sql`(d.leased_until_at is null or d.leased_until_at <= ${machine})`
  const waiting = sql`select d.committee_id, d.number from bots b
    join deliveries d on d.committee_id = b.committee_id and d.bot = b.id
    where b.disabled_at is not null and d.state = 'waiting' and ${free}`
  // One part for each index of what waits.
  return inOrder(
    await rows(
      tx,
      sql`
      with found as (
        ${waiting} and d.is_queued
        union all ${waiting} and not d.is_queued and d.kind in ('post', 'edit') and d.not_before_at <= ${now}
        union all ${waiting} and d.kind in ('answer', 'form', 'home')
        order by number limit ${limit}
      )
      update deliveries d set leased_until_at = ${leasedUntilAt}, attempts = d.attempts + 1
      from found where d.committee_id = found.committee_id and d.number = found.number and d.state = 'waiting' and ${free}
      returning ${claimedColumns}`,
    ),
  )
}

type Owner = { readonly bot: string; readonly committeeId: CommitteeId }

async function takeHeads(tx: Tx, { bot, committeeId }: Owner, window: Window): Promise<readonly Claimed[]> {
  const picked = await pickHeads(tx, bot, window)
  if (picked.length === 0) return []
  const leasedUntilAt = window.machine.add({ seconds: window.leaseSeconds })
  const numbers = sql.param(picked.map(({ head }) => head))
  const taken = inOrder(
    await rows(
      tx,
      sql`
      update deliveries d set leased_until_at = ${leasedUntilAt}, attempts = d.attempts + 1
      where d.committee_id = ${committeeId} and d.number = any(${numbers}::bigint[]) and d.state = 'waiting' and d.is_queued
      returning ${claimedColumns}`,
    ),
  )
  const held = taken.map(({ chat }) => chat)
  await holdQueues(tx, bot, held, leasedUntilAt)
  const stale = picked.map(({ chat }) => chat).filter((chat) => !held.includes(chat))
  await refreshHeads(tx, bot, stale)
  return taken
}

function inOrder(taken: readonly Record<string, unknown>[]): readonly Claimed[] {
  const claimed = taken as unknown as readonly Claimed[]
  return claimed.map((one) => ({ ...one, notice: revive(one.notice) })).toSorted((a, b) => a.number - b.number)
}

/** Whether a delivery stands in the queue of its chat: press answers, forms and pages do not. */
export function isPaced({ kind }: Pick<Claimed, 'kind'>): boolean {
  return kind === 'post' || kind === 'edit'
}

/** Keeps deliveries under way from being taken over. */
export async function renewLeases(tx: Tx, held: readonly Claimed[], leasedUntilAt: Temporal.Instant): Promise<void> {
  for (const claimed of held) {
    const isOurs = await change(tx, claimed, { leasedUntilAt })
    if (isOurs && isPaced(claimed)) await holdQueues(tx, claimed.bot, [claimed.chat], leasedUntilAt)
  }
}

/** Ends a delivery, unless somebody else took it over meanwhile; says whether it did. Its queue is still held. */
export async function complete(tx: Tx, claimed: Claimed, ending: Ending, endedAt: Temporal.Instant): Promise<boolean> {
  const set = ending.state === 'sent' ? { ...ending, failure: null } : ending
  return change(tx, claimed, { ...set, endedAt, leasedUntilAt: null })
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
  const isOurs = await change(tx, claimed, { leasedUntilAt: until, failure: reason })
  if (scope === 'bot') await pauseBot(tx, claimed.bot, until)
  if (isOurs && isPaced(claimed)) await holdQueues(tx, claimed.bot, [claimed.chat], until)
}

/** Puts back a delivery that failed by our own fault: tried again later, and until then no hindrance to its chat. */
export async function setAside(
  tx: Tx,
  claimed: Claimed,
  { until, reason }: { readonly until: Temporal.Instant; readonly reason: string },
): Promise<void> {
  const faults = claimed.faults + 1
  const isOurs = await change(tx, claimed, { leasedUntilAt: until, failure: reason, faults, isQueued: false })
  if (isOurs && isPaced(claimed)) await releaseQueue(tx, claimed, null)
}

/** Puts a delivery back until an instant of business time. */
export async function hold(tx: Tx, claimed: Claimed, notBeforeAt: Temporal.Instant): Promise<void> {
  const isOurs = await change(tx, claimed, { notBeforeAt, leasedUntilAt: null, isQueued: false })
  if (isOurs && isPaced(claimed)) await releaseQueue(tx, claimed, null)
}

/** Leaves a delivery alone for a moment; what follows in its chat waits with it. */
export async function leave(tx: Tx, claimed: Claimed, until: Temporal.Instant): Promise<void> {
  const isOurs = await change(tx, claimed, { leasedUntilAt: until })
  if (isOurs && isPaced(claimed)) await holdQueues(tx, claimed.bot, [claimed.chat], until)
}

/** Everything that waits for a chat goes to its new id, at once. */
export async function redirect(tx: Tx, { committeeId, bot, chat }: Claimed, to: string): Promise<void> {
  await tx
    .update(deliveries)
    .set({ chat: to, leasedUntilAt: null, isQueued: false })
    .where(
      and(
        eq(deliveries.committeeId, committeeId),
        eq(deliveries.bot, bot),
        eq(deliveries.chat, chat),
        eq(deliveries.state, 'waiting'),
      ),
    )
  await releaseQueue(tx, { bot, chat }, null)
}

/** Changes a delivery that is still ours; says whether it is. */
export async function change(
  tx: Tx,
  { committeeId, number, attempt }: Claimed,
  set: Partial<typeof deliveries.$inferInsert>,
): Promise<boolean> {
  const changed = await tx
    .update(deliveries)
    .set(set)
    .where(
      and(
        eq(deliveries.committeeId, committeeId),
        eq(deliveries.number, number),
        eq(deliveries.attempts, attempt),
        eq(deliveries.state, 'waiting'),
      ),
    )
    .returning({ number: deliveries.number })
  return changed.length > 0
}
