/** Cards for messengers that lack something: what cannot be pressed becomes a numbered list, a file a word about it. */
import type { Translator } from '../i18n.ts'
import { makeCard, text } from './blocks.ts'
import { type Block, buttonsOf, type Card } from './card.ts'

/**
 * The same card with its buttons written out as numbers, but the first `kept`. `actions[0]` is what the answer "1" stands
 * for, whether or not it can be pressed as well; where nothing is written out the card stays as it is.
 */
export function withNumberedAnswers(
  card: Card,
  t: Translator,
  kept = 0,
): { readonly card: Card; readonly actions: readonly string[] } {
  const buttons = buttonsOf(card)
  const actions = buttons.map(({ action }) => action)
  if (buttons.length <= kept) return { card, actions }
  const lines = buttons.slice(kept).map(({ label }, index) => `${kept + index + 1}. ${label}`)
  const said = card.blocks.filter((block) => block.kind !== 'buttons')
  const numbered = text([t('response.answerByNumber'), ...lines].join('\n'))
  const pressed = kept === 0 ? [] : [{ kind: 'buttons', buttons: buttons.slice(0, kept) } as const]
  return { card: makeCard(card.title, card.tone, [...said, numbered, ...pressed]), actions }
}

/** The same card where no files can be sent: each becomes a word on how to get it; a picture only repeats what stands there. */
export function withoutFiles(card: Card, t: Translator): Card {
  const blocks = card.blocks.flatMap((block): readonly Block[] => {
    if (block.kind === 'picture') return []
    return block.kind === 'file' ? [text(t('response.fileElsewhere', { name: block.file.name }))] : [block]
  })
  return { ...card, blocks }
}
