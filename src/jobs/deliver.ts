/**
 * Takes deliveries from the outbox and says them: claim under a lease, render, send, end. A crash before the end means
 * the lease runs out and it is said again; the vendor's idempotency key, where there is one, makes that once.
 * A request that reached somebody in private who may answer is proof of reach, written with the delivery's end.
 */
import { witnessDelivery } from '../actions/consultation.ts'
import { dayOf } from '../calendar/calendar.ts'
import { buttonsOf } from '../cards/card.ts'
import { type DeliveryNotice, formOf, withNumberedAnswers } from '../cards/index.ts'
import { actorOf, decides } from '../domain/directory.ts'
import type { Messenger, Sending } from '../messengers/messenger.ts'
import { findAddresses, markReachable, moveChat } from '../store/addresses.ts'
import {
  type Claimed,
  claim,
  complete,
  type Ending,
  enqueue,
  enqueueEdits,
  noteEdit,
  postpone,
  redirect,
  shut,
} from '../store/deliveries.ts'
import type { Line } from '../store/evidence.ts'
import type { Snapshot } from '../store/snapshot.ts'
import type { Tx } from '../store/tx.ts'
import { describeFault } from './fault.ts'
import { type Bot, botOf, type Ground, presentOf, timeOf } from './ground.ts'
import { type Rendered, render } from './render.ts'

/** Longer than any vendor call may take. */
const leaseSeconds = 150
const mostTries = 40
/** So many are under way at once, each in another chat. */
const atOnce = 16

/** Sends what may go out now through the bots of this process; says how many deliveries were taken in hand. */
export async function deliverDue(ground: Ground): Promise<number> {
  const taken = await Promise.all(ground.bots.map((bot) => deliverThrough(ground, bot)))
  return taken.reduce((sum, count) => sum + count, 0)
}

async function deliverThrough(ground: Ground, bot: Bot): Promise<number> {
  const machine = presentOf(ground.machine)
  const claimed = await ground.database.transaction(async (tx) => {
    const limit = Math.max(1, Math.min(atOnce, bot.messenger.capabilities.pace.bot.count))
    const taken = await claim(tx, bot.id, { now: presentOf(ground.clock), machine, leaseSeconds, limit })
    await pause(tx, bot, taken, machine)
    return taken
  })
  await Promise.all(claimed.map((one) => deliverSafely(ground, bot.messenger, one)))
  return claimed.length
}

/** Keeps the pace: a chat rests after a message, the bot after a batch. Press answers are not counted by any vendor. */
async function pause(tx: Tx, bot: Bot, taken: readonly Claimed[], machine: Temporal.Instant): Promise<void> {
  const { pace } = bot.messenger.capabilities
  const paced = taken.filter(({ kind }) => kind === 'post' || kind === 'edit')
  for (const { chat, isPrivate } of paced)
    await shut(tx, { bot: bot.id, chat }, rest(machine, isPrivate ? pace.chat : pace.group, 1))
  if (paced.length > 0) await shut(tx, { bot: bot.id, chat: '' }, rest(machine, pace.bot, paced.length))
}

function rest(
  machine: Temporal.Instant,
  { count, seconds }: { count: number; seconds: number },
  messages: number,
): Temporal.Instant {
  return machine.add({ milliseconds: Math.ceil((messages * seconds * 1000) / count) })
}

async function deliverSafely(ground: Ground, messenger: Messenger, claimed: Claimed): Promise<void> {
  try {
    await deliver(ground, messenger, claimed)
  } catch (error) {
    const facts = { delivery: claimed.number, bot: claimed.bot, attempt: claimed.attempt, error: describeFault(error) }
    ground.log('error', 'A delivery failed by our own fault', facts)
    await giveUpOrWait(ground, claimed, {
      seconds: 2 ** Math.min(claimed.attempt, 8),
      scope: 'chat',
      reason: describeFault(error),
    })
  }
}

async function deliver(ground: Ground, messenger: Messenger, claimed: Claimed): Promise<void> {
  const now = presentOf(ground.clock)
  if (claimed.untilAt !== null && Temporal.Instant.compare(now, claimed.untilAt) >= 0) {
    return finish(ground, claimed, { state: 'expired', failure: null }, null)
  }
  const rendered = await ground.database.transaction((tx) => render(ground, tx, claimed, now))
  const shown = rendered === null ? null : shape(messenger, rendered)
  if (claimed.kind === 'answer')
    return afterSending(ground, claimed, null, await messenger.answer(claimed.press ?? '', toast(shown)))
  if (rendered === null || shown === null) return finish(ground, claimed, { state: 'unneeded', failure: null }, null)
  const sending = await send(messenger, claimed, { rendered, shown, isUrgent: claimed.isUrgent })
  if (sending === null) return finish(ground, claimed, { state: 'unneeded', failure: null }, null)
  return afterSending(ground, claimed, { rendered, actions: shown.actions }, sending)
}

