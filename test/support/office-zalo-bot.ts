/** An office on a Zalo bot: real sockets to the strict loopback server, whose time goes on as its pace wants. */
import type { Clock } from '../../src/calendar/clock.ts'
import type { Messenger } from '../../src/messengers/messenger.ts'
import { type Chats, officeGroup } from './office-chats.ts'
import { connectZalo, pullFromZalo, shownInZalo } from './zalo-bot-bench.ts'
import { startZaloServer, type ZaloServer } from './zalo-bot-server.ts'

/** The same chats, with the server behind them for what only Zalo knows. */
export type ZaloChats = Chats & {
  readonly server: ZaloServer
  /** A file, as Zalo tells of it: without any content. */
  readonly sendsUnsupported: (who: string) => void
}

export async function openZaloChats(people: readonly string[], clock: Clock): Promise<ZaloChats> {
  const server = await startZaloServer()
  const users = new Map(people.map((who) => [who, server.addUser(who)]))
  const group = server.addGroup()
  server.vendor.now = clock.now().epochMilliseconds
  const joined = await connectZalo(server, { now: () => clock.now() })
  const messenger: Messenger = {
    ...joined,
    ingress: { kind: 'pull', pull: (take, signal) => pullFromZalo(server, joined, take, signal) },
  }
  const userOf = (who: string) => {
    const user = users.get(who)
    if (user === undefined) throw new Error(`Nobody is called ${who}`)
    return user
  }
  const chatOf = (chat: string) => (chat === officeGroup ? group : userOf(chat).chat)
  const never = async () => {
    throw new Error('a Zalo bot has neither buttons nor forms, files or blocks')
  }
  return {
    server,
    messenger,
    accountOf: (who) => ({ user: who === officeGroup ? '' : userOf(who).person.id, chat: chatOf(who).id }),
    async says(who, text, { chat }) {
      userOf(who).says(text, chatOf(chat))
    },
    sendsUnsupported(who) {
      userOf(who).sendsUnsupported()
    },
    sends: never,
    presses: never,
    form: async () => null,
    fills: never,
    turns: never,
    bytesOf: async () => null,
    sees: async (chat) => shownInZalo(chatOf(chat)).map((seen) => ({ ...seen, files: [] })),
    advance: (seconds) => server.advance(seconds),
    catchUp(now) {
      const behind = now.epochMilliseconds - server.vendor.now
      if (behind > 0) server.advance(behind / 1000)
    },
    close: () => server.close(),
  }
}
