/**
 * What Slack brings, by socket or by HTTP, as an update to store: who we are stands beside it, so that it can be read
 * later without asking. Left out is what nobody may keep (the verification token) and what is ours anyway (the card that
 * was pressed, the fields of a form).
 */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { RawUpdate } from '../messenger.ts'
import type { Identity } from './identity.ts'

/** The kinds of Socket Mode's envelopes; what comes by HTTP is one of the same. */
export type EnvelopeType = 'events_api' | 'interactive' | 'slash_commands'

/** What is stored. `me`: the bot's user when it came. */
export type StoredBody = { readonly type: EnvelopeType; readonly me: string; readonly payload: unknown }

const events = z.looseObject({
  event_id: z.string(),
  event: z.looseObject({ user: z.string().optional(), channel: z.string().optional().catch(undefined) }),
})
const interaction = z.looseObject({
  type: z.string(),
  trigger_id: z.string().optional(),
  user: z.looseObject({ id: z.string() }),
  channel: z.looseObject({ id: z.string() }).nullish(),
  view: z.looseObject({ id: z.string(), state: z.unknown() }).nullish(),
})
const command = z.looseObject({ trigger_id: z.string(), user_id: z.string(), channel_id: z.string() })

/** The update in an envelope; null when it is none of Slack's. What somebody pressed, filled in or typed always is one. */
export function readEnvelope(type: string, payload: unknown, me: Identity): RawUpdate | null {
  switch (type) {
    case 'events_api':
      return readEvent(payload, me)
    case 'interactive':
      return readInteraction(payload, me)
    case 'slash_commands':
      return readCommand(payload, me)
    default:
      return null
  }
}

/** A private chat goes by its person: Slack knows two ids for it, and a command typed elsewhere in private is theirs, too. */
export function chatId(channel: string, user: string): string {
  return channel.startsWith('D') ? user : channel
}

/** Delivered again, an event keeps its id. */
function readEvent(payload: unknown, me: Identity): RawUpdate | null {
  const { data } = events.safeParse(payload)
  if (data === undefined) return null
  const { event_id: id, event } = data
  const chat = event.channel === undefined ? `event ${id}` : chatId(event.channel, event.user ?? event.channel)
  return { id, chat, body: store('events_api', me, withoutToken(data)) }
}

function readInteraction(payload: unknown, me: Identity): RawUpdate {
  const { data } = interaction.safeParse(payload)
  if (data === undefined) return keepAsItCame('interactive', payload, me)
  const { user, channel, view } = data
  const chat = channel ? chatId(channel.id, user.id) : user.id
  const { message: _, view: __, actions, ...rest } = withoutToken(data)
  const kept = view && { id: view.id, private_metadata: view['private_metadata'], state: view.state }
  return {
    id: idOfInteraction(data),
    chat,
    body: store('interactive', me, { ...rest, ...(actions ? { actions } : {}), ...(kept ? { view: kept } : {}) }),
  }
}

/**
 * A form submitted twice is one update, a form submitted once more with other words (the first time Slack showed an error
 * although it had come) is two.
 */
function idOfInteraction(data: z.infer<typeof interaction>): string {
  const { type, trigger_id: trigger, user, view } = data
  if (type === 'view_submission' && view) return `${type} ${view.id} ${hash(view.state)}`
  return `${type} ${trigger ?? hash([user.id, data])}`
}

function readCommand(payload: unknown, me: Identity): RawUpdate {
  const { data } = command.safeParse(payload)
  if (data === undefined) return keepAsItCame('slash_commands', payload, me)
  const chat = chatId(data.channel_id, data.user_id)
  return { id: `command ${data.trigger_id}`, chat, body: store('slash_commands', me, withoutToken(data)) }
}

/** What has another form than we know waits for nothing: a queue of its own. */
function keepAsItCame(type: EnvelopeType, payload: unknown, me: Identity): RawUpdate {
  const id = `unread ${hash(payload)}`
  const { data } = z.looseObject({}).safeParse(payload)
  return { id, chat: id, body: store(type, me, data === undefined ? payload : withoutToken(data)) }
}

function store(type: EnvelopeType, { user: me }: Identity, payload: unknown): StoredBody {
  return { type, me, payload }
}

function withoutToken(payload: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { token: _, ...rest } = payload
  return rest
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22)
}
