/** Reads a card as an officer would: all its words in one text, and its actions. */
import { buttonsOf, type Card, type Field, type Form } from '../../src/cards/card.ts'

export function wordsOf(card: Card | null): string {
  if (card === null) throw new Error('There is no card')
  const said = card.blocks.map((block) => {
    switch (block.kind) {
      case 'text':
        return block.text
      case 'fact':
        return `${block.label}: ${block.value}`
      case 'list':
        return [block.label ?? '', ...block.items].join('\n')
      case 'link':
        return `${block.label}: ${block.url}`
      case 'file':
        return block.file.name
      case 'picture':
        return block.alt
      case 'buttons':
        return block.buttons.map(({ label }) => label).join('\n')
      default:
        return block satisfies never
    }
  })
  return [card.title, ...said].join('\n')
}

export function actionsOf(card: Card | null): readonly string[] {
  return card === null ? [] : buttonsOf(card).map(({ action }) => action)
}

export function wordsOfForm({ title, fields, submit }: Form): string {
  return [title, ...fields.flatMap(wordsOfField), submit].join('\n')
}

function wordsOfField(field: Field): readonly string[] {
  const options = 'options' in field ? field.options.map(({ label }) => label) : []
  return [field.label, field.hint ?? '', ...options]
}
