/** A Zalo bot joined to its loopback stand-in, as the contract of messengers wants it. */
import type { Messenger, Take, WebhookReply } from '../../src/messengers/messenger.ts'
import { connectZaloBot, type ZaloBotOptions } from '../../src/messengers/zalo-bot/index.ts'
import type { Abilities, Bench, Failure, Shown } from '../contract/messenger.ts'
import { pullFrom } from './pulling.ts'
import { startZaloServer, type ZaloServer, type ZaloTrouble, zaloToken } from './zalo-bot-server.ts'
import { type ZaloChat, ZaloRefusal } from './zalo-bot-vendor.ts'

export const zaloBotAbilities: Abilities = {
  buttons: false,
  edits: false,
  forms: false,
  files: false,
  silence: false,
  replies: false,
  incomingFiles: false,
  failures: ['wait', 'outage', 'refused', 'lost-answer'],
}

export const zaloSecret = 'bi-mat-cua-zalo'

const troubles: Readonly<Record<Exclude<Failure, 'blocked'>, ZaloTrouble>> = {
  wait: new ZaloRefusal(429, 'Quota exceeded', 429),
  outage: 'outage',
  refused: new ZaloRefusal(400, 'Bad Request: text is not to our liking'),
  'lost-answer': 'lost-answer',
}

/** A bot on a loopback server; waiting moves the server's clock. */
export async function connectZalo(server: ZaloServer, rest: Partial<ZaloBotOptions> = {}): Promise<Messenger> {
  return connectZaloBot({
    token: zaloToken,
    apiRoot: server.url,
    webhookSecret: null,
    tools: { log: () => {} },
    now: () => Temporal.Instant.fromEpochMilliseconds(server.vendor.now),
    wait: async (milliseconds) => server.advance(milliseconds / 1000),
    ...rest,
  })
}

/** Pulls until the signal aborts; from then on the vendor's clock goes on, so that the poll under way ends. */
export async function pullFromZalo(
  server: ZaloServer,
  messenger: Messenger,
  take: Take,
  signal: AbortSignal,
): Promise<void> {
  let isOver = false
  const hurry = () => {
    if (isOver) return
    server.advance(5)
    setImmediate(hurry)
  }
  if (signal.aborted) hurry()
  else signal.addEventListener('abort', hurry, { once: true })
  await pullFrom(messenger, take, signal)
  isOver = true
}

/** Zalo brings what waits, flat and wrapped by turns, each event once. */
export async function bringFromZalo(
  server: ZaloServer,
  messenger: Messenger,
  take: Take,
  signal: AbortSignal,
): Promise<void> {
  for (let count = 0; !signal.aborted && server.vendor.events.length > 0; count += 1) {
    const event = server.vendor.events.shift()
    await bring(messenger, count % 2 === 0 ? event : { ok: true, result: event }, take)
  }
}

/** One request as Zalo makes it. */
export async function bring(
  messenger: Messenger,
  body: unknown,
  take: Take,
  secret = zaloSecret,
): Promise<WebhookReply | null> {
  const { ingress } = messenger
  if (ingress.kind !== 'webhook') throw new Error('this bot has no webhook')
  const headers = { 'x-bot-api-secret-token': secret, 'content-type': 'application/json' }
  return ingress.accept({ headers, body: new TextEncoder().encode(JSON.stringify(body)) }, take)
}

/** As a person sees it: the numbers of a card's messages are left out. */
export function shownInZalo(chat: ZaloChat): readonly Shown[] {
  const ours = chat.messages.filter(({ from }) => from === null)
  return ours.map(({ id, text }) => ({
    id,
    text: text.replace(/^\d+\/\d+\n/, ''),
    buttons: [],
    files: [],
    replyTo: null,
    silent: false,
  }))
}

export async function openZaloBench({ webhook }: { readonly webhook: boolean }): Promise<Bench> {
  const server = await startZaloServer()
  const user = server.addUser('Nguyễn Thị Mẫu')
  const group = server.addGroup()
  const messenger = await connectZalo(server, { webhookSecret: webhook ? zaloSecret : null })
  const find = (id: string): ZaloChat => {
    const chat = server.vendor.chats.get(id)
    if (chat === undefined) throw new Error(`no chat ${id}`)
    return chat
  }
  const never = async () => {
    throw new Error('a Zalo bot has none of these')
  }
  const intake = webhook ? bringFromZalo : pullFromZalo
  return {
    messenger,
    group: group.id,
    user: {
      id: user.person.id,
      name: user.person.display_name,
      chat: user.chat.id,
      says: async (text, { chat } = {}) => {
        const { message } = user.says(text, chat === undefined ? user.chat : find(chat))
        return Temporal.Instant.fromEpochMilliseconds(Number(message['date']))
      },
      presses: never,
      sendsFile: never,
      fillsForm: never,
    },
    intake: (take, signal) => intake(server, messenger, take, signal),
    shown: async (chat) => shownInZalo(find(chat)),
    fail: (kind) => {
      if (kind === 'blocked') throw new Error('Zalo does not say so')
      server.failNext(troubles[kind])
    },
    advance: (seconds) => server.advance(seconds),
    close: () => server.close(),
  }
}
