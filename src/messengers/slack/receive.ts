/**
 * A stored update as something that happened, read with suspicion. Left out on purpose: what bots write (we among them),
 * edited and deleted messages (the words first sent are the ones recorded), joins, and talk in channels that neither
 * mentions us nor replies to us.
 */
import { z } from 'zod'
import type { Chat, Incoming, RawUpdate, Sender, Unread } from '../messenger.ts'
import { chatId } from './envelope.ts'
import { readSubmission, submittedView } from './form.ts'
import { readFile, slackFile } from './incoming-file.ts'
import { readTimestamp, writeMessageId } from './message-id.ts'
import { writePress } from './press.ts'
import { mentions, readTyped, withoutMention } from './typed.ts'

/** Seconds since 1970 with six digits behind the point: a time, and the id of a message in its channel. */
const timestamp = z.string().regex(/^\d{1,10}\.\d{1,6}$/)

const messageEvent = z.object({
  type: z.literal('message'),
  subtype: z.enum(['file_share', 'thread_broadcast']).optional(),
  hidden: z.literal(false).optional(),
  bot_id: z.undefined().optional(),
  channel: z.string(),
  user: z.string(),
  text: z.string().default(''),
  ts: timestamp,
  thread_ts: timestamp.optional(),
  parent_user_id: z.string().optional(),
  files: z.array(slackFile).default([]),
})
const homeEvent = z.object({
  type: z.literal('app_home_opened'),
  tab: z.literal('home'),
  user: z.string(),
  event_ts: timestamp,
})
const pressed = z.object({
  type: z.literal('block_actions'),
  user: z.object({ id: z.string() }),
  trigger_id: z.string(),
  response_url: z.string().optional(),
  container: z.object({ channel_id: z.string().optional(), message_ts: timestamp.optional() }),
  actions: z
    .tuple([z.object({ type: z.literal('button'), value: z.string(), action_ts: timestamp })])
    .rest(z.unknown()),
})
const submitted = z.object({
  type: z.literal('view_submission'),
  user: pressed.shape.user,
  view: submittedView,
})
const commanded = z.object({
  command: z.string().regex(/^\//),
  text: z.string().default(''),
  user_id: z.string(),
  channel_id: z.string(),
  trigger_id: z.string(),
  response_url: z.string(),
})
const stored = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('events_api'),
    me: z.string(),
    payload: z.object({ event: z.discriminatedUnion('type', [messageEvent, homeEvent]) }),
  }),
  z.object({
    type: z.literal('interactive'),
    me: z.string(),
    payload: z.discriminatedUnion('type', [pressed, submitted]),
  }),
  z.object({ type: z.literal('slash_commands'), me: z.string(), payload: commanded }),
])

/** Who did something where, of an act whose form is not known. */
const interacted = z.object({ user: pressed.shape.user, channel: z.object({ id: z.string() }).nullish().catch(null) })
const typed = commanded.pick({ user_id: true, channel_id: true })
const said = messageEvent.pick({ subtype: true, hidden: true, bot_id: true, channel: true, user: true }).extend({
  type: z.literal('message'),
  text: z.string().catch(''),
})
const unread = z.discriminatedUnion('type', [
  z.object({ type: z.literal('events_api'), me: z.string(), payload: z.object({ event: said }) }),
  z.object({
    type: z.literal('interactive'),
    payload: z.looseObject({ type: z.enum(['block_actions', 'view_submission']).optional().catch(undefined) }),
  }),
  z.object({ type: z.literal('slash_commands'), payload: z.unknown() }),
])

/** Every command at once: "/dondoc homnay". */
export const umbrella = '/dondoc'

/** What a stored update says to us. */
export function receive({ body }: RawUpdate): Incoming | Unread | null {
  const { data } = stored.safeParse(body)
  switch (data?.type) {
    case undefined:
      return receiveUnread(body)
    case 'events_api': {
      const { event } = data.payload
      return event.type === 'message' ? receiveMessage(event, data.me) : receiveHome(event)
    }
    case 'interactive':
      return data.payload.type === 'block_actions' ? receivePress(data.payload) : receiveForm(data.payload)
    case 'slash_commands':
      return receiveCommand(data.payload)
    default:
      return data satisfies never
  }
}

