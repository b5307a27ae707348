/** One-time linking codes, by their hash alone, and the wrong tries of senders. */
import { and, eq, gt, isNull } from 'drizzle-orm'
import type { CommitteeId, OfficerId } from '../domain/directory.ts'
import type { SenderKey } from './accounts.ts'
import { linkCodes, linkTries } from './schema.ts'
import type { Db, Tx } from './tx.ts'

export type LinkCode = Omit<typeof linkCodes.$inferSelect, 'committeeId'>
export type LinkTries = { readonly wrong: number; readonly lockedUntilAt: Temporal.Instant | null }

/** Keeps a new code and ends the unused ones of the same officer. */
export async function replaceCode(
  tx: Tx,
  committeeId: CommitteeId,
  code: {
    readonly hash: string
    readonly officer: OfficerId
    readonly madeAt: Temporal.Instant
    readonly expiresAt: Temporal.Instant
  },
): Promise<void> {
  await tx
    .update(linkCodes)
    .set({ usedAt: code.madeAt })
    .where(and(eq(linkCodes.committeeId, committeeId), eq(linkCodes.officer, code.officer), isNull(linkCodes.usedAt)))
  await tx.insert(linkCodes).values({ committeeId, ...code })
}

export async function findCode(db: Db, committeeId: CommitteeId, hash: string): Promise<LinkCode | null> {
  const [row] = await db
    .select()
    .from(linkCodes)
    .where(and(eq(linkCodes.committeeId, committeeId), eq(linkCodes.hash, hash)))
  return row ?? null
}

/** The officers for whom a code waits that still links. */
export async function findOfficersWithCode(
  db: Db,
  committeeId: CommitteeId,
  at: Temporal.Instant,
): Promise<ReadonlySet<OfficerId>> {
  const found = await db
    .selectDistinct({ officer: linkCodes.officer })
    .from(linkCodes)
    .where(and(eq(linkCodes.committeeId, committeeId), isNull(linkCodes.usedAt), gt(linkCodes.expiresAt, at)))
  return new Set(found.map(({ officer }) => officer))
}

/** Uses a code up; false when somebody else already has. */
export async function useCode(tx: Tx, committeeId: CommitteeId, hash: string, at: Temporal.Instant): Promise<boolean> {
  const used = await tx
    .update(linkCodes)
    .set({ usedAt: at })
    .where(and(eq(linkCodes.committeeId, committeeId), eq(linkCodes.hash, hash), isNull(linkCodes.usedAt)))
    .returning({ officer: linkCodes.officer })
  return used.length > 0
}

/** A sender's wrong tries, locked until the transaction ends, so that tries sent at once are counted one by one. */
export async function lockTries(tx: Tx, { committeeId, bot, vendorUser }: SenderKey): Promise<LinkTries> {
  await tx.insert(linkTries).values({ committeeId, bot, vendorUser, wrong: 0 }).onConflictDoNothing()
  const [row] = await tx
    .select({ wrong: linkTries.wrong, lockedUntilAt: linkTries.lockedUntilAt })
    .from(linkTries)
    .where(isOf({ committeeId, bot, vendorUser }))
    .for('update')
  return row ?? { wrong: 0, lockedUntilAt: null }
}

/** Writes tries that {@link lockTries} holds. */
export async function writeTries(tx: Tx, key: SenderKey, tries: LinkTries): Promise<void> {
  await tx.update(linkTries).set(tries).where(isOf(key))
}

function isOf({ committeeId, bot, vendorUser }: SenderKey) {
  return and(eq(linkTries.committeeId, committeeId), eq(linkTries.bot, bot), eq(linkTries.vendorUser, vendorUser))
}
