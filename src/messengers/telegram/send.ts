/**
 * Talks to the Bot API: cards out, files in. Every refusal becomes an outcome of the port; nothing is retried here but by
 * the deliveries.
 */
import { type Api, InputFile } from 'grammy'
import type { Message } from 'grammy/types'
import type { Edit, Messenger, Sending, VendorId } from '../messenger.ts'
import { createPost } from '../whole-post.ts'
import { encodeCard, encodeTexts, encodeToast, type Keyboard, type Piece, type TextPiece } from './encode.ts'
import { explainFailure, isNothingToEdit, isRefusal, isTokenRefused } from './failure.ts'

/** What sending needs. */
export type SendTools = {
  readonly api: Api
  /** The same bot with a longer timeout, for calls that carry a file. */
  readonly uploads: Api
  readonly now: () => Temporal.Instant
  /** Hears that the token is not accepted. */
  readonly onTokenRefused: () => void
}

const htmlMode = { parse_mode: 'HTML' } as const
const noPreview = { link_preview_options: { is_disabled: true } } as const

/** The sending half of the port. */
export function createSender(tools: SendTools): Pick<Messenger, 'post' | 'edit' | 'answer' | 'openForm' | 'showHome'> {
  const { now } = tools
  return {
    post: createPost({
      now,
      encode: ({ card }) => encodeCard(card),
      attempt: (call) => attempt(tools, 'chat', call),
      async carry({ chat, silent, replyTo }, piece, { index, isLast }) {
        // One sound for a card, when all of it is there.
        const sound = { disable_notification: silent || !isLast }
        const { message_id: id, date } = await sendPiece(tools, chat, piece, {
          ...sound,
          ...(index === 0 ? hangUnder(replyTo) : {}),
        })
        return [{ message: String(id), at: Temporal.Instant.fromEpochMilliseconds(date * 1000) }]
      },
    }),
    edit: (edit) => attempt(tools, 'chat', async () => ({ messages: await editAll(tools, edit), at: now() })),
    answer: (press, text) => {
      return attempt(tools, 'bot', async () => {
        await answerPress(tools, press, text)
        return { messages: [], at: now() }
      })
    },
    openForm: async () => ({ outcome: 'rejected', reason: 'Telegram has no forms' }),
    showHome: async () => ({ outcome: 'rejected', reason: 'Telegram has no home pages' }),
  }
}

async function answerPress({ api }: SendTools, press: string, text: string | null): Promise<void> {
  const words = text === null ? '' : encodeToast(text)
  // A toast is gone in a moment: longer words stay until closed.
  const shown = words === '' ? {} : { text: words, show_alert: words.length > 80 }
  await settle(api.answerCallbackQuery(press, shown), (error) =>
    isRefusal(error, /query is too old|query ID is invalid/i),
  )
}

async function attempt(
  { onTokenRefused }: SendTools,
  scope: 'chat' | 'bot',
  call: () => Promise<{ readonly messages: readonly VendorId[]; readonly at: Temporal.Instant }>,
): Promise<Sending> {
  try {
    return { outcome: 'sent', ...(await call()) }
  } catch (error) {
    if (isTokenRefused(error)) onTokenRefused()
    return explainFailure(error, scope)
  }
}

type Delivery = {
  readonly disable_notification?: boolean
  readonly reply_parameters?: { readonly message_id: number; readonly allow_sending_without_reply: true }
}

function sendPiece({ api, uploads }: SendTools, chat: VendorId, piece: Piece, delivery: Delivery): Promise<Message> {
  const rest = { ...htmlMode, ...delivery, ...keyboardOf(piece.keyboard) }
  if (piece.kind === 'text') return api.sendMessage(chat, piece.html, { ...rest, ...noPreview })
  const file = new InputFile(piece.file.bytes, safeFileName(piece.file.name))
  const caption = piece.html === '' ? {} : { caption: piece.html }
  if (piece.kind === 'photo') return uploads.sendPhoto(chat, file, { ...rest, ...caption })
  // Otherwise Telegram turns a .gif or .mp4 sent as a file into something else.
  return uploads.sendDocument(chat, file, { ...rest, ...caption, disable_content_type_detection: true })
}

