/**
 * Updates that Slack brings by HTTP: signed, answered within three seconds, and with a yes only when they are stored. One
 * address serves the app in all its workspaces; whose a request is stands in it.
 */
import { isValidSlackRequest } from '@slack/bolt'
import { z } from 'zod'
import { parseJson } from '../brought.ts'
import type { Brought, MessengerTools, RawUpdate, Take, WebhookReply, WebhookRequest } from '../messenger.ts'
import { type EnvelopeType, readEnvelope } from './envelope.ts'
import { describeFailure } from './failure.ts'
import type { Identity, WhoAmI } from './identity.ts'
import { teamsOf } from './team.ts'

export type WebhookTools = {
  readonly signingSecret: string
  readonly whoAmI: WhoAmI
  readonly log: MessengerTools['log']
  readonly now: () => Temporal.Instant
}

/** A signature older than this may be a copy; one from the future is. Slack's own check only knows the first. */
const freshSeconds = 300

const refused: WebhookReply = { status: 401 }
const unreadable: WebhookReply = { status: 400 }
const busy: WebhookReply = { status: 503 }
/** An empty yes: a command shows nothing, a form closes. */
const stored: WebhookReply = { status: 200 }

export function createWebhook(tools: WebhookTools): Brought {
  return {
    kind: 'webhook',
    // The address stands in the app's manifest; no call sets it.
    open: async () => {},
    accept: (request, take) => accept(tools, request, take),
    isBehind: null,
  }
}

async function accept(tools: WebhookTools, request: WebhookRequest, take: Take): Promise<WebhookReply | null> {
  const text = new TextDecoder().decode(request.body)
  const content = readContent(request.headers['content-type'] ?? '', text)
  // Slack's look at the certificate is unsigned and asks nothing.
  if (content?.type === 'ssl_check') return stored
  if (!isSigned(tools, request, text)) return refused
  if (content === null) return unreadable
  if (content.type === 'url_verification') return { status: 200, body: { challenge: content.challenge } }
  const me = await whoAmI(tools)
  if (me === null) return busy
  if (!teamsOf(content.payload).includes(me.team)) return null
  if (content.type === 'app_rate_limited') return noteLimit(tools)
  const update = readEnvelope(content.type, content.payload, me)
  return update === null ? unreadable : takeIt(update, take)
}

async function takeIt(update: RawUpdate, take: Take): Promise<WebhookReply> {
  await take(update)
  return stored
}

/** Over 30,000 events an hour Slack leaves some out, and says so. */
function noteLimit({ log }: WebhookTools): WebhookReply {
  log('error', 'Slack leaves events out: more than 30,000 an hour came')
  return stored
}

/** Null when Slack does not say now: it will bring the event again. */
async function whoAmI({ whoAmI: ask, log }: WebhookTools): Promise<Identity | null> {
  try {
    return await ask()
  } catch (error) {
    log('warn', 'Slack brings updates but does not say who the bot is', { failure: describeFailure(error) })
    return null
  }
}

function isSigned({ signingSecret, now }: WebhookTools, { headers }: WebhookRequest, body: string): boolean {
  const signature = headers['x-slack-signature'] ?? ''
  const timestamp = Number(headers['x-slack-request-timestamp'] ?? Number.NaN)
  const nowMilliseconds = now().epochMilliseconds
  if (!Number.isInteger(timestamp) || timestamp * 1000 - nowMilliseconds > freshSeconds * 1000) return false
  const signed = { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp }
  return isValidSlackRequest({ signingSecret, body, headers: signed, nowMilliseconds })
}

type Content =
  | { readonly type: 'ssl_check' }
  | { readonly type: 'url_verification'; readonly challenge: string }
  | { readonly type: EnvelopeType | 'app_rate_limited'; readonly payload: unknown }

const outer = z.looseObject({ type: z.string(), challenge: z.string().optional() })

/** Events are JSON; commands are a form; presses and forms are JSON in a form's field. */
function readContent(mime: string, text: string): Content | null {
  if (mime.startsWith('application/json')) return readJson(text)
  if (!mime.startsWith('application/x-www-form-urlencoded')) return null
  const fields = new URLSearchParams(text)
  if (fields.get('ssl_check') === '1') return { type: 'ssl_check' }
  const payload = fields.get('payload')
  if (payload !== null) return { type: 'interactive', payload: parseJson(payload) }
  return { type: 'slash_commands', payload: Object.fromEntries(fields) }
}

function readJson(text: string): Content | null {
  const { data } = outer.safeParse(parseJson(text))
  if (data === undefined) return null
  if (data.type === 'url_verification') {
    return data.challenge === undefined ? null : { type: data.type, challenge: data.challenge }
  }
  return { type: data.type === 'app_rate_limited' ? data.type : 'events_api', payload: data }
}
