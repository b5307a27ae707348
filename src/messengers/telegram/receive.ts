/**
 * A Telegram update as something that happened, read with suspicion: an act that is not what Telegram documents is unread,
 * any other body says nothing to us. Left out on purpose: edited messages (the words first sent are the ones recorded), channel posts, other bots.
 */
import { z } from 'zod'
import type { Chat, Incoming, IncomingFile, RawUpdate, Sender, Unread } from '../messenger.ts'

/** Who we are in Telegram. The name is null until Telegram told it. */
export type Identity = { readonly id: number; readonly username: string | null }

const person = z.object({ id: z.int(), is_bot: z.boolean(), first_name: z.string(), last_name: z.string().optional() })
const place = z.object({ id: z.int(), type: z.enum(['private', 'group', 'supergroup', 'channel']) })
const media = z.object({
  file_id: z.string(),
  file_name: z.string().optional(),
  mime_type: z.string().optional(),
  file_size: z.number().optional(),
})
const messageShape = z.object({
  message_id: z.int(),
  /** Seconds since 1970, within what an instant can be. */
  date: z.int().min(0).max(8.64e12),
  chat: place,
  from: person.optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  document: media.optional(),
  photo: z.array(media).optional(),
  video: media.optional(),
  audio: media.optional(),
  voice: media.optional(),
  reply_to_message: z.object({ message_id: z.int(), from: z.object({ id: z.int() }).optional() }).optional(),
  migrate_to_chat_id: z.int().optional(),
})
const queryShape = z.object({
  id: z.string(),
  from: person,
  data: z.string(),
  message: z.object({ message_id: z.int(), chat: place }),
})
const membershipShape = z.object({
  chat: place,
  from: person,
  date: messageShape.shape.date,
  new_chat_member: z.object({ status: z.string(), is_member: z.boolean().optional() }),
})
const updateShape = z.union([
  z.object({ message: messageShape }),
  z.object({ callback_query: queryShape }),
  z.object({ my_chat_member: membershipShape }),
])
/** An act whose form is not known, and in it who did it where. */
const strangeShape = z.union([
  z.object({ message: z.looseObject({}) }).transform(({ message }) => ({ isPress: false, by: message })),
  z
    .object({ callback_query: z.looseObject({ message: z.looseObject({}).catch({}) }) })
    .transform(({ callback_query: { from, message } }) => ({ isPress: true, by: { from, chat: message['chat'] } })),
])
const byShape = z.object({
  from: z.object({ id: z.int(), is_bot: z.boolean().catch(false), first_name: z.string().catch('') }),
  chat: place,
})
const chatShape = z.object({ chat: z.object({ id: z.int() }) })
const envelope = z.object({
  update_id: z.int(),
  message: chatShape.optional().catch(undefined),
  my_chat_member: chatShape.optional().catch(undefined),
  callback_query: z.object({ message: chatShape }).optional().catch(undefined),
})

/** The kinds of update we ask Telegram for. */
export const wantedUpdates = ['message', 'callback_query', 'my_chat_member'] as const

/** A body from Telegram as an update to store; null when it is none. An update without a chat is its own queue. */
export function readUpdate(body: unknown): RawUpdate | null {
  const { data } = envelope.safeParse(body)
  if (data === undefined) return null
  const from = data.message ?? data.my_chat_member ?? data.callback_query?.message
  const id = String(data.update_id)
  return { id, chat: from === undefined ? `update ${id}` : String(from.chat.id), body }
}

/** What a stored update says to us. */
export function receive({ body }: RawUpdate, me: Identity): Incoming | Unread | null {
  const { data } = updateShape.safeParse(body)
  if (data === undefined) return receiveUnread(body)
  if ('message' in data) return receiveMessage(data.message, me)
  if ('callback_query' in data) return receivePress(data.callback_query)
  return receiveMembership(data.my_chat_member)
}

