/**
 * How a delivery ends, and what its end proves. A request that reached somebody in private who may answer is proof of
 * reach; what cannot be said in one channel goes on in the next, or to the people behind a group.
 */
import { findAnsweringOffice, tellOfDirectory } from '../actions/tell.ts'
import { witnessDelivery } from '../actions/witness.ts'
import type { DeliveryNotice } from '../cards/index.ts'
import { isOfMatter, type MatterNotice } from '../domain/notice.ts'
import {
  type Address,
  findAddresses,
  findAddressesAfter,
  isOfficeGroup,
  markReachable,
  moveChat,
} from '../store/addresses.ts'
import { findBot } from '../store/bots.ts'
import { complete, isPaced, postpone, redirect } from '../store/claims.ts'
import { isStillCopy, promoteCopy } from '../store/copies.ts'
import {
  type Claimed,
  type Ending,
  enqueue,
  enqueueEdits,
  eraseNotice,
  type NewDelivery,
  noteEdit,
} from '../store/deliveries.ts'
import { type Line, readNews } from '../store/evidence.ts'
import { dropParts, findParts } from '../store/merged.ts'
import { releaseQueue } from '../store/queues.ts'
import type { Snapshot } from '../store/snapshot.ts'
import type { Tx } from '../store/tx.ts'
import { botOf, type Ground, presentOf, timeOf } from './ground.ts'
import { readHorizons } from './horizons.ts'
import type { Rendered, Said } from './render.ts'
import { restOf } from './turns.ts'

/** What was sent, and when by the vendor. */
export type Sent = { readonly rendered: Rendered | null; readonly at: Temporal.Instant }

/** Why a chat is not written to: it is closed to us, the vendor's month has no message left for it, or its bot is off. */
type Hindrance = 'closed' | 'spent' | 'off'

type Outcome = Ending & { readonly movedTo?: string | null; readonly hindrance?: Hindrance }

/** Ends a delivery and, in the same transaction, writes what follows from it. Only whoever still holds it may. */
export async function conclude(
  ground: Ground,
  claimed: Claimed,
  { movedTo = null, hindrance = 'closed', ...ending }: Outcome,
  sent: Sent | null,
): Promise<void> {
  await ground.database.transaction(async (tx) => {
    if (movedTo !== null) return follow(tx, claimed, movedTo)
    if (!(await complete(tx, claimed, ending, presentOf(ground.clock)))) return
    if (claimed.kind === 'edit' && ending.state === 'sent') await noteEdit(tx, claimed, ending)
    const tellings = await tellingsOf(tx, claimed, { ending, sent })
    if (ending.state === 'unreachable') await sayElsewhere(tx, ground, claimed, { tellings, hindrance })
    if (ending.state === 'dead') for (const telling of tellings) await tellOffice(tx, ground, telling, 'failed')
    if (claimed.kind === 'form' && ending.state !== 'sent' && hindrance !== 'off') await askInChat(tx, ground, claimed)
    if (isErased(claimed)) await eraseNotice(tx, claimed)
    if (claimed.kind === 'post' && ending.state !== 'unneeded')
      for (const telling of inOneOrder(tellings)) await witness(tx, ground, telling, { ending, sent })
    if (isPaced(claimed))
      await releaseQueue(tx, claimed, hindrance === 'off' ? null : restsUntil(ground, claimed, ending))
  })
}

/** Two messages may tell of the same matters: whoever locks several does so in one order. */
function inOneOrder(tellings: readonly Claimed[]): readonly Claimed[] {
  return tellings.toSorted((one, other) => (one.reference ?? '').localeCompare(other.reference ?? ''))
}

/** What was not put to a vendor leaves its chat free for the next. */
function restsUntil(ground: Ground, claimed: Claimed, { state }: Ending): Temporal.Instant | null {
  if (state === 'unneeded' || state === 'expired') return null
  return presentOf(ground.machine).add({ milliseconds: restOf(botOf(ground, claimed.bot), claimed) })
}

/**
 * What a delivery told: itself, or the parts of a merged one. Parts that were not worth saying any more end with it, and
 * prove nothing.
 */
async function tellingsOf(tx: Tx, claimed: Claimed, { ending, sent }: End): Promise<readonly Claimed[]> {
  if ((claimed.notice as DeliveryNotice | null)?.of !== 'merged' || claimed.kind !== 'post') return [claimed]
  const parts = await findParts(tx, claimed.committeeId, claimed.number)
  if (ending.state !== 'sent' && ending.state !== 'unneeded') return parts
  const said = new Set(sent?.rendered?.said.map(({ delivery }) => delivery.number))
  const isSaid = ({ number }: Claimed) => said.has(number)
  const dropped = parts.filter((part) => !isSaid(part))
  await dropParts(tx, claimed.committeeId, dropped)
  return parts.filter(isSaid)
}

