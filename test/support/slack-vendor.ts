/**
 * Slack as far as an app in one workspace sees it: people, channels, messages, modals, pages, files, and every refusal the
 * real one makes. It holds no vendor code, has a clock of its own and is stricter than the vendor where that finds our
 * faults (unknown arguments, more than one message a second in a channel).
 */
import { readBlocks, readModal, type ShownButton, type ShownInput, SlackRefusal } from './slack-blocks.ts'

type Json = Readonly<Record<string, unknown>>

export type StoredFile = { readonly id: string; readonly name: string; readonly mime: string; bytes: Uint8Array }
export type StoredMessage = {
  readonly ts: string
  /** null: the bot. */
  readonly user: string | null
  text: string
  notification: string
  buttons: readonly ShownButton[]
  links: readonly string[]
  readonly files: readonly StoredFile[]
  readonly thread: string | null
}
export type Channel = {
  readonly id: string
  /** The person of a private chat. */
  readonly user: string | null
  readonly messages: Map<string, StoredMessage>
  /** What Slack answers to whoever writes here. */
  shut: string | null
  lastPostedAt: number
}
export type OpenView = {
  readonly id: string
  readonly view: Json
  readonly title: string
  readonly submit: string
  readonly inputs: readonly ShownInput[]
}
export type Person = {
  readonly id: string
  readonly name: string
  openView: OpenView | null
  home: ReturnType<typeof readBlocks> | null
  /** What `users.info` says besides: the address, and whatever marks the workspace gave them. */
  email: string | null
  marks: Json
}

/** What the app is to hear. Only events come again when nobody said yes to them. */
export type Envelope = {
  readonly type: 'events_api' | 'interactive' | 'slash_commands'
  readonly payload: Json
  readonly id: string
  readonly madeAt: number
  tries: number
}

/** Arguments of the methods the project calls: required, optional, and the scope they need. Source: docs.slack.dev/reference/methods. */
const methods: Readonly<Record<string, readonly [readonly string[], readonly string[], string | null]>> = {
  'auth.test': [[], [], null],
  'apps.connections.open': [[], [], 'connections:write'],
  'chat.postMessage': [['channel', 'text'], ['blocks', 'thread_ts', 'unfurl_links', 'unfurl_media'], 'chat:write'],
  'chat.update': [['channel', 'ts', 'text'], ['blocks', 'parse'], 'chat:write'],
  'chat.delete': [['channel', 'ts'], [], 'chat:write'],
  'users.info': [['user'], ['include_locale'], 'users:read'],
  'views.open': [['trigger_id', 'view'], [], null],
  'views.publish': [['user_id', 'view'], [], null],
  'files.getUploadURLExternal': [['filename', 'length'], ['alt_text'], 'files:write'],
  'files.completeUploadExternal': [['files'], ['channel_id'], 'files:write'],
}

export class SlackVendor {
  readonly team: string
  readonly bot = 'U0DONDOC'
  readonly people = new Map<string, Person>()
  readonly channels = new Map<string, Channel>()
  readonly files = new Map<string, StoredFile & { readonly length: number; isShared: boolean }>()
  /** What was shown to one person alone. */
  readonly whispers: { readonly channel: string; readonly user: string; readonly text: string }[] = []
  /** Names of slash commands in the app's manifest. */
  readonly commands = new Set(['/dondoc', '/agree', '/object', '/return', '/help', '/today', '/link', '/bind', '/undo'])
  readonly scopes = new Set(
    'chat:write im:write im:history channels:history groups:history mpim:history commands files:read files:write connections:write users:read users:read.email'.split(
      ' ',
    ),
  )
  /** What the app has not said yes to yet, in order. */
  readonly pending: Envelope[] = []
  /** What people were told had failed: "operation_timeout" under a command, "We had some trouble connecting" in a form. */
  readonly failed: Envelope[] = []
  /** Milliseconds since 1970; only tests move it. */
  now = Date.UTC(2026, 10, 18, 2, 30)
  onNews: () => void = () => {}
  private readonly triggers = new Map<string, { readonly user: string; readonly at: number; isUsed: boolean }>()
  private readonly hooks = new Map<
    string,
    { readonly channel: string; readonly user: string; readonly at: number; uses: number }
  >()
  private lastMicros = 0
  private counter = 1000

  /** Where the server is, with a slash at the end. */
  readonly address: () => string

  constructor(address: () => string, team: string) {
    this.address = address
    this.team = team
  }

  next(prefix: string): string {
    this.counter += 1
    return `${prefix}${this.counter}`
  }

  /** A time no other message has. */
  timestamp(): string {
    this.lastMicros = Math.max(this.now * 1000, this.lastMicros + 1)
    const text = String(this.lastMicros)
    return `${text.slice(0, -6)}.${text.slice(-6)}`
  }

