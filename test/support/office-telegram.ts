/** An office on Telegram: real sockets to the strict loopback server, whose time goes on as its pace wants. */
import type { Clock } from '../../src/calendar/clock.ts'
import { type Chats, officeGroup } from './office-chats.ts'
import { connectTo, shownIn } from './telegram-bench.ts'
import { startTelegramServer, type TelegramServer } from './telegram-server.ts'

/** The same chats, with the server behind them for what only Telegram knows. */
export type TelegramChats = Chats & { readonly server: TelegramServer }

export async function openTelegramChats(people: readonly string[], clock: Clock): Promise<TelegramChats> {
  const server = await startTelegramServer()
  const users = new Map(people.map((who) => [who, server.addUser(who)]))
  const group = server.addGroup()
  server.vendor.now = clock.now().epochMilliseconds
  const messenger = await connectTo(server, { now: () => clock.now() })
  const userOf = (who: string) => {
    const user = users.get(who)
    if (user === undefined) throw new Error(`Nobody is called ${who}`)
    return user
  }
  const chatOf = (chat: string) => (chat === officeGroup ? group.chat : userOf(chat).chat)
  return {
    server,
    messenger,
    accountOf: (who) => ({ user: who === officeGroup ? '' : String(userOf(who).id), chat: String(chatOf(who).id) }),
    async says(who, text, { chat, replyTo }) {
      userOf(who).says(text, { chat: chatOf(chat), ...(replyTo === null ? {} : { replyTo: Number(replyTo) }) })
    },
    async sends(who, file, caption) {
      userOf(who).sendsFile(file, caption)
    },
    async presses(who, { chat, message, label }) {
      userOf(who).presses(Number(message), label, chatOf(chat))
    },
    form: async () => null,
    bytesOf: async (chat, name) =>
      shownIn(chatOf(chat))
        .flatMap(({ files }) => files)
        .findLast((file) => file.name === name)?.bytes ?? null,
    fills: async () => {
      throw new Error('Telegram has no forms')
    },
    async turns(who, reachable) {
      if (reachable) userOf(who).unblocks()
      else userOf(who).blocks()
    },
    sees: async (chat) =>
      shownIn(chatOf(chat)).map(({ files, ...seen }) => ({ ...seen, files: files.map(({ name }) => name) })),
    advance: (seconds) => server.advance(seconds),
    catchUp(now) {
      server.vendor.now = Math.max(server.vendor.now, now.epochMilliseconds)
    },
    close: () => server.close(),
  }
}
