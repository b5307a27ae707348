/** The door: an update is classified in memory, stored once, and only then acknowledged. Nothing secret gets past it. */
import { findSecrecyMark } from '../domain/secrecy.ts'
import type { Incoming, RawUpdate } from '../messengers/messenger.ts'
import { storeInbound } from '../store/inbound.ts'
import { type Bot, type Ground, presentOf } from './ground.ts'

/** What is kept of an update marked secret: that it came, where and from whom. */
export type SecretTrace = Pick<Incoming, 'chat' | 'sender'>

/** What a messenger hands its updates to. Resolves when the update is stored; rejects when it must come again. */
export function createIntake(ground: Ground, bot: Bot, onStored: () => void): (update: RawUpdate) => Promise<void> {
  return async (update) => {
    const incoming = bot.messenger.receive(update)
    const isSecret = incoming !== null && textsOf(incoming).some((text) => findSecrecyMark(text) !== null)
    const body: unknown = isSecret
      ? ({ chat: incoming.chat, sender: incoming.sender } satisfies SecretTrace)
      : update.body
    const receivedAt = presentOf(ground.clock)
    await storeInbound(ground.database.db, {
      bot: bot.id,
      update: update.id,
      chat: update.chat,
      body,
      isSecret,
      receivedAt,
    })
    onStored()
  }
}

/** Every text of an update that could bear a mark: words, captions, form answers, file names. */
function textsOf(incoming: Incoming): readonly string[] {
  switch (incoming.kind) {
    case 'text':
      return [incoming.text, ...incoming.files.map((file) => file.name)]
    case 'form':
      return [...Object.values(incoming.values), ...incoming.files.map((file) => file.name)]
    case 'press':
    case 'reach':
    case 'moved':
      return []
    default:
      return incoming satisfies never
  }
}
