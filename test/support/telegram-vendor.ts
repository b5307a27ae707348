/**
 * Telegram as far as a bot sees it: chats, messages, updates, and every refusal the real one makes. It holds no vendor
 * code and is stricter than the vendor where that finds our faults (unknown fields, more than one message a second).
 */
import { parseHtml, Refusal } from './telegram-html.ts'
import type { RequestBody, Upload } from './telegram-multipart.ts'

type Fields = Readonly<Record<string, unknown>>
type Keyboard = readonly (readonly {
  readonly text: string
  readonly callback_data: string
  readonly style?: string
}[])[]

export type StoredFile = Upload & { readonly id: string; readonly mime: string; readonly path: string }
export type StoredMessage = {
  readonly id: number
  /** null: the bot. */
  readonly from: Person | null
  readonly date: number
  text: string
  links: readonly string[]
  keyboard: Keyboard
  readonly files: readonly StoredFile[]
  readonly replyTo: number | null
  readonly silent: boolean
  /** As `photo` or as `document`. */
  readonly media: 'photo' | 'document' | null
}
export type Person = { readonly id: number; readonly first_name: string; readonly is_bot: boolean }
export type StoredChat = {
  readonly id: number
  readonly type: 'private' | 'group' | 'supergroup'
  readonly messages: Map<number, StoredMessage>
  /** Why the bot may not write here: the vendor's answer. */
  shut: Refusal | null
  lastSent: number[]
}
type Query = { readonly chat: number; readonly askedAt: number }
export type Update = { readonly update_id: number } & Fields

/** Fields of the methods the project uses: required first. Source: core.telegram.org/bots/api. */
const methods: Readonly<Record<string, readonly [required: readonly string[], optional: readonly string[]]>> = {
  getMe: [[], []],
  getUpdates: [[], ['offset', 'limit', 'timeout', 'allowed_updates']],
  setWebhook: [['url'], ['secret_token', 'allowed_updates']],
  getWebhookInfo: [[], []],
  deleteWebhook: [[], ['drop_pending_updates']],
  sendMessage: [
    ['chat_id', 'text'],
    ['parse_mode', 'link_preview_options', 'disable_notification', 'reply_parameters', 'reply_markup'],
  ],
  sendPhoto: [
    ['chat_id', 'photo'],
    ['caption', 'parse_mode', 'disable_notification', 'reply_parameters', 'reply_markup'],
  ],
  sendDocument: [
    ['chat_id', 'document'],
    [
      'caption',
      'parse_mode',
      'disable_notification',
      'reply_parameters',
      'reply_markup',
      'disable_content_type_detection',
    ],
  ],
  editMessageText: [
    ['chat_id', 'message_id', 'text'],
    ['parse_mode', 'link_preview_options', 'reply_markup'],
  ],
  editMessageCaption: [
    ['chat_id', 'message_id'],
    ['caption', 'parse_mode', 'reply_markup'],
  ],
  deleteMessage: [['chat_id', 'message_id'], []],
  answerCallbackQuery: [['callback_query_id'], ['text', 'show_alert']],
  getFile: [['file_id'], []],
}

export class TelegramVendor {
  readonly bot = { id: 4242, is_bot: true, first_name: 'Đôn Đốc', username: 'DonDocThuBot' }
  readonly chats = new Map<number, StoredChat>()
  readonly files = new Map<string, StoredFile>()
  /** What answers to presses showed: [press, text, as an alert]. */
  readonly toasts: (readonly [string, string, boolean])[] = []
  webhook: { readonly url: string; readonly secret: string } | null = null
  /** Why an update could not be brought, as getWebhookInfo says. */
  lastError: string | null = null
  /** Milliseconds since 1970; only tests move it. */
  now = Date.UTC(2026, 10, 18, 2, 30)
  updates: Update[] = []
  private readonly queries = new Map<string, Query>()
  private wanted: readonly string[] = ['message', 'edited_message', 'channel_post', 'callback_query', 'my_chat_member']
  private lastId = 100
  private onUpdate: () => void = () => {}

  nextId(): number {
    this.lastId += 1
    return this.lastId
  }

  /** The vendor's time: whole seconds. */
  seconds(): number {
    return Math.floor(this.now / 1000)
  }

