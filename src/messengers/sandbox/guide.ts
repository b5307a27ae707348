/** What the program tells the page beyond messages: where to begin, and which moments are worth going to. */
import { type Done, moveClock } from './officer.ts'
import type { Vendor } from './vendor.ts'
import type { Snapshot } from './world.ts'

/** A moment worth going to, such as the next deadline. */
export type Milestone = { readonly label: string; readonly at: Temporal.Instant }

export type Guide = {
  readonly intro: Snapshot['intro']
  /** What comes next, in any order; past ones are left out. */
  readonly milestones: () => Promise<readonly Milestone[]>
  /** When the next working day begins. */
  readonly nextWorkingMorning: (now: Temporal.Instant) => Temporal.Instant | Promise<Temporal.Instant>
}

/** How the page asks to move the clock; `to` is an ISO 8601 moment. */
export type Move = { readonly by: 'minute' | 'hour' | 'morning' | 'milestone' } | { readonly to: string }

/** What is still to come, soonest first. */
export async function comingMilestones(vendor: Vendor, guide: Guide): Promise<readonly Milestone[]> {
  const now = vendor.now()
  const coming = (await guide.milestones()).filter(({ at }) => Temporal.Instant.compare(at, now) > 0)
  return coming.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))
}

/** Moves the clock as asked; refused when there is nothing ahead to go to. */
export async function move(vendor: Vendor, guide: Guide, asked: Move): Promise<Done> {
  const to = 'to' in asked ? Temporal.Instant.from(asked.to) : await momentBy(vendor, guide, asked.by)
  return to === null ? { refused: 'not-forward' } : moveClock(vendor, to)
}

async function momentBy(
  vendor: Vendor,
  guide: Guide,
  by: 'minute' | 'hour' | 'morning' | 'milestone',
): Promise<Temporal.Instant | null> {
  if (by === 'minute') return vendor.now().add({ minutes: 1 })
  if (by === 'hour') return vendor.now().add({ hours: 1 })
  if (by === 'morning') return guide.nextWorkingMorning(vendor.now())
  const [first] = await comingMilestones(vendor, guide)
  return first?.at ?? null
}

/** Monday to Friday at 08:00 in Vietnam: what holds until the program says better. */
export function nextWeekdayMorning(now: Temporal.Instant): Temporal.Instant {
  const local = now.toZonedDateTimeISO('Asia/Ho_Chi_Minh')
  const mornings = [0, 1, 2, 3].map((days) => local.startOfDay().add({ days, hours: 8 }))
  const next = mornings.find((at) => at.dayOfWeek <= 5 && Temporal.ZonedDateTime.compare(at, local) > 0)
  return (next ?? local.add({ days: 1 })).toInstant()
}
