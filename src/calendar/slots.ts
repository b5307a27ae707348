/** What happens at the same time of every working day: which such slot is next, and which was the last. */
import { addWorkingDays, type Calendar, dayOf, workingDayOnOrAfter, workingDayOnOrBefore } from './calendar.ts'

/** A time of day as an ISO text, "09:00". */
export type SlotTime = string

/** The first slot later than an instant, of one or several times of day. */
export function nextSlot(after: Temporal.Instant, times: readonly SlotTime[], calendar: Calendar): Temporal.Instant {
  return inOrder(times.map((time) => nextOf(after, time, calendar))).at(0) ?? after
}

/** The last slot that is not later than an instant. */
export function lastSlot(upTo: Temporal.Instant, times: readonly SlotTime[], calendar: Calendar): Temporal.Instant {
  return inOrder(times.map((time) => lastOf(upTo, time, calendar))).at(-1) ?? upTo
}

function inOrder(slots: readonly Temporal.Instant[]): readonly Temporal.Instant[] {
  return slots.toSorted((a, b) => Temporal.Instant.compare(a, b))
}

function nextOf(after: Temporal.Instant, time: SlotTime, calendar: Calendar): Temporal.Instant {
  const day = workingDayOnOrAfter(dayOf(after, calendar), calendar)
  const slot = slotOn(day, time, calendar)
  return Temporal.Instant.compare(slot, after) > 0 ? slot : slotOn(addWorkingDays(day, 1, calendar), time, calendar)
}

function lastOf(upTo: Temporal.Instant, time: SlotTime, calendar: Calendar): Temporal.Instant {
  const day = workingDayOnOrBefore(dayOf(upTo, calendar), calendar)
  const slot = slotOn(day, time, calendar)
  return Temporal.Instant.compare(slot, upTo) <= 0 ? slot : slotOn(addWorkingDays(day, -1, calendar), time, calendar)
}

function slotOn(day: Temporal.PlainDate, time: SlotTime, { timeZone }: Calendar): Temporal.Instant {
  return day.toZonedDateTime({ timeZone, plainTime: time }).toInstant()
}