/** A linking code is worth as much as an account: once said it is not kept. */
function isErased({ notice }: Claimed): boolean {
  const said = notice as DeliveryNotice | null
  return said?.of === 'response' && said.erase === 'response'
}

/** Puts a delivery back; what a vendor cannot take now is never given up for that, only when it is no longer worth saying. */
export async function postponeFor(
  ground: Ground,
  claimed: Claimed,
  { seconds, scope, reason }: { readonly seconds: number; readonly scope: 'chat' | 'bot'; readonly reason: string },
): Promise<void> {
  const until = presentOf(ground.machine).add({ milliseconds: Math.ceil(seconds * 1000) })
  await ground.database.transaction((tx) => postpone(tx, claimed, { until, scope, reason }))
}

/** A group that got another id: everything waiting for it follows. */
async function follow(tx: Tx, claimed: Claimed, to: string): Promise<void> {
  await moveChat(tx, claimed.committeeId, claimed, to)
  await redirect(tx, claimed, to)
}

/** A form that could not be opened is asked in the chat instead. */
async function askInChat(tx: Tx, ground: Ground, claimed: Claimed): Promise<void> {
  const now = presentOf(ground.clock)
  await enqueue(tx, claimed.committeeId, now, [
    { ...again(claimed), key: `${claimed.key}>chat`, kind: 'post', press: null, untilAt: null, notBeforeAt: now },
  ])
}

/** What somebody should have heard about a matter and did not is the Office's to tell them. */
async function tellOffice(tx: Tx, ground: Ground, claimed: Claimed, why: 'failed' | 'quota'): Promise<void> {
  const { kind, officer, reference, isPrivate, committeeId, number } = claimed
  if (kind !== 'post' || officer === null || reference === null || !isPrivate) return
  if (!isOfMatter(claimed.notice as DeliveryNotice | null)) return
  if (await isStillCopy(tx, claimed)) return
  const snapshot = await ground.snapshots.load(tx, committeeId)
  const now = presentOf(ground.clock)
  const circumstances = { tx, snapshot, by: null, messenger: null, words: null, at: now, recordedAt: now }
  const notice = { kind: 'unsaid', officer, reference, why } as const
  await tellOfDirectory(circumstances, [{ notice, to: { who: 'office' }, key: `unsaid:${number}` }])
}

/**
 * Notes that a chat is closed, and says it again in the person's next channel, or to whoever answers for the Office. What
 * was merged goes on part by part: it may be merged anew there.
 */
async function sayElsewhere(tx: Tx, ground: Ground, claimed: Claimed, { tellings, hindrance }: Unsaid): Promise<void> {
  if (claimed.kind !== 'post') return
  const { committeeId, officer, isPrivate } = claimed
  if (hindrance === 'closed') await noteClosed(tx, claimed)
  if (await isStillCopy(tx, claimed)) return
  const now = presentOf(ground.clock)
  const elsewhere = isPrivate
    ? await nextChannel(tx, claimed, hindrance)
    : await behindGroup(tx, ground, claimed, { now, hindrance })
  if (elsewhere.length === 0 && isPrivate)
    ground.log('warn', 'An officer has no channel left', { committeeId, officer })
  if (elsewhere.length === 0 && hindrance === 'spent')
    for (const telling of tellings) await tellOffice(tx, ground, telling, 'quota')
  for (const telling of tellings) {
    for (const ears of elsewhere) await sayThere(tx, ground, telling, ears)
  }
}

/** Says it in another channel; a copy that is there already becomes the telling, and what it proves counts from then. */
async function sayThere(
  tx: Tx,
  ground: Ground,
  telling: Claimed,
  ears: Address & Partial<Pick<Claimed, 'officer' | 'isPrivate'>>,
): Promise<void> {
  const { committeeId, key, officer } = telling
  const now = presentOf(ground.clock)
  const copy = officer === null ? null : await promoteCopy(tx, committeeId, { key, bot: ears.bot })
  if (copy === null) {
    const moved = { ...again(telling), ...ears, key: `${key}>${ears.bot}:${ears.chat}`, notBeforeAt: now }
    return enqueue(tx, committeeId, now, [{ ...moved, isCopy: false }])
  }
  if (copy.sentAt === null) return
  const { messages } = copy.delivery
  const ending = { state: 'sent', messages, actions: copy.actions } as const
  await witness(tx, ground, copy.delivery, { ending, sent: { rendered: null, at: copy.sentAt } })
}

async function noteClosed(tx: Tx, claimed: Claimed): Promise<void> {
  if (claimed.isPrivate) await markReachable(tx, claimed.committeeId, claimed, false)
}

async function nextChannel(tx: Tx, claimed: Claimed, hindrance: Hindrance) {
  if (claimed.officer === null) return []
  if (hindrance === 'spent') return findAddressesAfter(tx, claimed.committeeId, claimed.officer, claimed.bot)
  const next = (await findAddresses(tx, claimed.committeeId, [claimed.officer])).get(claimed.officer)
  return next ? [next] : []
}

