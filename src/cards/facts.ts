/** What a card is made of besides its notice: the matter as of now, who reads, and when. No store, no clock. */
import type { Calendar } from '../calendar/calendar.ts'
import type { Consultation } from '../domain/consultation.ts'
import type { Directory, OfficerId, UnitId } from '../domain/directory.ts'
import type { Matter } from '../domain/nouns.ts'
import type { RulesInForce } from '../regulations/in-force.ts'
import type { CardFile } from './card.ts'

/** Who reads: one officer, or a group (`officer` null). */
export type Reader = {
  readonly officer: OfficerId | null
  /** An officer of the Office, or the Office channel. */
  readonly isOffice: boolean
}

/** A new message, which may turn out not to be worth sending, or a message already there, which always shows something. */
export type Purpose = 'post' | 'edit'

/** What every card knows. */
export type ReadingFacts = {
  readonly directory: Directory
  readonly calendar: Calendar
  readonly reader: Reader
  readonly now: Temporal.Instant
}

/** A link on our own host, and the instant from which it opens nothing. */
export type DossierLink = { readonly url: string; readonly untilAt: Temporal.Instant }

export type DossierFacts = {
  /** Where the matter's dossier opens, when it is a file and this host hands files out. */
  readonly dossierLink: DossierLink | null
}

/** What a card about a matter knows besides the matter itself. */
export type AboutMatter = ReadingFacts &
  DossierFacts & {
    readonly purpose: Purpose
    /** Units still asked in which, as of now, nobody who may answer is linked to any messenger. */
    readonly unlinked: readonly UnitId[]
  }

/** `state`: already settled as of `now`. */
export type MatterFacts = AboutMatter & { readonly state: Consultation }

/** A command as the help lists it: the English and the Vietnamese name, without the slash. */
export type CommandName = { readonly name: string; readonly alias: string }

/** How one links in a messenger: by a link that starts a chat with the code in it; null: by typing the code. */
export type LinkWay = { readonly messenger: string; readonly url: string | null }

export type ResponseFacts = ReadingFacts &
  DossierFacts & {
    /** As in {@link MatterFacts}; for a card of a matter that is shown once more. */
    readonly unlinked: readonly UnitId[]
    /** The matter a response is about, as of `now`; null when it is about none. */
    readonly matter: Matter | null
    /** The rules a matter opened now would have, for a preview; null when not at hand. */
    readonly rules: RulesInForce | null
    /** All commands, for the help. */
    readonly commands: readonly CommandName[]
    /** Every messenger the committee has, for a linking code. */
    readonly linkWays: readonly LinkWay[]
    /** The first of their links as a QR picture; the code where there is none. */
    readonly qr: CardFile | null
    /** The bytes of the dossier or of the evidence, when they were asked for. */
    readonly file: CardFile | null
  }
