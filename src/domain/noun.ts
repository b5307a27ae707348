/** What a kind of matter must offer, so that everything done with matters of any kind can be done with it. */
import type { Calendar } from '../calendar/calendar.ts'
import type { Decision } from './decision.ts'
import type { Actor, Directory, OfficerId, UnitId } from './directory.ts'
import type { Leaver } from './directory-change.ts'
import type { LeftMatter, Telling } from './notice.ts'
import type { Obligation, What } from './obligation.ts'
import type { Due, End } from './reckoning.ts'
import type { MatterKind } from './reference.ts'

/** What every state and every event has: its name. States are plain JSON but for their instants and days. */
export type Stated = { readonly state: string }
export type Typed = { readonly type: string }

/** Lines of evidence that are of no event, and change no state: deliveries and refused attempts. */
export const witnessTypes = ['delivered', 'undelivered', 'refused'] as const

/** What stands in a line of evidence beside the facts of its event: the words of whoever acted, and within which time they did. */
type Beside = 'words' | 'assumed'

/** An event under none of the names that lines of evidence keep for others, so that its line is told apart and read back whole. */
export type Recordable<Event extends Typed> = {
  readonly type: string & Exclude<Event['type'], (typeof witnessTypes)[number]>
} & { readonly [Name in Beside]?: never }

/** What surrounds a matter. */
export type Ground = { readonly directory: Directory; readonly calendar: Calendar }

/** What lists say of a matter, and whose it is, whatever its kind. */
export type Outline = {
  readonly subject: string
  readonly leadUnit: UnitId
  /** Whoever wrote it or gave it out: when they leave, it is looked at. */
  readonly authors: readonly OfficerId[]
  /** Whether anything may still be done in it; what is not open is nobody's to hand over. */
  readonly isOpen: boolean
}

/** Which live cards an event changes, and the seconds after which the change may be seen; several when it shows in steps. */
export type Change = { readonly units: readonly UnitId[] | 'all'; readonly afterSeconds: readonly number[] }

/** Something told of a matter in private, as it came to somebody. */
export type Delivered = {
  /** Of the notice. */
  readonly kind: string
  readonly unit: UnitId | null
  readonly officer: OfficerId
  readonly messenger: string
  readonly at: Temporal.Instant
  readonly recordedAt: Temporal.Instant
}

/** How notices go out, by their kind. */
export type Manners<Kind extends string> = {
  /** Whether it only reminds of what was told before: one is enough, however many channels somebody has. */
  isReminder(kind: Kind): boolean
  /** Under which kind of notice about the same unit it hangs, where the chat has it. */
  hangsUnder(kind: Kind): Kind | null
  /** From how many on those of a kind that wait for one chat become one message; null: never. */
  mergesFrom(kind: Kind, isPrivate: boolean): number | null
}

/** Somebody changed the calendar; `changedBy` null: whoever runs the program. */
export type CalendarChanged = {
  readonly changedBy: OfficerId | null
  readonly at: Temporal.Instant
  readonly recordedAt: Temporal.Instant
  /** The calendar as it was. */
  readonly before: Calendar
}

/** A deadline that ended on a working day which is one of rest now, and what becomes of it. */
export type OnRest = {
  readonly unit: UnitId
  readonly dueAt: Temporal.Instant
  /**
   * `in_hours`: it stays, for its hours run on any day. `before_day`: it stays, for it was written as "before X" and must not
   * reach X. `over`: it had passed before the day was known to be free.
   */
  readonly fate: 'moves' | 'in_hours' | 'before_day' | 'over'
}

/** `newDueAt`: where it moves; null when it stays. */
export type Moved = OnRest & { readonly newDueAt: Temporal.Instant | null }

export type Noun<State extends Stated, Event extends Typed> = {
  readonly kind: MatterKind
  /** A stored state with what the version that wrote it did not know of. Applied wherever a state is read. */
  readonly complete: (state: State) => State
  readonly evolve: (state: State | null, event: Event) => State
  /** What the passing of time brings by `at`, for a matter locked now. */
  readonly settle: (
    state: State,
    at: Temporal.Instant,
    recordedAt: Temporal.Instant,
    ground: Ground,
  ) => readonly Event[]
  readonly nextMoment: (state: State) => Temporal.Instant | null
  readonly followUps: (event: Event, state: State, sequence: number) => readonly Telling[]
  /** Who owes what in it; who the Office is stands in the directory. */
  readonly owes: (state: State, ground: Ground) => readonly Obligation[]
  /** Whether an officer may know already, or at all, of what is owed and guarded (obligation.ts); `state` as it is stored. */
  readonly mayKnow: (
    owed: { readonly what: What; readonly officer: OfficerId },
    state: State,
    asOf: { readonly now: Temporal.Instant; readonly ground: Ground },
  ) => boolean
  readonly outlineOf: (state: State) => Outline
  readonly changes: (event: Event) => Change | null
  /** When it will look different although nothing happens. */
  readonly changesAt: (state: State, now: Temporal.Instant) => readonly Temporal.Instant[]
  /** Who may read it, as of the day their capacities were taken. */
  readonly maySee: (state: State, actor: Actor, directory: Directory) => boolean
  readonly manners: Manners<string>
  /** What it means for the matter that something told in private came to somebody; mostly nothing. */
  readonly proveDelivered: (told: Delivered, state: State, ground: Ground) => Decision<Event>
  /** Who did it and when, for the evidence; nobody when time did. */
  readonly provenance: (event: Event) => { readonly actor: OfficerId | null; readonly at: Temporal.Instant | null }
  /** What of it somebody leaves behind who is in no unit any more; `directory` is the one without them. */
  readonly leftBy: (
    leaver: Leaver,
    state: State,
    directory: Directory,
    today: Temporal.PlainDate,
  ) => readonly LeftMatter[]
  /** Its deadlines on a day that became one of rest, and the events that move those that move; `ground` has the new calendar. */
  readonly moveDeadlines: (
    state: State,
    change: CalendarChanged,
    ground: Ground,
  ) => { readonly found: readonly Moved[]; readonly events: readonly Event[] }
  /** What a deadline that has passed came to; null: nothing, and it does not add up. */
  readonly endOf: (due: Due, state: State) => End | null
}

/** A matter as time has left it by an instant, whether or not any timer has fired. For reading only. */
export function settleAsOf<State extends Stated, Event extends Typed>(
  noun: Noun<State, Event>,
  stored: State,
  { now, ground }: { readonly now: Temporal.Instant; readonly ground: Ground },
): State {
  const state = noun.complete(stored)
  return noun.settle(state, now, now, ground).reduce<State>(noun.evolve, state)
}
