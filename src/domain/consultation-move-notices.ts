/** Whom a consultation tells when a request or an outcome moves: sent on, opened again, overruled, closed. */
import type { LateTakenEvent, ReopenedEvent } from './consultation-moves.ts'
import { undoSeconds } from './consultation-reply.ts'
import type { Consultation, ConsultationEvent } from './consultation-state.ts'
import type { UnitId } from './directory.ts'
import type { ConsultationNotice, Manner, Tell, Telling } from './notice.ts'

/** The same for everybody in the lead unit who follows the matter. */
export type LeadHears = (kind: ConsultationNotice['kind'], unit: UnitId | null, manner?: Manner) => readonly Telling[]

type Move = Extract<
  ConsultationEvent,
  { readonly type: 'rerouted' | 'reopened' | 'late_taken' | 'overruled' | 'closed' | 'deadline_moved' }
>

type Voices = { readonly tell: Tell; readonly leadHears: LeadHears }

export function moveTellings(event: Move, state: Consultation, { tell, leadHears }: Voices): readonly Telling[] {
  switch (event.type) {
    case 'rerouted':
      return [...asksAnew(event, tell), ...leadHears('rerouted', event.unit, { except: event.by })]
    case 'reopened':
      return [...asksAnew(event, tell), ...reopened(event, state, { tell, leadHears })]
    case 'late_taken':
      return [
        tell('reopened', event.unit, { who: 'deciders', unit: event.unit }, { isLive: true }),
        ...reopened(event, state, { tell, leadHears }),
      ]
    case 'overruled':
      return [
        tell('overruled', event.unit, { who: 'deciders', unit: event.unit }, { afterSeconds: undoSeconds }),
        ...leadHears('overruled', event.unit, { afterSeconds: undoSeconds, except: event.by }),
      ]
    case 'closed':
      return leadHears('closed', null, { isLive: true })
    case 'deadline_moved':
      return postponed(event, { tell, leadHears })
    default:
      return event satisfies never
  }
}

/** The request goes out as at first; the Office hears when nobody there can be reached. */
function asksAnew(
  { unit, unlinked }: { readonly unit: UnitId; readonly unlinked: readonly UnitId[] },
  tell: Tell,
): readonly Telling[] {
  return [
    tell('asked', unit, { who: 'deciders', unit }, { isLive: true }),
    tell('asked', unit, { who: 'unit_group', unit }, { isLive: true }),
    ...(unlinked.length > 0 ? [tell('unlinked', null, { who: 'office' }, { isLive: true })] : []),
  ]
}

/** The lead, whose end moves; the other consulted units only where the Office says so. */
function reopened(
  { unit, by, tells }: ReopenedEvent | LateTakenEvent,
  state: Consultation,
  { tell, leadHears }: Voices,
): readonly Telling[] {
  const others = tells === 'everybody' && 'answers' in state ? Object.keys(state.answers) : []
  return [
    ...leadHears('reopened', unit, { isLive: true, except: by }),
    ...others.filter((other) => other !== unit).map((other) => tell('reopened', unit, { who: 'head', unit: other })),
  ]
}

/** Whoever must answer; and once for all units of one change who follows it in the lead unit, and the Office. */
function postponed(
  { unit, at }: Extract<Move, { type: 'deadline_moved' }>,
  { tell, leadHears }: Voices,
): readonly Telling[] {
  const once = { once: at.toString() }
  return [
    tell('deadline_moved', unit, { who: 'deciders', unit }),
    tell('deadline_moved', unit, { who: 'unit_group', unit }),
    ...leadHears('deadline_moved', null, once),
    tell('deadline_moved', null, { who: 'office' }, once),
  ]
}
