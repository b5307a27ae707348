/**
 * Talks to the Official Account: cards out. Every refusal becomes an outcome of the port; nothing is retried here but by
 * the deliveries. When a card of several messages fails on the way, the next try of the same delivery goes on where it
 * stopped; a restart in between forgets that and begins again.
 */
import { z } from 'zod'
import type { CardFile } from '../../cards/card.ts'
import type { Messenger, MessengerTools, Post, Sending, VendorId } from '../messenger.ts'
import type { Client } from './client.ts'
import { encodeCard, type Piece, type QueryButton, writeOutButtons } from './encode.ts'
import { describeFailure, explainFailure, isAccountShut, isFormRefused, NoAnswer } from './failure.ts'
import { groupOf } from './receive.ts'

/** What sending needs. */
export type SendTools = {
  readonly client: Client
  /** The present, where Zalo gives no time. */
  readonly now: () => Temporal.Instant
  readonly log: MessengerTools['log']
}

/** Deliveries that stopped half-way, the oldest forgotten first. */
const rememberedPosts = 1000

/** The sending half of the port. */
export function createSender(tools: SendTools): Pick<Messenger, 'post' | 'edit' | 'answer' | 'openForm' | 'showHome'> {
  return {
    post: createPost(tools),
    edit: async () => ({ outcome: 'rejected', reason: 'Zalo does not change messages' }),
    // A press is a message: it waits for nothing but the next one.
    answer: async () => ({ outcome: 'sent', messages: [], at: tools.now() }),
    openForm: async () => ({ outcome: 'rejected', reason: 'Zalo has no forms' }),
    showHome: async () => ({ outcome: 'rejected', reason: 'Zalo has no home pages' }),
  }
}

/** Pieces of one card that have arrived, their messages, and when the last one did by Zalo's clock. */
type Arrived = { pieces: number; readonly messages: VendorId[]; at: Temporal.Instant }

function createPost(tools: SendTools): Messenger['post'] {
  const halfSent = new Map<string, Arrived>()
  return async (post) => {
    const pieces = encodeCard(post.card, post.key, groupOf(post.chat) !== null)
    // The text may differ at the next try (it is rendered anew): only the same number of messages can be continued.
    const place = `${post.key} ${post.chat} ${pieces.length}`
    const arrived = halfSent.get(place) ?? { pieces: 0, messages: [], at: tools.now() }
    halfSent.delete(place)
    const sending = await attempt(tools, () => sendRest(tools, post, pieces, arrived))
    if (sending.outcome === 'retry-later' && arrived.pieces > 0) remember(halfSent, place, arrived)
    return sending
  }
}

async function attempt({ log }: SendTools, call: () => Promise<Arrived>): Promise<Sending> {
  try {
    const { messages, at } = await call()
    return { outcome: 'sent', messages, at }
  } catch (error) {
    if (isAccountShut(error))
      log('error', 'The Official Account of Zalo cannot write: somebody must mend it', {
        failure: describeFailure(error),
      })
    return explainFailure(error)
  }
}

/** Sends the pieces that have not arrived yet and notes each that does. */
async function sendRest(tools: SendTools, post: Post, pieces: readonly Piece[], arrived: Arrived): Promise<Arrived> {
  for (const [index, piece] of pieces.entries()) {
    if (index < arrived.pieces) continue
    if (index > 0) await post.nextTurn()
    const quoted = index === 0 && groupOf(post.chat) === null ? post.replyTo : null
    for (const { message, at } of await sendPiece(tools, post, piece, quoted)) {
      if (message !== null) arrived.messages.push(message)
      arrived.at = at
    }
    arrived.pieces += 1
  }
  return arrived
}

/** `message` null: Zalo took it and gave no id. */
type SentMessage = { readonly message: VendorId | null; readonly at: Temporal.Instant }

