/** Changes of a committee's directory. Each raises its version, so that every snapshot kept in memory is read anew. */
import { and, eq, sql } from 'drizzle-orm'
import type { CommitteeId, OfficerId } from '../domain/directory.ts'
import { committees, officers } from './schema.ts'
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
  await raiseVersion(tx, committeeId)
}

async function raiseVersion(tx: Tx, committeeId: CommitteeId): Promise<void> {
  await tx
    .update(committees)
    .set({ directoryVersion: sql`${committees.directoryVersion} + 1` })
    .where(eq(committees.id, committeeId))
}
