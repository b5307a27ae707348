/**
 * What Zalo knows and refuses: people and groups, windows, tokens, uploads. Time is its own and moves only when told.
 * Source: docs.zaloplatforms.com, Official Account.
 */
import { createHash } from 'node:crypto'

export const account = {
  appId: '1234567890123456789',
  appSecret: 'APP-secret-not-real-0123',
  oaId: '4318657068771012646',
  secretKey: 'OA-secret-key-not-real-4567',
  firstRefreshToken: 'REFRESH-first-not-real',
} as const

/** A refusal, which Zalo tells with HTTP 200. */
export class ZaloRefusal extends Error {
  readonly code: number
  constructor(code: number, words: string) {
    super(words)
    this.code = code
  }
}

export type StoredFile = { readonly id: string; readonly name: string; readonly bytes: Uint8Array }
export type StoredButton = { readonly title: string; readonly type: string; readonly payload: string }
export type StoredMessage = {
  readonly id: string
  /** Null: ours. */
  readonly from: string | null
  readonly text: string
  readonly buttons: readonly StoredButton[]
  readonly files: readonly StoredFile[]
  readonly replyTo: string | null
  /** Whom a group's message calls. */
  readonly mentions: readonly string[]
}
export type StoredChat = {
  readonly id: string
  readonly kind: 'private' | 'group'
  readonly messages: StoredMessage[]
  /** Why the account may not write here: the code Zalo answers. */
  shut: ZaloRefusal | null
  /** When the person last did something. */
  lastActAt: number
}
type Fields = Readonly<Record<string, unknown>>

const day = 24 * 3600 * 1000

export class ZaloOaVendor {
  readonly chats = new Map<string, StoredChat>()
  readonly files = new Map<string, StoredFile>()
  /** Milliseconds since 1970; only tests move it. */
  now = Date.UTC(2026, 10, 18, 2, 30)
  /** Messages sent between 48 hours and seven days after the person's last act: they cost money. */
  billed = 0
  /** Whether it takes buttons under a text. */
  takesButtons = true
  readonly refreshes: string[] = []
  #lastId = 100
  #refreshToken: string = account.firstRefreshToken
  readonly #spent = new Set<string>()
  readonly #access = new Map<string, number>()
  readonly #uploads = new Map<string, { readonly file: StoredFile; readonly until: number }>()
  #calls: number[] = []

