/**
 * A bot of the Zalo Bot Platform behind the port of messengers: plain texts both ways, no buttons, no edits, no files. The
 * core writes buttons as numbered answers and files as links. Zalo's Official Account is another messenger.
 */
import { z } from 'zod'
import type { Capabilities, Messenger, MessengerTools } from '../messenger.ts'
import { waitFor } from '../wait.ts'
import { type Call, createClient } from './client.ts'
import { download } from './download.ts'
import { examine } from './examine.ts'
import { describeFailure } from './failure.ts'
import { createPull } from './pull.ts'
import { type Identity, receive } from './receive.ts'
import { createSender } from './send.ts'
import { createWebhook } from './webhook.ts'

/** Which bot, where, and how its updates come in. */
export type ZaloBotSettings = {
  /** `id:secret`, from Bot Creator. */
  readonly token: string
  /** The platform's address without a slash at the end. */
  readonly apiRoot: string
  /** What Zalo proves its webhook calls with (8-256 of A-Z a-z 0-9 _ -); null: long polling. */
  readonly webhookSecret: string | null
}

export type ZaloBotOptions = ZaloBotSettings & {
  readonly tools: Pick<MessengerTools, 'log'>
  /** The present, for what Zalo gives no time of, and to tell how long it took. */
  readonly now?: () => Temporal.Instant
  /** Waits so many milliseconds, or until the signal aborts. Tests move the clock instead. */
  readonly wait?: (milliseconds: number, signal?: AbortSignal) => Promise<void>
  /** Seconds: an ordinary call, a photo, an idle poll. */
  readonly timeouts?: { readonly call: number; readonly photo: number; readonly poll: number }
}

/** No pace is documented; this one is a careful guess. The quota is that of the free plan (bot.zapps.me, 26/09/2026). */
const capabilities: Capabilities = {
  buttons: false,
  edits: false,
  forms: false,
  files: false,
  home: false,
  pace: { chat: { count: 1, seconds: 1 }, group: { count: 1, seconds: 1 }, bot: { count: 5, seconds: 1 } },
  quota: { people: 50, messages: 3000, per: 'month' },
}

/** Joins one bot. Zalo may be down meanwhile: its name, which only mentions in groups need, is then learnt later. */
export async function connectZaloBot(options: ZaloBotOptions): Promise<Messenger> {
  const { apiRoot, webhookSecret, tools, now = Temporal.Now.instant, wait = waitFor } = options
  const { timeouts = { call: 15, photo: 60, poll: 10 } } = options
  const call = createClient(options)
  const bot = createBot(call, timeouts.call)
  const onTokenRefused = () => tools.log('error', 'Zalo does not accept the bot token: check ZALO_BOT_TOKEN')
  await bot.learnName().catch((error: unknown) => {
    tools.log('warn', 'Zalo cannot be reached yet', { failure: describeFailure(error) })
  })
  const pull = createPull({ call, log: tools.log, now, wait, seconds: timeouts, prepare: bot.closeWebhook })
  const { learnName } = bot
  return {
    name: 'zalo-bot',
    capabilities,
    receive: (update) => receive(update, bot.identity()),
    ingress:
      webhookSecret === null
        ? { kind: 'pull', pull: (take, signal, onCaughtUp) => pull({ take, onCaughtUp }, signal) }
        : createWebhook({ call, secret: webhookSecret, callSeconds: timeouts.call, log: tools.log, wait, learnName }),
    ...createSender({ call, callSeconds: timeouts.call, now, onTokenRefused }),
    download: (file, limit) => download({ apiRoot, timeoutSeconds: timeouts.photo }, file, limit),
    linkUrl: () => null,
    examine: (address) =>
      examine({ call, apiRoot, callSeconds: timeouts.call, isBrought: webhookSecret !== null }, address),
  }
}

const me = z.object({ account_name: z.string().nullish(), display_name: z.string().nullish() })

/** Who the bot is, and where its updates go: the two things that are known only after asking Zalo. */
function createBot(call: Call, seconds: number) {
  let known: Identity = { names: [] }
  const learnName = async (): Promise<void> => {
    const { display_name: shown, account_name: account } = me.safeParse(await call('getMe', {}, seconds)).data ?? {}
    // The longer first: one may be the beginning of the other.
    const names = [shown ?? '', account ?? ''].filter((name) => name !== '')
    known = { names: names.toSorted((a, b) => b.length - a.length) }
  }
  return {
    identity: () => known,
    learnName,
    closeWebhook: async () => {
      await learnName()
      await call('deleteWebhook', {}, seconds)
    },
  }
}
