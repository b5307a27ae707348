/** Sends cards; of the rest of the port pigeons can do nothing. */
import type { Messenger, Sending } from '../../../src/messengers/messenger.ts'
import { encodeCard } from './encode.ts'
import type { PigeonOptions } from './index.ts'

export function createSender({
  loft,
  now,
}: PigeonOptions): Pick<Messenger, 'post' | 'edit' | 'answer' | 'openForm' | 'showHome'> {
  const lacking = async (): Promise<Sending> => ({ outcome: 'rejected', reason: 'a pigeon cannot do that' })
  return {
    async post({ chat, card, nextTurn }) {
      const messages: string[] = []
      for (const text of encodeCard(card)) {
        if (messages.length > 0) await nextTurn()
        messages.push(String(loft.flown.push({ to: chat, text })))
      }
      return { outcome: 'sent', messages, at: now() }
    },
    edit: lacking,
    answer: lacking,
    openForm: lacking,
    showHome: lacking,
  }
}
