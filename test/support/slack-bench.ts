/** Slack joined to its loopback stand-in, by socket or by HTTP, as the contract of messengers wants it. */
import type { Messenger, Take } from '../../src/messengers/messenger.ts'
import { connectSlack, type SlackOptions } from '../../src/messengers/slack/index.ts'
import type { Abilities, Bench, Failure, Shown } from '../contract/messenger.ts'
import { pullFrom } from './pulling.ts'
import { SlackRefusal } from './slack-blocks.ts'
import {
  appToken,
  botToken,
  type SlackServer,
  signedRequest,
  signingSecret,
  startSlackServer,
  type Trouble,
} from './slack-server.ts'
import type { Channel } from './slack-vendor.ts'

export type Way = 'socket' | 'http'

export const slackAbilities: Abilities = {
  buttons: true,
  edits: true,
  forms: true,
  files: true,
  silence: false,
  home: true,
  failures: ['blocked', 'wait', 'outage', 'refused', 'lost-answer'],
}

const troubles: Readonly<Record<Exclude<Failure, 'blocked'>, Trouble>> = {
  wait: new SlackRefusal('ratelimited', { retryAfter: 7 }),
  outage: 'outage',
  refused: new SlackRefusal('invalid_blocks'),
  'lost-answer': 'lost-answer',
}

/** A bot on a loopback server; waiting moves the server's clock. */
export async function connectTo(server: SlackServer, way: Way, rest: Partial<SlackOptions> = {}): Promise<Messenger> {
  return await connectSlack({
    token: botToken,
    apiUrl: server.apiUrl,
    appToken: way === 'socket' ? appToken : null,
    signingSecret: way === 'http' ? signingSecret : null,
    tools: { log: () => {} },
    now: () => Temporal.Instant.fromEpochMilliseconds(server.vendor.now),
    wait: async (milliseconds) => server.advance(milliseconds / 1000),
    ...rest,
  })
}

/** The bot's messages in a channel, oldest first, by the ids the program knows. */
export function shownIn(channel: Channel): readonly Shown[] {
  const ours = [...channel.messages.values()].filter((message) => message.user === null)
  return ours.map(({ ts, text, buttons, links, files, thread }) => ({
    id: `${channel.id}/${ts}`,
    text: [text, ...links].join('\n').trim(),
    buttons: buttons.map(({ label }) => label),
    files: files.map(({ name, bytes }) => ({ name, bytes })),
    replyTo: thread === null ? null : `${channel.id}/${thread}`,
    silent: false,
  }))
}

/** Where a message stands by its id. */
export function placeOf(message: string): { readonly channel: string; readonly ts: string } {
  const [channel = '', ts = ''] = message.split('/')
  return { channel, ts }
}

/** Brings what waits, one after the other, until it is taken or the signal aborts. */
export async function bringTo(
  server: SlackServer,
  { ingress }: Messenger,
  take: Take,
  signal: AbortSignal,
): Promise<void> {
  if (ingress.kind !== 'webhook') throw new Error('updates are pulled, not brought')
  const { vendor } = server
  while (!signal.aborted) {
    const envelope = vendor.pending[0]
    if (envelope === undefined) {
      await newsOf(server, signal)
      continue
    }
    const reply = await ingress.accept(signedRequest(envelope, vendor.now), take).catch(() => null)
    envelope.tries += 1
    const isTaken = reply?.status === 200
    if (isTaken || envelope.type !== 'events_api') vendor.settle(envelope, isTaken)
  }
}

function newsOf({ vendor }: SlackServer, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  vendor.onNews = resolve
  signal.addEventListener('abort', () => resolve(), { once: true })
  if (signal.aborted) resolve()
  return promise
}

export async function openSlackBench(way: Way): Promise<Bench> {
  const server = await startSlackServer()
  const { vendor } = server
  const user = server.addUser('mau')
  const group = server.addChannel()
  const messenger = await connectTo(server, way)
  const channelOf = (chat: string): Channel =>
    chat === user.id ? vendor.direct(chat) : (vendor.channels.get(chat) ?? group)
  return {
    messenger,
    group: group.id,
    user: {
      id: user.id,
      name: '',
      chat: user.id,
      says: async (text, { chat = user.id, replyTo } = {}) => {
        const thread = replyTo === undefined ? null : placeOf(replyTo).ts
        const ts = user.says(text, { channel: channelOf(chat).id, thread })
        return Temporal.Instant.fromEpochMilliseconds(
          ts === null ? vendor.now : Math.floor(Number(ts.replace('.', '')) / 1000),
        )
      },
      presses: async (message, label) => user.presses(placeOf(message).channel, placeOf(message).ts, label),
      sendsFile: async (file, caption) => void user.sendsFile(file, caption),
      fillsForm: async (values) => user.fills(values),
      opensHome: async () => {
        user.opensHome()
        return user.person.home && { ...user.person.home, buttons: user.person.home.buttons.map(({ label }) => label) }
      },
    },
    intake: (take, signal) =>
      way === 'socket' ? pullFrom(messenger, take, signal) : bringTo(server, messenger, take, signal),
    shown: async (chat) => shownIn(channelOf(chat)),
    fail: (kind) => (kind === 'blocked' ? user.leaves() : server.failNext(troubles[kind])),
    advance: (seconds) => server.advance(seconds),
    close: () => server.close(),
  }
}
