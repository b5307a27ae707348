/** Telegram's HTML, and cutting long texts into messages. Limits count UTF-16 units of what is shown, not of the markup. */
import { nfc } from '../../text/vietnamese.ts'

/** A stretch of text that looks one way. */
export type Span = { readonly text: string; readonly look: 'plain' | 'bold' | { readonly url: string } }

/** What stays together in one message when it fits: a fact, an item, a paragraph. An empty one is a blank line. */
export type Line = readonly Span[]

/** As it is stored, without the white space around, which Telegram drops and does not count. */
export function cleanText(text: string): string {
  return nfc(text).trim()
}

/** The length Telegram counts, in UTF-16 units. */
export function measure(lines: readonly Line[]): number {
  const breaks = Math.max(0, lines.length - 1)
  return lines.reduce((sum, line) => sum + textOf(line).length, breaks)
}

/** Fills messages of at most `limit` units with whole lines; only a line longer than that is cut, at a space where it has one. */
export function packLines(lines: readonly Line[], limit: number): readonly (readonly Line[])[] {
  const messages: Line[][] = []
  let room = -1
  for (const line of lines.flatMap((whole) => cutLine(whole, limit))) {
    const { length } = textOf(line)
    if (room >= length + 1) {
      messages.at(-1)?.push(line)
      room -= length + 1
    } else if (length > 0) {
      messages.push([line])
      room = limit - length
    }
  }
  return messages
}

/** The HTML of one message. */
export function toHtml(lines: readonly Line[]): string {
  return lines.map((line) => line.map(spanToHtml).join('')).join('\n')
}

/** At most `limit` units of a text, with an ellipsis when some is left out. */
export function shorten(text: string, limit: number): string {
  const clean = cleanText(text)
  return clean.length <= limit ? clean : `${clean.slice(0, findBreak(clean, limit - 1))}…`
}

function textOf(line: Line): string {
  return line.map((span) => span.text).join('')
}

function spanToHtml({ text, look }: Span): string {
  if (look === 'plain') return escapeHtml(text)
  if (look === 'bold') return `<b>${escapeHtml(text)}</b>`
  return `<a href="${escapeHtml(look.url)}">${escapeHtml(text)}</a>`
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign)
}

function cutLine(line: Line, limit: number): readonly Line[] {
  const pieces: Line[] = []
  let rest = line
  let text = textOf(rest)
  while (text.length > limit) {
    const at = findBreak(text, limit)
    const next = text.length - text.slice(at).trimStart().length
    pieces.push(sliceLine(rest, 0, at))
    rest = sliceLine(rest, next, text.length)
    text = textOf(rest)
  }
  return [...pieces, rest]
}

/** Where to cut so that at most `limit` units stand before: at a space, otherwise between whole letters. */
function findBreak(text: string, limit: number): number {
  const head = text.slice(0, limit + 1)
  const space = head.search(/\s\S*$/)
  if (space > 0) return space
  let at = limit
  while (at > 1 && /^[\p{M}\uDC00-\uDFFF\u200D]/u.test(text.slice(at, at + 1))) at -= 1
  return at
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
