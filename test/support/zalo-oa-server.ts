/**
 * A strict loopback Zalo for one Official Account: real sockets, real HTTP, every refusal of the vendor with HTTP 200,
 * failures on demand, and the people on the other side.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { splitParts } from './multipart.ts'
import { account, type StoredChat, type StoredMessage, ZaloOaVendor, ZaloRefusal } from './zalo-oa-vendor.ts'
import { ZaloWebhook } from './zalo-oa-webhook.ts'

/** How the next call goes wrong. A refusal is answered as it is; `silence`: accepted, never answered. */
export type Trouble = 'outage' | 'hang-up' | 'lost-answer' | 'silence' | ZaloRefusal

export type ZaloOaServer = {
  /** For `apiRoot` and `oauthRoot`. */
  readonly url: string
  readonly vendor: ZaloOaVendor
  readonly webhook: ZaloWebhook
  /** The paths called so far, in order. */
  readonly calls: readonly string[]
  /** Troubles the next call of this path, or the next call but those for tokens. */
  failNext(trouble: Trouble, path?: string): void
  advance(seconds: number): void
  /** A person who follows the account and has just written to it. */
  addPerson(): Person
  /** A group of the account with everybody in it. */
  addGroup(): StoredChat
  close(): Promise<void>
}

export type Person = {
  readonly chat: StoredChat
  /** Gives when, in milliseconds. */
  says(text: string, where?: { readonly group?: StoredChat; readonly quoted?: string }): number
  sendsFile(file: { readonly name: string; readonly bytes: Uint8Array }, caption: string): number
  presses(message: string, title: string): number
  follows(isFollowing: boolean): void
}

