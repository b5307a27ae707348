/** Lines as Telegram's HTML. Nothing of what officers wrote is taken for markup. */
import type { Line, Span } from '../../text/lines.ts'

/** The HTML of one message. */
export function toHtml(lines: readonly Line[]): string {
  return lines.map((line) => line.map(spanToHtml).join('')).join('\n')
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