type ShownCard = { readonly card: Rendered['card']; readonly actions: readonly string[] }

/** The card as this messenger can show it. */
function shape({ capabilities }: Messenger, { card, t }: Rendered): ShownCard {
  return capabilities.buttons
    ? { card, actions: buttonsOf(card).map((button) => button.action) }
    : withNumberedAnswers(card, t)
}

/** A few words above the chat for whoever pressed; vendors take 200 characters at most. */
function toast(shown: ShownCard | null): string | null {
  if (shown === null) return null
  const first = shown.card.blocks.find((block) => block.kind === 'text')
  const words = first ? `${shown.card.title}\n${first.text}` : shown.card.title
  return words.length <= 200 ? words : `${words.slice(0, 199)}…`
}

async function send(
  messenger: Messenger,
  claimed: Claimed,
  { rendered, shown, isUrgent }: { rendered: Rendered; shown: ShownCard; isUrgent: boolean },
): Promise<Sending | null> {
  const { chat, key } = claimed
  const silent = rendered.isQuietHour && !isUrgent
  switch (claimed.kind) {
    case 'post':
      return messenger.post({ chat, card: shown.card, replyTo: rendered.replyTo, silent, key })
    case 'form':
      return openForm(messenger, claimed, rendered)
    case 'edit':
      return edit(messenger, claimed, { rendered, shown })
    case 'answer':
      throw new Error('A press is answered before anything is sent')
    default:
      return claimed.kind satisfies never
  }
}

async function openForm(messenger: Messenger, { notice, press }: Claimed, { t }: Rendered): Promise<Sending> {
  const response = notice as DeliveryNotice
  if (response.of !== 'response' || response.kind !== 'ask') throw new Error('Only what is asked can be a form')
  return messenger.openForm(press ?? '', formOf(response, t))
}

/**
 * Where messages cannot be changed, a card whose buttons went is followed by what became of it; other changes are left,
 * and so is what hangs under a card that is followed itself.
 */
async function edit(
  messenger: Messenger,
  { chat, key }: Claimed,
  { rendered, shown }: { rendered: Rendered; shown: ShownCard },
): Promise<Sending | null> {
  if (messenger.capabilities.edits) return messenger.edit(chat, rendered.messages, shown.card)
  if (!rendered.hadButtons || shown.actions.length > 0 || rendered.replyTo !== null) return null
  return messenger.post({ chat, card: shown.card, replyTo: rendered.messages[0] ?? null, silent: true, key })
}

type Said = { readonly rendered: Rendered; readonly actions: readonly string[] }

async function afterSending(ground: Ground, claimed: Claimed, said: Said | null, sending: Sending): Promise<void> {
  ground.count.deliveryEnded(botOf(ground, claimed.bot).messenger.name, sending.outcome)
  switch (sending.outcome) {
    case 'sent':
      return finish(
        ground,
        claimed,
        { state: 'sent', messages: sending.messages, actions: said?.actions ?? [] },
        { said, at: sending.at },
      )
    case 'retry-later':
      return giveUpOrWait(ground, claimed, sending)
    case 'unreachable':
      return sending.movedTo === null ? lose(ground, claimed, sending.reason) : follow(ground, claimed, sending.movedTo)
    case 'rejected':
      ground.log('error', 'A messenger refuses a message of ours', {
        delivery: claimed.number,
        bot: claimed.bot,
        reason: sending.reason,
      })
      return finish(ground, claimed, { state: 'dead', failure: sending.reason }, null)
    default:
      return sending satisfies never
  }
}

async function giveUpOrWait(
  ground: Ground,
  claimed: Claimed,
  { seconds, scope, reason }: { readonly seconds: number; readonly scope: 'chat' | 'bot'; readonly reason: string },
): Promise<void> {
  if (claimed.attempt >= mostTries) return finish(ground, claimed, { state: 'dead', failure: reason }, null)
  const until = presentOf(ground.machine).add({ milliseconds: Math.ceil(seconds * 1000) })
  await ground.database.transaction((tx) => postpone(tx, claimed, { until, scope, reason }))
}

/** Ends a delivery and, in the same transaction, writes what it proves. Only whoever still holds it may. */
async function finish(
  ground: Ground,
  claimed: Claimed,
  ending: Ending,
  sent: { readonly said: Said | null; readonly at: Temporal.Instant } | null,
): Promise<void> {
  await ground.database.transaction(async (tx) => {
    if (!(await complete(tx, claimed, ending, presentOf(ground.clock)))) return
    if (claimed.kind === 'edit' && ending.state === 'sent') await noteEdit(tx, claimed, ending)
    if (ending.state === 'unreachable') await sayElsewhere(tx, ground, claimed)
    if (claimed.kind === 'post' && claimed.reference !== null) await witness(tx, ground, claimed, { ending, sent })
  })
}

