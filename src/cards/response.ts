/**
 * What a command answers to the very person who acted: facts only, kept in the outbox and worded at delivery. What others
 * are told about a matter is a notice of its domain (domain/notice.ts) instead.
 */

import type { Left } from '../domain/consultation-left.ts'
import type { Letter } from '../domain/consultation-letter.ts'
import type { Details, Refusal } from '../domain/decision.ts'
import type { UnitId } from '../domain/directory.ts'
import type { Section } from '../domain/directory-difference.ts'
import type { Problem } from '../domain/directory-rows.ts'
import type { Reference } from '../domain/reference.ts'
import type { Asking } from './asking.ts'

/** A button under a response: a locale key and the action. */
export type ResponseButton = {
  readonly label: string
  readonly action: string
  readonly style: 'primary' | 'danger' | 'plain'
}

export type Response =
  /** A finished sentence: locale key and its facts. */
  | {
      readonly kind: 'say'
      readonly key: string
      readonly values: Readonly<Record<string, string | number>>
      readonly buttons: readonly ResponseButton[]
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
  /** What to ask next. Shown as a form where there is a press and the messenger has forms, else as one question. */
  | { readonly kind: 'ask'; readonly action: string; readonly command: string; readonly askings: readonly Asking[] }
  /** The letter as it will go out, with send and cancel. */
  | {
      readonly kind: 'preview'
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
  /** The evidence sheet of a matter, or of one unit's answer in it. */
  | { readonly kind: 'evidence'; readonly reference: Reference; readonly unit: UnitId | null }
  /** The dossier of a matter: the file itself, or its link. */
  | { readonly kind: 'file'; readonly reference: Reference }
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

export type Warning = { readonly code: string; readonly details: Details }

export type TodayLine = {
  readonly reference: Reference
  readonly unit: UnitId
  readonly what: string
  readonly subject: string
  /** Null: no deadline. */
  readonly dueAt: Temporal.Instant | null
}
