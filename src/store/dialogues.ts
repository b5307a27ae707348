/** What a person is being asked in a chat: one at a time. */
import { and, eq } from 'drizzle-orm'
import type { CommitteeId, OfficerId } from '../domain/directory.ts'
import { dialogues } from './schema.ts'
import type { Db, Tx } from './tx.ts'

/** Whose dialogue, and where. */
export type DialogueKey = {
  readonly committeeId: CommitteeId
  readonly bot: string
  readonly chat: string
  readonly officer: OfficerId
}
export type DialogueRow = Pick<typeof dialogues.$inferSelect, 'id' | 'action' | 'values' | 'asking' | 'changedAt'>

export async function findDialogue(db: Db, key: DialogueKey): Promise<DialogueRow | null> {
  const [row] = await db
    .select({
      id: dialogues.id,
      action: dialogues.action,
      values: dialogues.values,
      asking: dialogues.asking,
      changedAt: dialogues.changedAt,
    })
    .from(dialogues)
    .where(isOf(key))
  return row ?? null
}

/** Keeps a dialogue in place of the one there was. */
export async function writeDialogue(tx: Tx, key: DialogueKey, row: DialogueRow): Promise<void> {
  await tx
    .insert(dialogues)
    .values({ ...key, ...row })
    .onConflictDoUpdate({
      target: [dialogues.committeeId, dialogues.bot, dialogues.chat, dialogues.officer],
      set: row,
    })
}

export async function deleteDialogue(tx: Tx, key: DialogueKey): Promise<void> {
  await tx.delete(dialogues).where(isOf(key))
}

function isOf({ committeeId, bot, chat, officer }: DialogueKey) {
  return and(
    eq(dialogues.committeeId, committeeId),
    eq(dialogues.bot, bot),
    eq(dialogues.chat, chat),
    eq(dialogues.officer, officer),
  )
}
