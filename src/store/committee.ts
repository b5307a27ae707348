/** What an officer may change about themselves. Everything else of the directory is directory.ts. */
import { and, eq } from 'drizzle-orm'
import type { CommitteeId, OfficerId } from '../domain/directory.ts'
import { bumpDirectory } from './directory.ts'
import { officers } from './schema.ts'
import type { Tx } from './tx.ts'

export async function writeLanguage(
  tx: Tx,
  committeeId: CommitteeId,
  { officer, language }: { readonly officer: OfficerId; readonly language: 'vi' | 'en' },
): Promise<void> {
  await tx
    .update(officers)
    .set({ language })
    .where(and(eq(officers.committeeId, committeeId), eq(officers.id, officer)))
  await bumpDirectory(tx, committeeId)
}