function receiveMessage(message: z.infer<typeof messageEvent>, me: string): Incoming | null {
  const { channel, user, ts, thread_ts: thread, parent_user_id: parent } = message
  if (user === me) return null
  const chat = toChat(channel, user)
  const replyTo = thread !== undefined && thread !== ts && parent === me ? writeMessageId(channel, thread) : null
  const isMentioned = mentions(message.text, me)
  if (chat.kind === 'group' && replyTo === null && !isMentioned) return null
  const words = readTyped(withoutMention(message.text, me))
  return {
    chat,
    sender: toSender(user),
    at: readTimestamp(ts),
    kind: 'text',
    text: words === '' && isMentioned && message.files.length === 0 ? '/help' : words,
    isToUs: isMentioned,
    replyTo,
    files: message.files.flatMap((file) => readFile(file) ?? []),
    press: null,
  }
}

function receiveHome({ user, event_ts: at }: z.infer<typeof homeEvent>): Incoming {
  return { chat: { id: user, kind: 'private' }, sender: toSender(user), at: readTimestamp(at), kind: 'home' }
}

function receivePress(press: z.infer<typeof pressed>): Incoming {
  const { user, container, trigger_id: trigger, response_url: url = null, actions } = press
  const { channel_id: channel, message_ts: ts } = container
  const chat = chatOf(channel, user.id)
  const [{ value: action, action_ts: at }] = actions
  return {
    chat,
    sender: toSender(user.id),
    at: readTimestamp(at),
    kind: 'press',
    action,
    // A person's own page is no message: nothing of ours bears this id.
    message: channel === undefined || ts === undefined ? 'home' : writeMessageId(channel, ts),
    press: writePress({ trigger, url, chat }),
  }
}

function receiveForm(form: z.infer<typeof submitted>): Incoming | Unread {
  const filled = readSubmission(form.view)
  return filled ? { ...filled, sender: toSender(form.user.id), at: null, kind: 'form' } : fromWhom(form)
}

function receiveCommand(said: z.infer<typeof commanded>): Incoming {
  const { command, user_id: user, channel_id: channel, trigger_id: trigger, response_url: url } = said
  const words = readTyped(said.text).trim()
  const chat = toChat(channel, user)
  return {
    chat,
    sender: toSender(user),
    at: null,
    kind: 'text',
    text: command === umbrella ? asCommand(words) : `${command} ${words}`.trimEnd(),
    replyTo: null,
    files: [],
    press: writePress({ trigger, url, chat }),
  }
}

/** Nothing that somebody pressed, filled in, or said to us is passed over because Slack wrote it in another way. */
function receiveUnread(body: unknown): Unread | null {
  const { data } = unread.safeParse(body)
  switch (data?.type) {
    case undefined:
      return null
    case 'events_api': {
      const { channel, user, text } = data.payload.event
      const chat = toChat(channel, user)
      const isToUs = user !== data.me && (chat.kind === 'private' || mentions(text, data.me))
      return isToUs ? { kind: 'unread', from: { chat, sender: toSender(user) } } : null
    }
    case 'interactive':
      return data.payload.type === undefined ? null : fromWhom(data.payload)
    case 'slash_commands': {
      const { data: who } = typed.safeParse(data.payload)
      if (who === undefined) return { kind: 'unread', from: null }
      return { kind: 'unread', from: { chat: toChat(who.channel_id, who.user_id), sender: toSender(who.user_id) } }
    }
    default:
      return data satisfies never
  }
}

function fromWhom(interaction: unknown): Unread {
  const { data: who } = interacted.safeParse(interaction)
  if (who === undefined) return { kind: 'unread', from: null }
  const { user, channel } = who
  return { kind: 'unread', from: { chat: chatOf(channel?.id, user.id), sender: toSender(user.id) } }
}

function asCommand(words: string): string {
  if (words === '') return '/help'
  return /^[/／]/.test(words) ? words : `/${words}`
}

/** What is pressed on a person's own page, or filled in, has no channel. */
function chatOf(channel: string | undefined, user: string): Chat {
  return channel === undefined ? { id: user, kind: 'private' } : toChat(channel, user)
}

function toChat(channel: string, user: string): Chat {
  const id = chatId(channel, user)
  return { id, kind: id === channel ? 'group' : 'private' }
}

/** Messages come without a name; what comes with one names an account, not a person. */
function toSender(id: string): Sender {
  return { id, name: '' }
}
