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

/** `digestAt`: a time of day, "07:30"; null for the committee's. */
export async function writeDigestTime(
  tx: Tx,
  committeeId: CommitteeId,
  { officer, digestAt }: { readonly officer: OfficerId; readonly digestAt: string | null },
): Promise<void> {
  await tx
    .update(officers)
    .set({ digestAt })
    .where(and(eq(officers.committeeId, committeeId), eq(officers.id, officer)))
  await bumpDirectory(tx, committeeId)
}
