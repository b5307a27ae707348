/** Telegram behind the port of messengers: what it can do, and its four parts put together. */
import { Api } from 'grammy'
import type { Capabilities, Messenger, MessengerTools } from '../messenger.ts'
import { waitFor } from '../wait.ts'
import { download } from './download.ts'
import { examine } from './examine.ts'
import { describeFailure } from './failure.ts'
import { pullUpdates, toGrammySignal } from './pull.ts'
import { type Identity, receive } from './receive.ts'
import { createSender } from './send.ts'
import { createWebhook } from './webhook.ts'

/** Which bot, where, and how its updates come in. */
export type TelegramSettings = {
  /** `number:secret`, from BotFather. */
  readonly token: string
  /** The Bot API's address without a slash at the end. */
  readonly apiRoot: string
  /** What Telegram proves its webhook calls with (1-256 of A-Z a-z 0-9 _ -); null: long polling. */
  readonly webhookSecret: string | null
}

export type TelegramOptions = TelegramSettings & {
  readonly tools: Pick<MessengerTools, 'log'>
  /** The present, for what Telegram gives no time of: edits and answers. */
  readonly now?: () => Temporal.Instant
  /** Waits so many milliseconds, or until the signal aborts. Tests move the clock instead. */
  readonly wait?: (milliseconds: number, signal?: AbortSignal) => Promise<void>
  /** Seconds: an ordinary call, one that carries a file, an idle poll. */
  readonly timeouts?: { readonly call: number; readonly file: number; readonly poll: number }
}

const capabilities: Capabilities = {
  buttons: true,
  edits: true,
  forms: false,
  files: true,
  home: false,
  pace: { chat: { count: 1, seconds: 1 }, group: { count: 20, seconds: 60 }, bot: { count: 27, seconds: 1 } },
  quota: null,
}

/**
 * Joins one bot. Telegram may be down meanwhile: the bot's name, which only linkUrl and commands addressed to another bot
 * need, is then learnt with the first pull or webhook.
 */
export async function connectTelegram(options: TelegramOptions): Promise<Messenger> {
  const { token, tools, now = Temporal.Now.instant, wait = waitFor } = options
  const { apiRoot, webhookSecret, timeouts = { call: 15, file: 120, poll: 10 } } = options
  const client = (timeoutSeconds: number) => new Api(token, { apiRoot, timeoutSeconds })
  const api = client(timeouts.call)
  const bot = createBot(api, token)
  const files = { api, root: `${apiRoot}/file/bot${token}`, timeoutSeconds: timeouts.file }
  const pollApi = client(timeouts.poll + timeouts.call)
  const polling = { api: pollApi, log: tools.log, pollSeconds: timeouts.poll, wait, prepare: bot.closeWebhook }
  const onTokenRefused = () => tools.log('error', 'Telegram does not accept the bot token: check TELEGRAM_BOT_TOKEN')
  await bot.learnName().catch((error: unknown) => {
    tools.log('warn', 'Telegram cannot be reached yet', { failure: describeFailure(error) })
  })
  return {
    name: 'telegram',
    capabilities,
    receive: (update) => receive(update, bot.identity()),
    ingress:
      webhookSecret === null
        ? { kind: 'pull', pull: (take, signal, onCaughtUp) => pullUpdates(polling, { take, onCaughtUp }, signal) }
        : createWebhook({ api, secret: webhookSecret, learnName: bot.learnName }),
    ...createSender({ api, uploads: client(timeouts.file), now, onTokenRefused }),
    download: (file, limit) => download(files, file, limit),
    linkUrl: (code) => linkUrl(bot.identity(), code),
    examine: (address) => examine({ api, apiRoot, isBrought: webhookSecret !== null, now }, address),
  }
}

/** Who the bot is, and where its updates go: the two things that are known only after asking Telegram. */
function createBot(api: Api, token: string) {
  let me: Identity = { id: Number.parseInt(token, 10), username: null }
  const learnName = async (signal?: AbortSignal): Promise<void> => {
    const { id, username } = await api.getMe(signal && toGrammySignal(signal))
    me = { id, username }
  }
  return {
    identity: () => me,
    learnName,
    closeWebhook: async (signal: AbortSignal) => {
      await learnName(signal)
      await api.deleteWebhook({ drop_pending_updates: false }, toGrammySignal(signal))
    },
  }
}

function linkUrl({ username }: Identity, code: string): string | null {
  if (username === null || !/^[\w-]{1,64}$/.test(code)) return null
  return `https://t.me/${username}?start=${code}`
}
