/**
 * Handles what came in: one update, one transaction that also marks it handled, so that a crash in between loses and
 * doubles nothing. A fault of ours is tried again with growing pauses; after that the person is told.
 */

import { registerEvent } from '../actions/register.ts'
import type { Response } from '../cards/response.ts'
import type { Shown, Situation, StoredFile } from '../commands/command.ts'
import { readNumber } from '../commands/parse.ts'
import { understand } from '../commands/understand.ts'
import { findSecrecyMark } from '../domain/secrecy.ts'
import type { Incoming, IncomingFile } from '../messengers/messenger.ts'
import { findOfficer } from '../store/accounts.ts'
import { type Address, markReachable, moveChat } from '../store/addresses.ts'
import { findByMessage, findLatestWithActions, type SentDelivery } from '../store/deliveries.ts'
import { storeFile } from '../store/files.ts'
import { findWaiting, lockInbound, markHandled, noteFailure, purgeInbound, type Waiting } from '../store/inbound.ts'
import type { Tx } from '../store/tx.ts'
import { describeFault } from './fault.ts'
import { type Bot, botOf, type Ground, presentOf, timeOf } from './ground.ts'
import type { SecretTrace } from './intake.ts'
import { mayOpenForm, respond } from './respond.ts'

/** Bytes: larger files are refused with a word, unread. */
export const largestFile = 25 * 1024 * 1024
const mostTries = 6

/** Handles what waits, the chats side by side, each in its own order; says how many were handled. */
export async function handleWaiting(ground: Ground): Promise<number> {
  const asked = { bots: ground.bots.map(({ id }) => id), machine: presentOf(ground.machine), limit: 50 }
  const waiting = await findWaiting(ground.database.db, asked)
  const handled = await Promise.all(waiting.map((one) => handleSafely(ground, one)))
  return handled.filter(Boolean).length
}

async function handleSafely(ground: Ground, waiting: Waiting): Promise<boolean> {
  const { messenger } = botOf(ground, waiting.bot)
  try {
    const isHandled = await handleOne(ground, waiting)
    if (isHandled) ground.count.inboundHandled(messenger.name, 'handled')
    return isHandled
  } catch (error) {
    ground.count.inboundHandled(messenger.name, 'failed')
    const tries = waiting.attempts + 1
    ground.log('error', 'An update could not be handled', {
      bot: waiting.bot,
      update: waiting.update,
      tries,
      error: describeFault(error),
    })
    if (tries >= mostTries) return giveUp(ground, waiting)
    const retryAt = presentOf(ground.machine).add({ seconds: 2 ** tries })
    await noteFailure(ground.database.db, waiting, { failure: describeFault(error), retryAt })
    return false
  }
}

/** Never silent: the update stays in the database with its failure, and whoever sent it is told to try another way. */
async function giveUp(ground: Ground, waiting: Waiting): Promise<boolean> {
  const bot = botOf(ground, waiting.bot)
  const incoming = incomingOf(bot, waiting)
  return ground.database.transaction(async (tx) => {
    if (!(await lockInbound(tx, waiting))) return false
    if (incoming) await respond(tx, ground, { bot, waiting, incoming, officer: null }, [say('response.fault', {})])
    await markHandled(tx, waiting, presentOf(ground.clock))
    return true
  })
}

type Fetched = { readonly name: string; readonly mime: string; readonly bytes: Uint8Array }
type Attachment = Fetched | 'none' | 'secret' | 'too-large' | 'empty'

async function handleOne(ground: Ground, waiting: Waiting): Promise<boolean> {
  const bot = botOf(ground, waiting.bot)
  const incoming = incomingOf(bot, waiting)
  const attachment = waiting.isSecret ? 'secret' : await fetchFile(ground, bot, incoming)
  return ground.database.transaction(async (tx) => {
    if (!(await lockInbound(tx, waiting))) return false
    if (incoming) await handleIncoming(tx, ground, { bot, waiting, incoming, attachment })
    await markHandled(tx, waiting, presentOf(ground.clock))
    return true
  })
}

/** What a stored update means; of a secret one only who sent it is left. */
function incomingOf(bot: Bot, { isSecret, body, update: id, chat }: Waiting): Incoming | null {
  if (!isSecret) return bot.messenger.receive({ id, chat, body })
  const trace = body as SecretTrace | null
  return trace && { ...trace, kind: 'text', at: null, text: '', replyTo: null, files: [] }
}

