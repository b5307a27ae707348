/** The daily digests: what the outbox keeps of one, read and worded when it goes out. */
import type { Translator } from '../i18n.ts'
import type { Card } from './card.ts'
import type { ReadingFacts } from './facts.ts'
import { type OfficeDay, type ReckonedDays, renderOfficeDay } from './office-day.ts'
import type { TodayLine } from './response.ts'
import { renderOwnDigest } from './response-today.ts'

export type DigestNotice =
  /** What waits for its reader. */
  | { readonly kind: 'own' }
  /** The day of the Office; deadlines are reckoned up from one day to the day before the other. */
  | ({ readonly kind: 'office' } & ReckonedDays)

/** What a digest says as of now. */
export type Digest =
  | { readonly kind: 'own'; readonly lines: readonly TodayLine[] }
  | { readonly kind: 'office'; readonly days: ReckonedDays; readonly day: OfficeDay }

export function renderDigest(digest: Digest, facts: ReadingFacts, t: Translator): Card {
  return digest.kind === 'own' ? renderOwnDigest(digest.lines, facts, t) : renderOfficeDay(digest, facts, t)
}
