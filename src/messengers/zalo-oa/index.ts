/**
 * A Zalo Official Account (OpenAPI v3) behind the port of messengers: events are brought, texts go out with a few buttons,
 * nothing sent can be changed. It writes to whoever wrote to it within seven days, and to its own groups.
 */
import type { Capabilities, Messenger, MessengerTools } from '../messenger.ts'
import { createClient } from './client.ts'
import { download, zaloHosts } from './download.ts'
import { examine } from './examine.ts'
import { describeFailure } from './failure.ts'
import { receive } from './receive.ts'
import { createSender } from './send.ts'
import { createTokens, keptNowhere } from './tokens.ts'
import { createWebhook } from './webhook.ts'

/** Which account, through which application. */
export type ZaloOaSettings = {
  readonly appId: string
  /** Renews the access token. */
  readonly appSecret: string
  /** Zalo proves its webhook calls with it. */
  readonly secretKey: string
  /** The first one, or a new one when that in the vault is dead. */
  readonly refreshToken: string
  /** Addresses without a slash at the end. */
  readonly apiRoot: string
  readonly oauthRoot: string
}

export type ZaloOaOptions = ZaloOaSettings & {
  readonly tools: MessengerTools
  readonly now?: () => Temporal.Instant
  /** Seconds: an ordinary call, one that carries a file. */
  readonly timeouts?: { readonly call: number; readonly file: number }
}

/** Zalo takes 4,000 calls a minute and documents no pace of a chat; a card with a file is several calls. */
const capabilities: Capabilities = {
  buttons: true,
  mostButtons: { chat: 5, group: 0 },
  edits: false,
  forms: false,
  files: true,
  home: false,
  pace: { chat: null, group: null, bot: { count: 30, seconds: 1 } },
  quota: null,
}

/** Joins one account. Zalo may be down meanwhile: a token is then asked for again a little later, or with the first message. */
export async function connectZaloOa(options: ZaloOaOptions): Promise<Messenger> {
  const { apiRoot, tools, now = Temporal.Now.instant, timeouts = { call: 15, file: 60 } } = options
  const { vault, log } = tools
  const tokens =
    vault === null
      ? keptNowhere
      : createTokens({ ...options, vault, log, now, timeoutSeconds: Math.min(timeouts.call, 10) })
  const keepAccess = async (): Promise<void> => {
    await tokens.current().catch((error: unknown) => {
      log('warn', 'There is no access token of Zalo yet', { failure: describeFailure(error) })
    })
  }
  await keepAccess()
  const files = { ...whereFilesLie(apiRoot), timeoutSeconds: timeouts.file }
  return {
    name: 'zalo-oa',
    capabilities,
    receive,
    ingress: createWebhook({ ...options, log, now }),
    ...createSender({ client: createClient({ apiRoot, tokens, timeouts }), now, log }),
    download: (file, limit) => download(files, file, limit),
    linkUrl: () => null,
    examine: () => examine(tokens, apiRoot),
    keepAccess,
  }
}

/** A stand-in of Zalo keeps files where it is. */
function whereFilesLie(apiRoot: string) {
  const { hostname, protocol } = new URL(apiRoot)
  return { hosts: [...zaloHosts, hostname], isPlainAllowed: protocol === 'http:' }
}
