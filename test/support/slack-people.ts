/** What people do in Slack: write, mention, answer in threads, press, fill in forms, open the bot's page, send files. */
import type { OpenView, Person, SlackVendor, StoredFile } from './slack-vendor.ts'

export type SentFile = { readonly name: string; readonly mime: string; readonly bytes: Uint8Array }

export type SlackUser = {
  readonly id: string
  readonly person: Person
  /** Gives the message's timestamp; null for a command, which leaves none. A text that begins with a slash is a command. */
  says(text: string, where?: { readonly channel?: string; readonly thread?: string | null }): string | null
  sendsFile(
    file: SentFile,
    caption: string,
    where?: { readonly channel?: string; readonly thread?: string | null },
  ): string
  presses(channel: string, ts: string, label: string): void
  pressesAtHome(label: string): void
  opensHome(): void
  /** Submits the open form. What the client refuses throws; a form sent stays open when `isStuck`, to be sent again. */
  fills(
    values: Readonly<Record<string, string>>,
    file?: SentFile | null,
    options?: { readonly isStuck?: boolean },
  ): void
  /** The workspace's admins deactivate the account, or bring it back. */
  leaves(): void
  returns(): void
}

export function createUser(vendor: SlackVendor, name: string): SlackUser {
  const person = vendor.addPerson(name)
  const own = vendor.direct(person.id)

  function write(text: string, channel: string, thread: string | null, files: readonly StoredFile[]): string {
    const ts = vendor.timestamp()
    const coded = escape(text)
    const where = vendor.channels.get(channel)
    where?.messages.set(ts, { ts, user: person.id, text, notification: '', buttons: [], links: [], files, thread })
    const parent = thread === null ? undefined : where?.messages.get(thread)
    vendor.event({
      type: 'message',
      ...(files.length > 0 ? { subtype: 'file_share', files: files.map((file) => describeFile(vendor, file)) } : {}),
      user: person.id,
      text: coded,
      ts,
      client_msg_id: vendor.next('c-'),
      team: vendor.team,
      ...(thread === null ? {} : { thread_ts: thread, parent_user_id: parent?.user ?? vendor.bot }),
      blocks: [{ type: 'rich_text', block_id: 'x', elements: [] }],
      channel,
      event_ts: ts,
      channel_type: channel.startsWith('D') ? 'im' : 'channel',
    })
    return ts
  }

  function command(text: string, channel: string): void {
    const [name = '', ...rest] = text.split(' ')
    if (!vendor.commands.has(name)) throw new Error(`${name} is not a valid command`)
    vendor.publish('slash_commands', {
      token: 'legacy-verification-token',
      team_id: vendor.team,
      team_domain: 'songmay',
      channel_id: channel,
      channel_name: channel.startsWith('D') ? 'directmessage' : 'van-phong',
      user_id: person.id,
      user_name: person.name,
      command: name,
      text: escape(rest.join(' ')),
      api_app_id: 'A0DONDOC',
      is_enterprise_install: 'false',
      response_url: vendor.openHook(channel, person.id),
      trigger_id: vendor.openTrigger(person.id),
    })
  }

  function interact(payload: object): void {
    vendor.publish('interactive', {
      user: { id: person.id, username: person.name, name: person.name, team_id: vendor.team },
      api_app_id: 'A0DONDOC',
      token: 'legacy-verification-token',
      team: { id: vendor.team, domain: 'songmay' },
      enterprise: null,
      is_enterprise_install: false,
      trigger_id: vendor.openTrigger(person.id),
      ...payload,
    })
  }

  const action = ({ id, label, value }: { id: string; label: string; value: string }) => {
    const text = { type: 'plain_text', text: label, emoji: false }
    return { action_id: id, block_id: 'b1', text, value, type: 'button', action_ts: vendor.timestamp() }
  }

  return {
    id: person.id,
    person,
    says(text, { channel = own.id, thread = null } = {}) {
      if (!text.startsWith('/')) return write(text, channel, thread, [])
      if (thread !== null) throw new Error('slash commands are not supported in threads')
      command(text, channel)
      return null
    },
    sendsFile(file, caption, { channel = own.id, thread = null } = {}) {
      return write(caption, channel, thread, [storeFile(vendor, file)])
    },
    presses(channel, ts, label) {
      const message = vendor.channels.get(channel)?.messages.get(ts)
      const button = message?.buttons.find((one) => one.label === label)
      if (message === undefined || button === undefined) throw new Error(`no button “${label}” under ${channel}/${ts}`)
      interact({
        type: 'block_actions',
        container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false },
        channel: { id: channel, name: 'x' },
        message: { user: vendor.bot, type: 'message', ts, bot_id: 'B0DONDOC', text: message.notification },
        response_url: vendor.openHook(channel, person.id),
        actions: [action(button)],
      })
    },
    pressesAtHome(label) {
      const button = person.home?.buttons.find((one) => one.label === label)
      if (button === undefined) throw new Error(`no button “${label}” on the page`)
      interact({
        type: 'block_actions',
        container: { type: 'view', view_id: 'V0HOME' },
        view: { id: 'V0HOME', type: 'home', private_metadata: '', state: { values: {} } },
        actions: [action(button)],
      })
    },
    opensHome() {
      const channel = own.id
      vendor.event({ type: 'app_home_opened', user: person.id, channel, tab: 'home', event_ts: vendor.timestamp() })
    },
    fills(values, file = null, { isStuck = false } = {}) {
      const open = person.openView
      if (open === null) throw new Error(`no form is open before ${name}`)
      const state = { values: stateOf(vendor, open, values, file) }
      const { private_metadata: metadata } = open.view
      if (!isStuck) person.openView = null
      interact({
        type: 'view_submission',
        view: {
          id: open.id,
          type: 'modal',
          private_metadata: metadata,
          callback_id: '',
          hash: 'h',
          blocks: open.view['blocks'],
          state,
        },
        response_urls: [],
      })
    },
    leaves: () => void (own.shut = 'user_disabled'),
    returns: () => void (own.shut = null),
  }
}

