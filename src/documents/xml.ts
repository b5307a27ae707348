/** The little XML that office documents need: their text, and their tags one after another in linear time. */

/** The text of a part of an office document, which is UTF-8 or UTF-16. */
export function decodeXml(part: Uint8Array): string {
  const isUtf16 = (part[0] === 0xff && part[1] === 0xfe) || (part[0] === 0x3c && part[1] === 0)
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(part)
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

export function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return named[name] ?? whole
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : ''
  })
}

/** A tag with the text that follows it. `name` is without its prefix; an end tag begins with "/". */
export type Tag = {
  readonly name: string
  readonly attribute: (name: string) => string | null
  readonly isEmpty: boolean
  readonly text: string
}

/** Every tag of a part in its order; comments and declarations are passed over. */
export function* tagsOf(xml: string): Generator<Tag> {
  for (const [, end = '', name = '', attributes = '', text = ''] of xml.matchAll(
    /<(\/?)(?:\w+:)?(\w+)([^<>]*)>([^<]*)/g,
  )) {
    yield {
      name: `${end}${name}`,
      attribute: (wanted) => attributeOf(attributes, wanted),
      isEmpty: attributes.endsWith('/'),
      text: unescapeXml(text),
    }
  }
}

function attributeOf(attributes: string, wanted: string): string | null {
  const found = new RegExp(`(?:^|\\s)${wanted}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes)
  return found ? unescapeXml(found[1] ?? found[2] ?? '') : null
}
