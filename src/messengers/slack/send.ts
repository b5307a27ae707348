/**
 * Talks to the Web API: cards, forms and files out. Every refusal becomes an outcome of the port; nothing is retried here
 * but by the deliveries.
 */
import type { KnownBlock, WebClient } from '@slack/web-api'
import type { Edit, Messenger, MessengerTools, Post, Sending, VendorId } from '../messenger.ts'
import { type Arrival, createPost } from '../whole-post.ts'
import { escapeText } from './blocks.ts'
import { encodeCard, encodeHome, encodeTexts, type FilePiece, type TextPiece } from './encode.ts'
import { codeOf, describeFailure, explainFailure, isNothingToEdit, needsAdmin } from './failure.ts'
import { share } from './files.ts'
import { encodeForm } from './form.ts'
import { readMessageId, readTimestamp, writeMessageId } from './message-id.ts'
import { readPress } from './press.ts'

/** What sending needs. */
export type SendTools = {
  readonly client: WebClient
  readonly log: MessengerTools['log']
  readonly now: () => Temporal.Instant
  /** Seconds: an ordinary call, one that carries a file. */
  readonly timeouts: { readonly call: number; readonly file: number }
}

/** The sending half of the port. */
export function createSender(tools: SendTools): Pick<Messenger, 'post' | 'edit' | 'answer' | 'openForm' | 'showHome'> {
  const done = (): Done => ({ messages: [], at: tools.now() })
  return {
    post: createPost({
      now: tools.now,
      encode: ({ card }) => encodeCard(card),
      attempt: (call) => attempt(tools, 'chat', call),
      async carry(post, piece, { index, messages }) {
        if (piece.kind === 'file') return shareBeside(tools, piece, messages)
        const thread = index === 0 && post.replyTo !== null ? (readMessageId(post.replyTo)?.ts ?? null) : null
        const message = await say(tools.client, post, piece, thread)
        return [{ message, at: readTimestamp(readMessageId(message)?.ts ?? '0') }]
      },
    }),
    edit: (edit) => {
      return attempt(tools, 'chat', async () => ({ messages: await editAll(tools, edit), at: tools.now() }))
    },
    answer: (press, text) => attempt(tools, 'chat', () => whisper(tools, press, text)),
    openForm: async (press, form) => {
      const pressed = readPress(press)
      const view = pressed === null ? null : encodeForm(form, pressed.chat)
      if (pressed === null || view === null) return { outcome: 'rejected', reason: 'a form that Slack cannot show' }
      return attempt(tools, 'bot', async () => {
        await tools.client.views.open({ trigger_id: pressed.trigger, view })
        return done()
      })
    },
    showHome: (user, card) => {
      return attempt(tools, 'chat', async () => {
        await tools.client.views.publish({ user_id: user, view: encodeHome(card) })
        return done()
      })
    },
  }
}

/** What went well, as {@link attempt} makes an outcome of it. */
type Done = { readonly messages: readonly VendorId[]; readonly at: Temporal.Instant }

async function attempt(
  { log }: SendTools,
  scope: 'chat' | 'bot',
  call: () => Promise<Done | Exclude<Sending, { outcome: 'sent' }>>,
): Promise<Sending> {
  try {
    const end = await call()
    return 'outcome' in end ? end : { outcome: 'sent', ...end }
  } catch (error) {
    if (needsAdmin(error)) {
      const advice = 'Slack refuses the bot: check SLACK_BOT_TOKEN, or install the app again with the scopes it needs'
      log('error', advice, { refusal: describeFailure(error) })
    }
    return explainFailure(error, scope)
  }
}

/** A file goes where the words of its card went: a person's id will do for a message, not for a file. */
async function shareBeside(
  { client, timeouts }: SendTools,
  { file, description }: FilePiece,
  messages: readonly VendorId[],
): Promise<readonly Arrival[]> {
  const beside = readMessageId(messages.at(-1) ?? '')
  if (beside === null) throw new Error('A card without words has nowhere to put its file')
  await share(client, timeouts.file, { channel: beside.channel, file, description })
  return []
}

