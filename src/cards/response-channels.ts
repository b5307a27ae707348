/** Somebody's channels in their order, with what they may change about them. */
import type { Translator } from '../i18n.ts'
import { button, buttons, makeCard, text } from './blocks.ts'
import type { Button, Card } from './card.ts'
import { nameMessenger } from './names.ts'
import type { OwnChannel } from './response.ts'

export function renderChannels(channels: readonly OwnChannel[], t: Translator): Card {
  const items = channels.map((channel, index) => `${index + 1}. ${describeChannel(channel, index, t)}`)
  return makeCard(t('response.channels.title'), 'plain', [
    text(items.join('\n')),
    text(t(channels.length > 1 ? 'response.channels.how' : 'response.channels.only')),
    buttons(channels.flatMap((channel, index) => changesOf(channel, index, t))),
  ])
}

/** "Slack – gets copies". `index`: its place, from 0. */
export function describeChannel(
  { messenger, isReachable, hasCopies }: OwnChannel,
  index: number,
  t: Translator,
): string {
  const marks = [
    isReachable ? null : t('response.channels.unreachable'),
    hasCopies && index > 0 ? t('response.channels.copied') : null,
  ].filter((mark) => mark !== null)
  return [nameMessenger(messenger), ...marks].join(' – ')
}

/** Each button names the place it leads to, so that pressing it twice is pressing it once. */
function changesOf(
  { bot, messenger, hasCopies, mayCopy }: OwnChannel,
  index: number,
  t: Translator,
): readonly Button[] {
  if (index === 0) return []
  const channel = nameMessenger(messenger)
  const up = button(t('response.channels.up', { channel, place: index }), ['channels', bot, String(index)])
  const copies = hasCopies
    ? button(t('response.channels.withoutCopies', { channel }), ['channels', bot, 'nocopies'])
    : button(t('response.channels.withCopies', { channel }), ['channels', bot, 'copies'])
  return mayCopy || hasCopies ? [up, copies] : [up]
}
