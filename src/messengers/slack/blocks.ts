/**
 * A card's words as Block Kit's rich text, which shows every character as it was written: nothing to escape, no markup to
 * be taken for one. Lines are packed into messages whole; only a line too long for any message is cut, at a space. Pure.
 */
import type { RichTextBlock } from '@slack/web-api'
import { nfc } from '../../text/vietnamese.ts'

/** A stretch of text that looks one way. */
export type Span = { readonly text: string; readonly look: 'plain' | 'bold' | { readonly url: string } }

/** What stays together in one message when it fits: a fact, an item, a paragraph. An empty one is a blank line. */
export type Line = readonly Span[]

type Element = RichTextBlock['elements'][number] extends infer One
  ? One extends { type: 'rich_text_section'; elements: (infer Inner)[] }
    ? Inner
    : never
  : never

/** As it is stored, without the white space around. */
export function cleanText(text: string): string {
  return nfc(text).trim()
}

/** Fills messages with whole lines: `room` is what a message's JSON may take, which is the strictest reading of Slack's limit. */
export function packLines(lines: readonly Line[], room: number): readonly (readonly Line[])[] {
  const messages: Line[][] = []
  let left = -1
  for (const line of lines.flatMap((whole) => cutLine(whole, room))) {
    const size = sizeOf(line)
    if (left >= size) {
      messages.at(-1)?.push(line)
      left -= size
    } else if (line.length > 0) {
      messages.push([line])
      left = room - size
    }
  }
  return messages
}

/** The lines as one block. Neighbours that look alike are one element. */
export function toBlock(lines: readonly Line[]): RichTextBlock {
  const spans = lines.flatMap((line, index) => (index === 0 ? line : [plain('\n'), ...line]))
  const merged: Span[] = []
  for (const span of spans) {
    const last = merged.at(-1)
    if (last !== undefined && last.look === span.look)
      merged[merged.length - 1] = { ...last, text: last.text + span.text }
    else merged.push(span)
  }
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: merged.map(toElement) }] }
}

/** The same words where only text is shown: in notifications, and for screen readers. Slack reads markup there. */
export function toNotification(lines: readonly Line[], limit: number): string {
  const text = lines
    .map((line) => line.map((span) => span.text).join(''))
    .filter((line) => line !== '')
    .join('\n')
  return escapeText(shorten(text, limit))
}

/** `& < >` as Slack wants them where it reads markup. */
export function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (sign) => (sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : '&gt;'))
}

/** At most `limit` units of a text, with an ellipsis when some is left out. */
export function shorten(text: string, limit: number): string {
  const clean = cleanText(text)
  return clean.length <= limit ? clean : `${clean.slice(0, findBreak(clean, limit - 1)).trimEnd()}…`
}

export function plain(text: string): Span {
  return { text, look: 'plain' }
}

export function bold(text: string): Span {
  return { text, look: 'bold' }
}

function toElement({ text, look }: Span): Element {
  if (look === 'plain') return { type: 'text', text }
  if (look === 'bold') return { type: 'text', text, style: { bold: true } }
  return { type: 'link', url: look.url, text }
}

/** Of the line's JSON, with the line break before it. */
function sizeOf(line: Line): number {
  return line.reduce((sum, span) => sum + JSON.stringify(toElement(span)).length + 1, 2)
}

/** A line that fits stays as it is; of another the spans are cut, each at spaces where it has some. */
function cutLine(line: Line, room: number): readonly Line[] {
  if (sizeOf(line) <= room) return [line]
  // Every UTF-16 unit may take six in JSON only as a control character, which texts do not hold; quotes take two.
  const longest = Math.floor((room - 200) / 2)
  return line.flatMap((span) => cutText(span.text, longest).map((text) => [{ ...span, text }]))
}

function cutText(text: string, longest: number): readonly string[] {
  const pieces: string[] = []
  let rest = text
  while (rest.length > longest) {
    const end = findBreak(rest, longest)
    pieces.push(rest.slice(0, end).trimEnd())
    rest = rest.slice(end).trimStart()
  }
  return rest === '' ? pieces : [...pieces, rest]
}

/** Where to cut a text so that at most `limit` units stand before: after white space, else between two characters. */
function findBreak(text: string, limit: number): number {
  const space = text.slice(0, limit + 1).search(/\s\S*$/)
  if (space > limit / 2) return space
  const isInsidePair = /[\uD800-\uDBFF]/.test(text.charAt(limit - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(limit))
  return isInsidePair ? limit - 1 : limit
}
