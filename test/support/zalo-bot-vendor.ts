/**
 * The Zalo Bot Platform as far as a bot sees it: chats, messages, events handed over at most once, and every refusal. It
 * holds no vendor code and is stricter than the vendor where that finds our faults (composed text, unknown fields, one
 * message a second in a chat).
 */

type Fields = Readonly<Record<string, unknown>>

/** A refusal: `status` of HTTP, which may be 200, and the code in the envelope. */
export class ZaloRefusal extends Error {
  readonly code: number
  readonly status: number
  constructor(code: number, description: string, status = 200) {
    super(description)
    this.code = code
    this.status = status
  }
}

export type ZaloPerson = { readonly id: string; readonly display_name: string; readonly is_bot: boolean }
export type ZaloMessage = {
  readonly id: string
  /** null: the bot. */
  readonly from: ZaloPerson | null
  readonly date: number
  readonly text: string
  /** What is shown bold. */
  readonly bold: readonly string[]
}
export type ZaloChat = { readonly id: string; readonly type: 'PRIVATE' | 'GROUP'; readonly messages: ZaloMessage[] }
export type ZaloEvent = { readonly event_name: string; readonly message: Fields }

/** Fields of the methods the project uses: required first. Source: docs.zaloplatforms.com/docs/BOT. */
const methods: Readonly<Record<string, readonly [required: readonly string[], optional: readonly string[]]>> = {
  getMe: [[], []],
  getUpdates: [[], ['timeout']],
  setWebhook: [['url', 'secret_token'], []],
  deleteWebhook: [[], []],
  getWebhookInfo: [[], []],
  sendMessage: [['chat_id', 'text'], ['text_styles']],
}

export const idle = new ZaloRefusal(408, 'Request timeout')

export class ZaloVendor {
  readonly bot = {
    id: '4f2a8c1b9d3e7f60a1b2',
    account_name: 'bot.DonDocThu',
    display_name: 'Bot Đôn Đốc',
    account_type: 'BASIC',
    can_join_groups: false,
  }
  readonly chats = new Map<string, ZaloChat>()
  readonly photos = new Map<string, Uint8Array>()
  webhook: { readonly url: string; readonly secret: string } | null = null
  /** What setWebhook says of the address it was given. */
  verification: Fields = { ok: true, outcome: 'SUCCESS', status_code: 200, hint: '' }
  /** Messages the plan still allows this month. */
  quota = 3000
  /** Milliseconds since 1970; only tests move it. */
  now = Date.UTC(2026, 10, 18, 2, 30)
  /** Handed over at most once, oldest first. */
  readonly events: ZaloEvent[] = []
  #lastId = 0xa1_00_00
  #lastSent = new Map<string, number>()

  /** About twenty hexadecimal digits, as Zalo's. */
  nextId(): string {
    this.#lastId += 1
    return `9c41f7d2e85b30${this.#lastId.toString(16)}`
  }

  addChat(id: string, type: ZaloChat['type']): ZaloChat {
    const chat: ZaloChat = { id, type, messages: [] }
    this.chats.set(id, chat)
    return chat
  }

  checkFields(method: string, fields: Fields): void {
    const known = methods[method]
    if (known === undefined) throw new ZaloRefusal(400, 'Bad Request: method not found', 400)
    const [required, optional] = known
    for (const name of required)
      if (fields[name] === undefined) throw new ZaloRefusal(400, `Bad Request: ${name} is required`)
    const stray = Object.keys(fields).find((name) => !required.includes(name) && !optional.includes(name))
    if (stray !== undefined) throw new ZaloRefusal(400, `Bad Request: unknown parameter ${stray}`)
  }

  call(method: string, fields: Fields): unknown {
    switch (method) {
      case 'getMe':
        return this.bot
      case 'setWebhook':
        return this.#setWebhook(String(fields['url']), String(fields['secret_token']))
      case 'getWebhookInfo':
        return { url: this.webhook?.url ?? '', updated_at: this.webhook === null ? '' : this.now }
      case 'deleteWebhook':
        this.webhook = null
        return { url: '', updated_at: '' }
      case 'sendMessage':
        return this.#send(fields)
      default:
        throw new ZaloRefusal(400, 'Bad Request: method not found')
    }
  }

  /** The next event, which is then gone from here; null when none waits. */
  hand(fields: Fields): ZaloEvent | null {
    if (typeof fields['timeout'] !== 'string' || !/^\d+$/.test(fields['timeout']))
      throw new ZaloRefusal(400, 'Bad Request: timeout must be a string of digits')
    if (this.webhook !== null) throw new ZaloRefusal(400, 'Bad Request: webhook is set')
    return this.events.shift() ?? null
  }

  #setWebhook(url: string, secret: string): unknown {
    if (!url.startsWith('https://')) throw new ZaloRefusal(400, 'Bad Request: url must be https')
    if (secret.length < 8 || secret.length > 256)
      throw new ZaloRefusal(400, 'Bad Request: secret_token must be 8-256 characters')
    this.webhook = { url, secret }
    return { url, updated_at: this.now, verification: this.verification }
  }

  #send({ chat_id, text, text_styles: styles = [] }: Fields): unknown {
    const chat = typeof chat_id === 'string' ? this.chats.get(chat_id) : undefined
    if (chat === undefined) throw new ZaloRefusal(400, 'Bad Request: chat_id not found')
    if (typeof text !== 'string' || text.length < 1 || text.length > 2000 || text.trim() !== text)
      throw new ZaloRefusal(400, 'Bad Request: text must be 1-2000 characters')
    if (text.normalize('NFC') !== text) throw new ZaloRefusal(400, 'Bad Request: text is not composed')
    if (this.quota <= 0) throw new ZaloRefusal(429, 'Quota exceeded', 429)
    if (this.now - (this.#lastSent.get(chat.id) ?? 0) < 1000) throw new ZaloRefusal(429, 'Too many requests')
    const bold = readBold(text, styles)
    this.quota -= 1
    this.#lastSent.set(chat.id, this.now)
    const message = { id: this.nextId(), from: null, date: this.now, text, bold }
    chat.messages.push(message)
    return { message_id: message.id, date: message.date }
  }
}

function readBold(text: string, styles: unknown): readonly string[] {
  if (!Array.isArray(styles)) throw new ZaloRefusal(400, 'Bad Request: text_styles must be an array')
  return styles.map((style: Partial<Record<string, unknown>>) => {
    const { start, len, st } = style
    const isRange = Number.isInteger(start) && Number.isInteger(len) && Number(start) >= 0 && Number(len) > 0
    if (!isRange || Number(start) + Number(len) > text.length || !Array.isArray(st) || st.join() !== 'b')
      throw new ZaloRefusal(400, `Bad Request: text_styles ${JSON.stringify(style)}`)
    return text.slice(Number(start), Number(start) + Number(len))
  })
}
