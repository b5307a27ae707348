/**
 * The month's messages of a bot whose vendor allows only so many: counted before a message goes out, given back when it
 * did not, kept for what matters most as they run short. The Office hears of it while something can still be done.
 */
import { tellOfDirectory } from '../actions/tell.ts'
import { dayOf } from '../calendar/calendar.ts'
import { importanceOf } from '../cards/importance.ts'
import type { DeliveryNotice } from '../cards/index.ts'
import { isWarningDue, mayGoOut } from '../domain/quota.ts'
import type { Claimed } from '../store/deliveries.ts'
import { addUsed, lockUsed, type QuotaMonth } from '../store/quotas.ts'
import type { Snapshot } from '../store/snapshot.ts'
import type { Tx } from '../store/tx.ts'
import { type Bot, type Ground, presentOf } from './ground.ts'

/** Counts the first message of a delivery; false, and nothing counted, when the month has none left for it. */
export async function mayUseQuota(ground: Ground, bot: Bot, claimed: Claimed): Promise<boolean> {
  const { quota } = bot.messenger.capabilities
  if (quota === null) return true
  const now = presentOf(ground.clock)
  const { isUrgent, untilAt, kind } = claimed
  const said = { notice: claimed.notice as DeliveryNotice, isEdit: kind === 'edit', isUrgent, untilAt }
  return ground.database.transaction(async (tx) => {
    const snapshot = await ground.snapshots.load(tx, bot.committeeId)
    const used = await lockUsed(tx, monthOf(bot, snapshot, now))
    if (!mayGoOut(importanceOf(said, now), used, quota.messages)) return false
    await count(tx, { bot, snapshot, now, used, allowed: quota.messages })
    return true
  })
}

/** Counts one more message of a card that has begun: a card is shown whole. */
export async function useQuota(ground: Ground, bot: Bot): Promise<void> {
  const { quota } = bot.messenger.capabilities
  if (quota === null) return
  const now = presentOf(ground.clock)
  await ground.database.transaction(async (tx) => {
    const snapshot = await ground.snapshots.load(tx, bot.committeeId)
    const used = await lockUsed(tx, monthOf(bot, snapshot, now))
    await count(tx, { bot, snapshot, now, used, allowed: quota.messages })
  })
}

/** Gives back the message that was counted last and did not go out. */
export async function returnQuota(ground: Ground, bot: Bot): Promise<void> {
  if (bot.messenger.capabilities.quota === null) return
  const now = presentOf(ground.clock)
  await ground.database.transaction(async (tx) => {
    const snapshot = await ground.snapshots.load(tx, bot.committeeId)
    await addUsed(tx, monthOf(bot, snapshot, now), -1)
  })
}

type Counting = {
  readonly bot: Bot
  readonly snapshot: Snapshot
  readonly now: Temporal.Instant
  readonly used: number
  readonly allowed: number
}

async function count(tx: Tx, { bot, snapshot, now, used, allowed }: Counting): Promise<void> {
  const month = monthOf(bot, snapshot, now)
  await addUsed(tx, month, 1)
  if (!isWarningDue(used + 1, allowed)) return
  const circumstances = { tx, snapshot, by: null, messenger: null, words: null, at: now, recordedAt: now }
  const notice = { kind: 'quota_low', bot: bot.id, used: used + 1, allowed } as const
  await tellOfDirectory(circumstances, [{ notice, to: { who: 'office' }, key: `quota:${bot.id}:${month.month}` }])
}

function monthOf(bot: Bot, { calendar }: Snapshot, now: Temporal.Instant): QuotaMonth {
  return { bot: bot.id, month: dayOf(now, calendar).toPlainYearMonth().toString() }
}
