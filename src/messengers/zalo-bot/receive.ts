/**
 * An event of the Zalo Bot Platform as something that happened, read with suspicion: documented and seen forms are both
 * taken (flat or wrapped in {ok, result}; `photo` or `photo_url`; dates in milliseconds or seconds), a message of any other
 * form is unread, anything else says nothing to us. Zalo tells neither which message was answered nor when the bot is shut out.
 */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { nfc } from '../../text/vietnamese.ts'
import type { Chat, Incoming, IncomingFile, RawUpdate, Trace, Unread } from '../messenger.ts'

/** The names by which the bot is mentioned in groups; none before Zalo told them. */
export type Identity = { readonly names: readonly string[] }

const id = z.union([z.string().min(1), z.int()]).transform(String)
const message = z.object({
  message_id: id,
  date: z.coerce.number().min(0).max(8.64e15).nullish().catch(null),
  from: z.object({
    id,
    display_name: z.string().nullish(),
    name: z.string().nullish(),
    is_bot: z.boolean().nullish(),
  }),
  chat: z.object({ id, chat_type: z.string().nullish() }),
  text: z.string().nullish(),
  caption: z.string().nullish(),
  photo: z.string().nullish(),
  photo_url: z.string().nullish(),
})
const event = z.object({ event_name: z.string(), message })
/** A message whose form is not known, and in it who wrote it where. */
const strange = z.looseObject({ event_name: z.string().startsWith('message.') })
const by = z.object({ message: message.pick({ from: true, chat: true }) })
const wrapped = z.object({ ok: z.literal(true), result: z.unknown() })

type Message = z.infer<typeof message>

/** A body from Zalo as an update to store, out of its envelope; null when it is none. */
export function readUpdate(body: unknown): RawUpdate | null {
  const bare = unwrap(body)
  const { data } = event.safeParse(bare)
  if (data !== undefined) return { id: data.message.message_id, chat: data.message.chat.id, body: bare }
  if (!strange.safeParse(bare).success) return null
  const own = `unread ${createHash('sha256').update(JSON.stringify(bare)).digest('base64url')}`
  return { id: own, chat: own, body: bare }
}

function unwrap(body: unknown): unknown {
  const { data } = wrapped.safeParse(body)
  return data === undefined ? body : data.result
}

/** What a stored update says to us. */
export function receive({ body }: RawUpdate, me: Identity): Incoming | Unread | null {
  const { data } = event.safeParse(unwrap(body))
  if (data === undefined) return receiveUnread(unwrap(body))
  if (data.message.from.is_bot === true) return null
  const { event_name: name, message: said } = data
  const { chat, sender } = traceOf(said)
  const common = { chat, sender, at: toInstant(said.date ?? null) }
  switch (name) {
    case 'message.text.received':
      if (typeof said.text !== 'string') return { kind: 'unread', from: { chat, sender } }
      return { ...common, ...words(said.text, chat, me), files: [] }
    case 'message.image.received':
      return { ...common, ...words(said.caption ?? '', chat, me), files: photosOf(said) }
    case 'message.sticker.received':
      return { ...common, kind: 'unreadable', what: 'sticker' }
    case 'message.voice.received':
      return { ...common, kind: 'unreadable', what: 'voice' }
    default:
      return name.startsWith('message.') ? { ...common, kind: 'unreadable', what: 'file' } : null
  }
}

/** Nothing that was said to us is passed over for its form. */
function receiveUnread(body: unknown): Unread | null {
  if (!strange.safeParse(body).success) return null
  const { data } = by.safeParse(body)
  if (data?.message.from.is_bot === true) return null
  return { kind: 'unread', from: data === undefined ? null : traceOf(data.message) }
}

function traceOf(said: Pick<Message, 'from' | 'chat'>): Trace {
  return { chat: toChat(said), sender: { id: said.from.id, name: said.from.display_name ?? said.from.name ?? '' } }
}

/** In a group Zalo hands over nothing but what mentions the bot or answers it. */
function words(text: string, { kind }: Chat, me: Identity) {
  const said = { kind: 'text', replyTo: null, press: null } as const
  return kind === 'group' ? { ...said, text: stripMention(text, me), isToUs: true } : { ...said, text }
}

function toChat({ chat, from }: Pick<Message, 'from' | 'chat'>): Chat {
  const type = (chat.chat_type ?? '').toUpperCase()
  const isPrivate = type === 'PRIVATE' || (type !== 'GROUP' && chat.id === from.id)
  return { id: chat.id, kind: isPrivate ? 'private' : 'group' }
}

/** Milliseconds since 1970 by the documentation, seconds in some samples. */
function toInstant(date: number | null): Temporal.Instant | null {
  if (date === null || date === 0) return null
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(date < 1e11 ? date * 1000 : date))
}

/** The words without our name, wherever it stands. Unknown, it is left out up to the command behind it: it begins with "Bot". */
function stripMention(text: string, { names }: Identity): string {
  const said = nfc(text)
  const name = names.find((one) => said.toLowerCase().includes(`@${one.toLowerCase()}`))
  if (name === undefined) return said.replace(/^\s*@bot[^/]*(?=\/)/i, '').trim()
  const at = said.toLowerCase().indexOf(`@${name.toLowerCase()}`)
  return `${said.slice(0, at)}${said.slice(at + name.length + 1)}`.trim()
}

function photosOf({ photo, photo_url: seen }: Message): readonly IncomingFile[] {
  const address = photo ?? seen ?? null
  return address === null ? [] : [{ handle: address, name: 'anh.jpg', mime: 'image/jpeg', size: null }]
}
