/** Shapes a neutral card for this vendor: its files go on the shelf, and what the vendor's limits forbid is refused. */
import { type Block, buttonsOf, type Card, filesOf } from '../../cards/card.ts'
import { largestFile, type Shelf } from './shelf.ts'
import type { ShownBlock, ShownCard } from './world.ts'

/** Telegram's limit for callback_data, so that nothing works here that would fail there. In bytes. */
const longestAction = 64

/** Why the vendor would not take a card, or null when it would. */
export function faultOf(card: Card, face: { readonly buttons: boolean }): string | null {
  const buttons = buttonsOf(card)
  if (card.title.trim() === '') return 'a card needs a title'
  if (buttons.length > 0 && !face.buttons) return 'this face has no buttons'
  const long = buttons.find(({ action }) => action === '' || Buffer.byteLength(action) > longestAction)
  if (long !== undefined) return `an action has 1 to ${longestAction} bytes: ${long.action}`
  const large = filesOf(card).find(({ bytes }) => bytes.length > largestFile)
  return large === undefined ? null : `a file has at most ${largestFile} bytes: ${large.name}`
}

/** The card as the vendor keeps and shows it. */
export async function encode(card: Card, shelf: Shelf): Promise<ShownCard> {
  const blocks = await Promise.all(card.blocks.map((block) => encodeBlock(block, shelf)))
  return { title: card.title, tone: card.tone, blocks }
}

async function encodeBlock(block: Block, shelf: Shelf): Promise<ShownBlock> {
  if (block.kind !== 'file' && block.kind !== 'picture') return block
  const { name, mime, bytes } = block.file
  const file = { id: await shelf.put(bytes), name, mime, size: bytes.length }
  return block.kind === 'file' ? { kind: 'file', file } : { kind: 'picture', file, alt: block.alt }
}
