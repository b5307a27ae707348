/** "trước lễ", "sau Tết": the working day next to a run of days off. Always to be confirmed. */

import { fold } from '../../text/vietnamese.ts'
import { addWorkingDays, type Calendar, isWorkingDay, namedDay } from '../calendar.ts'
import { option } from './options.ts'
import type { DayOption } from './pieces.ts'
import type { Said } from './said.ts'

type Day = Temporal.PlainDate
type Event = NonNullable<Said['event']>

/** Two years hold every holiday at least once. */
const daysAhead = 731

const names: Readonly<Record<Event, readonly string[]>> = {
  holiday: [''],
  tet: ['tet nguyen dan', 'tet duong lich'],
  'lunar-tet': ['tet nguyen dan'],
  'solar-tet': ['tet duong lich'],
}

/** The working day before or after the event; several when its name fits several holidays, none when no data knows it. */
export function daysBeside(
  event: Event,
  side: 'before' | 'after',
  today: Day,
  calendar: Calendar,
): readonly DayOption[] {
  return names[event].flatMap((name) => {
    const first = nextHoliday(name, today, calendar)
    if (first === null) return []
    const day = addWorkingDays(first, side === 'before' ? -1 : 1, calendar)
    return [option(day, { doubt: 'needs-confirmation' })]
  })
}

function nextHoliday(name: string, today: Day, calendar: Calendar): Day | null {
  for (let ahead = 0; ahead < daysAhead; ahead += 1) {
    const day = today.add({ days: ahead })
    const named = namedDay(day, calendar)
    if (named !== null && !isWorkingDay(day, calendar) && fold(named.name).startsWith(name)) return day
  }
  return null
}