/** What the client would let through. */
function stateOf(
  vendor: SlackVendor,
  { inputs }: OpenView,
  values: Readonly<Record<string, string>>,
  file: SentFile | null,
) {
  const unknown = Object.keys(values).find((key) => !inputs.some((input) => input.key === key))
  if (unknown !== undefined) throw new Error(`the form does not ask for ${unknown}`)
  return Object.fromEntries(
    inputs.map((input) => {
      const given = values[input.key] ?? ''
      const isFile = input.type === 'file_input'
      if (!input.isOptional && given === '' && !(isFile && file !== null)) throw new Error(`${input.label}: required`)
      if (given.length > input.maxLength) throw new Error(`${input.label}: too long`)
      return [input.key, { [input.actionId]: { type: input.type, ...answerOf(vendor, input, given, file) } }]
    }),
  )
}

function answerOf(
  vendor: SlackVendor,
  { type, options, label }: OpenView['inputs'][number],
  given: string,
  file: SentFile | null,
) {
  const choose = (value: string) => {
    const option = options.find((one) => one.value === value)
    if (option === undefined) throw new Error(`${label} does not offer ${value}`)
    return { text: { type: 'plain_text', text: option.label, emoji: false }, value }
  }
  switch (type) {
    case 'plain_text_input':
      return { value: given === '' ? null : given }
    case 'file_input':
      return { files: file === null ? [] : [describeFile(vendor, storeFile(vendor, file))] }
    case 'radio_buttons':
    case 'static_select':
      return { selected_option: given === '' ? null : choose(given) }
    default:
      return { selected_options: given === '' ? [] : given.split(',').map(choose) }
  }
}

function storeFile(vendor: SlackVendor, { name, mime, bytes }: SentFile): StoredFile {
  const file = { id: vendor.next('F0'), name, mime, bytes, length: bytes.length, isShared: true }
  vendor.files.set(file.id, file)
  return file
}

function describeFile(vendor: SlackVendor, { id, name, mime, bytes }: StoredFile) {
  const url = `${vendor.address()}files/${id}/${encodeURIComponent(name)}`
  return {
    id,
    name,
    title: name,
    mimetype: mime,
    filetype: 'x',
    size: bytes.length,
    url_private: url,
    url_private_download: url,
  }
}

/** As Slack codes what people type: links in angle brackets, mentions (`<@U…>`) as the client makes them. */
function escape(text: string): string {
  return text
    .split(/(<@\w+>)/)
    .map((part) => (part.startsWith('<@') && part.endsWith('>') ? part : escapeWords(part)))
    .join('')
}

function escapeWords(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/https?:\/\/[^\s&]+/g, (url) => `<${url}>`)
}
