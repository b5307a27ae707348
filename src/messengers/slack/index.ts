/**
 * Slack behind the port of messengers: what it can do, and its parts put together. Bolt checks signatures; its App is left
 * aside, for it acknowledges events before anybody stored them.
 */
import type { Capabilities, Messenger, MessengerTools } from '../messenger.ts'
import { waitFor } from '../wait.ts'
import { createClient } from './client.ts'
import { findVerifiedEmail } from './email.ts'
import { examine } from './examine.ts'
import { download } from './files.ts'
import { createIdentity } from './identity.ts'
import { receive } from './receive.ts'
import { createSender } from './send.ts'
import { pullBySocket } from './socket.ts'
import { createWebhook } from './webhook.ts'

/** Which app in which workspace, and how its updates come in: exactly one of the last two is set. */
export type SlackSettings = {
  /** `xoxb-…`, of the workspace. */
  readonly token: string
  readonly apiUrl: string
  /** `xapp-…`: Socket Mode, for which each workspace needs an app of its own. */
  readonly appToken: string | null
  /** Proves that an HTTP call is Slack's; the same in all workspaces of an app. */
  readonly signingSecret: string | null
}

export type SlackOptions = SlackSettings & {
  readonly tools: Pick<MessengerTools, 'log'>
  /** The present, for what Slack gives no time of: edits, answers, and how old a signature is. */
  readonly now?: () => Temporal.Instant
  /** Waits so many milliseconds, or until the signal aborts. Tests move the clock instead. */
  readonly wait?: (milliseconds: number, signal?: AbortSignal) => Promise<void>
  /** Seconds: an ordinary call, one that carries a file. */
  readonly timeouts?: { readonly call: number; readonly file: number }
}

/** Slack names one message a second in a channel, and "several hundred a minute" for a workspace. */
const capabilities: Capabilities = {
  buttons: true,
  edits: true,
  forms: true,
  files: true,
  home: true,
  pace: { chat: { count: 1, seconds: 1 }, group: { count: 1, seconds: 1 }, bot: { count: 5, seconds: 1 } },
  quota: null,
}

/** Joins one workspace. Slack may be down meanwhile: who the bot is, which only incoming updates need, is then asked with the first. */
export async function connectSlack(options: SlackOptions): Promise<Messenger> {
  const { token, apiUrl, tools, now = Temporal.Now.instant, wait = waitFor } = options
  const { timeouts = { call: 15, file: 120 } } = options
  const settings = { apiUrl, timeoutSeconds: timeouts.call }
  const client = createClient(token, settings)
  const whoAmI = createIdentity(client, tools)
  await whoAmI().catch((error: unknown) => {
    tools.log('warn', 'Slack cannot be reached yet', { failure: String(error) })
  })
  return {
    name: 'slack',
    capabilities,
    receive,
    ingress: createIngress(options, { settings, whoAmI, log: tools.log, now, wait }),
    ...createSender({ client, log: tools.log, now, timeouts }),
    download: (file, limit) => download({ token, apiUrl, timeoutSeconds: timeouts.file }, file, limit),
    // Slack's deep links open the bot, but cannot carry a code.
    linkUrl: () => null,
    verifiedEmail: (user) => findVerifiedEmail({ client, whoAmI }, user),
    examine: () => examine(client, apiUrl),
  }
}

type IngressTools = Omit<Parameters<typeof pullBySocket>[0], 'appToken'> & { readonly now: () => Temporal.Instant }

function createIngress({ appToken, signingSecret }: SlackSettings, tools: IngressTools): Messenger['ingress'] {
  if (appToken !== null) {
    const socket = { ...tools, appToken }
    return {
      kind: 'pull',
      pull: (take, signal, onCaughtUp) => pullBySocket(socket, { take, onCaughtUp }, signal),
    }
  }
  if (signingSecret === null) throw new Error('Slack needs an app token or a signing secret')
  return createWebhook({ ...tools, signingSecret })
}
