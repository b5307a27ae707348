/** The second messenger of an office: the same people under accounts of their own. */
import type { Chats, Seen } from './office-chats.ts'

export type Beside = {
  readonly bot: string
  /** Links an officer there, after the channel they have. */
  readonly link: (officer: string) => Promise<void>
  readonly says: (who: string, text: string) => Promise<void>
  /** Presses a button of the latest card that has it. */
  readonly presses: (who: string, label: string) => Promise<void>
  readonly turns: (who: string, reachable: boolean) => Promise<void>
  readonly sees: (chat: string) => Promise<readonly Seen[]>
  /** The latest message of ours that says something. */
  readonly card: (chat: string, words?: string) => Promise<Seen>
}

type Parts = {
  readonly bot: string
  readonly chats: Chats
  readonly act: (done: Promise<void>) => Promise<void>
  readonly link: (officer: string) => Promise<void>
}

export function openBeside({ bot, chats, act, link }: Parts): Beside {
  return {
    bot,
    link,
    says: (who, text) => act(chats.says(who, text, { chat: who, replyTo: null })),
    async presses(who, label) {
      const card = (await chats.sees(who)).findLast(({ buttons }) => buttons.includes(label))
      if (card === undefined) throw new Error(`${who} sees no button “${label}” there`)
      await act(chats.presses(who, { chat: who, message: card.id, label }))
    },
    turns: (who, reachable) => act(chats.turns(who, reachable)),
    sees: (chat) => chats.sees(chat),
    async card(chat, words = '') {
      const found = (await chats.sees(chat)).findLast(({ text }) => text.includes(words))
      if (found === undefined) throw new Error(`${chat} sees nothing about “${words}” there`)
      return found
    },
  }
}