/**
 * Rewrites the messages of a card from the first on. Files stay as they were sent; text messages no longer needed are
 * deleted, missing ones are added at the end of the chat. Gives the messages that now show the card.
 */
async function editAll(tools: SendTools, { chat, messages, card, nextTurn }: Edit): Promise<VendorId[]> {
  const texts = [...encodeTexts(card)]
  const shown: VendorId[] = []
  for (const [index, message] of messages.entries()) {
    if (index > 0) await nextTurn()
    const text = texts[0]
    if (text === undefined) {
      if (!(await removeMessage(tools, { chat, message, nextTurn }))) shown.push(message)
      continue
    }
    shown.push(message)
    if (await rewrite(tools, chat, message, text)) texts.shift()
    // Files go first, so a file in the last place is a card in one message, its text the caption.
    else if (index === messages.length - 1 && (await rewriteCaption(tools, { chat, message, nextTurn }, texts)))
      texts.shift()
  }
  for (const text of texts) {
    await nextTurn()
    const message = await sendPiece(tools, chat, text, { disable_notification: true })
    shown.push(String(message.message_id))
  }
  return shown
}

/** A message, and the turn for the second call it may need: a refused one counts, too. */
type Place = Pick<Edit, 'chat' | 'nextTurn'> & { readonly message: VendorId }

/** Whether the message now shows the text; false when it is a file. */
async function rewrite({ api }: SendTools, chat: VendorId, message: VendorId, text: TextPiece): Promise<boolean> {
  try {
    await api.editMessageText(chat, Number(message), text.html, {
      ...htmlMode,
      ...noPreview,
      ...keyboardOf(text.keyboard),
    })
    return true
  } catch (error) {
    if (isNothingToEdit(error)) return true
    if (isRefusal(error, /no text in the message to edit/i)) return false
    throw error
  }
}

/** Whether the caption now shows the whole text; a longer text empties it instead. */
async function rewriteCaption(
  { api }: SendTools,
  { chat, message, nextTurn }: Place,
  texts: readonly TextPiece[],
): Promise<boolean> {
  await nextTurn()
  const only = texts.length === 1 ? texts[0] : undefined
  const fits = only !== undefined && only.captionHtml !== null
  const caption = fits ? { caption: only.captionHtml, ...keyboardOf(only.keyboard) } : { caption: '' }
  await settle(api.editMessageCaption(chat, Number(message), { ...htmlMode, ...caption }), isNothingToEdit)
  return fits
}

/** Whether the message is gone. Telegram keeps those older than 48 hours: they are emptied and stay with the card. */
async function removeMessage({ api }: SendTools, { chat, message, nextTurn }: Place): Promise<boolean> {
  try {
    await api.deleteMessage(chat, Number(message))
    return true
  } catch (error) {
    if (isRefusal(error, /message to delete not found/i)) return true
    if (!isRefusal(error, /message can't be deleted/i)) throw error
    await nextTurn()
    await settle(api.editMessageText(chat, Number(message), '…'), isNothingToEdit)
    return false
  }
}

/** Waits for a call and takes the failures that count as done. */
async function settle(call: Promise<unknown>, countsAsDone: (error: unknown) => boolean): Promise<void> {
  try {
    await call
  } catch (error) {
    if (!countsAsDone(error)) throw error
  }
}

function keyboardOf(keyboard: Keyboard): { readonly reply_markup?: { inline_keyboard: Keyboard } } {
  return keyboard.length === 0 ? {} : { reply_markup: { inline_keyboard: keyboard } }
}

function hangUnder(message: VendorId | null): Delivery {
  if (message === null || !/^\d+$/.test(message)) return {}
  return { reply_parameters: { message_id: Number(message), allow_sending_without_reply: true } }
}

/** grammY writes the name unquoted into a header: what would end it there is replaced. */
function safeFileName(name: string): string {
  return name.normalize('NFC').replace(/[\p{Cc}";\\/]/gu, '_') || 'tep'
}
