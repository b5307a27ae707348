/**
 * A strict loopback Slack: its Web API, its sockets, its files, its response addresses, on real sockets; failures on
 * demand; and requests signed as Slack signs them.
 */
import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import type { WebhookRequest } from '../../src/messengers/messenger.ts'
import { SlackRefusal } from './slack-blocks.ts'
import { createUser, type SlackUser } from './slack-people.ts'
import { type Channel, type Envelope, SlackVendor } from './slack-vendor.ts'

export const botToken = 'xoxb-1-2-not-a-real-token'
export const appToken = 'xapp-1-A0-3-not-a-real-token'
export const signingSecret = '0123456789abcdef0123456789abcdef'

/** How the next call goes wrong. A refusal is answered as it is; `silence`: accepted, never answered. */
export type Trouble = 'outage' | 'page' | 'hang-up' | 'lost-answer' | 'silence' | SlackRefusal

export type SlackServer = {
  /** For `apiUrl`. */
  readonly apiUrl: string
  readonly vendor: SlackVendor
  /** The methods called so far, in order. */
  readonly calls: readonly string[]
  /** How many sockets are open. */
  sockets(): number
  /** Troubles the next call of this method, or of any. */
  failNext(trouble: Trouble, method?: string): void
  advance(seconds: number): void
  addUser(name: string): SlackUser
  /** A channel with the bot in it. */
  addChannel(): Channel
  /** Slack renews its sockets now and then; or the network cuts them. */
  renewSockets(): void
  cutSockets(): void
  close(): Promise<void>
}

