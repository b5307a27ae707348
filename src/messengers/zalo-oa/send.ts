/**
 * Talks to the Official Account: cards out. Every refusal becomes an outcome of the port; nothing is retried here but by
 * the deliveries.
 */
import { z } from 'zod'
import type { CardFile } from '../../cards/card.ts'
import type { Messenger, MessengerTools, Post, Sending, VendorId } from '../messenger.ts'
import { type Arrival, type Arrived, createPost } from '../whole-post.ts'
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

/** The sending half of the port. */
export function createSender(tools: SendTools): Pick<Messenger, 'post' | 'edit' | 'answer' | 'openForm' | 'showHome'> {
  return {
    post: createPost({
      now: tools.now,
      encode: ({ card, key, chat }) => encodeCard(card, key, groupOf(chat) !== null),
      attempt: (call) => attempt(tools, call),
      carry: (post, piece, { index }) => {
        const quoted = index === 0 && groupOf(post.chat) === null ? post.replyTo : null
        return sendPiece(tools, post, piece, quoted)
      },
    }),
    edit: async () => ({ outcome: 'rejected', reason: 'Zalo does not change messages' }),
    // A press is a message: it waits for nothing but the next one.
    answer: async () => ({ outcome: 'sent', messages: [], at: tools.now() }),
    openForm: async () => ({ outcome: 'rejected', reason: 'Zalo has no forms' }),
    showHome: async () => ({ outcome: 'rejected', reason: 'Zalo has no home pages' }),
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

/** Usually one message; more only when Zalo does not take buttons and their words do not fit. */
async function sendPiece(
  tools: SendTools,
  { chat, nextTurn }: Post,
  piece: Piece,
  quoted: VendorId | null,
): Promise<readonly Arrival[]> {
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
): Promise<readonly Arrival[]> {
  const sent: Arrival[] = []
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

async function send({ client, now }: SendTools, chat: VendorId, message: object): Promise<Arrival> {
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
