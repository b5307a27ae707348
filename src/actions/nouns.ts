/**
 * The kinds of matters, each under its name: what jobs do with any matter, whatever its kind. A kind that is missing here
 * does not compile.
 */
import type { MatterKind, Reference } from '../domain/reference.ts'
import type { Circumstances } from './act.ts'
import { consultations } from './consultation.ts'
import type { Noun } from './noun.ts'
import { lockSettled, record } from './record.ts'

type AnyEvent = { readonly type: string }

/** A kind with its types folded away. */
type Kind = {
  /** Lets time act on a matter that is due; the events it brought. */
  readonly settle: (circumstances: Circumstances, reference: Reference) => Promise<readonly AnyEvent[]>
}

const nouns: Readonly<Record<MatterKind, Kind>> = { consultation: fold(consultations) }

function fold<State extends { readonly state: string }, Event extends AnyEvent>(noun: Noun<State, Event>): Kind {
  return {
    async settle(circumstances, reference) {
      const locked = await lockSettled(circumstances, noun, reference)
      if (locked === null || locked.settled.length === 0) return []
      await record(circumstances, noun, locked, { decision: [] })
      return locked.settled
    },
  }
}

/** @throws for a kind this program does not know: a newer one wrote it */
export function kindOf(name: string): Kind {
  const kind = nouns[name as MatterKind] as Kind | undefined
  if (kind === undefined) throw new Error(`This program knows no matters of the kind '${name}'`)
  return kind
}
