/**
 * Handles one thing that came in, in one transaction that also marks it handled, so that a crash in between loses and
 * doubles nothing. A fault of ours is tried again with growing pauses; after that the person is told.
 */

import { registerEvent } from '../actions/register.ts'
import type { Response } from '../cards/response.ts'
import type { Situation, StoredFile } from '../commands/command.ts'
import { understand } from '../commands/understand.ts'
import type { Details } from '../domain/decision.ts'
import type { Incoming, Trace, Unread } from '../messengers/messenger.ts'
import { findAccount, findOfficer } from '../store/accounts.ts'
import { type Address, markReachable, moveChat } from '../store/addresses.ts'
import { findDialogue } from '../store/dialogues.ts'
import { storeFile } from '../store/files.ts'
import {
  forgetInbound,
  lockInbound,
  markFailed,
  markHandled,
  noteFailure,
  purgeInbound,
  type Waiting,
} from '../store/inbound.ts'
import type { Horizons } from '../store/matters.ts'
import type { Tx } from '../store/tx.ts'
import { type ActTime, timeOfAct } from './act-time.ts'
import { type Attachment, attachedTo, type Fetched, fetchAttachment } from './attachment.ts'
import { describeFault } from './fault.ts'
import { type Bot, botOf, type Ground, presentOf, timeOf } from './ground.ts'
import { mayOpenForm, respond } from './respond.ts'
import { findShown, shownOf } from './shown.ts'
import { vouchedFor } from './vouched.ts'

const mostTries = 6
/** Says whether it was handled. Never throws: what fails is noted and comes again; what is of a bot that left meanwhile waits. */
export async function handleSafely(ground: Ground, waiting: Waiting, horizons: Horizons): Promise<boolean> {
  const messenger = ground.bots.find(({ id }) => id === waiting.bot)?.messenger
  if (messenger === undefined) return false
  try {
    const isHandled = await handleOne(ground, waiting, horizons)
    if (isHandled) ground.count.inboundHandled(messenger.name, 'handled')
    return isHandled
  } catch (error) {
    ground.count.inboundHandled(messenger.name, 'failed')
    const facts = { bot: waiting.bot, update: waiting.update, tries: waiting.attempts + 1, error: describeFault(error) }
    ground.log('error', 'An update could not be handled', facts)
    return setAside(ground, waiting, facts).catch((worse: unknown) => {
      ground.log('error', 'A failed update could not be noted', { ...facts, error: describeFault(worse) })
      return false
    })
  }
}

async function setAside(
  ground: Ground,
  waiting: Waiting,
  { tries, error }: { tries: number; error: string },
): Promise<boolean> {
  const incoming = readSafely(ground, waiting)
  if (tries >= mostTries || incoming?.kind === 'unread') return giveUp(ground, waiting, { incoming, failure: error })
  const retryAt = presentOf(ground.machine).add({ seconds: 2 ** tries })
  await noteFailure(ground.database.db, waiting, { failure: error, retryAt })
  return false
}

type GivenUp = { readonly incoming: Incoming | Unread | null; readonly failure: string }

/** Never silent: the update stays in the database with its failure, and whoever sent it is told to try another way. */
async function giveUp(ground: Ground, waiting: Waiting, { incoming, failure }: GivenUp): Promise<boolean> {
  const bot = botOf(ground, waiting.bot)
  const told = incoming?.kind === 'unread' ? incoming.from && wordless(incoming.from) : incoming
  return ground.database.transaction(async (tx) => {
    if (!(await lockInbound(tx, waiting))) return false
    if (told) await respond(tx, ground, { bot, waiting, incoming: told, officer: null }, [say('response.fault', {})])
    await markFailed(tx, waiting, { failure, handledAt: presentOf(ground.clock) })
    return true
  })
}

