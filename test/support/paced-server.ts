/** A vendor that only counts: every message in sliding windows, refused as too fast above its limits. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Dialect, dialects, type Limit, type Reply } from './paced-dialects.ts'

export type Arrival = { readonly chat: string; readonly text: string; readonly at: number }

export type PacedServer = {
  /** The address of its API, without a slash at the end. */
  readonly url: string
  /** What was taken, in order. */
  readonly arrived: readonly Arrival[]
  /** What was refused as too fast. */
  readonly refused: readonly Arrival[]
  readonly close: () => Promise<void>
}

export type PacedVendor = {
  /** Whose API it speaks; Telegram's when not said. */
  readonly dialect?: Dialect
  /** Milliseconds. */
  readonly now: () => number
  /** The way there, and the way back. */
  readonly travel: (chat: string) => Promise<void>
  /** Chats whose person has blocked the bot. */
  readonly blocked?: ReadonlySet<string>
}

export async function startPacedServer({
  dialect = dialects.telegram,
  now,
  travel,
  blocked = new Set(),
}: PacedVendor): Promise<PacedServer> {
  const arrived: Arrival[] = []
  const refused: Arrival[] = []
  const windows = new Map<string, number[]>()

  /** Whether a call keeps a limit; it counts when it does. */
  function keeps(name: string, { count, seconds }: Limit, at: number): boolean {
    const recent = (windows.get(name) ?? []).filter((earlier) => at - earlier < seconds * 1000)
    windows.set(name, recent)
    return recent.length < count
  }

  function judge(arrival: Arrival): Reply {
    const { chat, at } = arrival
    const { bot, chat: each, group } = dialect.limits
    const limits: readonly (readonly [string, Limit])[] = [
      ['', bot],
      ...(each ? [[chat, each] as const] : []),
      ...(group && chat.startsWith('-') ? [[`${chat} group`, group] as const] : []),
    ]
    if (!limits.every(([name, limit]) => keeps(name, limit, at))) {
      refused.push(arrival)
      return dialect.tooFast
    }
    for (const [name] of limits) windows.get(name)?.push(at)
    if (blocked.has(chat)) return dialect.blocked
    arrived.push(arrival)
    return dialect.taken(arrived.length, at, chat)
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    for await (const chunk of request.setEncoding('utf8')) body += chunk
    if (!dialect.isMessage(request.url ?? '')) return reply(response, dialect.aside)
    const { chat, text } = dialect.read(parse(body, request.headers['content-type']))
    await travel(chat)
    const judged = judge({ chat, text, at: now() })
    await travel(chat)
    reply(response, judged)
  }

  const http = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    arrived,
    refused,
    close: async () => {
      http.closeAllConnections()
      http.close()
      await once(http, 'close')
    },
  }
}

function parse(body: string, type = ''): unknown {
  return type.includes('urlencoded') ? Object.fromEntries(new URLSearchParams(body)) : JSON.parse(body)
}

function reply(response: ServerResponse, { status, headers = {}, body }: Reply): void {
  response.writeHead(status, { ...headers, 'content-type': 'application/json' }).end(JSON.stringify(body))
}
