/** An office on a Zalo Official Account: real sockets to the strict loopback server, signed events brought one by one. */
import type { Clock } from '../../src/calendar/clock.ts'
import { createMemoryVault, type MemoryVault } from './memory-vault.ts'
import { type Chats, officeGroup } from './office-chats.ts'
import { bringInTurn, connectTo, shownIn } from './zalo-oa-bench.ts'
import { startZaloOaServer, type ZaloOaServer } from './zalo-oa-server.ts'

/** The same chats, with the server behind them for what only Zalo knows. */
export type ZaloOaChats = Chats & {
  readonly server: ZaloOaServer
  /** Where its tokens are kept, for all processes of the account. */
  readonly vault: MemoryVault
}

export async function openZaloOaChats(people: readonly string[], clock: Clock): Promise<ZaloOaChats> {
  const server = await startZaloOaServer()
  server.vendor.now = clock.now().epochMilliseconds
  const persons = new Map(people.map((who) => [who, server.addPerson()]))
  const group = server.addGroup()
  const vault = createMemoryVault()
  const messenger = await connectTo(server, { tools: { log: () => {}, vault } })
  const personOf = (who: string) => {
    const person = persons.get(who)
    if (person === undefined) throw new Error(`Nobody is called ${who}`)
    return person
  }
  const chatOf = (chat: string) => (chat === officeGroup ? group : personOf(chat).chat)
  return {
    server,
    vault,
    messenger,
    bring: (take, signal) => bringInTurn(server, messenger, take, signal),
    accountOf: (who) =>
      who === officeGroup
        ? { user: '', chat: `group:${group.id}` }
        : { user: personOf(who).chat.id, chat: personOf(who).chat.id },
    async says(who, text, { chat, replyTo }) {
      const where = chat === officeGroup ? { group } : {}
      personOf(who).says(text, { ...where, ...(replyTo === null ? {} : { quoted: replyTo }) })
    },
    async sends(who, file, caption) {
      personOf(who).sendsFile(file, caption)
    },
    async presses(who, { message, label }) {
      personOf(who).presses(message, label)
    },
    form: async () => null,
    bytesOf: async (chat, name) =>
      shownIn(chatOf(chat))
        .flatMap(({ files }) => files)
        .findLast((file) => file.name === name)?.bytes ?? null,
    fills: async () => {
      throw new Error('Zalo has no forms')
    },
    async turns(who, reachable) {
      personOf(who).follows(reachable)
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
