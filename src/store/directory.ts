/** Writing a committee and its directory. Reading is snapshot.ts: everybody reads whole snapshots. */
import { and, asc, eq, sql } from 'drizzle-orm'
import type { ActingOrder, Committee, CommitteeId, Officer, Post, Unit } from '../domain/directory.ts'
import type { OwnRegulation } from '../regulations/in-force.ts'
import { actingOrders, bots, committees, evidence, officers, posts, units } from './schema.ts'
import type { Db, Tx } from './tx.ts'

/** Everything a committee starts with. */
export type Founding = {
  readonly committee: Committee
  readonly ownRegulation: OwnRegulation | null
  readonly units: readonly Unit[]
  readonly officers: readonly Officer[]
  readonly posts: readonly Post[]
  readonly actingOrders: readonly ActingOrder[]
}

export async function insertCommittee(tx: Tx, founding: Founding): Promise<void> {
  const { committee, ownRegulation } = founding
  const committeeId = committee.id
  const own = <Row extends object>(list: readonly Row[]) => list.map((row) => ({ committeeId, ...row }))
  await tx.insert(committees).values({ ...committee, ownRegulation })
  if (founding.units.length > 0) await tx.insert(units).values(own(founding.units))
  if (founding.officers.length > 0) await tx.insert(officers).values(own(founding.officers))
  if (founding.posts.length > 0) await tx.insert(posts).values(own(founding.posts))
  if (founding.actingOrders.length > 0) await tx.insert(actingOrders).values(own(founding.actingOrders))
}

/** The committees of this deployment, the first founded first, by the first line of their registers. */
export async function listCommittees(db: Db): Promise<readonly { id: CommitteeId; name: string }[]> {
  return db
    .select({ id: committees.id, name: committees.name })
    .from(committees)
    .leftJoin(
      evidence,
      and(eq(evidence.committeeId, committees.id), eq(evidence.reference, 'SO'), eq(evidence.sequence, 1)),
    )
    .orderBy(asc(evidence.recordedAt), asc(committees.id))
}

/** Makes every kept snapshot of the committee stale. Part of whatever changes its directory or settings. */
export async function bumpDirectory(tx: Tx, committeeId: CommitteeId): Promise<void> {
  await tx
    .update(committees)
    .set({ directoryVersion: sql`${committees.directoryVersion} + 1` })
    .where(eq(committees.id, committeeId))
}

/** Makes sure a bot is known; a bot never changes its committee. */
export async function ensureBot(
  db: Db,
  bot: { readonly id: string; readonly committeeId: CommitteeId; readonly messenger: string },
): Promise<void> {
  await db.insert(bots).values(bot).onConflictDoNothing()
}
