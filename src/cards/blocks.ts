/** Puts a card together. The limits of a title and of a button's action are kept here and nowhere else. */
import { shorten } from '../text/vietnamese.ts'
import type { Block, Button, Card, Tone } from './card.ts'

const longestTitle = 80
const longestAction = 64

/** A card out of blocks; what does not apply is null and falls out. The title is cut to 80 characters. */
export function makeCard(title: string, tone: Tone, blocks: readonly (Block | null)[]): Card {
  return { title: shorten(title, longestTitle), tone, blocks: blocks.filter((block) => block !== null) }
}

export function text(said: string): Block {
  return { kind: 'text', text: said }
}

export function fact(label: string, value: string): Block {
  return { kind: 'fact', label, value }
}

/** Null when there is nothing to list. */
export function list(label: string | null, items: readonly string[]): Block | null {
  return items.length === 0 ? null : { kind: 'list', label, items }
}

/** Null when no button is left. */
export function buttons(shown: readonly (Button | null)[]): Block | null {
  const left = shown.filter((button) => button !== null)
  return left.length === 0 ? null : { kind: 'buttons', buttons: left }
}

/** A button whose action is a command, a reference and perhaps more; what would make it too long is left off from the end. */
export function button(label: string, words: readonly string[], style: Button['style'] = 'plain'): Button {
  const said = words.filter((_, index) => fitsAction(words.slice(0, index + 1).join(' ')))
  return { label, action: said.join(' '), style }
}

/** Whether an action is within what every messenger carries. */
export function fitsAction(action: string): boolean {
  return new TextEncoder().encode(action).length <= longestAction
}