  publish(kind: string, body: unknown): Update {
    const update = { update_id: 70_000_000 + this.nextId(), [kind]: body }
    if (this.wanted.includes(kind)) this.updates.push(update)
    this.onUpdate()
    return update
  }

  /** An update was brought: it is forgotten. */
  confirm(id: number): void {
    this.updates = this.updates.filter((update) => update.update_id !== id)
  }

  addChat(id: number, type: StoredChat['type'], shut: Refusal | null): StoredChat {
    const chat: StoredChat = { id, type, messages: new Map(), shut, lastSent: [] }
    this.chats.set(id, chat)
    return chat
  }

  addFile(upload: Upload, mime: string): StoredFile {
    const id = `FILE${this.nextId()}`
    const file = { ...upload, id, mime, path: `documents/${id} ${upload.name}` }
    this.files.set(id, file)
    return file
  }

  openQuery(chat: number): string {
    const id = `9${this.nextId()}`
    this.queries.set(id, { chat, askedAt: this.now })
    return id
  }

  /**
   * Updates from the given offset on; earlier ones are forgotten. Waits for the first one as long as was asked, five times
   * faster than the wall, or until the poll is cut.
   */
  async getUpdates(fields: Fields, cut: Promise<Refusal | null>): Promise<readonly Update[]> {
    if (this.webhook !== null) {
      throw new Refusal(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      )
    }
    if (Array.isArray(fields['allowed_updates'])) this.wanted = fields['allowed_updates'] as readonly string[]
    const offset = Number(fields['offset'] ?? 0)
    this.updates = this.updates.filter((update) => update.update_id >= offset)
    const timeout = Number(fields['timeout'] ?? 0)
    const idle = new Promise<null>((resolve) => setTimeout(() => resolve(null), timeout * 200).unref())
    if (timeout === 0) return this.updates.slice(0, Number(fields['limit'] ?? 100))
    while (this.updates.length === 0) {
      const came = new Promise<'came'>((resolve) => {
        this.onUpdate = () => resolve('came')
      })
      const end = await Promise.race([came, cut, idle])
      if (end === null) return []
      if (end !== 'came') throw end
    }
    return this.updates.slice(0, Number(fields['limit'] ?? 100))
  }

  /** Every other method. */
  call(method: string, { fields, uploads }: RequestBody): unknown {
    switch (method) {
      case 'getMe':
        return { ...this.bot, can_join_groups: true, can_read_all_group_messages: false }
      case 'setWebhook':
        return this.setWebhook(fields)
      case 'getWebhookInfo':
        return this.tellWebhook()
      case 'deleteWebhook':
        this.webhook = null
        if (fields['drop_pending_updates'] === true) this.updates = []
        return true
      case 'sendMessage':
        return this.send(fields, this.parseText(fields), [])
      case 'sendPhoto':
      case 'sendDocument':
        return this.sendFile(method === 'sendPhoto' ? 'photo' : 'document', fields, uploads)
      case 'editMessageText':
      case 'editMessageCaption':
        return this.edit(method === 'editMessageCaption', fields)
      case 'deleteMessage':
        return this.remove(fields)
      case 'answerCallbackQuery':
        return this.answerQuery(fields)
      case 'getFile':
        return this.getFile(fields)
      default:
        throw new Refusal(404, 'Not Found: method not found')
    }
  }

  private setWebhook(fields: Fields): true {
    const url = String(fields['url'])
    if (!url.startsWith('https://'))
      throw new Refusal(400, 'Bad Request: bad webhook: An HTTPS URL must be provided for webhook')
    const secret = readText(fields, 'secret_token')
    if (!/^[\w-]{0,256}$/.test(secret))
      throw new Refusal(400, 'Bad Request: secret token contains unallowed characters')
    if (Array.isArray(fields['allowed_updates'])) this.wanted = fields['allowed_updates'] as readonly string[]
    this.webhook = { url, secret }
    this.lastError = null
    return true
  }

  private tellWebhook(): unknown {
    const error = this.lastError === null ? {} : { last_error_date: this.seconds(), last_error_message: this.lastError }
    const pending_update_count = this.updates.length
    return { url: this.webhook?.url ?? '', has_custom_certificate: false, pending_update_count, ...error }
  }

