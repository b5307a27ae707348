/**
 * What a consultation leaves owed, and by whom: what digests, reminders of the day and choices of matters are made of; and
 * what became of what was owed.
 */
import { dayOf, endOfDay, workingDayOnOrAfter } from '../calendar/calendar.ts'
import { type Answer, type Asked, askedOf, isSettled } from './consultation-answer.ts'
import { viewsAnsweredBy } from './consultation-differing.ts'
import { isWaitingForLead } from './consultation-requests.ts'
import { findReturned, forwardedTo, mayLeadReroute, type Returned } from './consultation-reroute.ts'
import type { Consultation, Open } from './consultation-state.ts'
import { actorOf, type Directory, decides, type OfficerId, type UnitId, unitsWith } from './directory.ts'
import type { Ground } from './noun.ts'
import type { Obligation, What } from './obligation.ts'
import type { Due, End } from './reckoning.ts'

/**
 * A draft letter waits to be sent. Of a letter that is out, every silent unit owes its answer, also after a lapse that means
 * nothing: a late answer then becomes the outcome. The lead owes decisions, that what came back goes on to the right unit,
 * and that its matter comes to an end; superiors a word on a differing view.
 */
export function owes(state: Consultation, ground: Ground): readonly Obligation[] {
  const { leadUnit: unit } = state.letter
  if (state.state === 'draft') return [{ unit, what: 'confirm_letter', dueAt: null }]
  if (state.state !== 'open') return []
  const answers = Object.values(state.answers)
  const asked = answers.flatMap((answer) => (answer.state === 'asked' ? [answer] : []))
  const lastAt = inOrder(asked).at(-1) ?? null
  const waitsUntilAt = inOrder(asked.filter(isWaitingForLead)).at(0)
  const requests: readonly Obligation[] =
    waitsUntilAt === undefined ? [] : [{ unit, what: 'decide_request', dueAt: waitsUntilAt }]
  return [
    ...answers.flatMap(owedFor),
    ...reroutesIn(state, ground),
    ...directionsIn(state, ground),
    { unit, what: lastAt === null ? 'close' : 'lead', dueAt: lastAt },
    ...requests,
  ]
}

/**
 * H6.4, AL1.2d: what came back waits for the lead to send it on or, once it came back again, for the Office (HP2d). As at once as
 * it had to be returned: by the end of the working day.
 */
function reroutesIn({ answers, letter, rules }: Open, { directory, calendar }: Ground): readonly Obligation[] {
  const waiting = Object.values(answers)
    .filter((answer): answer is Returned => answer.state === 'returned')
    .filter((answer) => forwardedTo(answers, answer) === null)
    .toSorted((a, b) => Temporal.Instant.compare(a.reply.at, b.reply.at))
  const owed = waiting.flatMap((answer) => {
    const on = dayOf(answer.reply.at, calendar)
    const offices = unitsWith(directory, 'office', on).map(({ id }) => id)
    const movers = mayLeadReroute(answer, rules) ? [letter.leadUnit] : offices
    const dueAt = endOfDay(workingDayOnOrAfter(on, calendar), calendar)
    return movers.map((unit): Obligation => ({ unit, what: 'reroute', dueAt }))
  })
  return owed.filter(({ unit }, index) => owed.findIndex((one) => one.unit === unit) === index)
}

/** TH1.2c: a differing view waits for a superior's word, where they lead; only they are told of it (reports/today.ts). */
function directionsIn({ differing }: Open, { directory, calendar }: Ground): readonly Obligation[] {
  const waiting = differing.filter(({ directions }) => directions.length === 0)
  const units = waiting.flatMap(({ superiors, at }) =>
    superiors.flatMap((officer) => unitsLedBy(directory, officer, dayOf(at, calendar))),
  )
  return [...new Set(units)].map((unit): Obligation => ({ unit, what: 'direct', dueAt: null }))
}

function unitsLedBy(directory: Directory, officer: OfficerId, on: Temporal.PlainDate): readonly UnitId[] {
  return actorOf(directory, officer, on).capacities.flatMap(({ unit, post }) => (decides(post) ? [unit] : []))
}

function inOrder(asked: readonly Asked[]): readonly Temporal.Instant[] {
  return asked.map(({ dueAt }) => dueAt).toSorted((a, b) => Temporal.Instant.compare(a, b))
}

function owedFor(answer: Answer): readonly Obligation[] {
  switch (answer.state) {
    case 'asked': {
      const { unit, dueAt, draft } = answer
      const confirms: readonly Obligation[] = draft === null ? [] : [{ unit, what: 'confirm_reply', dueAt }]
      return [{ unit, what: 'answer', dueAt }, ...confirms]
    }
    case 'unanswered':
    case 'unreached':
      return [{ unit: answer.asked.unit, what: 'late_answer', dueAt: answer.lapsedAt }]
    default:
      return []
  }
}

/**
 * A return that may still be taken back is not known outside its unit, so nobody is told yet to send it on; a differing view is
 * its superiors' alone.
 */
export function mayKnow(
  { what, officer }: { readonly what: What; readonly officer: OfficerId },
  state: Consultation,
  { now, ground: { directory, calendar } }: { readonly now: Temporal.Instant; readonly ground: Ground },
): boolean {
  if (what === 'reroute') return state.state === 'open' && findReturned(state.answers, now).length > 0
  if (what !== 'direct') return true
  const views = viewsAnsweredBy(state, officer, { directory, on: dayOf(now, calendar) })
  return views.some(({ directions }) => directions.length === 0)
}

/** What a deadline that has passed came to; null: nothing, which is a fault. */
export function endOf({ unit, dueAt }: Due, state: Consultation): End | null {
  const answer = 'answers' in state ? state.answers[unit] : undefined
  if (answer === undefined) return null
  return askedOf(answer).dueAt.equals(dueAt) ? endOfAnswer(answer) : 'extended'
}

/** How it stood at the deadline: an answer that came late took the place of a lapse, which is what is counted. */
function endOfAnswer(answer: Answer): End | null {
  if (isSettled(answer)) {
    if (answer.lapsed !== null) return answer.lapsed.state
    return answer.state === 'returned' ? 'returned' : 'answered'
  }
  return answer.state === 'asked' ? null : answer.state
}
