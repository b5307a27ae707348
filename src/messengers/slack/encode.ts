/**
 * A neutral card as Slack's messages: its words in as many as it needs, the buttons under the last, then its files, each a
 * message of its own. Pure.
 */
import type { ActionsBlock, Button as ButtonElement, HomeView, KnownBlock } from '@slack/web-api'
import { type Block, type Button, buttonsOf, type Card, type CardFile } from '../../cards/card.ts'
import { linesOf } from '../../cards/lines.ts'
import { abridge, type Line } from '../../text/lines.ts'
import { packLines, toBlock, toNotification } from './blocks.ts'

/**
 * Slack's limits, in UTF-16 units. `message`: what is left of the undocumented 13,200 over all blocks when the JSON counts
 * and the most buttons a card has stand below. Source: docs.slack.dev/reference/block-kit, slackapi/bolt-js#2509.
 */
const limits = {
  message: 8000,
  homeBlock: 8000,
  buttonText: 75,
  buttonValue: 2000,
  buttonsInBlock: 25,
  notification: 300,
} as const

/** A message of blocks. `notification` stands for it where blocks cannot be shown. */
export type TextPiece = {
  readonly kind: 'text'
  readonly notification: string
  readonly blocks: KnownBlock[]
}
/** A file, shared into the chat. `description` is for those who cannot see it. */
export type FilePiece = { readonly kind: 'file'; readonly file: CardFile; readonly description: string | null }
export type Piece = TextPiece | FilePiece

/** The messages of a card, in the order they are sent: files are shared where the words went. */
export function encodeCard(card: Card): readonly Piece[] {
  return [...encodeTexts(card), ...card.blocks.flatMap(encodeFile)]
}

/**
 * Only the messages of words: what an edit can replace.
 * @throws RangeError when a button's action is empty or over 2,000 units: a programming error.
 */
export function encodeTexts(card: Card): readonly TextPiece[] {
  const buttons = encodeButtons(buttonsOf(card))
  const messages = packLines(linesIn(card), limits.message)
  return messages.map((lines, index) => ({
    kind: 'text',
    notification: toNotification(lines, limits.notification),
    blocks: [toBlock(lines), ...(index === messages.length - 1 ? buttons : [])],
  }))
}

/** A card on somebody's own page: a hundred blocks hold any. */
export function encodeHome(card: Card): HomeView {
  const blocks = packLines(linesIn(card), limits.homeBlock).map(toBlock)
  return { type: 'home', blocks: [...blocks, ...encodeButtons(buttonsOf(card))].slice(0, 100) }
}

/** Slack takes no element without text. */
function linesIn(card: Card): readonly Line[] {
  return linesOf(card, { hasLinks: true }).map((line) => line.filter(({ text }) => text !== ''))
}

function encodeFile(block: Block): readonly FilePiece[] {
  if (block.kind === 'file') return [{ kind: 'file', file: block.file, description: null }]
  if (block.kind === 'picture') return [{ kind: 'file', file: block.file, description: abridge(block.alt, 1000) }]
  return []
}

function encodeButtons(buttons: readonly Button[]): readonly ActionsBlock[] {
  const elements = buttons.map(encodeButton)
  const rows = Math.ceil(elements.length / limits.buttonsInBlock)
  return Array.from({ length: rows }, (_, row) => ({
    type: 'actions',
    elements: elements.slice(row * limits.buttonsInBlock, (row + 1) * limits.buttonsInBlock),
  }))
}

function encodeButton({ label, action, style }: Button, index: number): ButtonElement {
  if (action === '' || action.length > limits.buttonValue)
    throw new RangeError(`a button's action takes 1 to ${limits.buttonValue} units: ${action.slice(0, 80)}`)
  return {
    type: 'button',
    // Unique in a message; the action itself is the value.
    action_id: `button-${index}`,
    text: { type: 'plain_text', text: abridge(label, limits.buttonText), emoji: false },
    value: action,
    ...(style === 'plain' ? {} : { style }),
  }
}