function receiveMessage(message: z.infer<typeof messageShape>, me: Identity): Incoming | null {
  const chat = toChat(message.chat)
  if (chat === null || message.from === undefined) return null
  const common = { chat, sender: toSender(message.from), at: toInstant(message.date) }
  // A group's upgrade may be told in the name of the bot that stands for anonymous administrators.
  if (message.migrate_to_chat_id !== undefined)
    return { ...common, kind: 'moved', to: String(message.migrate_to_chat_id) }
  const files = filesOf(message)
  const text = message.text ?? message.caption ?? (files.length > 0 ? '' : null)
  const words = text === null ? null : stripAddress(text, me)
  if (words === null || message.from.is_bot) return null
  const answered = message.reply_to_message
  const replyTo = answered?.from?.id === me.id ? String(answered.message_id) : null
  return { ...common, kind: 'text', text: words, replyTo, files, press: null }
}

/** Nothing somebody said or pressed is passed over for its form. What is said in a group may be no word to us. */
function receiveUnread(body: unknown): Unread | null {
  const { data: strange } = strangeShape.safeParse(body)
  if (strange === undefined) return null
  const { data: by } = byShape.safeParse(strange.by)
  if (by?.from.is_bot === true) return null
  const chat = by === undefined ? null : toChat(by.chat)
  const isToUs = strange.isPress || chat?.kind === 'private'
  return { kind: 'unread', from: by && chat && isToUs ? { chat, sender: toSender(by.from) } : null }
}

function receivePress({ id, from, data, message }: z.infer<typeof queryShape>): Incoming | null {
  const chat = toChat(message.chat)
  if (chat === null || from.is_bot) return null
  const common = { chat, sender: toSender(from), at: null }
  return { ...common, kind: 'press', action: data, message: String(message.message_id), press: id }
}

function receiveMembership({
  chat: where,
  from,
  date,
  new_chat_member,
}: z.infer<typeof membershipShape>): Incoming | null {
  const chat = toChat(where)
  if (chat === null) return null
  const { status, is_member } = new_chat_member
  const reachable = status === 'restricted' ? is_member === true : !['left', 'kicked'].includes(status)
  return { chat, sender: toSender(from), at: toInstant(date), kind: 'reach', reachable }
}

function toChat({ id, type }: z.infer<typeof place>): Chat | null {
  if (type === 'channel') return null
  return { id: String(id), kind: type === 'private' ? 'private' : 'group' }
}

function toSender({ id, first_name, last_name }: z.infer<typeof person>): Sender {
  return { id: String(id), name: [first_name, last_name].filter(Boolean).join(' ') }
}

function toInstant(seconds: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
}

/** `/agree@OurBot Y12` and `@OurBot đồng ý` without our name; null when a command is meant for another bot. */
function stripAddress(text: string, { username }: Identity): string | null {
  const [whole, command, addressee] = /^(\/[^\s@]+)?@(\w+)\s*/.exec(text) ?? []
  if (whole === undefined || addressee === undefined) return text
  const isOurs = username === null || addressee.toLowerCase() === username.toLowerCase()
  const rest = text.slice(whole.length)
  if (command !== undefined) return isOurs ? `${command} ${rest}`.trimEnd() : null
  return isOurs && username !== null ? rest : text
}

/** The largest size of a photo stands last. */
function filesOf({ document, photo, video, audio, voice }: z.infer<typeof messageShape>): readonly IncomingFile[] {
  const found: readonly [z.infer<typeof media> | undefined, string, string][] = [
    [document, 'tep', 'application/octet-stream'],
    [photo?.at(-1), 'anh.jpg', 'image/jpeg'],
    [video, 'video.mp4', 'video/mp4'],
    [audio, 'am-thanh.mp3', 'audio/mpeg'],
    [voice, 'ghi-am.ogg', 'audio/ogg'],
  ]
  return found.flatMap(([file, name, mime]) => (file === undefined ? [] : [toFile(file, name, mime)]))
}

function toFile(
  { file_id, file_name, mime_type, file_size }: z.infer<typeof media>,
  name: string,
  mime: string,
): IncomingFile {
  return { handle: file_id, name: file_name ?? name, mime: mime_type ?? mime, size: file_size ?? null }
}