/** The file of an update, looked through in memory before anything of it is stored. */
async function fetchFile(ground: Ground, bot: Bot, incoming: Incoming | null): Promise<Attachment> {
  const file = incoming && 'files' in incoming ? incoming.files[0] : undefined
  if (!file) return 'none'
  const bytes = await downloadFile(bot, file)
  if (bytes === 'too-large') return bytes
  if (bytes.length === 0) return 'empty'
  const text = await ground.documents.textOf({ name: file.name, mime: file.mime, bytes })
  if (text !== null && findSecrecyMark(text) !== null) return 'secret'
  return { name: file.name.normalize('NFC'), mime: file.mime, bytes }
}

async function downloadFile(bot: Bot, file: IncomingFile): Promise<Uint8Array | 'too-large'> {
  if (file.size !== null && file.size > largestFile) return 'too-large'
  return bot.messenger.download(file, largestFile)
}

type Handling = {
  readonly bot: Bot
  readonly waiting: Waiting
  readonly incoming: Incoming
  readonly attachment: Attachment
}

async function handleIncoming(tx: Tx, ground: Ground, handling: Handling): Promise<void> {
  const { bot, waiting, incoming, attachment } = handling
  const address: Address = { bot: bot.id, chat: incoming.chat.id }
  const recordedAt = presentOf(ground.clock)
  const officer = await findOfficer(tx, { committeeId: bot.committeeId, bot: bot.id, vendorUser: incoming.sender.id })
  if (incoming.kind === 'reach') return markReachable(tx, bot.committeeId, address, incoming.reachable)
  if (incoming.kind === 'moved') return moveChat(tx, bot.committeeId, address, incoming.to)
  const answering = { bot, waiting, incoming, officer }
  const problem = await refuseAttachment(tx, handling, recordedAt)
  if (problem) return respond(tx, ground, answering, [problem])
  const situation = await situationOf(tx, ground, handling, { officer, recordedAt })
  const file = typeof attachment === 'string' ? null : await keepFile(tx, situation, attachment)
  const shown = await findShown(tx, situation, incoming)
  await respond(tx, ground, answering, await understand(incoming, shown, situation, file))
}

async function situationOf(
  tx: Tx,
  ground: Ground,
  { bot, waiting, incoming }: Handling,
  { officer, recordedAt }: { readonly officer: string | null; readonly recordedAt: Temporal.Instant },
): Promise<Situation> {
  const snapshot = await ground.snapshots.load(tx, bot.committeeId)
  const at = timeOf(incoming.at ?? waiting.receivedAt, waiting.receivedAt)
  const { chat, sender } = incoming
  const { random } = ground
  const hasForms = mayOpenForm(bot, incoming)
  return { tx, snapshot, bot: bot.id, chat, vendorUser: sender.id, officer, at, recordedAt, random, hasForms }
}

/** A file that may not be kept: secret (and then nothing of it is), too large, or empty. */
async function refuseAttachment(
  tx: Tx,
  { bot, waiting, attachment, incoming }: Handling,
  recordedAt: Temporal.Instant,
): Promise<Response | null> {
  if (attachment === 'secret') {
    await purgeInbound(tx, waiting)
    const body = { sender: incoming.sender.id, chat: incoming.chat.id }
    const line = { type: 'secret_refused', actor: null, messenger: bot.id, happenedAt: recordedAt, recordedAt, body }
    await registerEvent(tx, bot.committeeId, line)
    return refused('secret-refused')
  }
  return attachment === 'too-large' || attachment === 'empty' ? refused(`file-${attachment}`) : null
}

async function keepFile(
  tx: Tx,
  { snapshot, officer, recordedAt }: Situation,
  file: Fetched,
): Promise<StoredFile | null> {
  if (officer === null) return null
  const id = await storeFile(tx, snapshot.committeeId, { ...file, storedBy: officer, storedAt: recordedAt })
  return { id, name: file.name }
}

/** The card a message answers: the one it replies to; for a bare number the latest with buttons. */
async function findShown(tx: Tx, { snapshot, bot, chat }: Situation, incoming: Incoming): Promise<Shown> {
  const address = { bot, chat: chat.id }
  if (incoming.kind === 'press')
    return shownOf(await findByMessage(tx, snapshot.committeeId, address, incoming.message))
  if (incoming.kind !== 'text') return null
  if (incoming.replyTo !== null)
    return shownOf(await findByMessage(tx, snapshot.committeeId, address, incoming.replyTo))
  return readNumber(incoming.text.trim()) !== null
    ? shownOf(await findLatestWithActions(tx, snapshot.committeeId, address))
    : null
}

function shownOf(sent: SentDelivery | null): Shown {
  if (sent === null) return null
  const notice = sent.notice as { readonly unit?: string | null }
  return { reference: sent.reference, unit: notice.unit ?? null, actions: sent.actions }
}

function say(key: string, values: Readonly<Record<string, string | number>>): Response {
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
