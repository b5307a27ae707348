/**
 * Lines of a longer text, and messages filled with them: whole lines stay whole while they fit. Knows no messenger's markup
 * and no card, only how stretches look.
 */
import { nfc } from './vietnamese.ts'

/** A stretch of text that looks one way. */
export type Span = { readonly text: string; readonly look: 'plain' | 'bold' | { readonly url: string } }

/** What stays together in one message when it fits: a fact, an item, a paragraph. An empty one is a blank line. */
export type Line = readonly Span[]

export function plain(text: string): Span {
  return { text, look: 'plain' }
}

export function bold(text: string): Span {
  return { text, look: 'bold' }
}

/** As it is stored, without the white space around. */
export function cleanText(text: string): string {
  return nfc(text).trim()
}

export function textOf(line: Line): string {
  return line.map((span) => span.text).join('')
}

/** The words of a message. */
export function wordsOf(lines: readonly Line[]): string {
  return lines.map(textOf).join('\n')
}

/** How a vendor counts what a message takes. */
export type Measure = {
  /** What one message holds. */
  readonly room: number
  /** What a line takes of it, with the line break before it. */
  readonly sizeOf: (line: Line) => number
  /** The longest text, in UTF-16 units, that surely fits where so much room is left. */
  readonly longest: (left: number) => number
}

/** Less room than this at the end of a message is not worth beginning a long line there. */
const worthFilling = 200

/** Fills messages of at most `limit` UTF-16 units, see {@link fillMessages}. */
export function packLines(lines: readonly Line[], limit: number): readonly (readonly Line[])[] {
  const sizeOf = (line: Line): number => textOf(line).length + 1
  return fillMessages(lines, { room: limit + 1, sizeOf, longest: (left) => left - 1 })
}

/** The same for words that all look alike. */
export function packText(lines: readonly string[], limit: number): readonly string[] {
  const packed = packLines(
    lines.map((line) => [plain(line)]),
    limit,
  )
  return packed.map(wordsOf)
}

/**
 * Fills messages with whole lines, so that a fact or an item is never cut; only a line longer than a message is, at a space
 * where it has one. Blank lines at the edges of a message are left out.
 */
export function fillMessages(lines: readonly Line[], measure: Measure): readonly (readonly Line[])[] {
  const { room, sizeOf } = measure
  const messages: Line[][] = []
  let left = 0
  for (const whole of lines) {
    for (const piece of sizeOf(whole) > room ? cutLine(whole, left, measure) : [whole]) {
      const size = sizeOf(piece)
      if (size <= left) {
        messages.at(-1)?.push(piece)
        left -= size
      } else if (textOf(piece) !== '') {
        messages.push([piece])
        left = room - size
      }
    }
  }
  return messages.map(withoutBlankEnd)
}

function withoutBlankEnd(lines: readonly Line[]): readonly Line[] {
  const last = lines.findLastIndex((line) => textOf(line) !== '')
  return lines.slice(0, last + 1)
}

/** The first piece fills what is left of a message. */
function cutLine(line: Line, left: number, { room, longest }: Measure): readonly Line[] {
  const pieces: Line[] = []
  let rest = line
  let most = longest(left > worthFilling ? left : room)
  for (let text = textOf(rest); text.length > most; text = textOf(rest)) {
    const at = findBreak(text, most)
    const next = text.length - text.slice(at).trimStart().length
    pieces.push(sliceLine(rest, 0, at))
    rest = sliceLine(rest, next, text.length)
    most = longest(room)
  }
  return [...pieces, rest]
}

function sliceLine(line: Line, from: number, to: number): Line {
  const spans: Span[] = []
  let start = 0
  for (const { text, look } of line) {
    const part = text.slice(Math.max(0, from - start), Math.max(0, to - start))
    if (part !== '') spans.push({ text: part, look })
    start += text.length
  }
  return spans
}

/** At most so many UTF-16 units of a text, with an ellipsis when some is left out. */
export function abridge(text: string, units: number): string {
  const clean = cleanText(text)
  return clean.length <= units ? clean : `${clean.slice(0, findBreak(clean, units - 1)).trimEnd()}…`
}

/** Where to cut so that at most `limit` units stand before: at a space, otherwise between whole letters. */
function findBreak(text: string, limit: number): number {
  const space = text.slice(0, limit + 1).search(/\s\S*$/)
  if (space > 0) return space
  let at = limit
  while (at > 1 && /^[\p{M}\uDC00-\uDFFF\u200D]/u.test(text.slice(at, at + 1))) at -= 1
  return at
}
