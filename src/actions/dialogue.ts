/** What a person is being asked in a chat, kept from one message to the next. It belongs to one officer in one chat. */
import type { OfficerId } from '../domain/directory.ts'
import { findChat } from '../store/accounts.ts'
import { type DialogueKey, deleteDialogue, findDialogue, writeDialogue } from '../store/dialogues.ts'
import type { Snapshot } from '../store/snapshot.ts'
import type { Tx } from '../store/tx.ts'

/** A command line on its way to being complete. */
export type Dialogue = {
  /** Carried by everything that can be pressed or filled in for it. */
  readonly id: string
  /** The command and its reference, as a button would say it ("object Y12"). */
  readonly action: string
  readonly values: Readonly<Record<string, string>>
  /** The field asked in the chat; null while a form or a summary waits for a tap. */
  readonly asking: string | null
}

/** Whose dialogue, and where. */
export type DialoguePlace = {
  readonly tx: Tx
  readonly snapshot: Snapshot
  readonly bot: string
  readonly chat: { readonly id: string }
  readonly officer: OfficerId
  readonly at: Temporal.Instant
}

/** Nobody remembers a question for longer: what is typed later is not taken for its answer. */
const forgottenAfterHours = 24

/** The dialogue under way, null when there is none or it is too old. */
export async function readDialogue(place: DialoguePlace): Promise<Dialogue | null> {
  const row = await findDialogue(place.tx, keyOf(place))
  const isFresh = row !== null && row.changedAt.until(place.at).total('hours') < forgottenAfterHours
  return isFresh ? { id: row.id, action: row.action, values: row.values, asking: row.asking } : null
}

/** Four of these tell one dialogue of a chat from the next. */
const idLetters = 'abcdefghijklmnopqrstuvwxyz234567'

/** An id for a dialogue that begins. */
export function drawDialogueId(random: (count: number) => Uint8Array): string {
  return Array.from(random(4), (byte) => idLetters[byte % idLetters.length]).join('')
}

/** Keeps a dialogue in place of the one there was. */
export async function keepDialogue(place: DialoguePlace, dialogue: Dialogue): Promise<void> {
  await writeDialogue(place.tx, keyOf(place), { ...dialogue, changedAt: place.at })
}

export async function endDialogue(place: DialoguePlace): Promise<void> {
  await deleteDialogue(place.tx, keyOf(place))
}

/** The officer's private chat with the same bot, in which what began in a group may go on. */
export async function findOwnChat({ tx, snapshot, bot, officer }: DialoguePlace): Promise<string | null> {
  return findChat(tx, snapshot.committeeId, { bot, officer })
}

function keyOf({ snapshot, bot, chat, officer }: DialoguePlace): DialogueKey {
  return { committeeId: snapshot.committeeId, bot, chat: chat.id, officer }
}