  private reach(fields: Fields): StoredChat {
    const chat = this.chats.get(Number(fields['chat_id']))
    if (chat === undefined) throw new Refusal(400, 'Bad Request: chat not found')
    if (chat.shut !== null) throw chat.shut
    return chat
  }

  private parseText(fields: Fields): { text: string; links: readonly string[] } {
    const parsed = this.parse(fields, 'text')
    if (parsed.text === '') throw new Refusal(400, 'Bad Request: message text is empty')
    if (parsed.text.length > 4096) throw new Refusal(400, 'Bad Request: message is too long')
    return parsed
  }

  private parse(fields: Fields, key: 'text' | 'caption'): { text: string; links: readonly string[] } {
    const raw = readText(fields, key)
    return fields['parse_mode'] === 'HTML' ? parseHtml(raw) : { text: raw.trim(), links: [] }
  }

  private parseCaption(fields: Fields): { text: string; links: readonly string[] } {
    const parsed = this.parse(fields, 'caption')
    if (parsed.text.length > 1024) throw new Refusal(400, 'Bad Request: message caption is too long')
    return parsed
  }

  private keyboard(fields: Fields): Keyboard {
    const markup = fields['reply_markup'] as { inline_keyboard?: Keyboard } | undefined
    const rows = markup?.inline_keyboard ?? []
    for (const { text, callback_data: action, style } of rows.flat()) {
      if (text === '') throw new Refusal(400, 'Bad Request: text buttons are unallowed in the inline keyboard')
      const bytes = Buffer.byteLength(action)
      if (bytes < 1 || bytes > 64) throw new Refusal(400, 'Bad Request: BUTTON_DATA_INVALID')
      if (style !== undefined && !['danger', 'success', 'primary'].includes(style)) {
        throw new Refusal(400, 'Bad Request: invalid button style specified')
      }
    }
    if (rows.some((row) => row.length > 8) || rows.flat().length > 100) {
      throw new Refusal(400, 'Bad Request: reply markup is too long')
    }
    return rows
  }

  /** One message a second in a chat, twenty a minute in a group. */
  private keepPace(chat: StoredChat): void {
    chat.lastSent = chat.lastSent.filter((sentAt) => this.now - sentAt < 60_000)
    const last = chat.lastSent.at(-1)
    if (last !== undefined && this.now - last < 1000) throw tooFast(1)
    if (chat.type !== 'private' && chat.lastSent.length >= 20) throw tooFast(60)
    chat.lastSent.push(this.now)
  }

  private send(
    fields: Fields,
    { text, links }: { text: string; links: readonly string[] },
    files: readonly StoredFile[],
    media: StoredMessage['media'] = null,
  ): unknown {
    const chat = this.reach(fields)
    const keyboard = this.keyboard(fields)
    const replyTo = this.findReplied(chat, fields)
    this.keepPace(chat)
    const silent = fields['disable_notification'] === true
    const message = {
      id: this.nextId(),
      from: null,
      date: this.seconds(),
      text,
      links,
      keyboard,
      files,
      replyTo,
      silent,
      media,
    }
    chat.messages.set(message.id, message)
    return this.describe(chat, message)
  }

  private findReplied(chat: StoredChat, fields: Fields): number | null {
    const reply = fields['reply_parameters'] as
      | { message_id?: unknown; allow_sending_without_reply?: unknown }
      | undefined
    if (reply === undefined) return null
    const id = reply.message_id
    if (typeof id !== 'number') throw new Refusal(400, 'Bad Request: field "message_id" must be of type Number')
    if (chat.messages.has(id)) return id
    if (reply.allow_sending_without_reply === true) return null
    throw new Refusal(400, 'Bad Request: message to be replied not found')
  }

  private sendFile(field: 'photo' | 'document', fields: Fields, uploads: RequestBody['uploads']): unknown {
    this.reach(fields)
    const upload = uploads.get(String(fields[field]).replace('attach://', ''))
    if (upload === undefined) throw new Refusal(400, `Bad Request: there is no ${field} in the request`)
    if (upload.bytes.length === 0) throw new Refusal(400, 'Bad Request: file must be non-empty')
    if (field === 'photo' && upload.bytes.length > 10_000_000) throw new Refusal(400, 'Bad Request: file is too big')
    const parsed = this.parseCaption(fields)
    return this.send(fields, parsed, [this.addFile(upload, 'application/octet-stream')], field)
  }