/** The Office must hear, group or no group; of other groups everybody concerned is told in private anyway. */
async function behindGroup(
  tx: Tx,
  ground: Ground,
  claimed: Claimed,
  { now, hindrance }: { readonly now: Temporal.Instant; readonly hindrance: Hindrance },
) {
  if (!(await isOfficeGroup(tx, claimed.committeeId, claimed))) return []
  const facts = { committee: claimed.committeeId, bot: claimed.bot }
  if (hindrance !== 'spent') ground.log('error', 'The Office channel cannot be written to: bind it again', facts)
  const snapshot = await ground.snapshots.load(tx, claimed.committeeId)
  const people = await findAnsweringOffice(tx, snapshot, now)
  return people.map(({ officer, address }) => ({ ...address, officer, isPrivate: true }))
}

function again(claimed: Claimed): Omit<NewDelivery, 'notBeforeAt'> {
  const { committeeId: _, number: __, attempt: ___, messages: ____, faults: _____, ...same } = claimed
  return same
}

type Unsaid = { readonly tellings: readonly Claimed[]; readonly hindrance: Hindrance }

type End = { readonly ending: Ending; readonly sent: Sent | null }

/** The line of evidence about a telling, with the proof of reach it may be; and an edit when the card is no longer true. */
async function witness(tx: Tx, ground: Ground, claimed: Claimed, { ending, sent }: End): Promise<void> {
  const notice = claimed.notice as DeliveryNotice
  if (claimed.reference === null) return
  const snapshot = await ground.snapshots.load(tx, claimed.committeeId)
  const recordedAt = presentOf(ground.clock)
  const at = sent ? timeOf(sent.at, recordedAt) : recordedAt
  if (isOfMatter(notice)) {
    const messenger = await messengerOf(tx, ground, claimed.bot)
    const horizonAt = (await readHorizons(ground, tx)).get(claimed.committeeId)
    await witnessTelling(tx, { snapshot, claimed, notice, ending, at, recordedAt, messenger, horizonAt })
  }
  const said = sent?.rendered?.said.find(({ delivery }) => delivery.number === claimed.number)
  if (claimed.isLive && said) await keepTrue(tx, claimed, said, recordedAt)
}

/** The messenger of a bot, which may be none of this process. */
async function messengerOf(tx: Tx, ground: Ground, id: string): Promise<string> {
  const here = ground.bots.find((bot) => bot.id === id)
  return here?.messenger.name ?? (await findBot(tx, id))?.messenger ?? id
}

/** A live card that was on its way while the matter moved on, or that will look different soon, is edited then. */
async function keepTrue(tx: Tx, claimed: Claimed, said: Said, recordedAt: Temporal.Instant): Promise<void> {
  const { committeeId, reference, number: post } = claimed
  if (reference === null || said.sequence === null) return
  const news = await readNews(tx, committeeId, reference, said.sequence)
  const moments = [...said.changesAt, ...(news === null ? [] : [recordedAt])]
  const touches = moments.map((notBeforeAt) => ({ units: 'all', notBeforeAt, post }) as const)
  await enqueueEdits(tx, { committeeId, reference }, touches, { sequence: news ?? said.sequence, recordedAt })
}

type Telling = {
  readonly snapshot: Snapshot
  readonly claimed: Claimed
  readonly notice: MatterNotice
  readonly ending: Ending
  readonly at: Temporal.Instant
  readonly recordedAt: Temporal.Instant
  readonly messenger: string
  readonly horizonAt: Temporal.Instant | undefined
}

async function witnessTelling(tx: Tx, telling: Telling): Promise<void> {
  const { snapshot, claimed, notice, ending, at, recordedAt, messenger, horizonAt } = telling
  const { bot, officer, chat, reference } = claimed
  const messages = ending.state === 'sent' ? ending.messages : []
  const isCopy = await isStillCopy(tx, claimed)
  const told = { notice: notice.kind, unit: notice.unit, officer, bot, chat, end: ending.state, messages }
  const body = isCopy ? { ...told, isCopy } : told
  const type = ending.state === 'sent' ? 'delivered' : 'undelivered'
  const line: Line = { type, actor: null, messenger, happenedAt: at, recordedAt, body }
  const circumstances = { tx, snapshot, by: null, messenger, words: null, at, recordedAt, horizonAt }
  const { of: kind, kind: what, unit } = notice
  const isHeard = ending.state === 'sent' && !isCopy && claimed.isPrivate && officer !== null
  const delivered = isHeard ? { kind: what, unit, officer, messenger, at, recordedAt } : null
  await witnessDelivery(circumstances, { kind, reference: reference ?? '' }, { delivered, line })
}
