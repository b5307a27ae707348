/** Cards for messengers without buttons: what could be pressed becomes a numbered list to answer by. */
import type { Translator } from '../i18n.ts'
import { makeCard, text } from './blocks.ts'
import { buttonsOf, type Card } from './card.ts'

/**
 * The same card with its buttons written out as numbers. `actions[0]` is what the answer "1" stands for; without buttons
 * the card stays as it is and there are none.
 */
export function withNumberedAnswers(
  card: Card,
  t: Translator,
): { readonly card: Card; readonly actions: readonly string[] } {
  const shown = buttonsOf(card)
  if (shown.length === 0) return { card, actions: [] }
  const lines = shown.map(({ label }, index) => `${index + 1}. ${label}`)
  const said = card.blocks.filter((block) => block.kind !== 'buttons')
  const numbered = text([t('response.answerByNumber'), ...lines].join('\n'))
  return { card: makeCard(card.title, card.tone, [...said, numbered]), actions: shown.map(({ action }) => action) }
}
