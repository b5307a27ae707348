/** How what is told of a consultation goes out, and what it proves that it did. */
import { dayOf } from '../calendar/calendar.ts'
import { type Consultation, type ConsultationEvent, decide } from './consultation.ts'
import { undoEnds } from './consultation-undo.ts'
import type { Decision } from './decision.ts'
import { actorOf, decides, type OfficerId, type UnitId } from './directory.ts'
import type { ConsultationNoticeKind } from './notice.ts'
import type { Delivered, Ground, Manners } from './noun.ts'

const reminders: ReadonlySet<ConsultationNoticeKind> = new Set(['nudged', 'urged', 'lead_nudged', 'still_silent'])

/** What reminds of a request hangs under it. */
const underRequest: ReadonlySet<ConsultationNoticeKind> = new Set(['nudged', 'urged'])

export const manners: Manners<ConsultationNoticeKind> = {
  isReminder: (kind) => reminders.has(kind),
  hangsUnder: (kind) => (underRequest.has(kind) ? 'asked' : null),
  /**
   * The Office gets a card per case, with facts, basis and buttons, up to a handful: more at one instant would be a wall, and
   * each opens from the list all the same.
   */
  mergesFrom(kind, isPrivate) {
    if (kind === 'lapsed') return isPrivate ? 2 : 6
    return kind === 'nudged' || kind === 'still_silent' ? 2 : null
  },
}

/** A private request or nudge that came to somebody who may answer for the unit proves that the unit was reached. */
export function proveDelivered(told: Delivered, state: Consultation, ground: Ground): Decision<ConsultationEvent> {
  const { kind, unit, officer, messenger, at, recordedAt } = told
  if (unit === null || (kind !== 'asked' && kind !== 'nudged') || !mayAnswer(officer, { unit, at }, ground)) return []
  const reach = { kind: 'message', officer, messenger, at } as const
  return decide({ type: 'prove_reach', unit, reach, at, recordedAt }, state, { ...ground, rules: state.rules })
}

function mayAnswer(
  officer: OfficerId,
  { unit, at }: { readonly unit: UnitId; readonly at: Temporal.Instant },
  { directory, calendar }: Ground,
): boolean {
  const { capacities } = actorOf(directory, officer, dayOf(at, calendar))
  return capacities.some((capacity) => capacity.unit === unit && decides(capacity.post))
}

/** When it will look different although nothing happens: answers and conclusions stop being undoable. */
export function changesAt(state: Consultation, now: Temporal.Instant): readonly Temporal.Instant[] {
  const answers = 'answers' in state ? Object.values(state.answers) : []
  return answers.flatMap((answer) => undoEnds(answer, now))
}
