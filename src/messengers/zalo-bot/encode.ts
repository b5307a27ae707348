/**
 * A neutral card as Zalo's text messages: bold where it helps, everything else plain, split on items and numbered when one
 * does not do. Pure. Buttons and files never get here: the core has already written them out.
 */

import type { Card } from '../../cards/card.ts'
import { linesOf } from '../../cards/lines.ts'
import { type Line, packLines, plain, wordsOf } from '../../text/lines.ts'

/** One message. `bold`: stretches in UTF-16 units, as Zalo counts them. */
export type Piece = {
  readonly text: string
  readonly bold: readonly { readonly start: number; readonly len: number }[]
}

/**
 * Zalo takes 1 to 2,000 characters and does not say of which kind. UTF-16 units of the composed form are the most it can
 * count short of bytes; a little is kept for the number of the message.
 */
const limits = { message: 2000, number: 10 } as const

/** The messages of a card, in the order they are sent. */
export function encodeCard(card: Card): readonly Piece[] {
  const lines = linesOf(card)
  const whole = packLines(lines, limits.message)
  if (whole.length === 1) return whole.map(toPiece)
  const parts = packLines(lines, limits.message - limits.number)
  return parts.map((part, index) => toPiece([[plain(`${index + 1}/${parts.length}`)], ...part]))
}

/** The end of a message is trimmed, as Zalo would do, so that what is counted is what is shown. */
function toPiece(lines: readonly Line[]): Piece {
  const bold: { start: number; len: number }[] = []
  let start = 0
  for (const line of lines) {
    for (const { text, look } of line) {
      if (look === 'bold') bold.push({ start, len: text.length })
      start += text.length
    }
    start += 1
  }
  return { text: wordsOf(lines).trimEnd(), bold }
}
