/**
 * A strict loopback Bot API: real sockets, real HTTP, every refusal of the vendor, failures on demand, and the people on
 * the other side. Time is the vendor's own and moves only when told.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Refusal } from './telegram-html.ts'
import { readRequestBody } from './telegram-multipart.ts'
import {
  checkFields,
  type Person,
  type StoredChat,
  type StoredMessage,
  TelegramVendor,
  type Update,
} from './telegram-vendor.ts'
import { startWebhookDelivery, type WebhookDelivery } from './telegram-webhooks.ts'

export const serverToken = '4242:AAH-not-a-real-token_0123456789abcdefgh'

/** How the next call goes wrong. A refusal is answered as it is; `silence`: accepted, never answered. */
export type Trouble = 'outage' | 'hang-up' | 'lost-answer' | 'silence' | Refusal

export type TelegramServer = {
  /** For `apiRoot`. */
  readonly url: string
  readonly vendor: TelegramVendor
  /** The methods called so far, in order. */
  readonly calls: readonly string[]
  /** Troubles the next call of this method, or of any. */
  failNext(trouble: Trouble, method?: string): void
  advance(seconds: number): void
  /** A person who has started the bot, unless `isStranger`. */
  addUser(name: string, isStranger?: boolean): ServerUser
  /** A group with the bot and everybody else in it. */
  addGroup(): ServerGroup
  /** Lets a public address lead to a loopback one, and begins to bring updates to webhooks. */
  brings(publicUrl: string, url: string, pass?: (seconds: number) => void): WebhookDelivery
  close(): Promise<void>
}

export type ServerUser = {
  readonly id: number
  readonly chat: StoredChat
  says(text: string, where?: { chat?: StoredChat; replyTo?: number }): StoredMessage
  sendsFile(file: { name: string; mime: string; bytes: Uint8Array }, caption: string): StoredMessage
  /** Presses a button by its label or its action; gives the query's id. */
  presses(message: number, button: string, chat?: StoredChat): string
  blocks(): void
  unblocks(): void
}
export type ServerGroup = {
  readonly chat: StoredChat
  kicksBot(): void
  /** Becomes a supergroup with another id. */
  upgrades(): StoredChat
}

export async function startTelegramServer(): Promise<TelegramServer> {
  const vendor = new TelegramVendor()
  const calls: string[] = []
  const deliveries: WebhookDelivery[] = []
  const troubles: { readonly trouble: Trouble; readonly method: string | null }[] = []
  let cutPoll: (end: Refusal | null) => void = () => {}

  async function answerCall(method: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(request)
    calls.push(method)
    const index = troubles.findIndex((entry) => entry.method === null || entry.method === method)
    const trouble = index < 0 ? null : (troubles.splice(index, 1)[0]?.trouble ?? null)
    if (trouble === 'hang-up') return void request.socket.destroy()
    if (trouble === 'outage')
      return void response.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad Gateway</html>')
    if (trouble instanceof Refusal) throw trouble
    const parsed = readRequestBody(request.headers['content-type'] ?? '', body)
    checkFields(method, parsed.fields)
    if (method === 'setWebhook') cutPoll(new Refusal(409, 'Conflict: terminated by setWebhook request'))
    const result = method === 'getUpdates' ? await poll(parsed.fields, response) : vendor.call(method, parsed)
    if (trouble === 'silence') return
    if (trouble === 'lost-answer') return void request.socket.destroy()
    reply(response, 200, { ok: true, result })
  }

  async function poll(fields: Readonly<Record<string, unknown>>, response: ServerResponse): Promise<readonly Update[]> {
    cutPoll(
      new Refusal(
        409,
        'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
      ),
    )
    const cut = new Promise<Refusal | null>((resolve) => {
      cutPoll = resolve
    })
    response.on('close', () => cutPoll(null))
    return await vendor.getUpdates(fields, cut)
  }

  function answerFile(path: string, response: ServerResponse): void {
    const file = [...vendor.files.values()].find((stored) => stored.path === decodeURIComponent(path))
    if (file === undefined) reply(response, 404, { ok: false, error_code: 404, description: 'Not Found' })
    else response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(file.bytes)
  }

  const http = createServer((request, response) => {
    const [, isFile, token, rest = ''] = /^\/(file\/)?bot([^/]+)\/(.*)$/.exec(request.url ?? '') ?? []
    if (token !== serverToken) return reply(response, 401, { ok: false, error_code: 401, description: 'Unauthorized' })
    if (isFile !== undefined) return answerFile(rest, response)
    answerCall(rest, request, response).catch((error: unknown) => {
      const refusal = error instanceof Refusal ? error : new Refusal(500, `Internal Server Error: ${String(error)}`)
      const { code, message: description, parameters } = refusal
      reply(response, code, { ok: false, error_code: code, description, parameters })
    })
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))

  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    vendor,
    calls,
    failNext: (trouble, method) => troubles.push({ trouble, method: method ?? null }),
    advance: (seconds) => {
      vendor.now += Math.ceil(seconds * 1000)
    },
    addUser: (name, isStranger = false) => createUser(vendor, name, isStranger),
    addGroup: () => createGroup(vendor),
    brings(publicUrl, url, pass) {
      const resolve = (address: string) => (address.startsWith(publicUrl) ? address.replace(publicUrl, url) : undefined)
      const delivery = startWebhookDelivery(vendor, { resolve, ...(pass && { pass }) })
      deliveries.push(delivery)
      return delivery
    },
    close: async () => {
      await Promise.all(deliveries.map((delivery) => delivery.stop()))
      cutPoll(null)
      http.closeAllConnections()
      await new Promise<void>((resolve) => http.close(() => resolve()))
    },
  }
}