type End = {
  readonly ending: Ending
  readonly sent: { readonly said: Said | null; readonly at: Temporal.Instant } | null
}

/** The line of evidence about a telling, with the proof of reach it may be; and an edit when the matter moved on meanwhile. */
async function witness(tx: Tx, ground: Ground, claimed: Claimed, { ending, sent }: End): Promise<void> {
  const notice = claimed.notice as DeliveryNotice
  const { reference, committeeId } = claimed
  if (reference === null || ending.state === 'unneeded') return
  const snapshot = await ground.snapshots.load(tx, committeeId)
  const recordedAt = presentOf(ground.clock)
  const at = sent ? timeOf(sent.at, recordedAt) : recordedAt
  const moved =
    notice.of === 'consultation'
      ? await witnessTelling(tx, { snapshot, claimed, notice, ending, at, recordedAt })
      : null
  const rendered = sent?.said?.rendered ?? null
  const sequence = rendered?.sequence ?? null
  if (claimed.isLive && rendered !== null) {
    for (const notBeforeAt of rendered.changesAt) {
      const touch = { reference, units: 'all', notBeforeAt, post: claimed.number } as const
      await enqueueEdits(tx, committeeId, touch, { sequence: sequence ?? 0, recordedAt })
    }
  }
  if (claimed.isLive && moved !== null && sequence !== null && moved.sequence !== sequence) {
    await enqueueEdits(
      tx,
      committeeId,
      { reference, units: 'all', notBeforeAt: recordedAt },
      { sequence: moved.sequence, recordedAt },
    )
  }
}

type Telling = {
  readonly snapshot: Snapshot
  readonly claimed: Claimed
  readonly notice: DeliveryNotice & { readonly of: 'consultation' }
  readonly ending: Ending
  readonly at: Temporal.Instant
  readonly recordedAt: Temporal.Instant
}

async function witnessTelling(tx: Tx, { snapshot, claimed, notice, ending, at, recordedAt }: Telling) {
  const { bot, officer, reference } = claimed
  const isSent = ending.state === 'sent'
  const body = {
    notice: notice.kind,
    unit: notice.unit,
    officer,
    chat: claimed.chat,
    end: ending.state,
    messages: isSent ? ending.messages : [],
  }
  const type = isSent ? 'delivered' : 'undelivered'
  const line: Line = { type, actor: null, messenger: bot, happenedAt: at, recordedAt, body }
  const circumstances = { tx, snapshot, by: null, messenger: bot, words: null, at, recordedAt }
  return witnessDelivery(circumstances, reference ?? '', {
    proof: isSent ? proofOf(claimed, notice, snapshot, at) : null,
    line,
  })
}

/** A private request or nudge that came to somebody who may answer for the unit proves that the unit was reached. */
function proofOf(
  { officer, isPrivate, bot }: Claimed,
  notice: Telling['notice'],
  { directory, calendar }: Snapshot,
  at: Temporal.Instant,
) {
  const { unit, kind } = notice
  if (officer === null || !isPrivate || unit === null || (kind !== 'asked' && kind !== 'nudged')) return null
  const mayAnswer = actorOf(directory, officer, dayOf(at, calendar)).capacities.some(
    (capacity) => capacity.unit === unit && decides(capacity.post),
  )
  return mayAnswer ? { unit, reach: { kind: 'message' as const, officer, messenger: bot, at } } : null
}

/** A chat that cannot be reached: the delivery ends there, and goes on in the person's next channel. */
async function lose(ground: Ground, claimed: Claimed, reason: string): Promise<void> {
  ground.log('warn', 'Somebody cannot be reached', { bot: claimed.bot, officer: claimed.officer, reason })
  await finish(ground, claimed, { state: 'unreachable', failure: reason }, null)
}

/** Notes that a private chat is closed, and says it again in the person's next channel if there is one. */
async function sayElsewhere(tx: Tx, ground: Ground, claimed: Claimed): Promise<void> {
  if (claimed.kind !== 'post' || claimed.officer === null || !claimed.isPrivate) return
  const { officer, committeeId } = claimed
  await markReachable(tx, committeeId, claimed, false)
  const next = (await findAddresses(tx, committeeId, [officer])).get(officer)
  if (!next) return
  const { committeeId: _, number: __, attempt: ___, messages: ____, ...again } = claimed
  const now = presentOf(ground.clock)
  await enqueue(tx, committeeId, now, [{ ...again, ...next, key: `${claimed.key}>${next.bot}`, notBeforeAt: now }])
}

/** A group that got another id: everything waiting for it follows. */
async function follow(ground: Ground, claimed: Claimed, to: string): Promise<void> {
  await ground.database.transaction(async (tx) => {
    await moveChat(tx, claimed.committeeId, claimed, to)
    await redirect(tx, claimed, to)
  })
}
