/** Telegram joined to its loopback stand-in, as the contract of messengers wants it. */
import type { Messenger, Take } from '../../src/messengers/messenger.ts'
import { connectTelegram, type TelegramOptions } from '../../src/messengers/telegram/index.ts'
import type { Abilities, Bench, Failure, Shown } from '../contract/messenger.ts'
import { pullFrom } from './pulling.ts'
import { Refusal } from './telegram-html.ts'
import { serverToken, startTelegramServer, type TelegramServer, type Trouble } from './telegram-server.ts'
import type { StoredChat } from './telegram-vendor.ts'
import { openWebhookDoor } from './webhook-door.ts'

export const telegramAbilities: Abilities = {
  buttons: true,
  edits: true,
  forms: false,
  files: true,
  failures: ['blocked', 'wait', 'outage', 'refused', 'lost-answer'],
}

const troubles: Readonly<Record<Exclude<Failure, 'blocked'>, Trouble>> = {
  wait: new Refusal(429, 'Too Many Requests: retry after 7', { retry_after: 7 }),
  outage: 'outage',
  refused: new Refusal(400, 'Bad Request: message text is not to our liking'),
  'lost-answer': 'lost-answer',
}

/** A bot on a loopback server; waiting moves the server's clock. */
export async function connectTo(server: TelegramServer, rest: Partial<TelegramOptions> = {}): Promise<Messenger> {
  return await connectTelegram({
    token: serverToken,
    apiRoot: server.url,
    webhookSecret: null,
    tools: { log: () => {} },
    now: () => Temporal.Instant.fromEpochMilliseconds(server.vendor.now),
    wait: async (milliseconds) => server.advance(milliseconds / 1000),
    ...rest,
  })
}

export function shownIn(chat: StoredChat): readonly Shown[] {
  const ours = [...chat.messages.values()].filter((message) => message.from === null)
  return ours.map(({ id, text, keyboard, files, replyTo, silent }) => ({
    id: String(id),
    text,
    buttons: keyboard.flat().map((button) => button.text),
    files: files.map(({ name, bytes }) => ({ name, bytes })),
    replyTo: replyTo === null ? null : String(replyTo),
    silent,
  }))
}

/** How updates come in. */
export type Way = 'polling' | 'webhook'

const webhookSecret = 'bi-mat_0123456789'

/** Hands over what Telegram brings to our own door, until the signal aborts. */
async function takeBrought({ server, ingress }: Brought, take: Take, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  const ended = Promise.withResolvers<void>()
  signal.addEventListener('abort', () => ended.resolve())
  const refuseLate: Take = async (update) => {
    if (signal.aborted) throw new Error('told to stop')
    await take(update)
  }
  const door = await openWebhookDoor(({ headers, body }) => ingress.accept({ headers, body }, refuseLate))
  const address = `${publicUrl}/webhooks/telegram`
  // As the program does: an outage only makes it ask once more.
  await ingress.open(address).catch(() => ingress.open(address))
  const delivery = server.brings(publicUrl, door.url, (seconds) => server.advance(seconds))
  await ended.promise
  await delivery.stop()
  await door.close()
}

type Brought = {
  readonly server: TelegramServer
  readonly ingress: Extract<Messenger['ingress'], { kind: 'webhook' }>
}

const publicUrl = 'https://ubnd.example'

export async function openTelegramBench(way: Way = 'polling'): Promise<Bench> {
  const server = await startTelegramServer()
  const user = server.addUser('Nguyễn Thị Mẫu')
  const group = server.addGroup()
  const messenger = await connectTo(server, { webhookSecret: way === 'webhook' ? webhookSecret : null })
  const { ingress } = messenger
  const find = (id: string): StoredChat => {
    const chat = server.vendor.chats.get(Number(id))
    if (chat === undefined) throw new Error(`no chat ${id}`)
    return chat
  }
  return {
    messenger,
    group: String(group.chat.id),
    user: {
      id: String(user.id),
      name: 'Nguyễn Thị Mẫu',
      chat: String(user.chat.id),
      says: async (text, { chat, replyTo } = {}) => {
        const where = chat === undefined ? {} : { chat: find(chat) }
        const { date } = user.says(text, { ...where, ...(replyTo === undefined ? {} : { replyTo: Number(replyTo) }) })
        return Temporal.Instant.fromEpochMilliseconds(date * 1000)
      },
      presses: async (message, label) => void user.presses(Number(message), label),
      sendsFile: async (file, caption) => void user.sendsFile(file, caption),
      fillsForm: async () => {
        throw new Error('Telegram has no forms')
      },
    },
    intake: (take, signal) =>
      ingress.kind === 'pull' ? pullFrom(messenger, take, signal) : takeBrought({ server, ingress }, take, signal),
    shown: async (chat) => shownIn(find(chat)),
    fail: (kind) => (kind === 'blocked' ? user.blocks() : server.failNext(troubles[kind])),
    advance: (seconds) => server.advance(seconds),
    close: () => server.close(),
  }
}
