/** Groups bound to a purpose. */
import { and, eq } from 'drizzle-orm'
import type { CommitteeId } from '../domain/directory.ts'
import { channels } from './schema.ts'
import type { Tx } from './tx.ts'

export type Channel = Omit<typeof channels.$inferInsert, 'committeeId'>

/** Binds a group. It leaves the purpose it had, and the purpose leaves the group it had. */
export async function writeChannel(tx: Tx, committeeId: CommitteeId, channel: Channel): Promise<void> {
  const { bot, chat, boundAt } = channel
  await tx
    .delete(channels)
    .where(and(eq(channels.committeeId, committeeId), eq(channels.bot, bot), eq(channels.chat, chat)))
  await tx
    .insert(channels)
    .values({ committeeId, ...channel })
    .onConflictDoUpdate({
      target: [channels.committeeId, channels.purpose, channels.unit],
      set: { bot, chat, boundAt },
    })
}
