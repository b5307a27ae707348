/** Four vendors on loopback servers, with the same people in each, and how a process joins them. */
import type { Messenger, Take } from '../../src/messengers/messenger.ts'
import type { FakeClock } from './clock.ts'
import type { Chats } from './office-chats.ts'
import { openSlackChats } from './office-slack.ts'
import { openTelegramChats } from './office-telegram.ts'
import { openZaloChats } from './office-zalo-bot.ts'
import { openZaloOaChats } from './office-zalo-oa.ts'
import { pullFrom } from './pulling.ts'
import { connectTo as connectSlack } from './slack-bench.ts'
import { connectTo as connectTelegram } from './telegram-bench.ts'
import { connectZalo, pullFromZalo } from './zalo-bot-bench.ts'
import { bringInTurn, connectTo as connectZaloOa } from './zalo-oa-bench.ts'

export type Carrier = 'telegram' | 'slack' | 'zalo-bot' | 'zalo-oa'

/** A vendor: its people, and what a process needs of it. */
export type Vendor = {
  readonly chats: Chats
  readonly connect: () => Promise<Messenger>
  readonly listen: (messenger: Messenger, take: Take, signal: AbortSignal) => Promise<void>
}

/** Opens all four; everybody has an account in each. */
export async function openVendors(
  people: readonly string[],
  clock: FakeClock,
): Promise<Readonly<Record<Carrier, Vendor>>> {
  const now = () => clock.now()
  const telegram = await openTelegramChats(people, clock)
  const slack = await openSlackChats(people, clock)
  const zalo = await openZaloChats(people, clock)
  const account = await openZaloOaChats(people, clock)
  const tools = { log: () => {}, vault: account.vault }
  return {
    telegram: { chats: telegram, connect: () => connectTelegram(telegram.server, { now }), listen: pullFrom },
    slack: { chats: slack, connect: () => connectSlack(slack.server, 'socket', { now }), listen: pullFrom },
    'zalo-bot': {
      chats: zalo,
      connect: () => connectZalo(zalo.server, { now }),
      listen: (messenger, take, signal) => pullFromZalo(zalo.server, messenger, take, signal),
    },
    'zalo-oa': {
      chats: account,
      connect: () => connectZaloOa(account.server, { tools }),
      listen: (messenger, take, signal) => bringInTurn(account.server, messenger, take, signal),
    },
  }
}