async function handleOne(ground: Ground, waiting: Waiting, horizons: Horizons): Promise<boolean> {
  const bot = botOf(ground, waiting.bot)
  const horizonAt = horizons.get(bot.committeeId)
  const incoming = incomingOf(bot, waiting)
  if (incoming?.kind === 'unread') throw new Error(`It has a form that is not known of ${bot.messenger.name}`)
  const attachment = waiting.isSecret ? 'secret' : await attachmentOf(ground, bot, incoming, waiting)
  const verifiedEmail = waiting.isSecret ? null : await vouchedFor(ground, bot, incoming)
  return ground.database.transaction(async (tx) => {
    if (!(await lockInbound(tx, waiting))) return false
    const responses = incoming
      ? await handleIncoming(tx, ground, { bot, waiting, incoming, attachment, verifiedEmail, horizonAt })
      : []
    await markHandled(tx, waiting, presentOf(ground.clock))
    if (responses.some(({ erase }) => erase === 'words')) await forgetInbound(tx, waiting)
    return true
  })
}

/** What a stored update means; of a secret one only who sent it is left, of one nobody had use for nothing. */
function incomingOf(bot: Bot, { isSecret, body, update: id, chat }: Waiting): Incoming | Unread | null {
  if (body === null) return null
  return isSecret ? wordless(body as Trace) : bot.messenger.receive({ id, chat, body })
}

function wordless(trace: Trace): Incoming {
  return { ...trace, kind: 'text', at: null, text: '', replyTo: null, files: [], press: null }
}

/** Whether an update brings a file that must be fetched first. */
export function hasFile(ground: Ground, waiting: Waiting): boolean {
  return attachedTo(readSafely(ground, waiting)) !== null
}

/** The same where only a glance is wanted: null also when our adapter fails at it. */
function readSafely(ground: Ground, waiting: Waiting): Incoming | Unread | null {
  try {
    return incomingOf(botOf(ground, waiting.bot), waiting)
  } catch {
    return null
  }
}

/** A stranger's file is not even fetched. At the last try what was said counts without a file that does not come. */
async function attachmentOf(
  ground: Ground,
  bot: Bot,
  incoming: Incoming | null,
  { attempts }: Waiting,
): Promise<Attachment> {
  const file = attachedTo(incoming)
  if (incoming === null || file === null) return 'none'
  const sender = { committeeId: bot.committeeId, bot: bot.id, vendorUser: incoming.sender.id }
  const officer = await findOfficer(ground.database.db, sender)
  if (officer === null) return 'none'
  try {
    return await fetchAttachment(ground, bot, file)
  } catch (error) {
    if (attempts + 1 < mostTries) throw error
    ground.log('error', 'A file could not be fetched', { bot: bot.id, error: describeFault(error) })
    return 'unfetched'
  }
}

type Handling = {
  readonly bot: Bot
  readonly waiting: Waiting
  readonly incoming: Incoming
  readonly attachment: Attachment
  readonly verifiedEmail: string | null
  readonly horizonAt: Temporal.Instant | undefined
}

/** Does what an update says and records the answers; gives them back. */
async function handleIncoming(tx: Tx, ground: Ground, handling: Handling): Promise<readonly Response[]> {
  const { bot, waiting, incoming } = handling
  const address: Address = { bot: bot.id, chat: incoming.chat.id }
  const sender = { committeeId: bot.committeeId, bot: bot.id, vendorUser: incoming.sender.id }
  const account = await findAccount(tx, sender)
  const officer = account?.officer ?? null
  if (incoming.kind === 'reach') await markReachable(tx, bot.committeeId, address, incoming.reachable)
  if (incoming.kind === 'moved') await moveChat(tx, bot.committeeId, address, incoming.to)
  if (incoming.kind === 'reach' || incoming.kind === 'moved') return []
  if (account?.isReachable === false && incoming.chat.kind === 'private')
    await markReachable(tx, bot.committeeId, address, true)
  const responses = await answer(tx, ground, handling, officer)
  const answered = await findOfficer(tx, { committeeId: bot.committeeId, bot: bot.id, vendorUser: incoming.sender.id })
  await respond(tx, ground, { bot, waiting, incoming, officer: answered }, responses)
  return responses
}