export async function startZaloOaServer(): Promise<ZaloOaServer> {
  const vendor = new ZaloOaVendor()
  const webhook = new ZaloWebhook(vendor)
  const calls: string[] = []
  const troubles: { readonly trouble: Trouble; readonly path: string | null }[] = []

  async function answerCall(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(request)
    calls.push(path)
    const isForAny = path !== tokenPath
    const index = troubles.findIndex((entry) => (entry.path === null ? isForAny : entry.path === path))
    const trouble = index < 0 ? null : (troubles.splice(index, 1)[0]?.trouble ?? null)
    if (trouble === 'hang-up') return void request.socket.destroy()
    if (trouble === 'outage')
      return void response.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad Gateway</html>')
    if (trouble instanceof ZaloRefusal) throw trouble
    const answer =
      path === tokenPath ? askToken(request, body) : { error: 0, message: 'Success', data: act(path, request, body) }
    if (trouble === 'silence') return
    if (trouble === 'lost-answer') return void request.socket.destroy()
    reply(response, answer)
  }

  function askToken(request: IncomingMessage, body: Buffer): object {
    return vendor.refresh(String(request.headers['secret_key']), new URLSearchParams(body.toString()))
  }

  function act(path: string, request: IncomingMessage, body: Buffer): object {
    if (vendor.countCall() > 4000) throw new ZaloRefusal(-32, 'Reach the rate limit')
    vendor.checkToken(String(request.headers['access_token']))
    const json = () => JSON.parse(body.toString()) as Record<string, unknown>
    switch (path) {
      case '/v3.0/oa/message/cs':
        return vendor.sendToPerson(json())
      case '/v3.0/oa/group/message':
        return vendor.sendToGroup(json())
      case '/v2.0/oa/upload/image':
      case '/v2.0/oa/upload/file': {
        const { name, type, bytes } = readUpload(request, body)
        return path.endsWith('image') ? vendor.uploadImage(name, type, bytes) : vendor.uploadFile(name, bytes)
      }
      default:
        throw new ZaloRefusal(-201, `no such path: ${path}`)
    }
  }

  const http = createServer((request, response) => {
    const path = request.url ?? ''
    const file = vendor.files.get(/^\/files\/([^/]+)\//.exec(path)?.[1] ?? '')
    if (request.method === 'GET') {
      if (file === undefined) response.writeHead(404).end()
      else response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(file.bytes)
      return
    }
    answerCall(path, request, response).catch((error: unknown) => {
      if (!(error instanceof ZaloRefusal)) return void response.writeHead(500).end(String(error))
      const { code, message } = error
      reply(response, path === tokenPath ? { error: code, error_name: message } : { error: code, message })
    })
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`

  return {
    url,
    vendor,
    webhook,
    calls,
    failNext: (trouble, path) => troubles.push({ trouble, path: path ?? null }),
    advance: (seconds) => {
      vendor.now += Math.ceil(seconds * 1000)
    },
    addPerson: () => createPerson({ vendor, webhook, url }),
    addGroup: () => vendor.addChat('group'),
    close: () => {
      http.closeAllConnections()
      return new Promise((resolve) => http.close(() => resolve()))
    },
  }
}

const tokenPath = '/v4/oa/access_token'

type Place = { readonly vendor: ZaloOaVendor; readonly webhook: ZaloWebhook; readonly url: string }

function createPerson({ vendor, webhook, url }: Place): Person {
  const chat = vendor.addChat('private', String(7_000_000_000_000_000_000n + BigInt(vendor.chats.size)))

  function speak(where: StoredChat, message: Partial<StoredMessage>, rest: object): number {
    const stored = { id: vendor.nextId(), from: chat.id, text: '', buttons: [], files: [], replyTo: null, mentions: [] }
    where.messages.push({ ...stored, ...message })
    chat.lastActAt = vendor.now
    return webhook.publish({
      sender: { id: chat.id },
      recipient: { id: where.kind === 'group' ? where.id : account.oaId },
      ...(where.kind === 'group' ? { oa_id: account.oaId } : { user_id_by_app: `app-${chat.id}` }),
      ...rest,
      message: { msg_id: stored.id, ...(rest as { message?: object }).message },
    })
  }

  return {
    chat,
    says: (text, { group, quoted } = {}) => {
      const event_name = group === undefined ? 'user_send_text' : 'user_send_group_text'
      const quote = quoted === undefined ? {} : { quote_msg_id: quoted }
      return speak(group ?? chat, { text, replyTo: quoted ?? null }, { event_name, message: { text, ...quote } })
    },
    sendsFile: ({ name, bytes }, caption) => {
      const file = vendor.addFile(name, bytes)
      const payload = {
        url: `${url}/files/${file.id}/${encodeURIComponent(name)}`,
        size: String(bytes.length),
        name,
        checksum: 'c0ffee',
        type: name.split('.').at(-1),
      }
      const text = caption === '' ? {} : { text: caption }
      const attachments = [{ type: 'file', payload }]
      return speak(
        chat,
        { text: caption, files: [file] },
        { event_name: 'user_send_file', message: { ...text, attachments } },
      )
    },
    presses: (message, title) => {
      const pressed = chat.messages.find(({ id }) => id === message)?.buttons.find((button) => button.title === title)
      if (pressed === undefined) throw new Error(`no button "${title}" under message ${message}`)
      return speak(
        chat,
        { text: pressed.payload },
        { event_name: 'user_send_text', message: { text: pressed.payload } },
      )
    },
    follows: (isFollowing) => {
      chat.shut = isFollowing ? null : new ZaloRefusal(-213, 'User has not followed OA')
      chat.lastActAt = vendor.now
      const event_name = isFollowing ? 'follow' : 'unfollow'
      webhook.publish({ event_name, oa_id: account.oaId, follower: { id: chat.id }, user_id_by_app: `app-${chat.id}` })
    },
  }
}

function readUpload(request: IncomingMessage, body: Buffer) {
  const boundary = /^multipart\/form-data; ?boundary=(\S+)$/.exec(String(request.headers['content-type']))?.[1]
  const parts = boundary === undefined ? [] : splitParts(body, boundary)
  const file = parts.find(({ header }) => /; name="file"/.test(header))
  if (file === undefined) throw new ZaloRefusal(-201, 'file is empty')
  const [, name = ''] = /; filename="([^"]*)"/.exec(file.header) ?? []
  const [, type = ''] = /content-type: (\S+)/i.exec(file.header) ?? []
  return { name, type, bytes: new Uint8Array(file.bytes) }
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function reply(response: ServerResponse, body: object): void {
  if (response.destroyed) return
  const headers = { 'content-type': 'application/json', 'x-ratelimit-limit': '4000', 'x-ratelimit-remain': '3999' }
  response.writeHead(200, headers).end(JSON.stringify(body))
}
