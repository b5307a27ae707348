/**
 * What Zalo tells of an Official Account as something that happened, read with suspicion: what somebody sent in a form that
 * Zalo does not document is unread, any other such body says nothing to us. Left out on purpose: echoes of our own messages, receipts, what people share of themselves.
 *
 * Ids are text and so are times, in milliseconds. Zalo tells no names. A group's chat goes by `group:` and its id: Zalo
 * writes to groups at another address than to people.
 */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Chat, Incoming, IncomingFile, RawUpdate, Unread, VendorId } from '../messenger.ts'

const saying = /^user_send_(group_)?(text|image|link|file|audio|video|gif|sticker)$/
const id = z.string().min(1)
const person = z.object({ id })
/** Milliseconds since 1970, within what an instant can be; where somebody gives seconds, those are few enough to tell. */
const time = z
  .union([z.string().regex(/^\d{1,16}$/), z.int().min(0)])
  .transform(Number)
  .refine((value) => value <= 8.64e15)
const attachment = z.object({
  type: z.string(),
  payload: z.object({
    url: z.string().optional(),
    name: z.string().optional(),
    size: z.union([z.string(), z.number()]).optional(),
  }),
})
const messageShape = z.object({
  event_name: z.string(),
  timestamp: time,
  sender: person,
  recipient: person,
  message: z.object({
    msg_id: id,
    text: z.string().optional(),
    quote_msg_id: id.optional(),
    attachments: z.array(attachment).optional().catch(undefined),
  }),
})
/** A message whose form is not known, and in it who wrote it where. */
const strangeShape = z.looseObject({ event_name: z.string().regex(saying) })
const byShape = messageShape.pick({ event_name: true, sender: true, recipient: true })
const followShape = z.object({ event_name: z.enum(['follow', 'unfollow']), timestamp: time, follower: person })
type Message = z.infer<typeof messageShape>

/** A body from Zalo as an update to store; null when nothing of it can be for us. */
export function readUpdate(body: unknown): RawUpdate | null {
  const message = messageShape.safeParse(body).data
  if (message !== undefined && saying.test(message.event_name))
    return { id: `message:${message.message.msg_id}`, chat: chatOf(message).id, body }
  if (strangeShape.safeParse(body).success) return keepAsItCame(body)
  const { data: follow } = followShape.safeParse(body)
  if (follow === undefined) return null
  const { event_name, follower, timestamp } = follow
  return { id: `${event_name}:${follower.id}:${timestamp}`, chat: follower.id, body }
}

/** A queue of its own: it is not known what it must wait for. */
function keepAsItCame(body: unknown): RawUpdate {
  const own = `unread:${createHash('sha256').update(JSON.stringify(body)).digest('base64url')}`
  return { id: own, chat: own, body }
}

/** What a stored update says to us. */
export function receive({ body }: RawUpdate): Incoming | Unread | null {
  const message = messageShape.safeParse(body).data
  if (message !== undefined && saying.test(message.event_name)) return receiveMessage(message)
  if (strangeShape.safeParse(body).success) return receiveUnread(body)
  const { data: follow } = followShape.safeParse(body)
  if (follow === undefined) return null
  const { event_name, follower, timestamp } = follow
  const chat = { id: follower.id, kind: 'private' } as const
  return {
    chat,
    sender: nameless(follower.id),
    at: toInstant(timestamp),
    kind: 'reach',
    reachable: event_name === 'follow',
  }
}

/** When the vendor says it happened: part of every body it signs. Null when it does not say. */
export function readTime(body: unknown): Temporal.Instant | null {
  const { data } = z.object({ timestamp: time }).safeParse(body)
  return data === undefined ? null : toInstant(data.timestamp)
}