/** Usually one message; more only when Zalo does not take buttons and their words do not fit. */
async function sendPiece(
  tools: SendTools,
  { chat, nextTurn }: Post,
  piece: Piece,
  quoted: VendorId | null,
): Promise<readonly SentMessage[]> {
  if (piece.kind === 'file') return [await send(tools, chat, await fileMessage(tools, piece.file))]
  if (piece.kind === 'image') return [await send(tools, chat, await imageMessage(tools, piece))]
  const quote = quoted === null ? {} : { quote_message_id: quoted }
  try {
    return [await send(tools, chat, { text: piece.text, ...quote, ...buttonsMessage(piece.buttons) })]
  } catch (error) {
    if (!isFormRefused(error) || (quoted === null && piece.buttons.length === 0)) throw error
    tools.log('warn', 'Zalo takes a message only without its buttons and what it answers', {
      failure: describeFailure(error),
    })
    return await sendPlain(
      tools,
      { chat, nextTurn },
      piece.buttons.length > 0 ? writeOutButtons(piece.text, piece.buttons) : [piece.text],
    )
  }
}

async function sendPlain(
  tools: SendTools,
  { chat, nextTurn }: Pick<Post, 'chat' | 'nextTurn'>,
  texts: readonly string[],
): Promise<readonly SentMessage[]> {
  const sent: SentMessage[] = []
  for (const text of texts) {
    await nextTurn()
    sent.push(await send(tools, chat, { text }))
  }
  return sent
}

function buttonsMessage(buttons: readonly QueryButton[]): object {
  return buttons.length === 0 ? {} : { attachment: { type: 'template', payload: { buttons } } }
}

async function imageMessage({ client }: SendTools, { file, text }: Extract<Piece, { kind: 'image' }>): Promise<object> {
  const uploaded = await client.upload('/v2.0/oa/upload/image', toFile(file))
  const { attachment_id } = read(z.object({ attachment_id: z.string() }), uploaded)
  const elements = [{ media_type: 'image', attachment_id }]
  const attachment = { type: 'template', payload: { template_type: 'media', elements } }
  return { ...(text === '' ? {} : { text }), attachment }
}

async function fileMessage({ client }: SendTools, file: CardFile): Promise<object> {
  const { token } = read(z.object({ token: z.string() }), await client.upload('/v2.0/oa/upload/file', toFile(file)))
  return { attachment: { type: 'file', payload: { token } } }
}

function toFile({ name, mime, bytes }: CardFile): File {
  return new File([new Uint8Array(bytes)], name.normalize('NFC'), { type: mime })
}

/** What an answer without them would lack is done without: the message was sent all the same. */
const sentShape = z.object({
  message_id: z.string().min(1).nullable().catch(null),
  sent_time: z.coerce.number().positive().max(8.64e15).transform(Math.floor).nullable().catch(null),
})

async function send({ client, now }: SendTools, chat: VendorId, message: object): Promise<SentMessage> {
  const group = groupOf(chat)
  const answer =
    group === null
      ? await client.post('/v3.0/oa/message/cs', { recipient: { user_id: chat }, message })
      : await client.post('/v3.0/oa/group/message', { recipient: { group_id: group }, message })
  const { message_id = null, sent_time = null } = sentShape.safeParse(answer).data ?? {}
  const at = sent_time === null ? now() : Temporal.Instant.fromEpochMilliseconds(sent_time)
  return { message: message_id, at }
}

function read<Shape extends z.ZodType>(shape: Shape, answer: unknown): z.infer<Shape> {
  const { data } = shape.safeParse(answer)
  if (data === undefined) throw new NoAnswer('an answer of no known shape')
  return data
}

function remember(halfSent: Map<string, Arrived>, place: string, arrived: Arrived): void {
  halfSent.set(place, arrived)
  const [oldest] = halfSent.keys()
  if (halfSent.size > rememberedPosts && oldest !== undefined) halfSent.delete(oldest)
}
