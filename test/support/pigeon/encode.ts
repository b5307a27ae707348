/** A card on slips that a pigeon can carry. */
import type { Card } from '../../../src/cards/card.ts'
import { linesOf } from '../../../src/cards/lines.ts'
import { packLines, wordsOf } from '../../../src/text/lines.ts'

/** What fits on a slip, in UTF-16 units. */
const slip = 400

export function encodeCard(card: Card): readonly string[] {
  return packLines(linesOf(card), slip).map(wordsOf)
}
