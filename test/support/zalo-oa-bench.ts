/** An Official Account joined to its loopback stand-in, as the contract of messengers wants it. */
import type { Messenger, Take } from '../../src/messengers/messenger.ts'
import { connectZaloOa, type ZaloOaOptions } from '../../src/messengers/zalo-oa/index.ts'
import type { Abilities, Bench, Failure, Shown } from '../contract/messenger.ts'
import { createMemoryVault } from './memory-vault.ts'
import { startZaloOaServer, type Trouble, type ZaloOaServer } from './zalo-oa-server.ts'
import { account, type StoredChat, ZaloRefusal } from './zalo-oa-vendor.ts'
import type { Door } from './zalo-oa-webhook.ts'

export const zaloOaAbilities: Abilities = {
  buttons: true,
  edits: false,
  forms: false,
  files: true,
  failures: ['blocked', 'wait', 'outage', 'refused', 'lost-answer'],
  silence: false,
}

const troubles: Readonly<Record<Exclude<Failure, 'blocked'>, Trouble>> = {
  wait: new ZaloRefusal(-32, 'Reach the rate limit'),
  outage: 'outage',
  refused: new ZaloRefusal(-248, 'The message violates the policy'),
  'lost-answer': 'lost-answer',
}

/** An account at a loopback server. */
export async function connectTo(server: ZaloOaServer, rest: Partial<ZaloOaOptions> = {}): Promise<Messenger> {
  return await connectZaloOa({
    appId: account.appId,
    appSecret: account.appSecret,
    secretKey: account.secretKey,
    refreshToken: account.firstRefreshToken,
    apiRoot: server.url,
    oauthRoot: server.url,
    tools: { log: () => {}, vault: createMemoryVault() },
    now: () => Temporal.Instant.fromEpochMilliseconds(Math.floor(server.vendor.now)),
    ...rest,
  })
}

export function shownIn(chat: StoredChat): readonly Shown[] {
  return chat.messages
    .filter(({ from }) => from === null)
    .map(({ id, text, buttons, files, replyTo }) => ({
      id,
      text,
      buttons: buttons.map(({ title }) => title),
      files: files.map(({ name, bytes }) => ({ name, bytes })),
      replyTo,
      silent: false,
    }))
}

/** What a call to the webhook's address is answered with. */
export function doorOf(messenger: Messenger, take: Take): Door {
  const { ingress } = messenger
  if (ingress.kind !== 'webhook') throw new Error('Zalo brings its events')
  return async (request) => (await ingress.accept(request, take))?.status ?? 404
}

export async function openZaloOaBench(): Promise<Bench> {
  const server = await startZaloOaServer()
  const person = server.addPerson()
  const group = server.addGroup()
  const messenger = await connectTo(server)
  const find = (id: string): StoredChat => {
    const chat = server.vendor.chats.get(id.replace(/^group:/, ''))
    if (chat === undefined) throw new Error(`no chat ${id}`)
    return chat
  }
  return {
    messenger,
    group: `group:${group.id}`,
    user: {
      id: person.chat.id,
      name: '',
      chat: person.chat.id,
      says: async (text, { chat, replyTo } = {}) => {
        const inGroup = chat?.startsWith('group:') === true ? { group: find(chat) } : {}
        const at = person.says(text, { ...inGroup, ...(replyTo === undefined ? {} : { quoted: replyTo }) })
        return Temporal.Instant.fromEpochMilliseconds(at)
      },
      presses: async (message, label) => void person.presses(message, label),
      sendsFile: async (file, caption) => void person.sendsFile(file, caption),
      fillsForm: async () => {
        throw new Error('Zalo has no forms')
      },
    },
    intake: (take, signal) => bringInTurn(server, messenger, take, signal),
    shown: async (chat) => shownIn(find(chat)),
    fail: (kind) => (kind === 'blocked' ? person.follows(false) : server.failNext(troubles[kind])),
    advance: (seconds) => server.advance(seconds),
    close: () => server.close(),
  }
}

/**
 * Brings what happens until the signal aborts, as if nobody did anything between an event and its repetitions: Zalo keeps
 * no order, so the order of the contract is that of people who wait until they were heard.
 */
export async function bringInTurn(
  { vendor, webhook }: ZaloOaServer,
  messenger: Messenger,
  take: Take,
  signal: AbortSignal,
): Promise<void> {
  const door = doorOf(messenger, take)
  for (let refusals = 0; !signal.aborted; ) {
    const event = webhook.oldest()
    const status = event === null ? null : await door(webhook.request(event)).catch(() => 500)
    if (event === null) await webhook.happens(signal)
    else if (status === 200) webhook.settle(event)
    else if (++refusals > 50) throw new Error(`nobody takes what happened: ${status} ${event}`)
    else vendor.now += 1000
  }
}
