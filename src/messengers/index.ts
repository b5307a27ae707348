/**
 * The registry: one line per folder. A messenger with settings joins as a bot; the sandbox, which is also the clock of the
 * program, stands in when no other is set.
 */
import type { Messenger, MessengerTools } from './messenger.ts'
import type { SlackOptions, SlackSettings } from './slack/index.ts'
import { connectTelegram, type TelegramSettings } from './telegram/index.ts'
import { connectZaloBot, type ZaloBotSettings } from './zalo-bot/index.ts'
import { connectZaloOa, type ZaloOaSettings } from './zalo-oa/index.ts'

export { createSandbox, type Sandbox } from './sandbox/index.ts'

/** What each messenger needs to be joined; null: it is off. */
export type MessengerSettings = {
  readonly telegram: TelegramSettings | null
  readonly slack: SlackSettings | null
  readonly 'zalo-bot': ZaloBotSettings | null
  readonly 'zalo-oa': ZaloOaSettings | null
}

type Entry = {
  readonly name: keyof MessengerSettings
  /** Null when its settings are missing. */
  readonly connect: (settings: MessengerSettings, tools: MessengerTools) => Promise<Messenger> | null
}

export const messengers: readonly Entry[] = [
  { name: 'telegram', connect: ({ telegram }, tools) => telegram && connectTelegram({ ...telegram, tools }) },
  { name: 'slack', connect: ({ slack }, tools) => slack && joinSlack({ ...slack, tools }) },
  { name: 'zalo-bot', connect: ({ 'zalo-bot': zalo }, tools) => zalo && connectZaloBot({ ...zalo, tools }) },
  { name: 'zalo-oa', connect: ({ 'zalo-oa': account }, tools) => account && connectZaloOa({ ...account, tools }) },
]

/** Slack's packages take 200 ms and 40 MB to load: only where they are used. */
async function joinSlack(options: SlackOptions): Promise<Messenger> {
  const { connectSlack } = await import('./slack/index.ts')
  return connectSlack(options)
}