  private edit(isCaption: boolean, fields: Fields): unknown {
    const chat = this.reach(fields)
    const message = chat.messages.get(Number(fields['message_id']))
    if (message === undefined) throw new Refusal(400, 'Bad Request: message to edit not found')
    if (message.from !== null) throw new Refusal(400, "Bad Request: message can't be edited")
    if (!isCaption && message.media !== null)
      throw new Refusal(400, 'Bad Request: there is no text in the message to edit')
    if (isCaption && message.media === null)
      throw new Refusal(400, 'Bad Request: there is no caption in the message to edit')
    const { text, links } = isCaption ? this.parseCaption(fields) : this.parseText(fields)
    const keyboard = this.keyboard(fields)
    if (JSON.stringify([text, links, keyboard]) === JSON.stringify([message.text, message.links, message.keyboard])) {
      throw new Refusal(
        400,
        'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
      )
    }
    Object.assign(message, { text, links, keyboard })
    return this.describe(chat, message)
  }

  private remove(fields: Fields): true {
    const chat = this.reach(fields)
    const message = chat.messages.get(Number(fields['message_id']))
    if (message === undefined) throw new Refusal(400, 'Bad Request: message to delete not found')
    if (this.seconds() - message.date > 48 * 3600)
      throw new Refusal(400, "Bad Request: message can't be deleted for everyone")
    chat.messages.delete(message.id)
    return true
  }

  private answerQuery(fields: Fields): true {
    const query = this.queries.get(String(fields['callback_query_id']))
    const text = readText(fields, 'text')
    if (query === undefined || this.now - query.askedAt > 60_000) {
      throw new Refusal(400, 'Bad Request: query is too old and response timeout expired or query ID is invalid')
    }
    if (text.length > 200) throw new Refusal(400, 'Bad Request: MESSAGE_TOO_LONG')
    this.toasts.push([String(fields['callback_query_id']), text, fields['show_alert'] === true])
    return true
  }

  private getFile(fields: Fields): unknown {
    const file = this.files.get(String(fields['file_id']))
    if (file === undefined) throw new Refusal(400, 'Bad Request: wrong file_id or the file is temporarily unavailable')
    if (file.bytes.length > 20_000_000) throw new Refusal(400, 'Bad Request: file is too big')
    return { file_id: file.id, file_unique_id: file.id, file_size: file.bytes.length, file_path: file.path }
  }

  /** A message as the Bot API tells it. */
  describe(chat: StoredChat, message: StoredMessage): Fields {
    const { id, from, date, text, files, replyTo, media } = message
    const replied = replyTo === null ? undefined : chat.messages.get(replyTo)
    const [file] = files
    return {
      message_id: id,
      date,
      chat: { id: chat.id, type: chat.type },
      from: from ?? this.bot,
      ...(file === undefined ? { text } : { caption: text, ...describeFile(media, file) }),
      ...(replied === undefined ? {} : { reply_to_message: this.describe(chat, { ...replied, replyTo: null }) }),
    }
  }
}

/** Refuses what is missing or unknown. */
export function checkFields(method: string, fields: Fields): void {
  const [required, optional] = methods[method] ?? [[], Object.keys(fields)]
  for (const field of required) {
    if (fields[field] === undefined) throw new Refusal(400, `Bad Request: parameter "${field}" is required`)
  }
  for (const field of Object.keys(fields)) {
    if (![...required, ...optional].includes(field))
      throw new Refusal(400, `Bad Request: parameter "${field}" is unknown`)
  }
}

function readText(fields: Fields, key: string): string {
  const text = fields[key] ?? ''
  if (typeof text !== 'string') throw new Refusal(400, `Bad Request: field "${key}" must be of type String`)
  return text
}

function describeFile(media: StoredMessage['media'], { id, name, mime, bytes }: StoredFile): Fields {
  const common = { file_id: id, file_unique_id: id, file_size: bytes.length }
  if (media === 'photo')
    return {
      photo: [
        { ...common, file_id: `${id}-small`, width: 90, height: 90 },
        { ...common, width: 900, height: 900 },
      ],
    }
  return { document: { ...common, file_name: name, mime_type: mime } }
}

function tooFast(seconds: number): Refusal {
  return new Refusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds })
}