  publish(type: Envelope['type'], payload: Json): Envelope {
    const envelope: Envelope = { type, payload, id: this.next('envelope-'), madeAt: this.now, tries: 0 }
    this.pending.push(envelope)
    this.onNews()
    return envelope
  }

  event(event: Json): Envelope {
    return this.publish('events_api', {
      token: 'legacy-verification-token',
      team_id: this.team,
      api_app_id: 'A0DONDOC',
      event,
      type: 'event_callback',
      event_id: this.next('Ev'),
      event_time: Math.floor(this.now / 1000),
      authorizations: [{ team_id: this.team, user_id: this.bot, is_bot: true, is_enterprise_install: false }],
    })
  }

  /** The app said yes, or nobody will ask again. */
  settle(envelope: Envelope, isTaken: boolean): void {
    const index = this.pending.indexOf(envelope)
    if (index >= 0) this.pending.splice(index, 1)
    if (!isTaken) this.failed.push(envelope)
  }

  /** Commands, presses and forms are shown as failed after three seconds. */
  expire(): void {
    const late = this.pending.filter(({ type, madeAt }) => type !== 'events_api' && this.now - madeAt > 3000)
    for (const envelope of late) this.settle(envelope, false)
  }

  addPerson(name: string): Person {
    const person: Person = { id: this.next('U0'), name, openView: null, home: null, email: null, marks: {} }
    this.people.set(person.id, person)
    return person
  }

  addChannel(id: string, user: string | null = null): Channel {
    const channel: Channel = { id, user, messages: new Map(), shut: null, lastPostedAt: 0 }
    this.channels.set(id, channel)
    return channel
  }

  /** The private chat of a person with the bot. */
  direct(user: string): Channel {
    return (
      [...this.channels.values()].find((channel) => channel.user === user) ?? this.addChannel(this.next('D0'), user)
    )
  }

  openTrigger(user: string): string {
    const id = this.next('trigger.')
    this.triggers.set(id, { user, at: this.now, isUsed: false })
    return id
  }

  openHook(channel: string, user: string): string {
    const id = this.next('hook')
    this.hooks.set(id, { channel, user, at: this.now, uses: 0 })
    return `${this.address()}hooks/${id}`
  }

  /** A message for one person alone; five times within half an hour. Gives the HTTP status. */
  whisper(id: string, body: Json): number {
    const hook = this.hooks.get(id)
    if (hook === undefined || this.now - hook.at > 30 * 60_000 || hook.uses >= 5) return 404
    if (body['response_type'] !== 'ephemeral' || body['replace_original'] !== false) return 400
    hook.uses += 1
    const text = readMarkup(String(body['text']))
    this.whispers.push({ channel: hook.channel, user: hook.user, text })
    return 200
  }

  /** Every method of the Web API. @throws SlackRefusal */
  call(method: string, given: Json): Json {
    const [required, optional, scope] = methods[method] ?? fail('unknown_method')
    for (const name of required) if (given[name] === undefined) fail('invalid_arguments')
    for (const name of Object.keys(given)) if (![...required, ...optional].includes(name)) fail('invalid_arg_name')
    if (scope !== null && !this.scopes.has(scope))
      throw new SlackRefusal('missing_scope', { needed: scope, provided: [...this.scopes].join() })
    switch (method) {
      case 'auth.test':
        return { team_id: this.team, user_id: this.bot, bot_id: 'B0DONDOC' }
      case 'apps.connections.open':
        return { url: `${this.address().replace('http', 'ws')}link?ticket=${this.next('t')}` }
      case 'chat.postMessage':
        return this.post(given)
      case 'chat.update':
        return this.update(given)
      case 'chat.delete':
        return this.remove(given)
      case 'users.info':
        return this.describe(String(given['user']))
      case 'views.open':
        return this.openView(given)
      case 'views.publish':
        return this.publishHome(given)
      case 'files.getUploadURLExternal':
        return this.openUpload(given)
      case 'files.completeUploadExternal':
        return this.completeUpload(given)
      default:
        return fail('unknown_method')
    }
  }

  /** The address only with a scope of its own. Source: docs.slack.dev/reference/methods/users.info. */
  private describe(id: string): Json {
    const { name, email, marks } = this.people.get(id) ?? fail('user_not_found')
    const known = email !== null && this.scopes.has('users:read.email') ? { email } : {}
    const usual = {
      deleted: false,
      is_bot: false,
      is_restricted: false,
      is_ultra_restricted: false,
      is_app_user: false,
    }
    const user = { id, team_id: this.team, name, ...usual, is_email_confirmed: email !== null, ...marks }
    return { user: { ...user, profile: { real_name: name, team: this.team, ...known } } }
  }

