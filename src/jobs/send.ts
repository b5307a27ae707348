/** One delivery to one messenger: the card as it can be shown there, and the vendor call it needs. */
import type { Card } from '../cards/card.ts'
import { type DeliveryNotice, formOf, isToBeFollowed, withNumberedAnswers, withoutFiles } from '../cards/index.ts'
import { isOfMatter } from '../domain/notice.ts'
import type { Messenger, NextTurn, Sending } from '../messengers/messenger.ts'
import type { Claimed } from '../store/deliveries.ts'
import type { Rendered } from './render.ts'

/** `actions`: what its buttons or numbers do, in their order. */
export type ShownCard = { readonly card: Card; readonly actions: readonly string[] }

type Prepared = { readonly rendered: Rendered; readonly shown: ShownCard; readonly nextTurn: NextTurn }

const everyButton = { chat: Number.POSITIVE_INFINITY, group: Number.POSITIVE_INFINITY } as const

/** Vendors take so many characters in the answer to a press. */
const longestToast = 200

/** The card as this messenger can show it in a private chat, or in a group. */
export function shape({ capabilities }: Messenger, { card, t }: Rendered, isPrivate: boolean): ShownCard {
  const { buttons, files, mostButtons = everyButton } = capabilities
  return withNumberedAnswers(
    files ? card : withoutFiles(card, t),
    t,
    buttons ? mostButtons[isPrivate ? 'chat' : 'group'] : 0,
  )
}

/** A few words above the chat for whoever pressed. */
export async function answerPress(messenger: Messenger, { press }: Claimed, shown: ShownCard | null): Promise<Sending> {
  return messenger.answer(press ?? '', shown && toast(shown.card))
}

function toast({ title, blocks }: Card): string {
  const first = blocks.find((block) => block.kind === 'text')
  const words = first ? `${title}\n${first.text}` : title
  return words.length <= longestToast ? words : `${words.slice(0, longestToast - 1).toWellFormed()}…`
}

/**
 * Whether there is anything to say. Where messages cannot be changed, a card is followed by what became of it when it
 * leaves other things to decide; other changes are left, and so are read-backs, and what hangs under a card that is followed itself.
 */
export function isWorthSaying(
  { capabilities }: Messenger,
  { kind, notice }: Claimed,
  { rendered, shown }: Pick<Prepared, 'rendered' | 'shown'>,
): boolean {
  if (kind !== 'edit' || capabilities.edits) return true
  const isFollowed = isOfMatter(notice as DeliveryNotice) && rendered.replyTo === null
  return isFollowed && isToBeFollowed(rendered.offered, shown.actions)
}

/** Sends a post, an edit, a form or a page. */
export async function send(messenger: Messenger, claimed: Claimed, prepared: Prepared): Promise<Sending> {
  const { rendered, shown, nextTurn } = prepared
  const { chat, key } = claimed
  switch (claimed.kind) {
    case 'post': {
      const silent = claimed.isCopy === true || (rendered.isQuietHour && !claimed.isUrgent)
      return messenger.post({ chat, card: shown.card, replyTo: rendered.replyTo, silent, key, nextTurn })
    }
    case 'form':
      return openForm(messenger, claimed, rendered)
    case 'edit': {
      const { messages } = rendered
      if (messenger.capabilities.edits) return messenger.edit({ chat, messages, card: shown.card, nextTurn })
      return messenger.post({ chat, card: shown.card, replyTo: messages[0] ?? null, silent: true, key, nextTurn })
    }
    case 'home':
      return messenger.showHome(claimed.press ?? chat, shown.card)
    case 'answer':
      throw new Error('A press is answered, not sent')
    default:
      return claimed.kind satisfies never
  }
}

async function openForm(messenger: Messenger, { notice, press }: Claimed, { t }: Rendered): Promise<Sending> {
  const response = notice as DeliveryNotice
  if (response.of !== 'response' || response.kind !== 'ask') throw new Error('Only what is asked can be a form')
  return messenger.openForm(press ?? '', formOf(response, t))
}
