/**
 * A strict loopback Bot Platform of Zalo: real sockets, real HTTP, failures on demand, and the people on the other side.
 * Time is the vendor's own and moves only when told; an idle poll ends when it has gone on far enough.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { idle, type ZaloChat, type ZaloEvent, type ZaloPerson, ZaloRefusal, ZaloVendor } from './zalo-bot-vendor.ts'

export const zaloToken = '424242:not-a-real-token-of-zalo'

/** How the next call goes wrong. A refusal is answered as it is. */
export type ZaloTrouble = 'outage' | 'hang-up' | 'lost-answer' | 'nonsense' | ZaloRefusal

export type ZaloServer = {
  /** For `apiRoot`. */
  readonly url: string
  readonly vendor: ZaloVendor
  /** The methods called so far, in order. */
  readonly calls: readonly string[]
  /** Troubles the next call of this method, or of any. */
  failNext(trouble: ZaloTrouble, method?: string): void
  advance(seconds: number): void
  /** A person who has written to the bot once. */
  addUser(name: string): ZaloUser
  /** A group with the bot and everybody else in it. */
  addGroup(): ZaloChat
  close(): Promise<void>
}

export type ZaloUser = {
  readonly person: ZaloPerson
  readonly chat: ZaloChat
  /** In a group the bot is mentioned, as Zalo hands over nothing else. Gives the event. */
  says(text: string, chat?: ZaloChat): ZaloEvent
  sendsPhoto(bytes: Uint8Array, caption: string, field?: 'photo' | 'photo_url'): ZaloEvent
  /** A file, a link or whatever else Zalo does not hand over. */
  sendsUnsupported(): ZaloEvent
  sendsSticker(): ZaloEvent
  sendsVoice(): ZaloEvent
}

export async function startZaloServer(): Promise<ZaloServer> {
  const vendor = new ZaloVendor()
  const calls: string[] = []
  const troubles: { readonly trouble: ZaloTrouble; readonly method: string | null }[] = []
  const clockMoved = new EventTarget()

  async function answerCall(method: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const fields = readFields(request, await readText(request))
    calls.push(method)
    const index = troubles.findIndex((entry) => entry.method === null || entry.method === method)
    const trouble = index < 0 ? null : (troubles.splice(index, 1)[0]?.trouble ?? null)
    if (trouble === 'hang-up') return void request.socket.destroy()
    if (trouble === 'outage')
      return void response.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad Gateway</html>')
    if (trouble === 'nonsense') return void response.writeHead(200).end('OK')
    if (trouble instanceof ZaloRefusal) throw trouble
    vendor.checkFields(method, fields)
    const result = method === 'getUpdates' ? await poll(fields) : vendor.call(method, fields)
    if (trouble === 'lost-answer') return void request.socket.destroy()
    reply(response, 200, { ok: true, result })
  }

  /** One event, or 408 when the time is over. */
  async function poll(fields: Readonly<Record<string, unknown>>): Promise<ZaloEvent> {
    const until = vendor.now + Number(fields['timeout']) * 1000
    for (;;) {
      const event = vendor.hand(fields)
      if (event !== null) return event
      if (vendor.now >= until) throw idle
      await new Promise((resolve) => clockMoved.addEventListener('moved', resolve, { once: true }))
    }
  }
  const wake = () => clockMoved.dispatchEvent(new Event('moved'))

  const http = createServer((request, response) => {
    const photo = /^\/photos\/(.+)$/.exec(request.url ?? '')?.[1]
    if (photo !== undefined) return answerPhoto(vendor.photos.get(photo), response)
    const [, token, method = ''] = /^\/bot([^/]+)\/(.*)$/.exec(request.url ?? '') ?? []
    if (token !== zaloToken) return refuse(response, new ZaloRefusal(401, 'Unauthorized', 401))
    answerCall(method, request, response).catch((error: unknown) => {
      refuse(response, error instanceof ZaloRefusal ? error : new ZaloRefusal(403, 'Internal server error', 403))
    })
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`

  return {
    url,
    vendor,
    calls,
    failNext: (trouble, method) => troubles.push({ trouble, method: method ?? null }),
    advance: (seconds) => {
      vendor.now += Math.ceil(seconds * 1000)
      wake()
    },
    addUser: (name) => createUser({ vendor, url, wake }, name),
    addGroup: () => vendor.addChat(`g${vendor.nextId()}`, 'GROUP'),
    close: () => {
      vendor.now = Number.MAX_SAFE_INTEGER
      wake()
      http.closeAllConnections()
      return new Promise((resolve) => http.close(() => resolve()))
    },
  }
}

type World = { readonly vendor: ZaloVendor; readonly url: string; readonly wake: () => void }

function createUser({ vendor, url, wake }: World, name: string): ZaloUser {
  const person: ZaloPerson = { id: vendor.nextId(), display_name: name, is_bot: false }
  const chat = vendor.addChat(person.id, 'PRIVATE')

  function publish(kind: string, type: string, content: Readonly<Record<string, unknown>>, where = chat): ZaloEvent {
    const message = {
      message_id: vendor.nextId(),
      date: vendor.now,
      from: person,
      chat: { id: where.id, chat_type: where.type },
      message_type: type,
      ...content,
    }
    const event = { event_name: `message.${kind}.received`, message }
    vendor.events.push(event)
    wake()
    return event
  }

  return {
    person,
    chat,
    says: (text, where = chat) => {
      const mention = where.type === 'GROUP' ? `@${vendor.bot.display_name} ` : ''
      return publish('text', 'CHAT_TEXT', { text: `${mention}${text}` }, where)
    },
    sendsPhoto: (bytes, caption, field = 'photo_url') => {
      const id = vendor.nextId()
      vendor.photos.set(id, bytes)
      return publish('image', 'CHAT_PHOTO', { [field]: `${url}/photos/${id}`, caption })
    },
    sendsUnsupported: () => publish('unsupported', 'CHAT_UNSUPPORTED', {}),
    sendsSticker: () => publish('sticker', 'CHAT_STICKER', { sticker: 'b1', url: 'https://zalo.example/b1' }),
    sendsVoice: () => publish('voice', 'CHAT_VOICE', { voice_url: 'https://zalo.example/v.aac' }),
  }
}

function readFields(request: IncomingMessage, body: string): Readonly<Record<string, unknown>> {
  if (request.method !== 'POST' || request.headers['content-type'] !== 'application/json')
    throw new ZaloRefusal(400, 'Bad Request: POST application/json', 400)
  return JSON.parse(body) as Record<string, unknown>
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += chunk
  return text
}

function answerPhoto(bytes: Uint8Array | undefined, response: ServerResponse): void {
  if (bytes === undefined) response.writeHead(404).end()
  else response.writeHead(200, { 'content-type': 'image/jpeg' }).end(bytes)
}

function refuse(response: ServerResponse, { code, message, status }: ZaloRefusal): void {
  reply(response, status, { ok: false, error_code: code, description: message })
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  if (!response.destroyed) response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
