/** An office in a workspace of Slack: real sockets to the strict loopback server, whose time goes on as its pace wants. */
import type { Clock } from '../../src/calendar/clock.ts'
import type { Field, Form } from '../../src/cards/card.ts'
import { type Chats, officeGroup } from './office-chats.ts'
import { connectTo, placeOf, shownIn } from './slack-bench.ts'
import type { SlackUser } from './slack-people.ts'
import { type SlackServer, startSlackServer } from './slack-server.ts'
import type { Channel, OpenView } from './slack-vendor.ts'

/** The same chats, with the server behind them for what only Slack knows. */
export type SlackChats = Chats & {
  readonly server: SlackServer
  readonly userOf: (who: string) => SlackUser
  readonly channelOf: (chat: string) => Channel
}

export async function openSlackChats(people: readonly string[], clock: Clock): Promise<SlackChats> {
  const server = await startSlackServer()
  const { vendor } = server
  vendor.now = clock.now().epochMilliseconds
  const users = new Map(people.map((who) => [who, server.addUser(who)]))
  const group = server.addChannel()
  const messenger = await connectTo(server, 'socket', { now: () => clock.now() })
  const userOf = (who: string): SlackUser => {
    const user = users.get(who)
    if (user === undefined) throw new Error(`Nobody is called ${who}`)
    return user
  }
  const channelOf = (chat: string): Channel => (chat === officeGroup ? group : vendor.direct(userOf(chat).id))
  return {
    server,
    userOf,
    channelOf,
    messenger,
    accountOf: (who) =>
      who === officeGroup ? { user: '', chat: group.id } : { user: userOf(who).id, chat: userOf(who).id },
    async says(who, text, { chat, replyTo }) {
      const thread = replyTo === null ? null : placeOf(replyTo).ts
      userOf(who).says(asTyped(text, vendor.commands), { channel: channelOf(chat).id, thread })
    },
    async sends(who, file, caption) {
      userOf(who).sendsFile(file, caption)
    },
    async presses(who, { message, label }) {
      const { channel, ts } = placeOf(message)
      userOf(who).presses(channel, ts, label)
    },
    form: async (who) => {
      const { openView } = userOf(who).person
      return openView && readForm(openView)
    },
    async fills(who, values, file) {
      userOf(who).fills(values, file)
    },
    async turns() {
      throw new Error('Slack does not tell who leaves')
    },
    bytesOf: async (chat, name) =>
      shownIn(channelOf(chat))
        .flatMap(({ files }) => files)
        .findLast((file) => file.name === name)?.bytes ?? null,
    sees: async (chat) =>
      shownIn(channelOf(chat)).map(({ files, ...seen }) => ({ ...seen, files: files.map(({ name }) => name) })),
    advance: (seconds) => server.advance(seconds),
    catchUp(now) {
      const behind = now.epochMilliseconds - vendor.now
      if (behind > 0) server.advance(behind / 1000)
    },
    close: () => server.close(),
  }
}

/** What is no command of the app's goes behind the umbrella. */
function asTyped(text: string, commands: ReadonlySet<string>): string {
  if (!text.startsWith('/')) return text
  return commands.has(text.split(' ')[0] ?? '') ? text : `/dondoc ${text.slice(1)}`
}

function readForm({ view, title, submit, inputs }: OpenView): Form {
  const { action } = JSON.parse(String(view['private_metadata'])) as { action: string }
  return { action, title, submit, fields: inputs.map(readField) }
}

function readField({ key, label, hint, isOptional, type, isLong, options }: OpenView['inputs'][number]): Field {
  const base = { key, label, hint, required: !isOptional }
  if (type === 'plain_text_input') return { ...base, kind: 'text', long: isLong }
  if (type === 'file_input') return { ...base, kind: 'file' }
  return { ...base, kind: type === 'radio_buttons' || type === 'static_select' ? 'choice' : 'choices', options }
}
