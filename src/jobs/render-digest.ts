/** A digest as of the moment it goes out: what was done since its slot is no longer in it. */
import type { Card } from '../cards/card.ts'
import { type DigestNotice, renderDigest } from '../cards/index.ts'
import type { Finding } from '../domain/finding.ts'
import type { Translator } from '../i18n.ts'
import { isEventful, officeDay } from '../reports/office-day.ts'
import { digestOf } from '../reports/today.ts'
import type { Claimed } from '../store/deliveries.ts'
import type { Snapshot } from '../store/snapshot.ts'
import type { Db } from '../store/tx.ts'

type Reading = {
  readonly db: Db
  readonly snapshot: Snapshot
  readonly now: Temporal.Instant
  readonly machine: Temporal.Instant
  readonly t: Translator
  /** What is wrong at the committee's vendors. */
  readonly vendors: readonly Finding[]
}

/** The card of a digest; null when nothing is left to say. */
export async function drawDigest(
  { db, snapshot, now, machine, t, vendors }: Reading,
  { officer }: Claimed,
  notice: DigestNotice,
): Promise<Card | null> {
  const { directory, calendar } = snapshot
  const facts = { directory, calendar, now, reader: { officer, isOffice: notice.kind === 'office' } }
  const reading = { tx: db, snapshot }
  if (notice.kind === 'office') {
    const day = await officeDay(reading, notice, { now, machine, vendors })
    return isEventful(day) ? renderDigest({ kind: 'office', days: notice, day }, facts, t) : null
  }
  const lines = officer === null ? [] : await digestOf(reading, officer, now)
  return lines.length === 0 ? null : renderDigest({ kind: 'own', lines }, facts, t)
}
