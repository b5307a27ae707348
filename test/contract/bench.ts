/** A messenger under trial: a person at a telephone on one side, the vendor's bad days on the other. */
import type { CardFile } from '../../src/cards/card.ts'
import type { Capabilities, Messenger, Take, VendorId } from '../../src/messengers/messenger.ts'

/** What a vendor may do to us. `blocked`: the person shuts the bot out; `lost-answer`: accepted, but the answer never arrives. */
export type Failure = 'blocked' | 'wait' | 'outage' | 'refused' | 'lost-answer'

/** What this messenger can do and which failures its bench can stage: decides which cases are run. */
export type Abilities = Pick<Capabilities, 'buttons' | 'edits' | 'forms' | 'files'> & {
  readonly failures: readonly Failure[]
  /** True unless said otherwise; false: whatever it sends makes the sound its reader chose. */
  readonly silence?: boolean
  /** False unless said otherwise; true: everybody has a page of the bot to themselves. */
  readonly home?: boolean
  /** True unless said otherwise; false: nobody is told which message another one answers. */
  readonly replies?: boolean
  /** True unless said otherwise; false: files of any kind do not come in. */
  readonly incomingFiles?: boolean
}

/** One message as a person sees it now, after all edits: markup rendered, nothing of the vendor's coding left. */
export type Shown = {
  readonly id: VendorId
  readonly text: string
  /** The labels of the buttons, in reading order. */
  readonly buttons: readonly string[]
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[]
  readonly replyTo: VendorId | null
  readonly silent: boolean
}

/** A person who has already started the bot and belongs to {@link Bench.group}. */
export type BenchUser = {
  readonly id: VendorId
  /** As the vendor tells it with what somebody says; empty where it tells none. */
  readonly name: string
  /** The private chat with the bot. */
  readonly chat: VendorId
  /** Types a text, in the private chat unless `chat` says otherwise. Gives the vendor's time of the act. */
  says(text: string, where?: { readonly chat?: VendorId; readonly replyTo?: VendorId }): Promise<Temporal.Instant>
  /** Presses the button with this label under a message of the private chat. */
  presses(message: VendorId, label: string): Promise<void>
  /** Sends a file in the private chat. */
  sendsFile(file: CardFile, caption: string): Promise<void>
  /** Fills and submits the form that is open (field key → value). Only called where there are forms. */
  fillsForm(values: Readonly<Record<string, string>>): Promise<void>
  /** Opens the bot's page for them and gives what stands on it. Only called with {@link Abilities.home}. */
  opensHome?(): Promise<Pick<Shown, 'text' | 'buttons'> | null>
}

/** A messenger joined to a stand-in of its vendor. */
export type Bench = {
  readonly messenger: Messenger
  readonly user: BenchUser
  /** A group chat the user and the bot are in. */
  readonly group: VendorId
  /** Hands over what comes in until the signal aborts: pulled, or brought again and again until it was taken. */
  intake(take: Take, signal: AbortSignal): Promise<void>
  /** What the bot wrote in a chat, as seen now, oldest first. */
  shown(chat: VendorId): Promise<readonly Shown[]>
  /** Makes the next call fail in this way (`blocked`: from now on). Only called with {@link Abilities.failures}. */
  fail(kind: Failure): void
  /** Moves the vendor's clock on. */
  advance(seconds: number): void
  close(): Promise<void>
}
