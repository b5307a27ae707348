/**
 * A card's words as Block Kit's rich text, which shows every character as it was written: nothing to escape, no markup to
 * be taken for one. Lines are packed into messages whole; only a line too long for any message is cut, at a space. Pure.
 */
import type { RichTextBlock } from '@slack/web-api'
import { abridge, fillMessages, type Line, plain, type Span, textOf } from '../../text/lines.ts'

type Element = RichTextBlock['elements'][number] extends infer One
  ? One extends { type: 'rich_text_section'; elements: (infer Inner)[] }
    ? Inner
    : never
  : never

/**
 * Fills messages with whole lines: `room` is what a message's JSON may take, which is the strictest reading of Slack's limit.
 * A UTF-16 unit may take six of it only as a control character, which texts do not hold; quotes take two.
 */
export function packLines(lines: readonly Line[], room: number): readonly (readonly Line[])[] {
  return fillMessages(lines, { room, sizeOf, longest: (left) => Math.floor((left - 200) / 2) })
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
    .map(textOf)
    .filter((line) => line !== '')
    .join('\n')
  return escapeText(abridge(text, limit))
}

/** `& < >` as Slack wants them where it reads markup. */
export function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (sign) => (sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : '&gt;'))
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
