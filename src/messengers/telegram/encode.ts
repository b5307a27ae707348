/**
 * A neutral card as Telegram's messages: files first, then the text in as many messages as it needs, the buttons under
 * the last. A single file with a short text is one message. Pure.
 */
import type { InlineKeyboardButton } from 'grammy/types'
import { type Block, type Button, buttonsOf, type Card, type CardFile } from '../../cards/card.ts'
import { linesOf } from '../../cards/lines.ts'
import { abridge, cleanText, packLines, plain, wordsOf } from '../../text/lines.ts'
import { toHtml } from './markup.ts'

/** Telegram's limits: UTF-16 units shown, bytes where it says so. Source: core.telegram.org/bots/api. */
const limits = { text: 4096, caption: 1024, actionBytes: 64, photoBytes: 10_000_000 } as const

/** Rows of an inline keyboard; none for a message without buttons. */
export type Keyboard = InlineKeyboardButton.CallbackButton[][]

/** A text message. `captionHtml` is the same text where it would also do as a caption, otherwise null. */
export type TextPiece = {
  readonly kind: 'text'
  readonly html: string
  readonly captionHtml: string | null
  readonly keyboard: Keyboard
}
/** A message with a file; `html` is its caption, possibly empty. */
export type FilePiece = {
  readonly kind: 'photo' | 'document'
  readonly file: CardFile
  readonly html: string
  readonly keyboard: Keyboard
}
export type Piece = TextPiece | FilePiece

/**
 * The messages of a card, in the order they are sent.
 * @throws RangeError when a button's action is empty or over 64 bytes: a programming error.
 */
export function encodeCard(card: Card): readonly Piece[] {
  const texts = encodeTexts(card)
  const files = card.blocks.flatMap(encodeFile)
  const [file] = files
  const [text] = texts
  if (
    files.length === 1 &&
    texts.length === 1 &&
    file !== undefined &&
    text !== undefined &&
    text.captionHtml !== null
  ) {
    return [{ ...file, html: text.captionHtml, keyboard: text.keyboard }]
  }
  return [...files, ...texts]
}

/** Only the text messages of a card: what an edit can replace. */
export function encodeTexts(card: Card): readonly TextPiece[] {
  const keyboard = layRows(buttonsOf(card).map(encodeButton))
  const messages = packLines(linesOf(card, { hasLinks: true }), limits.text)
  return messages.map((lines, index) => {
    const html = toHtml(lines)
    const captionHtml = wordsOf(lines).length <= limits.caption ? html : null
    return { kind: 'text', html, captionHtml, keyboard: index === messages.length - 1 ? keyboard : [] }
  })
}

/** The words of an answer to a press: at most 200 units. */
export function encodeToast(text: string): string {
  return abridge(text, 200)
}

function encodeFile(block: Block): readonly FilePiece[] {
  if (block.kind === 'file') return [{ kind: 'document', file: block.file, html: '', keyboard: [] }]
  if (block.kind !== 'picture') return []
  const { file, alt } = block
  const kind =
    /^image\/(jpeg|png|webp)$/.test(file.mime) && file.bytes.length <= limits.photoBytes ? 'photo' : 'document'
  return [{ kind, file, html: toHtml([[plain(abridge(alt, limits.caption))]]), keyboard: [] }]
}

function encodeButton({ label, action, style }: Button): InlineKeyboardButton.CallbackButton {
  const bytes = Buffer.byteLength(action)
  if (bytes < 1 || bytes > limits.actionBytes)
    throw new RangeError(`a button's action takes 1 to 64 bytes, not ${bytes}: ${action}`)
  return { text: cleanText(label), callback_data: action, ...(style === 'plain' ? {} : { style }) }
}

/** Buttons of a row are equally wide: a row holds as many as its longest label allows on a telephone. */
function layRows(buttons: readonly InlineKeyboardButton.CallbackButton[]): Keyboard {
  const rows: Keyboard = []
  for (const button of buttons) {
    const row = rows.at(-1)
    if (row !== undefined && fitsRow([...row, button])) row.push(button)
    else rows.push([button])
  }
  return rows
}

function fitsRow(row: readonly InlineKeyboardButton.CallbackButton[]): boolean {
  return row.length <= 5 && row.length * Math.max(...row.map((button) => button.text.length)) <= 32
}
