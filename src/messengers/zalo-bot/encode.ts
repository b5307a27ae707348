/**
 * A neutral card as Zalo's text messages: bold where it helps, everything else plain, split on items and numbered when one
 * does not do. Pure. Buttons and files never get here: the core has already written them out.
 */

import type { Block, Card, Tone } from '../../cards/card.ts'
import { nfc } from '../../text/vietnamese.ts'

/** One message. `bold`: stretches in UTF-16 units, as Zalo counts them. */
export type Piece = {
  readonly text: string
  readonly bold: readonly { readonly start: number; readonly len: number }[]
}

/**
 * What stays together in one message when it fits: a fact, an item, a paragraph. `bold`: how much of its beginning, in
 * UTF-16 units. An empty one is a blank line.
 */
type Line = { readonly text: string; readonly bold: number }

/**
 * Zalo takes 1 to 2,000 characters and does not say of which kind. UTF-16 units of the composed form are the most it can
 * count short of bytes; a little is kept for the number of the message.
 */
const limits = { message: 2000, number: 10 } as const

/** The messages of a card, in the order they are sent. */
export function encodeCard(card: Card): readonly Piece[] {
  const lines = linesOf(card)
  const whole = pack(lines, limits.message)
  if (whole.length === 1) return whole.map(toPiece)
  const parts = pack(lines, limits.message - limits.number)
  return parts.map((part, index) => toPiece([{ text: `${index + 1}/${parts.length}`, bold: 0 }, ...part]))
}

/** `settled` gets no tick: silence that became consent must not look like agreement. */
const signs: Readonly<Record<Tone, string>> = { plain: '', urgent: '❗ ', good: '✅ ', warning: '⚠️ ', settled: '▪️ ' }

function linesOf({ title, tone, blocks }: Card): readonly Line[] {
  const lines: Line[] = [strong(`${signs[tone]}${clean(title)}`)]
  let previous: Block['kind'] | null = null
  for (const block of blocks) {
    const added = blockLines(block)
    if (added.length === 0) continue
    if (block.kind !== 'fact' || previous !== 'fact') lines.push(plain(''))
    lines.push(...added)
    previous = block.kind
  }
  return lines
}

function blockLines(block: Block): readonly Line[] {
  switch (block.kind) {
    case 'text':
      return paragraphs(clean(block.text))
    case 'fact':
      return [labelled(clean(block.label), clean(block.value))]
    case 'list':
      return listLines(block.label, block.items)
    case 'link':
      return [labelled(clean(block.label), clean(block.url))]
    case 'file':
    case 'picture':
    case 'buttons':
      return []
    default:
      return block satisfies never
  }
}

function paragraphs(text: string): readonly Line[] {
  return text === '' ? [] : text.split('\n').map((paragraph) => plain(paragraph.trimEnd()))
}

/** The label stays with the first item. */
function listLines(label: string | null, items: readonly string[]): readonly Line[] {
  const lines = items.map((item) => plain(`• ${clean(item)}`))
  if (label === null) return lines
  const head = `${clean(label)}:`
  const [first, ...rest] = lines
  return [{ text: first === undefined ? head : `${head}\n${first.text}`, bold: head.length }, ...rest]
}

function labelled(label: string, value: string): Line {
  const head = `${label}:`
  return label === '' ? plain(value) : { text: `${head} ${value}`, bold: head.length }
}

function strong(text: string): Line {
  return { text, bold: text.length }
}

function plain(text: string): Line {
  return { text, bold: 0 }
}

function clean(text: string): string {
  return nfc(text).trim()
}

/** Less room than this at the end of a message is not worth beginning a long line there. */
const worthFilling = 200

/** Fills messages with whole lines; only a line longer than a message is cut, at a space where it has one. */
function pack(lines: readonly Line[], limit: number): readonly (readonly Line[])[] {
  const messages: Line[][] = []
  let room = -1
  for (const whole of lines) {
    const first = whole.text.length > limit && room > worthFilling ? room - 1 : limit
    for (const line of cut(whole, { first, limit })) {
      const { length } = line.text
      if (room >= length + 1) {
        messages.at(-1)?.push(line)
        room -= length + 1
      } else if (length > 0) {
        messages.push([line])
        room = limit - length
      }
    }
  }
  return messages
}

function cut(line: Line, { first, limit }: { readonly first: number; readonly limit: number }): readonly Line[] {
  const pieces: Line[] = []
  let { text, bold } = line
  for (let most = first; text.length > most; most = limit) {
    const at = findBreak(text, most)
    pieces.push({ text: text.slice(0, at), bold: Math.min(bold, at) })
    const next = text.length - text.slice(at).trimStart().length
    text = text.slice(next)
    bold = Math.max(0, bold - next)
  }
  return [...pieces, { text, bold }]
}

/** Where to cut so that at most `limit` units stand before: at a space, otherwise between whole letters. */
function findBreak(text: string, limit: number): number {
  const space = text.slice(0, limit + 1).search(/\s\S*$/)
  if (space > 0) return space
  let at = limit
  while (at > 1 && /^[\p{M}\uDC00-\uDFFF\u200D]/u.test(text.slice(at, at + 1))) at -= 1
  return at
}

/** The end of a message is trimmed, as Zalo would do, so that what is counted is what is shown. */
function toPiece(lines: readonly Line[]): Piece {
  const bold: { start: number; len: number }[] = []
  let start = 0
  for (const line of lines) {
    if (line.bold > 0) bold.push({ start, len: line.bold })
    start += line.text.length + 1
  }
  return {
    text: lines
      .map(({ text }) => text)
      .join('\n')
      .trimEnd(),
    bold,
  }
}