async function answer(
  tx: Tx,
  ground: Ground,
  handling: Handling,
  officer: string | null,
): Promise<readonly Response[]> {
  const { bot, waiting, incoming, attachment } = handling
  const recordedAt = presentOf(ground.clock)
  if (attachment === 'secret') return [await refuseSecret(tx, handling, recordedAt)]
  const lost = typeof attachment === 'string' && attachment !== 'none' ? [refused(lostFiles[attachment])] : []
  if (lost.length > 0 && !hasWords(incoming)) return lost
  const address = { bot: bot.id, chat: incoming.chat.id }
  const at = timeOf(incoming.at ?? waiting.receivedAt, waiting.receivedAt)
  const sent = await findShown(tx, { committeeId: bot.committeeId, address, at }, incoming)
  const time = timeOfAct(incoming, waiting, sent?.sentAt ?? (await findAskedAt(tx, handling, officer)))
  const situation = await situationOf(tx, ground, handling, { officer, recordedAt, ...time })
  const file = typeof attachment === 'string' ? null : await keepFile(tx, situation, attachment)
  const responses = await understand(incoming, shownOf(sent), situation, file)
  const isUnread = file !== null && typeof attachment !== 'string' && !attachment.isRead
  const unread = isUnread ? [say('response.fileUnread', { name: file.name })] : []
  return [...lost, ...unread, ...responses, ...sayAssumed(situation, responses)]
}

/** When a filled-in form was shown. */
async function findAskedAt(
  tx: Tx,
  { bot, incoming }: Handling,
  officer: string | null,
): Promise<Temporal.Instant | null> {
  if (incoming.kind !== 'form' || officer === null) return null
  const key = { committeeId: bot.committeeId, bot: bot.id, chat: incoming.chat.id, officer }
  return (await findDialogue(tx, key))?.changedAt ?? null
}

/** Whoever acted learns from when it counts, where that had to be assumed. */
function sayAssumed({ assumed }: Situation, responses: readonly Response[]): readonly Response[] {
  const isRecorded = responses.some(({ kind }) => kind === 'receipt')
  return assumed && isRecorded ? [say('response.countsFrom', assumed)] : []
}

type Told = ActTime & { readonly officer: string | null; readonly recordedAt: Temporal.Instant }

async function situationOf(
  tx: Tx,
  ground: Ground,
  { bot, incoming, horizonAt, verifiedEmail }: Handling,
  told: Told,
): Promise<Situation> {
  const snapshot = await ground.snapshots.load(tx, bot.committeeId)
  const { chat, sender } = incoming
  const { random } = ground
  const hasForms = mayOpenForm(bot, incoming)
  const mostPeople = bot.messenger.capabilities.quota?.people ?? null
  const mayCopyTo = (id: string) =>
    ground.bots.some((one) => one.id === id && one.messenger.capabilities.quota === null)
  const where = { bot: bot.id, messenger: bot.messenger.name, chat, vendorUser: sender.id, mostPeople }
  return { tx, snapshot, ...where, ...told, horizonAt, random, hasForms, mayCopyTo, verifiedEmail }
}

/** What is said of a file that cannot be kept; the words beside it count all the same. */
const lostFiles = { 'too-large': 'file-too-large', empty: 'file-empty', unfetched: 'file-unfetched' } as const

function hasWords(incoming: Incoming): boolean {
  if (incoming.kind === 'text') return incoming.text.trim() !== ''
  return incoming.kind === 'form' && Object.values(incoming.values).some((value) => value.trim() !== '')
}

/** Nothing is kept of what is marked secret but that it came. */
async function refuseSecret(
  tx: Tx,
  { bot, waiting, incoming }: Handling,
  recordedAt: Temporal.Instant,
): Promise<Response> {
  await purgeInbound(tx, waiting)
  const body = { sender: incoming.sender.id, chat: incoming.chat.id }
  const line = {
    type: 'secret_refused',
    actor: null,
    messenger: bot.messenger.name,
    happenedAt: recordedAt,
    recordedAt,
    body,
  }
  await registerEvent(tx, bot.committeeId, line)
  return refused('secret-refused')
}

async function keepFile(
  tx: Tx,
  { snapshot, officer, recordedAt }: Situation,
  { name, mime, bytes }: Fetched,
): Promise<StoredFile | null> {
  if (officer === null) return null
  const file = { name, mime, bytes, storedBy: officer, storedAt: recordedAt }
  return { id: await storeFile(tx, snapshot.committeeId, file), name }
}

function say(key: string, values: Details): Response {
  return { kind: 'say', key, values, buttons: [] }
}

function refused(code: string): Response {
  return {
    kind: 'refused',
    reference: null,
    refusal: { refused: true, code, details: {}, citation: null },
    buttons: [],
  }
}
