/** The door: an update is classified in memory, stored once, and only then acknowledged. Nothing secret gets past it. */
import { findSecrecyMark } from '../domain/secrecy.ts'
import type { Incoming, RawUpdate, Trace, Unread } from '../messengers/messenger.ts'
import { storeInbound } from '../store/inbound.ts'
import { describeFault } from './fault.ts'
import { type Bot, type Ground, presentOf } from './ground.ts'

/**
 * What a messenger hands its updates to. Resolves when the update is stored; rejects when it must come again. What nobody
 * here has use for (another bot's messages, who joined) leaves its id alone; what our adapter cannot read is kept.
 */
export function createIntake(ground: Ground, bot: Bot, onStored: () => void): (update: RawUpdate) => Promise<void> {
  return async (update) => {
    const incoming = receiveSafely(ground, bot, update)
    const isSecret = hasMark(update.body)
    const body = isSecret ? traceOf(incoming) : incoming === null ? null : update.body
    const receivedAt = presentOf(ground.clock)
    const stored = {
      bot: bot.id,
      update: update.id,
      chat: update.chat,
      body,
      isSecret,
      receivedAt,
    }
    await storeInbound(ground.database.db, stored, presentOf(ground.machine))
    onStored()
  }
}

function receiveSafely(ground: Ground, bot: Bot, update: RawUpdate): Incoming | Unread | null {
  try {
    return bot.messenger.receive(update)
  } catch (error) {
    ground.log('error', 'An update could not be read', { bot: bot.id, update: update.id, error: describeFault(error) })
    return { kind: 'unread', from: null }
  }
}

/** What is kept of an update marked secret: that it came, where and from whom. */
function traceOf(incoming: Incoming | Unread | null): Trace | null {
  if (incoming === null || incoming.kind === 'unread') return incoming?.from ?? null
  return { chat: incoming.chat, sender: incoming.sender }
}

/** Whether any text of an update bears a mark, wherever the vendor put it: words, captions, quotations, file names. */
function hasMark(value: unknown): boolean {
  if (typeof value === 'string') return findSecrecyMark(value) !== null
  if (Array.isArray(value)) return value.some(hasMark)
  return value !== null && typeof value === 'object' && Object.values(value).some(hasMark)
}
