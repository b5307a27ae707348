/**
 * A command: what somebody types, presses or fills in, whichever messenger it came through. It reads its line, acts
 * through actions/ and answers with responses; it never sends, and never knows a messenger by name.
 */
import type { Act, Circumstances, Snapshot, Tx } from '../actions/act.ts'
import type { Asking } from '../cards/asking.ts'
import type { Response } from '../cards/response.ts'
import type { Actor, OfficerId, UnitId } from '../domain/directory.ts'
import type { Reference } from '../domain/reference.ts'

/** A file somebody sent, already downloaded, classified as no secret and stored. */
export type StoredFile = { readonly id: string; readonly name: string }

/**
 * The card somebody answers: the one replied to or pressed on, for a bare number the latest with buttons in that chat.
 * Null when none is meant. `actions`: of its buttons, as they were numbered.
 */
export type Shown = {
  readonly reference: Reference | null
  readonly unit: UnitId | null
  readonly actions: readonly string[]
} | null

/** Who speaks where, inside one transaction. */
export type Situation = {
  readonly tx: Tx
  readonly snapshot: Snapshot
  readonly bot: string
  /** The messenger's name, for evidence; no command decides by it. */
  readonly messenger: string
  readonly chat: { readonly id: string; readonly kind: 'private' | 'group' }
  readonly vendorUser: string
  /** So many people the vendor's plan lets be linked in this bot; null: any number. */
  readonly mostPeople: number | null
  /** Null for somebody not linked. */
  readonly officer: OfficerId | null
  /** The vendor's time where there is one, otherwise when it was stored. */
  readonly at: Temporal.Instant
  readonly recordedAt: Temporal.Instant
  readonly horizonAt?: Circumstances['horizonAt']
  readonly assumed?: Circumstances['assumed']
  /** Fresh random bytes for codes and ids: the only randomness a command gets. */
  readonly random: (count: number) => Uint8Array
  /** Whether what is asked now is shown as a form: after a press that goes on with no question, where the messenger has forms. */
  readonly hasForms: boolean
  /** The address that the sender's workspace vouches for, of somebody not linked who may be linked by it; else null. */
  readonly verifiedEmail: string | null
  /** Whether copies may go through a bot: not where the vendor's plan counts every message. */
  readonly mayCopyTo: (bot: string) => boolean
}

/** The same for a linked officer, ready to act. */
export type OfficerSituation = Situation & { readonly officer: OfficerId; readonly actor: Actor; readonly act: Act }

/** Answers by the key of the field they answer. */
export type Values = Readonly<Record<string, string>>

/** A line as it was understood: "/object Y12 Điều 5 chưa rõ" or the same from a button, a form or a reply to a card. */
export type Line = {
  /** Given with the line, or taken from the card it answers. */
  readonly reference: Reference | null
  /** What follows the command and the reference, NFC, as typed. It becomes the answer of {@link Command.restAnswers}. */
  readonly rest: string
  /** Answers of a form or of the steps so far, as {@link Command.read} left them. */
  readonly values: Values
  readonly file: StoredFile | null
  readonly isPress: boolean
  /** The dialogue that asks for what is missing; what it shows carries this id. */
  readonly dialogue: string
}

/** One answer as it was given to a field. */
export type Answer = { readonly key: string; readonly text: string; readonly line: Line }

/** What an answer came to: the values to keep (perhaps of several fields), or what is wrong with it. */
export type Reading =
  | { readonly values: Values }
  /** `options`: what to choose from instead, where there is something. */
  | { readonly fault: NonNullable<Asking['fault']>; readonly options: Asking['options'] }

export type Command = {
  /** English name, as after the slash: "agree". */
  readonly name: string
  /** Vietnamese ASCII name: "dongy". */
  readonly alias: string
  /**
   * Phrases understood without a slash. Written without accents ("dong y") a phrase is met however it is accented;
   * written with them ("đóng") only so, or without any.
   */
  readonly words: readonly string[]
  /** Whether a reference may follow the command. */
  readonly takesReference: boolean
  /** The field answered by what follows on the same line; null when nothing may follow. */
  readonly restAnswers: string | null
  /** Without an account one may only link. */
  readonly needsOfficer: boolean
  /** Shows what is only for whoever asks: in a group it goes on in their private chat. */
  readonly isPersonal: boolean
  /** Only looks something up, so that what is being asked goes on afterwards. */
  readonly isAside: boolean
  /**
   * What is still missing in this line, in the order to ask; empty when it can run, also when it cannot succeed and
   * running says why. Called again after every answer, so later fields may depend on earlier ones.
   */
  readonly missing: (line: Line, situation: OfficerSituation) => Promise<readonly Asking[]>
  /** Reads an answer at the moment it is given ("chiều mai" means another day tomorrow). */
  readonly read: (answer: Answer, situation: OfficerSituation) => Promise<Reading>
  readonly run: (line: Line, situation: OfficerSituation) => Promise<readonly Response[]>
}
