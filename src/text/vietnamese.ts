/**
 * Vietnamese text as it arrives from keyboards, files and messengers: one written form, and one folded form to compare by.
 * Not here: reading meaning out of text (calendar/ reads dates, domain/reply.ts reads verdicts).
 */

/** Letters that look like đ but are not, as fonts and input methods leave them: Ð (eth), Ɖ (African D). */
const lookalikes: Readonly<Record<string, string>> = { Ð: 'Đ', Ɖ: 'Đ', ð: 'đ', ɖ: 'đ' }

/**
 * The form everything is stored in: NFC, with look-alikes of đ replaced, and without what no database keeps (NUL, halves
 * of broken characters). Apply it at every border.
 */
export function nfc(text: string): string {
  const whole = text.toWellFormed().replaceAll('\u0000', '')
  return whole.normalize('NFC').replace(/[ÐƉðɖ]/g, (letter) => lookalikes[letter] ?? letter)
}

/**
 * The form things are compared in: lower case, no accents, đ as d, white space folded.
 * It loses meaning ("không" and "khống" become one), so it finds candidates and never decides a verdict alone.
 */
export function fold(text: string): string {
  return nfc(text)
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/\s+/g, ' ')
    .trim()
}

/**
 * At most so many characters on one line, cut between whole ones and with an ellipsis for what is left out. White space
 * is folded, and half characters are mended, so that a cut text can be stored like any other.
 */
export function shorten(text: string, most: number): string {
  const letters = Array.from(nfc(text).replace(/\s+/g, ' ').trim())
  if (letters.length <= most) return letters.join('')
  return `${letters
    .slice(0, most - 1)
    .join('')
    .trimEnd()}…`
}

/** Whether a text carries any Vietnamese accent or đ: without one, a short word such as "dong y" must be asked about. */
export function hasAccents(text: string): boolean {
  return (
    nfc(text)
      .normalize('NFD')
      .search(/\p{Mn}|đ|Đ/u) >= 0
  )
}
