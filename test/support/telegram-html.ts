/** Reads Telegram's HTML as strictly as the vendor and gives the words a person sees. */

/** A refusal with the vendor's code and wording. */
export class Refusal extends Error {
  readonly code: number
  readonly parameters: Readonly<Record<string, unknown>>
  constructor(code: number, description: string, parameters: Readonly<Record<string, unknown>> = {}) {
    super(description)
    this.code = code
    this.parameters = parameters
  }
}

const tags = new Set([
  'b',
  'strong',
  'i',
  'em',
  'u',
  'ins',
  's',
  'strike',
  'del',
  'code',
  'pre',
  'a',
  'tg-spoiler',
  'blockquote',
])
const references: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"' }
const token = /<(\/?)([a-z-]*)((?:\s+[a-z]+="[^"<>]*")*)\s*>|<|&(?:lt|gt|amp|quot);|&#\d+;|[^<&]+|&/gy

export type Parsed = { readonly text: string; readonly links: readonly string[] }

/** The text without its markup, trimmed as Telegram does. Refuses what Telegram cannot parse. */
export function parseHtml(html: string): Parsed {
  const open: string[] = []
  const links: string[] = []
  let text = ''
  for (const match of html.matchAll(token)) {
    const [whole, slash, tag, attributes] = match
    if (!whole.startsWith('<')) text += decode(whole)
    else if (slash === '/') closeTag(open, tag ?? '', match.index)
    else {
      if (tag === undefined || !tags.has(tag)) throw unparsable(`Unsupported start tag "${tag ?? ''}"`, match.index)
      open.push(tag)
      const href = /href="([^"]*)"/.exec(attributes ?? '')?.[1]
      if (href !== undefined) links.push(href.replace(/&\w+;/g, decode))
    }
  }
  if (open.length > 0) throw unparsable(`Can't find end tag corresponding to start tag "${open.at(-1)}"`, html.length)
  return { text: text.trim(), links }
}

function closeTag(open: string[], tag: string, at: number): void {
  const expected = open.pop()
  if (expected !== tag) throw unparsable(`Unmatched end tag, expected "</${expected ?? ''}>", found "</${tag}>"`, at)
}

function decode(part: string): string {
  if (part.startsWith('&#')) return String.fromCodePoint(Number(part.slice(2, -1)))
  return references[part] ?? part
}

function unparsable(what: string, at: number): Refusal {
  return new Refusal(400, `Bad Request: can't parse entities: ${what} at byte offset ${at}`)
}
