/** Makes a deadline of a day and, perhaps, a time; says what is worth a warning about it. */
import { type Calendar, dayOf, endOfDay, isProvisional, startOfDay } from '../calendar.ts'
import { deadlineOfDate, restReason } from '../limits.ts'
import type { DayOption } from './pieces.ts'
import type { AskReason, DateWarning, Deadline } from './reading.ts'

type Day = Temporal.PlainDate

/** A reading that may still be in doubt. */
export type Candidate = { readonly deadline: Deadline; readonly doubt: AskReason | null }

/** A moment of a day: its end, as a beginning, and how exact the words were. */
export type Moment = Pick<Deadline, 'at' | 'beginsAt' | 'precision'> & { readonly doubt: AskReason | null }

/** A day alone: to its end, or before it. */
export function wholeDay(option: DayOption, isBefore: boolean, calendar: Calendar): Candidate {
  const limit = deadlineOfDate(isBefore ? option.firstDay : option.day, isBefore ? 'before' : 'by', calendar)
  const day = limit.movedFrom?.day ?? limit.day
  return {
    doubt: option.doubt,
    deadline: {
      at: limit.at,
      day,
      precision: 'day',
      strict: isBefore,
      beginsAt: null,
      warnings: warningsOf(day, limit.day, option.isLunar, calendar),
    },
  }
}

/** A day with a time: the moment as written, even on a rest day, which is only warned about. A week has no morning. */
export function timedDay(
  option: DayOption,
  { doubt, ...moment }: Moment,
  isBefore: boolean,
  calendar: Calendar,
): Candidate {
  const warnings = warningsOf(option.day, option.day, option.isLunar, calendar)
  const isPeriod = !option.firstDay.equals(option.day)
  return {
    doubt: option.doubt ?? doubt ?? (isPeriod ? 'needs-confirmation' : null),
    deadline: { ...moment, day: option.day, strict: isBefore, warnings },
  }
}

/** An exact moment that hours and minutes lead to. */
export function exactMoment(at: Temporal.Instant, calendar: Calendar): Candidate {
  const day = dayOf(at, calendar)
  return {
    doubt: null,
    deadline: {
      at,
      day,
      precision: 'minute',
      strict: false,
      beginsAt: at,
      warnings: warningsOf(day, day, false, calendar),
    },
  }
}

/** From the beginning of one day to the end of another. */
export function wholeDays(from: Day, to: Day, calendar: Calendar): Candidate {
  const warnings = [...warningsOf(from, from, false, calendar), ...warningsOf(to, to, false, calendar)]
  const at = endOfDay(to, calendar)
  return {
    doubt: null,
    deadline: { at, day: to, precision: 'day', strict: false, beginsAt: startOfDay(from, calendar), warnings },
  }
}

function warningsOf(day: Day, lastDay: Day, isLunar: boolean, calendar: Calendar): readonly DateWarning[] {
  const why = restReason(day, calendar)
  const swap = calendar.unsettledSwaps.find(({ worked }) => worked === day.toString())
  const warnings: (DateWarning | null)[] = [
    why === null ? null : { kind: why === 'weekend' ? 'weekend' : 'holiday', day, why },
    swap === undefined ? null : { kind: 'swap-unsettled', day, off: Temporal.PlainDate.from(swap.off) },
    lastDay.equals(day) ? null : { kind: 'moved', day, to: lastDay },
    isProvisional(lastDay, calendar) ? { kind: 'provisional-year', day: lastDay } : null,
    isLunar ? { kind: 'lunar', day } : null,
  ]
  return warnings.filter((warning) => warning !== null)
}

/** Earliest first, each moment once; of two ways to the same moment the surer one. */
export function inOrder(candidates: readonly Candidate[]): readonly Candidate[] {
  const byMoment = new Map<string, Candidate>()
  for (const one of candidates) {
    const key = `${one.deadline.at.toString()} ${one.deadline.day.toString()}`
    const known = byMoment.get(key)
    if (known === undefined || (known.doubt !== null && one.doubt === null)) byMoment.set(key, one)
  }
  return [...byMoment.values()].toSorted((a, b) => Temporal.Instant.compare(a.deadline.at, b.deadline.at))
}
