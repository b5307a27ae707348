/** Secret keys of this deployment, made at the first start and the same for every replica. Never logged, never exported. */
import { eq } from 'drizzle-orm'
import { deploymentKeys } from './schema.ts'
import type { Db } from './tx.ts'

/** The key of a name; the first to ask makes it out of `fresh`. */
export async function ensureKey(
  db: Db,
  name: string,
  { fresh, madeAt }: { readonly fresh: Uint8Array; readonly madeAt: Temporal.Instant },
): Promise<Uint8Array> {
  await db.insert(deploymentKeys).values({ name, key: fresh, madeAt }).onConflictDoNothing()
  const [kept] = await db.select({ key: deploymentKeys.key }).from(deploymentKeys).where(eq(deploymentKeys.name, name))
  if (!kept) throw new Error(`The key ${name} was not kept`)
  return kept.key
}
