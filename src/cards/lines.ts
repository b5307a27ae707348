/** A card as lines of text, for messengers that show text: the one reading order and the one look of all of them. Pure. */
import { bold, cleanText, type Line, plain } from '../text/lines.ts'
import type { Block, Card, CardFile, Tone } from './card.ts'

/** What a messenger shows in its own way. */
export type Shown = {
  /** Whether words can lead to an address; otherwise it is written out. */
  readonly hasLinks?: boolean
  /** Whether a file is named in the text; those of the others are messages of their own. */
  readonly isNamed?: (block: Extract<Block, { readonly file: CardFile }>) => boolean
}

/** `settled` gets no tick: silence that became consent must not look like agreement. */
const signs: Readonly<Record<Tone, string>> = { plain: '', urgent: '❗ ', good: '✅ ', warning: '⚠️ ', settled: '▪️ ' }

/** The title, then the blocks, a blank line between them but not between facts. Buttons are left to the messenger. */
export function linesOf({ title, tone, blocks }: Card, shown: Shown = {}): readonly Line[] {
  const lines: Line[] = [[bold(`${signs[tone]}${cleanText(title)}`)]]
  let previous: Block['kind'] | null = null
  for (const block of blocks) {
    const added = blockLines(block, shown)
    if (added.length === 0) continue
    if (block.kind !== 'fact' || previous !== 'fact') lines.push([])
    lines.push(...added)
    previous = block.kind
  }
  return lines
}

function blockLines(block: Block, { hasLinks = false, isNamed = () => false }: Shown): readonly Line[] {
  switch (block.kind) {
    case 'text':
      return paragraphLines(cleanText(block.text))
    case 'fact':
      return [labelled(cleanText(block.label), cleanText(block.value))]
    case 'list':
      return listLines(block.label, block.items)
    case 'link':
      return [linkLine(cleanText(block.label), block.url, hasLinks)]
    case 'file':
    case 'picture':
      return isNamed(block) ? [[plain(`📎 ${cleanText(block.file.name)}`)]] : []
    case 'buttons':
      return []
    default:
      return block satisfies never
  }
}

function paragraphLines(text: string): readonly Line[] {
  if (text === '') return []
  return text.split('\n').map((paragraph) => (paragraph.trim() === '' ? [] : [plain(paragraph.trimEnd())]))
}

function labelled(label: string, value: string): Line {
  if (label === '') return [plain(value)]
  return value === '' ? [bold(`${label}:`)] : [bold(`${label}:`), plain(` ${value}`)]
}

/** The label stays with the first item. */
function listLines(label: string | null, items: readonly string[]): readonly Line[] {
  const lines = items.map((item): Line => [plain(`• ${cleanText(item)}`)])
  if (label === null) return lines
  const [first, ...rest] = lines
  return [[bold(`${cleanText(label)}:`), ...(first === undefined ? [] : [plain('\n'), ...first])], ...rest]
}

/** Vendors drop or refuse links they cannot open, and very long ones: those are written out. */
function linkLine(label: string, url: string, hasLinks: boolean): Line {
  const isOpenable = /^https?:\/\/\S+$/.test(url) && url.length <= 3000
  if (!hasLinks || !isOpenable) return labelled(label, cleanText(url))
  return [{ text: label === '' ? url : label, look: { url } }]
}
