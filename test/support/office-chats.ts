/** The people of an office and what they see, whichever vendor carries it. Officers and chats go by the officer's code. */
import type { Form } from '../../src/cards/card.ts'
import type { Messenger, Take } from '../../src/messengers/messenger.ts'

/** The Office's group, beside the officers' private chats, which bear their codes. */
export const officeGroup = 'nhom-van-phong'

/** A message of ours as it looks now: `text` is the title and everything beneath it, a line each. */
export type Seen = {
  readonly id: string
  readonly text: string
  readonly buttons: readonly string[]
  /** Names of the files that came with it. */
  readonly files: readonly string[]
  readonly replyTo: string | null
  readonly silent: boolean
}

/** A file somebody sends. */
export type SentFile = { readonly name: string; readonly mime: string; readonly bytes: Uint8Array }

/** Where somebody acts: in which chat, under which message. */
export type Where = { readonly chat: string; readonly replyTo: string | null }

/** Everything people do is one update, but a refused act, which throws. */
export type Chats = {
  readonly messenger: Messenger
  /** Where updates are brought, not pulled: hands them over until the signal aborts. */
  readonly bring?: (take: Take, signal: AbortSignal) => Promise<void>
  /** How the vendor knows a person and a chat. */
  readonly accountOf: (who: string) => { readonly user: string; readonly chat: string }
  readonly says: (who: string, text: string, where: Where) => Promise<void>
  readonly sends: (who: string, file: SentFile, caption: string) => Promise<void>
  readonly presses: (who: string, button: { chat: string; message: string; label: string }) => Promise<void>
  /** The form that is open before somebody. */
  readonly form: (who: string) => Promise<Form | null>
  /** Fills in and sends the form that is open before somebody. */
  readonly fills: (who: string, values: Readonly<Record<string, string>>, file: SentFile | null) => Promise<void>
  readonly turns: (who: string, reachable: boolean) => Promise<void>
  /** The bytes of the latest file of ours with that name in a chat. */
  readonly bytesOf: (chat: string, name: string) => Promise<Uint8Array | null>
  /** Our messages in a chat, oldest first. */
  readonly sees: (chat: string) => Promise<readonly Seen[]>
  /** Lets the vendor's own time go on, for its pace. */
  readonly advance: (seconds: number) => void
  /** Brings the vendor's own time to ours, if it is behind. */
  readonly catchUp: (now: Temporal.Instant) => void
  readonly close: () => Promise<void>
}