  nextId(): string {
    this.#lastId += 1
    return createHash('sha1').update(String(this.#lastId)).digest('hex').slice(0, 20)
  }

  addChat(kind: StoredChat['kind'], id = this.nextId()): StoredChat {
    const chat: StoredChat = { id, kind, messages: [], shut: null, lastActAt: this.now }
    this.chats.set(id, chat)
    return chat
  }

  addFile(name: string, bytes: Uint8Array): StoredFile {
    const file = { id: this.nextId(), name, bytes }
    this.files.set(file.id, file)
    return file
  }

  /** Makes every access token invalid at once, as when somebody removes the application's rights. */
  revoke(): void {
    this.#access.clear()
  }

  /** A new authorisation in the console: another refresh token, beside the one in use. */
  authorise(token: string): void {
    this.#refreshToken = token
  }

  /** POST /v4/oa/access_token. */
  refresh(secret: string, form: URLSearchParams): object {
    const token = form.get('refresh_token') ?? ''
    this.refreshes.push(token)
    if (secret !== account.appSecret) throw new ZaloRefusal(-14004, 'Invalid secret key')
    if (form.get('app_id') !== account.appId) throw new ZaloRefusal(-14001, 'Invalid app id')
    if (form.get('grant_type') !== 'refresh_token') throw new ZaloRefusal(-14003, 'Invalid grant type')
    if (this.#spent.has(token)) throw new ZaloRefusal(-14020, 'Refresh token has been used')
    if (token !== this.#refreshToken) throw new ZaloRefusal(-14002, 'Invalid refresh token')
    this.#spent.add(token)
    this.#refreshToken = `REFRESH-${this.nextId()}`
    const access = `ACCESS-${this.nextId()}`
    this.#access.set(access, this.now + 90_000_000)
    return { access_token: access, refresh_token: this.#refreshToken, expires_in: '90000' }
  }

  /** Calls of the last minute, after this one. */
  countCall(): number {
    this.#calls = [...this.#calls.filter((at) => this.now - at < 60_000), this.now]
    return this.#calls.length
  }

  checkToken(token: string): void {
    const until = this.#access.get(token)
    if (until === undefined) throw new ZaloRefusal(-216, 'Access token is invalid')
    if (this.now >= until) throw new ZaloRefusal(-220, 'Access token has expired')
  }

  sendToPerson({ recipient, message }: Fields): object {
    const chat = this.#find(
      (recipient as Fields)['user_id'],
      'private',
      new ZaloRefusal(-213, 'User has not followed OA'),
    )
    const age = this.now - chat.lastActAt
    if (age > 7 * day) throw new ZaloRefusal(-230, 'User has not interacted with the OA in the past 7 days')
    const sent = this.#keep(chat, message as Fields)
    if (age > 2 * day) this.billed += 1
    return { message_id: sent.id, user_id: chat.id, sent_time: String(this.now) }
  }

  sendToGroup({ recipient, message }: Fields): object {
    const chat = this.#find((recipient as Fields)['group_id'], 'group', new ZaloRefusal(-403, 'OA is not in the group'))
    return { message_id: this.#keep(chat, message as Fields).id, group_id: chat.id, sent_time: String(this.now) }
  }

  uploadImage(name: string, mime: string, bytes: Uint8Array): object {
    if (!/^image\/(jpeg|png)$/.test(mime)) throw wrong('file type')
    if (bytes.length > 1_000_000) throw wrong('file size')
    return { attachment_id: this.#upload(name, bytes) }
  }

  uploadFile(name: string, bytes: Uint8Array): object {
    if (!/\.(pdf|docx?|csv)$/i.test(name)) throw wrong('file type')
    if (bytes.length === 0 || bytes.length > 5_000_000) throw wrong('file size')
    return { token: this.#upload(name, bytes) }
  }

  #upload(name: string, bytes: Uint8Array): string {
    const token = `UPLOAD-${this.nextId()}`
    this.#uploads.set(token, { file: this.addFile(name, bytes), until: this.now + 7 * day })
    return token
  }

  #find(id: unknown, kind: StoredChat['kind'], missing: ZaloRefusal): StoredChat {
    const chat = this.chats.get(String(id))
    if (chat === undefined || chat.kind !== kind) throw missing
    if (chat.shut !== null) throw chat.shut
    return chat
  }

  #keep(chat: StoredChat, message: Fields): StoredMessage {
    const { text, attachment, quote_message_id: quote, ...unknown } = message
    if (Object.keys(unknown).length > 0) throw wrong(Object.keys(unknown).join(', '))
    if (text !== undefined && (typeof text !== 'string' || text.trim() === '' || text.length > 2000))
      throw wrong('text')
    if (text === undefined && attachment === undefined) throw wrong('message')
    if (quote !== undefined && (chat.kind === 'group' || !chat.messages.some(({ id }) => id === quote)))
      throw wrong('quote_message_id')
    const said = typeof text === 'string' ? text : ''
    const shown = chat.kind === 'group' ? said.replaceAll(/\[@([^\]]+)\]/g, '') : said
    const stored: StoredMessage = {
      id: this.nextId(),
      from: null,
      text: shown.replaceAll('\u2060', ''),
      replyTo: (quote as string | undefined) ?? null,
      mentions: chat.kind === 'group' ? [...said.matchAll(/\[@([^\]]+)\]/g)].map(([, id]) => String(id)) : [],
      ...this.#attached(chat, attachment as Fields | undefined),
    }
    chat.messages.push(stored)
    return stored
  }

  #attached(chat: StoredChat, attachment: Fields | undefined): Pick<StoredMessage, 'buttons' | 'files'> {
    if (attachment === undefined) return { buttons: [], files: [] }
    const payload = attachment['payload'] as Fields
    if (attachment['type'] === 'file') return { buttons: [], files: [this.#uploaded(payload['token'])] }
    if (attachment['type'] !== 'template') throw wrong('attachment.type')
    if (payload['template_type'] === 'media') {
      const [element] = payload['elements'] as readonly Fields[]
      return { buttons: [], files: [this.#uploaded(element?.['attachment_id'])] }
    }
    if (!this.takesButtons || chat.kind === 'group') throw new ZaloRefusal(-233, 'Message type is not supported')
    return { buttons: readButtons(payload['buttons']), files: [] }
  }

  #uploaded(token: unknown): StoredFile {
    const upload = this.#uploads.get(String(token))
    if (upload === undefined) throw wrong('token')
    if (this.now > upload.until) throw new ZaloRefusal(-100, 'Attachment has expired')
    return upload.file
  }
}

function readButtons(given: unknown): readonly StoredButton[] {
  const buttons = given as readonly StoredButton[]
  if (!Array.isArray(given) || buttons.length < 1 || buttons.length > 5) throw wrong('buttons')
  for (const { title, type, payload, ...unknown } of buttons) {
    if (typeof title !== 'string' || title === '' || title.length > 100) throw wrong('title')
    if (!['oa.query.hide', 'oa.query.show'].includes(type)) throw wrong('type')
    if (typeof payload !== 'string' || payload === '' || payload.length > 1000) throw wrong('payload')
    if (Object.keys(unknown).length > 0) throw wrong('button')
  }
  return buttons
}

function wrong(what: string): ZaloRefusal {
  return new ZaloRefusal(-201, `${what} is invalid`)
}
