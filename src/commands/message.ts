/** A typed message and everything that says how it is meant. */
import type { Response } from '../cards/response.ts'
import type { Reference } from '../domain/reference.ts'
import type { Incoming } from '../messengers/messenger.ts'
import { nfc } from '../text/vietnamese.ts'
import type { Running } from './answer.ts'
import type { OfficerSituation, Shown, StoredFile } from './command.ts'
import { type Parsed, parseLine } from './parse.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Does what a button says, pressed or chosen by its number. */
type TakeAction = (
  action: string,
  pressed: { readonly shown: Shown; readonly running: Running | null; readonly isPress: boolean },
  situation: OfficerSituation,
) => Promise<readonly Response[]>

/** A message as it came, with what it may answer. */
export type Said = {
  readonly incoming: Extract<Incoming, { kind: 'text' }>
  readonly shown: Shown
  readonly running: Running | null
  readonly file: StoredFile | null
  readonly vocabulary: Vocabulary
  readonly takeAction: TakeAction
}

/** The same, read. */
export type Message = Said & {
  readonly text: string
  readonly parsed: Parsed
  /** Whether it replies to a card of ours. */
  readonly isReply: boolean
  /** The matter of that card. */
  readonly card: Reference | null
}

/** Reads a message as far as its own words and the card it replies to go. */
export function look(said: Said): Message {
  const { incoming, shown, vocabulary } = said
  const isReply = incoming.replyTo !== null && shown !== null
  const card = isReply ? shown.reference : null
  const text = nfc(incoming.text).trim()
  return { ...said, text, isReply, card, parsed: parseLine(text, { vocabulary, isReply: card !== null }) }
}

/** In a group people talk to each other: only commands, replies to our cards and what names us are meant for us. */
export function isForUs({ isReply, text, incoming }: Message, { chat }: OfficerSituation): boolean {
  return chat.kind === 'private' || isReply || incoming.isToUs === true || /^[/／]/.test(text)
}

/** Whether a question waits that this message may answer: not one about another matter than the card it replies to. */
export function isAsked({ running, card }: Message): boolean {
  if (running === null || running.dialogue.asking === null) return false
  return card === null || card === running.meant.line.reference
}
