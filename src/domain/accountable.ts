/** Who answers in person for what a unit owes. Not here: who may sign for it (consultation-signer.ts). */
import { type Calendar, dayOf, lastDayBefore } from '../calendar/calendar.ts'
import { type Answer, isLapsed, isSettled } from './consultation-answer.ts'
import { capacitiesIn, type Directory, leads, type OfficerId, type UnitId } from './directory.ts'

/**
 * H6.9, AL1.1b: one person by name, the unit's head on a day, whoever signs; only where there is no head, whoever leads by
 * an order. Null: the directory names nobody.
 */
export function accountableFor(directory: Directory, unit: UnitId, on: Temporal.PlainDate): OfficerId | null {
  const leading = capacitiesIn(directory, unit, on).find(({ post }) => leads(post))
  return leading?.officer ?? null
}

/** Who acts for a unit's head on a day, and by which order. The head stays accountable for what they sign. */
export type Acting = { readonly officer: OfficerId; readonly order: string }

export function actingFor(directory: Directory, unit: UnitId, on: Temporal.PlainDate): readonly Acting[] {
  const head = accountableFor(directory, unit, on)
  return capacitiesIn(directory, unit, on).flatMap(({ officer, order }) =>
    order === null || officer === head ? [] : [{ officer, order }],
  )
}

/** The day whose head is accountable for an answer: that of its end, or today while it is owed. */
export function accountableOn(answer: Answer, now: Temporal.Instant, calendar: Calendar): Temporal.PlainDate {
  if (isSettled(answer)) return dayOf(answer.reply.at, calendar)
  if (isLapsed(answer)) return lastDayBefore(answer.lapsedAt, calendar)
  return dayOf(answer.state === 'void' ? answer.at : now, calendar)
}
