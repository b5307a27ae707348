/**
 * A neutral card as messages of an Official Account: files first, then plain text in as many messages as it needs, the
 * buttons under the last. Zalo's texts know no markup, only mentions in groups. Pure.
 */
import { type Block, buttonsOf, type Card, type CardFile } from '../../cards/card.ts'
import { linesOf } from '../../cards/lines.ts'
import { abridge, cleanText, type Line, packLines, packText, wordsOf } from '../../text/lines.ts'
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
  const lines = linesOf(card, { isNamed: (block) => encodeFile(block) === null })
  const texts = packLines(isGroup ? lines.map(withoutMentions) : lines, limits.text).map(wordsOf)
  const last = texts.length - 1
  return [
    ...card.blocks.flatMap((block) => encodeFile(block) ?? []),
    ...texts.map((text, index) => ({ kind: 'text', text, buttons: index === last ? buttons : [] }) as const),
  ]
}

/** The same words without their buttons, which are numbered instead: for when Zalo does not take them. */
export function writeOutButtons(text: string, buttons: readonly QueryButton[]): readonly string[] {
  const numbered = buttons.map(({ title }, index) => `${index + 1}. ${title}`)
  return packText([...text.split('\n'), '', ...numbered], limits.text)
}

/** Null for a file that Zalo does not take: it is named in the text. */
function encodeFile(block: Block): Piece | null {
  if (block.kind !== 'file' && block.kind !== 'picture') return null
  const { file } = block
  const { length } = file.bytes
  if (/^image\/(jpeg|png)$/.test(file.mime))
    return length <= limits.imageBytes
      ? { kind: 'image', file, text: block.kind === 'picture' ? cleanText(block.alt) : '' }
      : null
  return /\.(pdf|docx?|csv)$/i.test(file.name) && length <= limits.fileBytes ? { kind: 'file', file } : null
}

function encodeButton(label: string, payload: string): QueryButton {
  if (payload.length > limits.payload) throw new RangeError(`a button carries at most ${limits.payload} characters`)
  return { title: abridge(label, limits.title), type: 'oa.query.hide', payload }
}

/** "[@id]" would call somebody; a joiner that is not seen keeps it words. */
function withoutMentions(line: Line): Line {
  return line.map((span) => ({ ...span, text: span.text.replaceAll('[@', '[\u2060@') }))
}
