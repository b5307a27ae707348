/**
 * A Bot API that only counts: every call in sliding windows, refused with 429 above the vendor's limits. Source of the
 * limits: core.telegram.org/bots/faq, "My bot is hitting limits".
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** So many calls in so many seconds, in any window. */
export type Limit = { readonly count: number; readonly seconds: number }

export const hardLimits = {
  bot: { count: 30, seconds: 1 },
  chat: { count: 1, seconds: 1 },
  group: { count: 20, seconds: 60 },
} as const

export type Arrival = { readonly chat: string; readonly text: string; readonly at: number }

export type PacedServer = {
  /** For `apiRoot`. */
  readonly url: string
  /** What was taken, in order. */
  readonly arrived: readonly Arrival[]
  /** What was refused as too fast. */
  readonly refused: readonly Arrival[]
  readonly close: () => Promise<void>
}

export type PacedVendor = {
  /** Milliseconds. */
  readonly now: () => number
  /** The way there, and the way back. */
  readonly travel: (chat: string) => Promise<void>
  /** Chats whose person has blocked the bot. */
  readonly blocked?: ReadonlySet<string>
}

export async function startPacedServer({ now, travel, blocked = new Set() }: PacedVendor): Promise<PacedServer> {
  const arrived: Arrival[] = []
  const refused: Arrival[] = []
  const windows = new Map<string, number[]>()

  /** Whether a call keeps a limit; it counts when it does. */
  function keeps(name: string, { count, seconds }: Limit, at: number): boolean {
    const recent = (windows.get(name) ?? []).filter((earlier) => at - earlier < seconds * 1000)
    windows.set(name, recent)
    return recent.length < count
  }

  function judge(arrival: Arrival): readonly [number, object] {
    const { chat, at } = arrival
    const limits: readonly (readonly [string, Limit])[] = [
      ['', hardLimits.bot],
      [chat, hardLimits.chat],
      ...(chat.startsWith('-') ? [[`${chat} group`, hardLimits.group] as const] : []),
    ]
    if (!limits.every(([name, limit]) => keeps(name, limit, at))) {
      refused.push(arrival)
      return [429, { description: 'Too Many Requests: retry after 3', parameters: { retry_after: 3 } }]
    }
    for (const [name] of limits) windows.get(name)?.push(at)
    if (blocked.has(chat)) return [403, { description: 'Forbidden: bot was blocked by the user' }]
    arrived.push(arrival)
    return [200, { message_id: arrived.length, date: Math.floor(at / 1000), chat: { id: Number(chat) } }]
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    for await (const chunk of request.setEncoding('utf8')) body += chunk
    const isMessage = /sendMessage|editMessageText/.test(request.url ?? '')
    if (!isMessage) return reply(response, [200, { id: 1, is_bot: true, first_name: 'Đo', username: 'DoBot' }])
    const { chat_id: chat, text } = JSON.parse(body) as { chat_id: string; text: string }
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

function reply(response: ServerResponse, [code, result]: readonly [number, object]): void {
  const body = code === 200 ? { ok: true, result } : { ok: false, error_code: code, ...result }
  response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