export async function startSlackServer({ team = 'T0SONGMAY' } = {}): Promise<SlackServer> {
  let address = ''
  const vendor = new SlackVendor(() => address, team)
  const calls: string[] = []
  const troubles: { readonly trouble: Trouble; readonly method: string | null }[] = []

  function takeTrouble(method: string): Trouble | null {
    const index = troubles.findIndex((entry) => entry.method === null || entry.method === method)
    return index < 0 ? null : (troubles.splice(index, 1)[0]?.trouble ?? null)
  }

  async function answerCall(method: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(request)
    calls.push(method)
    const trouble = takeTrouble(method)
    if (trouble === 'hang-up') return void request.socket.destroy()
    if (trouble === 'outage') return replyPage(response, 502)
    if (trouble === 'page') return replyPage(response, 200)
    if (trouble instanceof SlackRefusal) throw trouble
    const token = request.headers.authorization
    if (token !== `Bearer ${method === 'apps.connections.open' ? appToken : botToken}`)
      throw new SlackRefusal('invalid_auth')
    const result = vendor.call(method, readFields(body))
    if (trouble === 'silence') return
    if (trouble === 'lost-answer') return void request.socket.destroy()
    reply(response, 200, { ok: true, ...result }, { 'x-oauth-scopes': [...vendor.scopes].join(',') })
  }

  function answerFile(id: string, request: IncomingMessage, response: ServerResponse): void {
    const file = vendor.files.get(id)
    const isAllowed = request.headers.authorization === `Bearer ${botToken}` && vendor.scopes.has('files:read')
    if (file === undefined) return void response.writeHead(404).end()
    if (!isAllowed) return void response.writeHead(302, { location: `${address}login` }).end()
    response.writeHead(200, { 'content-type': file.mime || 'application/octet-stream' }).end(file.bytes)
  }

  async function takeUpload(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = await readAll(request)
    const trouble = takeTrouble('upload')
    const file = vendor.files.get(id)
    if (request.headers.authorization !== undefined) throw new Error('the token went to the store of files')
    if (trouble !== null || file === undefined || file.length !== bytes.length) return replyPage(response, 500)
    file.bytes = new Uint8Array(bytes)
    response.writeHead(200).end(`OK - ${bytes.length}`)
  }

  async function takeWhisper(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = JSON.parse((await readAll(request)).toString()) as Record<string, unknown>
    const trouble = takeTrouble('hooks')
    if (trouble instanceof SlackRefusal) throw trouble
    response.writeHead(trouble === null ? vendor.whisper(id, body) : 500).end('ok')
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, door = '', name = ''] = /^\/(\w+)\/([^/?]*)/.exec(request.url ?? '') ?? []
    switch (door) {
      case 'api':
        return answerCall(name, request, response)
      case 'files':
        return answerFile(name, request, response)
      case 'upload':
        return takeUpload(name, request, response)
      case 'hooks':
        return takeWhisper(name, request, response)
      default:
        return replyPage(response, 200)
    }
  }

  const http = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!(error instanceof SlackRefusal)) return void response.writeHead(500).end(String(error))
      const { message, retryAfter, more } = error
      const headers = retryAfter === null ? {} : { 'retry-after': String(retryAfter) }
      reply(response, retryAfter === null ? 200 : 429, { ok: false, error: message, ...more }, headers)
    })
  })
  const sockets = openSockets(http, vendor)
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(http.address() as AddressInfo).port}/`

  return {
    apiUrl: `${address}api/`,
    vendor,
    calls,
    sockets: () => sockets.clients.size,
    failNext: (trouble, method) => troubles.push({ trouble, method: method ?? null }),
    advance: (seconds) => {
      vendor.now += Math.ceil(seconds * 1000)
      vendor.expire()
      vendor.onNews()
    },
    addUser: (name) => createUser(vendor, name),
    addChannel: () => vendor.addChannel(vendor.next('C0')),
    renewSockets: () => {
      for (const socket of sockets.clients)
        socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }))
    },
    cutSockets: () => {
      for (const socket of sockets.clients) socket.terminate()
    },
    close: async () => {
      vendor.onNews = () => {}
      for (const socket of sockets.clients) socket.terminate()
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
}

/** Events are brought again (at once on another socket, then after a minute) until somebody says yes; the rest once. */
function openSockets(http: ReturnType<typeof createServer>, vendor: SlackVendor): WebSocketServer {
  const server = new WebSocketServer({ server: http, path: '/link' })
  const sent = new Map<Envelope, { readonly socket: WebSocket; readonly at: number }>()

  const bring = (): void => {
    const [socket] = server.clients
    if (socket === undefined) return
    for (const envelope of vendor.pending) {
      const before = sent.get(envelope)
      if (before !== undefined && (envelope.type !== 'events_api' || vendor.now - before.at < 60_000)) continue
      sent.set(envelope, { socket, at: vendor.now })
      const { type, payload, id } = envelope
      const retry = envelope.tries > 0 ? { retry_attempt: envelope.tries, retry_reason: 'timeout' } : {}
      envelope.tries += 1
      socket.send(
        JSON.stringify({ type, payload, envelope_id: id, accepts_response_payload: type !== 'events_api', ...retry }),
      )
    }
  }
  vendor.onNews = bring
  server.on('connection', (socket) => {
    socket.send(
      JSON.stringify({ type: 'hello', num_connections: server.clients.size, connection_info: { app_id: 'A0DONDOC' } }),
    )
    bring()
    socket.on('message', (data: Buffer) => {
      const { envelope_id: id } = JSON.parse(data.toString()) as { envelope_id: string }
      const envelope = vendor.pending.find((one) => one.id === id)
      if (envelope !== undefined) vendor.settle(envelope, true)
    })
    socket.on('close', () => {
      for (const [envelope, { socket: through }] of sent) {
        if (through !== socket || !vendor.pending.includes(envelope)) continue
        if (envelope.type === 'events_api') sent.delete(envelope)
        else vendor.settle(envelope, false)
      }
      bring()
    })
  })
  return server
}

/** An envelope as Slack brings it by HTTP. */
export function signedRequest(
  { type, payload, tries }: Pick<Envelope, 'type' | 'payload' | 'tries'>,
  at: number,
  secret = signingSecret,
): WebhookRequest {
  const isEvent = type === 'events_api'
  const fields = type === 'interactive' ? { payload: JSON.stringify(payload) } : (payload as Record<string, string>)
  const text = isEvent ? JSON.stringify(payload) : new URLSearchParams(fields).toString()
  const mime = isEvent ? 'application/json' : 'application/x-www-form-urlencoded'
  const retry: Record<string, string> =
    tries > 0 ? { 'x-slack-retry-num': String(tries), 'x-slack-retry-reason': 'http_error' } : {}
  return sign(text, { 'content-type': mime, ...retry }, { at, secret })
}

/** @param when `at` in milliseconds since 1970 */
export function sign(
  text: string,
  headers: Readonly<Record<string, string>>,
  { at, secret = signingSecret }: { readonly at: number; readonly secret?: string },
): WebhookRequest {
  const timestamp = String(Math.floor(at / 1000))
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${text}`).digest('hex')}`
  return {
    headers: { ...headers, 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature },
    body: new TextEncoder().encode(text),
  }
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** Slack's client sends a form whose structured fields are JSON. */
function readFields(body: Buffer): Readonly<Record<string, unknown>> {
  const structured = new Set(['blocks', 'view', 'files'])
  const fields = [...new URLSearchParams(body.toString())]
  return Object.fromEntries(
    fields.map(([name, value]) => [name, structured.has(name) ? (JSON.parse(value) as unknown) : value]),
  )
}

function reply(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
    .end(JSON.stringify(body))
}

function replyPage(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/html' }).end('<html><body>Slack is not available</body></html>')
}