function createUser(vendor: TelegramVendor, name: string, isStranger: boolean): ServerUser {
  const person: Person = { id: 500_000 + vendor.nextId(), first_name: name, is_bot: false }
  const cannotStart = new Refusal(403, "Forbidden: bot can't initiate conversation with a user")
  const chat = vendor.addChat(person.id, 'private', isStranger ? cannotStart : null)

  function speak(where: StoredChat, text: string, rest: Partial<StoredMessage>): StoredMessage {
    const said = { id: vendor.nextId(), from: person, date: vendor.seconds(), text, links: [], keyboard: [] }
    const message: StoredMessage = { ...said, files: [], replyTo: null, silent: false, media: null, ...rest }
    where.messages.set(message.id, message)
    if (where.type === 'private' || hearsInGroup(vendor, where, message)) {
      vendor.publish('message', vendor.describe(where, message))
    }
    return message
  }
  const changeMembership = (status: string, shut: Refusal | null) => {
    chat.shut = shut
    const member = { user: vendor.bot, status }
    vendor.publish('my_chat_member', {
      chat: describeChat(chat),
      from: person,
      date: vendor.seconds(),
      new_chat_member: member,
    })
  }

  return {
    id: person.id,
    chat,
    says: (text, { chat: where = chat, replyTo = null as number | null } = {}) => speak(where, text, { replyTo }),
    sendsFile: ({ name: fileName, mime, bytes }, caption) => {
      return speak(chat, caption, { files: [vendor.addFile({ name: fileName, bytes }, mime)], media: 'document' })
    },
    presses: (id, button, where = chat) => {
      const message = where.messages.get(id)
      const pressed = message?.keyboard
        .flat()
        .find(({ text, callback_data }) => text === button || callback_data === button)
      if (message === undefined || pressed === undefined) throw new Error(`no button "${button}" under message ${id}`)
      const query = vendor.openQuery(where.id)
      const told = vendor.describe(where, message)
      vendor.publish('callback_query', { id: query, from: person, message: told, data: pressed.callback_data })
      return query
    },
    blocks: () => changeMembership('kicked', new Refusal(403, 'Forbidden: bot was blocked by the user')),
    unblocks: () => changeMembership('member', null),
  }
}

/** Privacy mode: commands and answers to the bot's own messages. */
function hearsInGroup(vendor: TelegramVendor, chat: StoredChat, { text, replyTo }: StoredMessage): boolean {
  if (text.startsWith('/') || text.includes(`@${vendor.bot.username}`)) return true
  return replyTo !== null && chat.messages.get(replyTo)?.from === null
}

function createGroup(vendor: TelegramVendor): ServerGroup {
  const chat = vendor.addChat(-vendor.nextId(), 'group', null)
  const owner: Person = { id: 777, first_name: 'Chánh Văn phòng', is_bot: false }
  return {
    chat,
    kicksBot: () => {
      chat.shut = new Refusal(403, 'Forbidden: bot was kicked from the group chat')
      const member = { user: vendor.bot, status: 'kicked' }
      vendor.publish('my_chat_member', {
        chat: describeChat(chat),
        from: owner,
        date: vendor.seconds(),
        new_chat_member: member,
      })
    },
    upgrades: () => {
      const supergroup = vendor.addChat(-1_000_000_000_000 - vendor.nextId(), 'supergroup', null)
      const parameters = { migrate_to_chat_id: supergroup.id }
      chat.shut = new Refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', parameters)
      const common = { message_id: vendor.nextId(), date: vendor.seconds(), from: owner }
      vendor.publish('message', { ...common, chat: describeChat(chat), ...parameters })
      vendor.publish('message', { ...common, chat: describeChat(supergroup), migrate_from_chat_id: chat.id })
      return supergroup
    },
  }
}

function describeChat({ id, type }: StoredChat): Readonly<Record<string, unknown>> {
  return { id, type }
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  if (!response.destroyed) response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