/** Posts one message; a thread that is gone is left aside. */
async function say(
  client: WebClient,
  { chat, nextTurn }: Pick<Post, 'chat' | 'nextTurn'>,
  piece: TextPiece,
  thread: string | null,
): Promise<VendorId> {
  const words = { ...wordsOf(piece), unfurl_links: false, unfurl_media: false }
  try {
    const { channel, ts } = await client.chat.postMessage({
      channel: chat,
      ...words,
      ...(thread === null ? {} : { thread_ts: thread }),
    })
    if (channel === undefined || ts === undefined) throw new Error('Slack did not say where the message went')
    return writeMessageId(channel, ts)
  } catch (error) {
    const isThreadGone =
      /^(thread_not_found|cannot_reply_to_message|message_not_found|invalid_thread_ts|restricted_action_non_threadable_channel)$/
    if (thread === null || !isThreadGone.test(codeOf(error) ?? '')) throw error
    await nextTurn()
    return await say(client, { chat, nextTurn }, piece, null)
  }
}

/**
 * Rewrites the messages of a card from the first on. Messages no longer needed are deleted, missing ones are added at the
 * end of the chat; files stay as they were shared. Gives the messages that now show the card.
 */
async function editAll({ client }: SendTools, { chat, messages, card, nextTurn }: Edit): Promise<readonly VendorId[]> {
  const texts = encodeTexts(card)
  const shown: VendorId[] = []
  for (const [index, message] of messages.entries()) {
    if (index > 0) await nextTurn()
    const text = texts[index]
    if (text !== undefined) await rewrite(client, message, text)
    else await remove(client, message)
    if (text !== undefined) shown.push(message)
  }
  for (const text of texts.slice(messages.length)) {
    await nextTurn()
    shown.push(await say(client, { chat, nextTurn }, text, null))
  }
  return shown
}

async function rewrite(client: WebClient, message: VendorId, piece: TextPiece): Promise<void> {
  const place = readMessageId(message)
  if (place === null) return
  // Unless told otherwise, an edit reads names and links into the words.
  await settle(client.chat.update({ ...place, ...wordsOf(piece), parse: 'none' }))
}

async function remove(client: WebClient, message: VendorId): Promise<void> {
  const place = readMessageId(message)
  if (place !== null) await settle(client.chat.delete(place))
}

/** Waits for a call; that the message is gone already is as good. */
async function settle(call: Promise<unknown>): Promise<void> {
  try {
    await call
  } catch (error) {
    if (!isNothingToEdit(error)) throw error
  }
}

function wordsOf({ blocks, notification }: TextPiece): { readonly blocks: KnownBlock[]; readonly text: string } {
  return { blocks, text: notification }
}

/**
 * Words for the presser alone, under what they pressed. A private chat needs none: there everything is said in messages,
 * and Slack's buttons do not wait for an answer.
 */
async function whisper({ now, timeouts }: SendTools, press: string, text: string | null) {
  const pressed = readPress(press)
  const done: Done = { messages: [], at: now() }
  if (text === null || pressed === null || pressed.url === null || pressed.chat.kind === 'private') return done
  const body = JSON.stringify({ response_type: 'ephemeral', replace_original: false, text: escapeText(text) })
  const response = await fetch(pressed.url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(timeouts.call * 1000),
  }).catch(() => null)
  await response?.body?.cancel()
  if (response === null || response.status >= 500 || response.status === 429) {
    const seconds = Number(response?.headers.get('retry-after') ?? 5) || 5
    const reason = response === null ? 'network: no answer' : `status ${response.status}`
    return { outcome: 'retry-later', seconds, scope: 'chat', reason } as const
  }
  // Half an hour or five answers later Slack has forgotten it: too late counts as said.
  return done
}
