/**
 * The door between the program and the strict loopback Bot API, where a call can be stopped: before Telegram has heard it,
 * or after Telegram has done it and before the program has heard so. Keeps what Telegram took.
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TelegramServer } from './telegram-server.ts'

/** A message of the bot that stands in a chat, whether or not the program knows. */
export type Sent = { readonly chat: string; readonly messages: readonly [string] }

export type Gate = {
  /** For `apiRoot`. */
  readonly url: string
  /** Every update up to this id was confirmed: Telegram has forgotten it. */
  readonly confirmedUpTo: () => number
  readonly close: () => Promise<void>
}

export type Watch = {
  /** Called before Telegram hears of a call. */
  readonly onCall: () => void
  /** "asked" or "accepted" and a method; true stops the call there, unanswered. A poll that confirms is "confirmUpdates". */
  readonly stops: (moment: string) => boolean
  /** A message was sent. */
  readonly onSent: (sent: Sent) => void
  /** What comes of the updates of a poll: some twice, in another order. */
  readonly alterUpdates?: (updates: readonly unknown[]) => readonly unknown[]
}

export async function openGate(server: TelegramServer, watch: Watch): Promise<Gate> {
  let confirmedUpTo = 0
  const http = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy())
  })

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readText(request)
    const { method, offset } = readCall(request.url ?? '', body)
    watch.onCall()
    if (watch.stops(`asked ${method}`)) return
    confirmedUpTo = Math.max(confirmedUpTo, offset - 1)
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    const headers = { 'content-type': request.headers['content-type'] ?? 'application/json' }
    const answer = await fetch(`${server.url}${request.url}`, { method: 'POST', headers, body, signal: gone.signal })
    const given = await answer.text()
    const isPoll = method === 'getUpdates' || method === 'confirmUpdates'
    const text = answer.ok && isPoll && watch.alterUpdates ? alter(given, watch.alterUpdates) : given
    if (answer.ok && method === 'sendMessage') watch.onSent(readMessage(text))
    if (answer.ok && watch.stops(`accepted ${method}`)) return
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text)
  }

  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    confirmedUpTo: () => confirmedUpTo,
    close: async () => {
      http.closeAllConnections()
      http.close()
      await once(http, 'close')
    },
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += chunk
  return text
}

/** `offset`: the first update asked for, 0 where none is. */
function readCall(path: string, body: string): { readonly method: string; readonly offset: number } {
  const method = path.split('/').at(-1) ?? ''
  if (method !== 'getUpdates') return { method, offset: 0 }
  const { offset = 0 } = JSON.parse(body) as { offset?: number }
  return { method: offset > 0 ? 'confirmUpdates' : method, offset }
}

function alter(answer: string, change: NonNullable<Watch['alterUpdates']>): string {
  const { result, ...rest } = JSON.parse(answer) as { result: readonly unknown[] }
  return JSON.stringify({ ...rest, result: change(result) })
}

function readMessage(answer: string): Sent {
  const { result } = JSON.parse(answer) as { result: { message_id: number; chat: { id: number } } }
  return { chat: String(result.chat.id), messages: [String(result.message_id)] }
}