function receiveMessage(said: Message): Incoming {
  const { event_name, sender, timestamp, message } = said
  const { text = '', quote_msg_id: replyTo = null, attachments = [] } = message
  const common = { chat: chatOf(said), sender: nameless(sender.id), at: toInstant(timestamp) }
  const press = common.chat.kind === 'private' ? readPayload(text) : null
  if (press !== null) return { ...common, kind: 'press', ...press, press: message.msg_id }
  const files = attachments.flatMap(({ type, payload }) => toFile(type, payload) ?? [])
  const links = attachments.flatMap(({ type, payload }) => (type === 'link' ? (payload.url ?? []) : []))
  const words = [text, ...links.filter((url) => !text.includes(url))].filter((part) => part !== '').join('\n')
  if (words === '' && files.length === 0) return { ...common, kind: 'unreadable', what: wordless(event_name) }
  return { ...common, kind: 'text', text: words, replyTo, files, press: null }
}

/** What is said in a group may be no word to us. */
function receiveUnread(body: unknown): Unread {
  const { data: by } = byShape.safeParse(body)
  const chat = by === undefined ? null : chatOf(by)
  return { kind: 'unread', from: by && chat?.kind === 'private' ? { chat, sender: nameless(by.sender.id) } : null }
}

function wordless(event: string): Extract<Incoming, { kind: 'unreadable' }>['what'] {
  if (event.endsWith('_sticker')) return 'sticker'
  return event.endsWith('_audio') ? 'voice' : 'file'
}

function chatOf({ event_name, sender, recipient }: Pick<Message, 'event_name' | 'sender' | 'recipient'>): Chat {
  return event_name.startsWith('user_send_group_')
    ? { id: `${groupMark}${recipient.id}`, kind: 'group' }
    : { id: sender.id, kind: 'private' }
}

const groupMark = 'group:'

/** The group behind the id of a chat; null for the chat of a person. */
export function groupOf(chat: VendorId): VendorId | null {
  return chat.startsWith(groupMark) ? chat.slice(groupMark.length) : null
}

/**
 * A button comes back as the words it carried, as if its reader had typed them: which card it belongs to must be in them.
 * @param post {@link Post.key} of the card
 */
export function writePayload(post: string, action: string): string {
  return `#dondoc ${encodeURIComponent(post)} ${action}`
}

function readPayload(text: string): { readonly post: string; readonly action: string } | null {
  const [, key, action] = /^#dondoc (\S+) (\S.*)$/su.exec(text) ?? []
  if (key === undefined || action === undefined) return null
  try {
    return { post: decodeURIComponent(key), action }
  } catch {
    return null
  }
}

function toFile(type: string, { url, name, size }: z.infer<typeof attachment>['payload']): IncomingFile | null {
  const kind = fileKinds[type]
  if (kind === undefined || url === undefined) return null
  const bytes = Number(size ?? Number.NaN)
  const isNamed = name !== undefined && name !== ''
  return {
    handle: url,
    name: isNamed ? name : kind.name,
    mime: (isNamed ? mimeOf(name) : null) ?? kind.mime,
    size: Number.isSafeInteger(bytes) && bytes > 0 ? bytes : null,
  }
}

/** Zalo names only what was sent as a file. */
const fileKinds: Readonly<Record<string, { readonly name: string; readonly mime: string }>> = {
  file: { name: 'tep', mime: 'application/octet-stream' },
  image: { name: 'anh.jpg', mime: 'image/jpeg' },
  gif: { name: 'anh.gif', mime: 'image/gif' },
  video: { name: 'video.mp4', mime: 'video/mp4' },
}

const mimes: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
  txt: 'text/plain',
}

/** Zalo gives the kind of a file by its name alone. */
function mimeOf(name: string): string | null {
  return mimes[name.toLowerCase().split('.').at(-1) ?? ''] ?? null
}

function nameless(sender: VendorId) {
  return { id: sender, name: '' }
}

function toInstant(milliseconds: number): Temporal.Instant {
  const isSeconds = milliseconds < 1e11
  return Temporal.Instant.fromEpochMilliseconds(isSeconds ? milliseconds * 1000 : milliseconds)
}
