/**
 * How each vendor's API looks to somebody who only counts: which calls are messages, to whom, and the words of yes, of
 * "too fast" and of everything else. Sources of the limits: core.telegram.org/bots/faq, docs.slack.dev/apis/web-api/rate-limits,
 * developers.zalo.me (4,000 calls a minute). Those of a Zalo bot are not documented: it is held to its adapter's own pace.
 */

/** So many calls in so many seconds, in any window. */
export type Limit = { readonly count: number; readonly seconds: number }

/** What a vendor answers. */
export type Reply = {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: object
}

export type Dialect = {
  readonly limits: { readonly bot: Limit; readonly chat: Limit | null; readonly group: Limit | null }
  readonly isMessage: (path: string) => boolean
  readonly read: (body: unknown) => { readonly chat: string; readonly text: string }
  /** The `number`th message, taken at so many milliseconds. */
  readonly taken: (number: number, at: number, chat: string) => Reply
  readonly tooFast: Reply
  /** The person has blocked the bot. */
  readonly blocked: Reply
  /** To whatever else is asked: who the bot is, a fresh token. */
  readonly aside: Reply
}

const telegram: Dialect = {
  limits: {
    bot: { count: 30, seconds: 1 },
    chat: { count: 1, seconds: 1 },
    group: { count: 20, seconds: 60 },
  },
  isMessage: (path) => /sendMessage|editMessageText/.test(path),
  read: (body) => {
    const { chat_id: chat, text } = body as { chat_id: string; text: string }
    return { chat, text }
  },
  taken: (number, at, chat) => {
    const result = { message_id: number, date: Math.floor(at / 1000), chat: { id: Number(chat) } }
    return { status: 200, body: { ok: true, result } }
  },
  tooFast: {
    status: 429,
    body: {
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 3',
      parameters: { retry_after: 3 },
    },
  },
  blocked: {
    status: 403,
    body: { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' },
  },
  aside: {
    status: 200,
    body: { ok: true, result: { id: 1, is_bot: true, first_name: 'Đo', username: 'DoBot' } },
  },
}

/** A channel takes a message a second; the workspace "several hundred a minute", here 300. */
const slack: Dialect = {
  limits: { bot: { count: 300, seconds: 60 }, chat: { count: 1, seconds: 1 }, group: null },
  isMessage: (path) => /chat\.(postMessage|update)/.test(path),
  read: (body) => {
    const { channel: chat, text } = body as { channel: string; text: string }
    return { chat, text }
  },
  taken: (number, at, chat) => {
    const ts = `${Math.floor(at / 1000)}.${String(number).padStart(6, '0')}`
    return { status: 200, body: { ok: true, channel: chat, ts } }
  },
  tooFast: { status: 429, headers: { 'retry-after': '3' }, body: { ok: false, error: 'ratelimited' } },
  blocked: { status: 200, body: { ok: false, error: 'user_disabled' } },
  aside: { status: 200, body: { ok: true, team_id: 'T0DO', user_id: 'U0DO', bot_id: 'B0DO' } },
}

const zaloBot: Dialect = {
  limits: { bot: { count: 300, seconds: 60 }, chat: { count: 1, seconds: 1 }, group: null },
  isMessage: (path) => path.endsWith('/sendMessage'),
  read: telegram.read,
  taken: (number, at) => ({ status: 200, body: { ok: true, result: { message_id: `m${number}`, date: at } } }),
  tooFast: { status: 200, body: { ok: false, error_code: 429, description: 'Quota exceeded' } },
  blocked: { status: 200, body: { ok: false, error_code: 403, description: 'Forbidden' } },
  aside: { status: 200, body: { ok: true, result: { id: '1', account_name: 'bot.do', display_name: 'Đo' } } },
}

const zaloOa: Dialect = {
  limits: { bot: { count: 4000, seconds: 60 }, chat: null, group: null },
  isMessage: (path) => path.includes('/message'),
  read: (body) => {
    const { recipient, message } = body as { recipient: { user_id: string }; message: { text: string } }
    return { chat: recipient.user_id, text: message.text }
  },
  taken: (number, at) => {
    return {
      status: 200,
      body: { error: 0, message: 'Success', data: { message_id: `m${number}`, sent_time: String(Math.round(at)) } },
    }
  },
  tooFast: { status: 200, body: { error: -32, message: 'Reach the rate limit' } },
  blocked: { status: 200, body: { error: -244, message: 'User has blocked' } },
  aside: { status: 200, body: { access_token: 'dau-vao', refresh_token: 'lam-moi', expires_in: '90000' } },
}

export const dialects = { telegram, slack, 'zalo-bot': zaloBot, 'zalo-oa': zaloOa } as const
