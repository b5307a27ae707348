/**
 * What a command answers to the very person who acted: facts only, kept in the outbox and worded at delivery. What others
 * are told about a matter is a notice of its domain (domain/notice.ts) instead.
 */

import type { Settings } from '../domain/committee-settings.ts'
import type { Letter } from '../domain/consultation-letter.ts'
import type { Details, Refusal } from '../domain/decision.ts'
import type { UnitId } from '../domain/directory.ts'
import type { Section } from '../domain/directory-difference.ts'
import type { Problem } from '../domain/directory-rows.ts'
import type { Left } from '../domain/notice.ts'
import type { What } from '../domain/obligation.ts'
import type { Reference } from '../domain/reference.ts'
import type { Asking } from './asking.ts'

/** A button under a response: a locale key and the action. */
export type ResponseButton = {
  readonly label: string
  readonly action: string
  readonly style: 'primary' | 'danger' | 'plain'
}

/** How a response is handed over, whatever its kind. */
export type Handover = {
  /** For the person alone: asked for in a group, it goes to their private chat with the same bot. */
  readonly privately?: true
  /** For everybody in the chat, also where a messenger answers a command under the eyes of whoever typed it. */
  readonly publicly?: true
  /**
   * What must not stay written down, since a linking code stands in it: the response, once it has been delivered, or the
   * words it answers, once they have been handled.
   */
  readonly erase?: 'response' | 'words'
}

export type Response = Handover & Said

type Said =
  /** A finished sentence: locale key and its facts. `unit`: whose answer its buttons are about. */
  | {
      readonly kind: 'say'
      readonly key: string
      readonly values: Details
      readonly buttons: readonly ResponseButton[]
      readonly unit?: UnitId
    }
  /** Why not, and what to do instead. */
  | {
      readonly kind: 'refused'
      readonly reference: Reference | null
      readonly refusal: Refusal
      readonly buttons: readonly ResponseButton[]
    }
  /** What was recorded, read back from the matter, with undo while it lasts. Live. */
  | { readonly kind: 'receipt'; readonly reference: Reference; readonly unit: UnitId | null }
  /**
   * What to ask next. Shown as a form where there is a press and the messenger has forms, else as one question.
   * `dialogue`: its id, which its buttons and its form carry.
   */
  | {
      readonly kind: 'ask'
      readonly action: string
      readonly command: string
      readonly askings: readonly Asking[]
      readonly dialogue?: string
    }
  /** The letter as it will go out, with send and cancel. `dialogue` as above. */
  | {
      readonly kind: 'preview'
      readonly dialogue?: string
      readonly letter: Letter
      readonly dueAt: Temporal.Instant
      readonly warnings: readonly Warning[]
    }
  /** The paper behind a matter, or the list of commands. */
  | { readonly kind: 'help'; readonly topic: Reference | null }
  /** The matters open for somebody. */
  | { readonly kind: 'today'; readonly lines: readonly TodayLine[] }
  /** A linking code with its link and QR picture, for whoever hands it on. */
  | {
      readonly kind: 'link_code'
      readonly officerName: string
      readonly code: string
      readonly expiresAt: Temporal.Instant
    }
  /** Somebody's channels, in the order in which they are tried. */
  | { readonly kind: 'channels'; readonly channels: readonly OwnChannel[] }
  /** What somebody has set for themselves, and for whoever may see it what the committee lives by. */
  | { readonly kind: 'settings'; readonly own: OwnSettings; readonly committee: SeenSettings | null }
  /** The evidence sheet of a matter, or of one unit's answer in it. */
  | { readonly kind: 'evidence'; readonly reference: Reference; readonly unit: UnitId | null }
  /** The whole evidence of a matter as a document. */
  | { readonly kind: 'evidence_file'; readonly reference: Reference }
  /** A card of a matter once more, as its addressee got it: the request of `unit`, or what the lead follows. Live. */
  | {
      readonly kind: 'matter'
      readonly reference: Reference
      readonly unit: UnitId | null
      readonly card: 'asked' | 'status' | 'informed' | 'letter_to_confirm'
    }
  /** The dossier of a matter, or what one unit was supplied besides: the file itself, or its link. */
  | { readonly kind: 'file'; readonly reference: Reference; readonly unit: UnitId | null }
  /** What a directory file would change, with the number under which it is confirmed. The facts may be the first of `count`. */
  | {
      readonly kind: 'difference'
      readonly file: string
      readonly number: string
      readonly sections: readonly (Section & { readonly count: number })[]
      readonly left: readonly Left[]
      readonly ignored: readonly string[]
    }
  /** The rows that keep a directory file from being used; the first of `count`. */
  | {
      readonly kind: 'bad_rows'
      readonly file: string
      readonly problems: readonly Problem[]
      readonly count: number
    }

/** Whether a response is edited whenever its matter moves on. */
export function isLive({ kind }: Response): boolean {
  return kind === 'receipt' || kind === 'matter'
}

/** One of somebody's own channels. `mayCopy`: whether they may ask for copies there. */
export type OwnChannel = {
  readonly bot: string
  readonly messenger: string
  readonly isReachable: boolean
  readonly hasCopies: boolean
  readonly mayCopy: boolean
}

/** The committee's settings as somebody sees them who perhaps may change them. */
export type SeenSettings = { readonly settings: Settings; readonly mayChange: boolean }

/** `digestAt`: null for the committee's time, which is `usualDigestAt`. */
export type OwnSettings = {
  readonly language: 'vi' | 'en'
  readonly digestAt: string | null
  readonly usualDigestAt: string
  readonly channels: readonly OwnChannel[]
}

export type Warning = { readonly code: string; readonly details: Details }

export type TodayLine = {
  readonly reference: Reference
  readonly unit: UnitId
  readonly what: What
  readonly subject: string
  /** Null: no deadline. */
  readonly dueAt: Temporal.Instant | null
}
