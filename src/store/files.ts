/** Files the bot keeps: dossiers. Nothing marked secret ever gets here. */
import { createHash } from 'node:crypto'
import { and, eq, like } from 'drizzle-orm'
import type { CommitteeId, OfficerId } from '../domain/directory.ts'
import { files } from './schema.ts'
import type { Db, Tx } from './tx.ts'

export type NewFile = {
  readonly name: string
  readonly mime: string
  readonly bytes: Uint8Array
  readonly storedBy: OfficerId | null
  readonly storedAt: Temporal.Instant
}

/** Stores a file under the hash of its bytes and its name, so that the same file twice is one; returns its id. */
export async function storeFile(tx: Tx, committeeId: CommitteeId, file: NewFile): Promise<string> {
  const sha256 = createHash('sha256').update(file.bytes).digest('hex')
  const id = createHash('sha256').update(`${sha256}\n${file.name}`).digest('hex').slice(0, 20)
  await tx
    .insert(files)
    .values({ committeeId, id, sha256, ...file })
    .onConflictDoNothing()
  return id
}

export async function readFile(
  db: Db,
  committeeId: CommitteeId,
  id: string,
): Promise<{ name: string; mime: string; bytes: Uint8Array } | null> {
  const [found] = await db
    .select({ name: files.name, mime: files.mime, bytes: files.bytes })
    .from(files)
    .where(and(eq(files.committeeId, committeeId), eq(files.id, id)))
  return found ?? null
}

export type KeptFile = { readonly id: string; readonly name: string; readonly bytes: Uint8Array }

/** The file whose id begins so; null when there is none, or more than one. The same file sent by two people is one. */
export async function findFile(db: Db, committeeId: CommitteeId, start: string): Promise<KeptFile | null> {
  if (!/^[\da-f]{8,20}$/.test(start)) return null
  const found = await db
    .select({ id: files.id, name: files.name, bytes: files.bytes })
    .from(files)
    .where(and(eq(files.committeeId, committeeId), like(files.id, `${start}%`)))
    .limit(2)
  return found.length === 1 ? (found[0] ?? null) : null
}
