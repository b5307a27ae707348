/**
 * A neutral card as messages of an Official Account: files first, then plain text in as many messages as it needs, the
 * buttons under the last. Zalo's texts know no markup, only mentions in groups. Pure.
 */
import { type Block, buttonsOf, type Card, type CardFile, type Tone } from '../../cards/card.ts'
import { packLines } from '../../text/lines.ts'
import { nfc } from '../../text/vietnamese.ts'
import { writePayload } from './receive.ts'

/**
 * Zalo's limits. It does not say which characters it counts: UTF-16 units of the composed form are the most it can mean
 * short of bytes. Source: docs.zaloplatforms.com, Official Account, messages and uploads.
 */
const limits = {
  text: 2000,
  buttons: 5,
  title: 100,
  payload: 1000,
  imageBytes: 1_000_000,
  fileBytes: 5_000_000,
} as const

/** A button that sends its payload as its reader's next message, unseen. */
export type QueryButton = { readonly title: string; readonly type: 'oa.query.hide'; readonly payload: string }

export type Piece =
  | { readonly kind: 'text'; readonly text: string; readonly buttons: readonly QueryButton[] }
  | { readonly kind: 'image'; readonly file: CardFile; readonly text: string }
  | { readonly kind: 'file'; readonly file: CardFile }

/**
 * The messages of a card, in the order they are sent.
 * @param post {@link Post.key} of the card, which its buttons carry
 * @throws RangeError when there are more buttons than Zalo takes, or one carries too much: a programming error
 */
export function encodeCard(card: Card, post: string, isGroup: boolean): readonly Piece[] {
  const buttons = buttonsOf(card).map(({ label, action }) => encodeButton(label, writePayload(post, action)))
  if (buttons.length > (isGroup ? 0 : limits.buttons))
    throw new RangeError(`Zalo does not take ${buttons.length} buttons`)
  const lines = linesOf(card)
  const texts = packLines(isGroup ? lines.map(withoutMentions) : lines, limits.text)
  const last = texts.length - 1
  return [
    ...card.blocks.flatMap((block) => encodeFile(block) ?? []),
    ...texts.map((text, index) => ({ kind: 'text', text, buttons: index === last ? buttons : [] }) as const),
  ]
}

/** The same words without their buttons, which are numbered instead: for when Zalo does not take them. */
export function writeOutButtons(text: string, buttons: readonly QueryButton[]): readonly string[] {
  const numbered = buttons.map(({ title }, index) => `${index + 1}. ${title}`)
  return packLines([...text.split('\n'), '', ...numbered], limits.text)
}

/** `settled` gets no tick: silence that became consent must not look like agreement. */
const signs: Readonly<Record<Tone, string>> = { plain: '', urgent: '❗ ', good: '✅ ', warning: '⚠️ ', settled: '▪️ ' }

function linesOf({ title, tone, blocks }: Card): readonly string[] {
  const lines = [`${signs[tone]}${clean(title)}`]
  let previous: Block['kind'] | null = null
  for (const block of blocks) {
    const added = blockLines(block)
    if (added.length === 0) continue
    if (block.kind !== 'fact' || previous !== 'fact') lines.push('')
    lines.push(...added)
    previous = block.kind
  }
  return lines
}

function blockLines(block: Block): readonly string[] {
  switch (block.kind) {
    case 'text':
      return paragraphs(clean(block.text))
    case 'fact':
      return [labelled(block.label, block.value)]
    case 'list':
      return listLines(block.label, block.items)
    case 'link':
      return [labelled(block.label, block.url)]
    case 'file':
    case 'picture':
      return encodeFile(block) === null ? [`📎 ${clean(block.file.name)}`] : []
    case 'buttons':
      return []
    default:
      return block satisfies never
  }
}

function paragraphs(text: string): readonly string[] {
  return text === '' ? [] : text.split('\n').map((paragraph) => paragraph.trimEnd())
}

/** The label stays with the first item. */
function listLines(label: string | null, items: readonly string[]): readonly string[] {
  const lines = items.map((item) => `• ${clean(item)}`)
  if (label === null) return lines
  const [first, ...rest] = lines
  const head = `${clean(label)}:`
  return [first === undefined ? head : `${head}\n${first}`, ...rest]
}

function labelled(label: string, value: string): string {
  return label === '' ? clean(value) : `${clean(label)}: ${clean(value)}`
}

/** Null for a file that Zalo does not take: it is named in the text. */
function encodeFile(block: Block): Piece | null {
  if (block.kind !== 'file' && block.kind !== 'picture') return null
  const { file } = block
  const { length } = file.bytes
  if (/^image\/(jpeg|png)$/.test(file.mime))
    return length <= limits.imageBytes
      ? { kind: 'image', file, text: block.kind === 'picture' ? clean(block.alt) : '' }
      : null
  return /\.(pdf|docx?|csv)$/i.test(file.name) && length <= limits.fileBytes ? { kind: 'file', file } : null
}

function encodeButton(label: string, payload: string): QueryButton {
  if (payload.length > limits.payload) throw new RangeError(`a button carries at most ${limits.payload} characters`)
  return { title: shorten(clean(label)), type: 'oa.query.hide', payload }
}

function shorten(title: string): string {
  return title.length <= limits.title
    ? title
    : `${title
        .slice(0, limits.title - 1)
        .toWellFormed()
        .trimEnd()}…`
}

/** "[@id]" would call somebody; a joiner that is not seen keeps it words. */
function withoutMentions(text: string): string {
  return text.replaceAll('[@', '[\u2060@')
}

function clean(text: string): string {
  return nfc(text).trim()
}
