/** What happens at the same time of every working day: which such slot is next, and which was the last. */
import { addWorkingDays, type Calendar, dayOf, workingDayOnOrAfter, workingDayOnOrBefore } from './calendar.ts'

/** A time of day as an ISO text, "09:00". */
export type SlotTime = string

/** The first slot later than an instant. */
export function nextSlot(after: Temporal.Instant, time: SlotTime, calendar: Calendar): Temporal.Instant {
  const day = workingDayOnOrAfter(dayOf(after, calendar), calendar)
  const slot = slotOn(day, time, calendar)
  return Temporal.Instant.compare(slot, after) > 0 ? slot : slotOn(addWorkingDays(day, 1, calendar), time, calendar)
}

/** The last slot that is not later than an instant. */
export function lastSlot(upTo: Temporal.Instant, time: SlotTime, calendar: Calendar): Temporal.Instant {
  const day = workingDayOnOrBefore(dayOf(upTo, calendar), calendar)
  const slot = slotOn(day, time, calendar)
  return Temporal.Instant.compare(slot, upTo) <= 0 ? slot : slotOn(addWorkingDays(day, -1, calendar), time, calendar)
}

function slotOn(day: Temporal.PlainDate, time: SlotTime, { timeZone }: Calendar): Temporal.Instant {
  return day.toZonedDateTime({ timeZone, plainTime: time }).toInstant()
}
