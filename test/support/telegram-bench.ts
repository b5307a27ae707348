/** Telegram joined to its loopback stand-in, as the contract of messengers wants it. */
import type { Messenger } from '../../src/messengers/messenger.ts'
import { connectTelegram, type TelegramOptions } from '../../src/messengers/telegram/index.ts'
import type { Abilities, Bench, Failure, Shown } from '../contract/messenger.ts'
import { pullFrom } from './pulling.ts'
import { Refusal } from './telegram-html.ts'
import { serverToken, startTelegramServer, type TelegramServer, type Trouble } from './telegram-server.ts'
import type { StoredChat } from './telegram-vendor.ts'

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

export async function openTelegramBench(): Promise<Bench> {
  const server = await startTelegramServer()
  const user = server.addUser('Nguyễn Thị Mẫu')
  const group = server.addGroup()
  const messenger = await connectTo(server)
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
    intake: (take, signal) => pullFrom(messenger, take, signal),
    shown: async (chat) => shownIn(find(chat)),
    fail: (kind) => (kind === 'blocked' ? user.blocks() : server.failNext(troubles[kind])),
    advance: (seconds) => server.advance(seconds),
    close: () => server.close(),
  }
}
