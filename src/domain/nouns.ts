/** The kinds of matters, each under its name. A kind that is missing here does not compile. */
import type { Consultation, ConsultationEvent } from './consultation.ts'
import { consultations } from './consultation-noun.ts'
import { type Ground, type Noun, type Recordable, type Stated, settleAsOf, type Typed } from './noun.ts'
import type { MatterKind } from './reference.ts'

type Shape<State extends Stated, Event extends Recordable<Event>> = { readonly state: State; readonly event: Event }

type Shapes = {
  readonly consultation: Shape<Consultation, ConsultationEvent>
}

export const nouns: { readonly [Kind in MatterKind]: Noun<StateOf<Kind>, EventOf<Kind>> } = {
  consultation: consultations,
}

export type StateOf<Kind extends MatterKind> = Shapes[Kind]['state']
export type EventOf<Kind extends MatterKind> = Shapes[Kind]['event']

/** A matter whose kind is known: whoever wants one kind asks for it by its name. */
export type Matter = {
  readonly [Kind in MatterKind]: { readonly kind: Kind; readonly state: StateOf<Kind> }
}[MatterKind]

/** A matter as it is stored: the kind says whose state it is. */
export type StoredMatter = { readonly kind: string; readonly state: unknown }

/** A noun with its types folded away, for states of the same kind. */
export type AnyNoun = Noun<Stated, Typed>

/** The noun of a stored matter; null for the register, which is none, and for a kind this program does not know. */
function findNoun(kind: string): AnyNoun | null {
  return Object.hasOwn(nouns, kind) ? (nouns[kind as MatterKind] as unknown as AnyNoun) : null
}

/** @throws for a kind this program does not know: a newer one wrote it */
export function nounOf(kind: string): AnyNoun {
  const noun = findNoun(kind)
  if (noun === null) throw new Error(`This program knows no matters of the kind '${kind}'`)
  return noun
}

/** A stored matter as time has left it by now; null when it is of no kind. For reading only. */
export function matterAsOf(
  { kind, state }: StoredMatter,
  asOf: { readonly now: Temporal.Instant; readonly ground: Ground },
): Matter | null {
  const noun = findNoun(kind)
  return noun && ({ kind, state: settleAsOf(noun, state as Stated, asOf) } as unknown as Matter)
}

/** The consultation a matter is; null when it is of another kind, or there is none. */
export function consultationIn(matter: Matter | null): Consultation | null {
  return matter?.kind === 'consultation' ? matter.state : null
}
