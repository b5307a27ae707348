/** Whom a messenger's workspace vouches for: asked before anything is locked, and only of newcomers who may be linked by it. */
import type { Incoming } from '../messengers/messenger.ts'
import { findOfficer } from '../store/accounts.ts'
import { describeFault } from './fault.ts'
import type { Bot, Ground } from './ground.ts'

const kinds: ReadonlySet<Incoming['kind']> = new Set(['text', 'unreadable', 'home'])

/** The verified address of somebody not linked; null where there is none to link by, also when the vendor does not say. */
export async function vouchedFor(ground: Ground, bot: Bot, incoming: Incoming | null): Promise<string | null> {
  const { committeeId, id, messenger } = bot
  if (incoming === null || messenger.verifiedEmail === undefined) return null
  if (incoming.chat.kind !== 'private' || !kinds.has(incoming.kind)) return null
  const { settings } = await ground.snapshots.load(ground.database.db, committeeId)
  const vendorUser = incoming.sender.id
  const isNew =
    settings.linksByEmail && (await findOfficer(ground.database.db, { committeeId, bot: id, vendorUser })) === null
  if (!isNew) return null
  try {
    return await messenger.verifiedEmail(vendorUser)
  } catch (error) {
    ground.log('warn', 'Nobody vouches for a newcomer now: a code links them', { bot: id, error: describeFault(error) })
    return null
  }
}