  private post(given: Json): Json {
    const channel = this.reach(String(given['channel']))
    const shown = readBlocks(given['blocks'], 50)
    const notification = readNotification(given['text'])
    const thread = typeof given['thread_ts'] === 'string' ? given['thread_ts'] : null
    if (thread !== null && !channel.messages.has(thread)) fail('thread_not_found')
    if (this.now - channel.lastPostedAt < 1000) throw new SlackRefusal('ratelimited', { retryAfter: 1 })
    channel.lastPostedAt = this.now
    const ts = this.timestamp()
    channel.messages.set(ts, { ts, user: null, ...shown, notification, files: [], thread })
    return { channel: channel.id, ts, message: { text: given['text'], user: this.bot, bot_id: 'B0DONDOC' } }
  }

  /** A person's id opens their private chat. */
  private reach(id: string): Channel {
    if (id === this.bot) fail('cannot_dm_bot')
    const channel = this.people.has(id) ? this.direct(id) : (this.channels.get(id) ?? fail('channel_not_found'))
    if (channel.shut !== null) fail(channel.shut)
    return channel
  }

  private update(given: Json): Json {
    const { channel, message } = this.own(given)
    const shown = readBlocks(given['blocks'], 50)
    Object.assign(message, { ...shown, notification: readNotification(given['text']) })
    return { channel: channel.id, ts: message.ts, text: given['text'] }
  }

  private remove(given: Json): Json {
    const { channel, message } = this.own(given)
    channel.messages.delete(message.ts)
    return { channel: channel.id, ts: message.ts }
  }

  /** A message of the bot's, by its real channel: a person's id does not do here. */
  private own(given: Json): { channel: Channel; message: StoredMessage } {
    const channel = this.channels.get(String(given['channel'])) ?? fail('channel_not_found')
    const message = channel.messages.get(String(given['ts'])) ?? fail('message_not_found')
    if (message.user !== null) fail('cant_update_message')
    return { channel, message }
  }

  private openView(given: Json): Json {
    const trigger = this.triggers.get(String(given['trigger_id'])) ?? fail('invalid_trigger_id')
    if (this.now - trigger.at > 3000) fail('expired_trigger_id')
    if (trigger.isUsed) fail('exchanged_trigger_id')
    trigger.isUsed = true
    const view = given['view'] as Json
    const person = this.people.get(trigger.user) ?? fail('user_not_found')
    person.openView = { id: this.next('V0'), view, ...readModal(view) }
    return { view: { ...view, id: person.openView.id } }
  }

  private publishHome(given: Json): Json {
    const view = given['view'] as Json
    if (view['type'] !== 'home') fail('invalid_arguments')
    const person = this.people.get(String(given['user_id'])) ?? fail('user_not_found')
    person.home = readBlocks(view['blocks'], 100)
    return { view }
  }

  private openUpload(given: Json): Json {
    const id = this.next('F0')
    const length = Number(given['length'])
    if (!(length > 0)) fail('invalid_arguments')
    this.files.set(id, {
      id,
      name: String(given['filename']),
      mime: '',
      bytes: new Uint8Array(),
      length,
      isShared: false,
    })
    return { upload_url: `${this.address()}upload/${id}`, file_id: id }
  }

  private completeUpload(given: Json): Json {
    const [{ id, title } = { id: '', title: '' }] = given['files'] as { id: string; title: string }[]
    const file = this.files.get(id)
    if (file === undefined || file.bytes.length !== file.length || file.isShared) return fail('file_not_found')
    const channel = this.channels.get(String(given['channel_id'])) ?? fail('invalid_channel')
    file.isShared = true
    const ts = this.timestamp()
    const shared = { id, name: title, mime: file.mime, bytes: file.bytes }
    channel.messages.set(ts, {
      ts,
      user: null,
      text: '',
      notification: '',
      buttons: [],
      links: [],
      files: [shared],
      thread: null,
    })
    return { files: [{ id, title }] }
  }
}

/** What stands between `<` and `>` is markup; a lone one, or an `&` that escapes nothing, is our fault. */
export function readMarkup(text: string): string {
  if (/[<>]|&(?!(amp|lt|gt);)/.test(text))
    throw new SlackRefusal('invalid_arguments', { detail: 'text that is not escaped' })
  return text.replace(/&(amp|lt|gt);/g, (_, name: string) => ({ amp: '&', lt: '<', gt: '>' })[name] ?? '')
}

function readNotification(text: unknown): string {
  if (typeof text !== 'string' || text === '') return fail('no_text')
  if (text.length > 40_000) return fail('msg_too_long')
  return readMarkup(text)
}

function fail(code: string): never {
  throw new SlackRefusal(code)
}
