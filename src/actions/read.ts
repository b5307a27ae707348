/** Reading a matter as it stands now, whether or not any timer has fired. */
import type { Consultation } from '../domain/consultation.ts'
import { consultationIn, type Matter, matterAsOf } from '../domain/nouns.ts'
import type { Reference } from '../domain/reference.ts'
import { readMatter } from '../store/matters.ts'
import type { Snapshot } from '../store/snapshot.ts'
import type { Db } from '../store/tx.ts'

type Reading = { readonly tx: Db; readonly snapshot: Snapshot }

/** A matter of any kind, and how far its evidence went then, in one look; null when there is none. */
export async function readMatterNow(
  { tx, snapshot }: Reading,
  reference: Reference,
  now: Temporal.Instant,
): Promise<{ readonly matter: Matter; readonly sequence: number } | null> {
  const row = await readMatter<unknown>(tx, { committeeId: snapshot.committeeId, reference })
  const matter = row && matterAsOf(row, { now, ground: snapshot })
  return row && matter && { matter, sequence: row.head.sequence }
}

/** A consultation; null when there is none, or the matter is of another kind. */
export async function readConsultation(
  reading: Reading,
  reference: Reference,
  now: Temporal.Instant,
): Promise<Consultation | null> {
  return consultationIn((await readMatterNow(reading, reference, now))?.matter ?? null)
}
