/** Weeks, months, quarters and years as dates: "tuần sau", "cuối tháng", "giữa quý". BLDS 2015 Đ.146(2)-(3). */
import { type Calendar, workingDayOnOrBefore } from '../calendar.ts'
import { readShift } from './day-rules.ts'
import { days, noSuchDay, option, readYear, yearWords } from './options.ts'
import { type DayOption, type Rule, rule } from './pieces.ts'

type Day = Temporal.PlainDate
type Groups = Readonly<Record<string, string | undefined>>

const edge = '(?:(?:ngay *)?(?<edge>dau|giua|cuoi|trong|het|noi)(?: cung)?(?: cua)? *)?'
const near = '(?<which>nay|(?:next|after|sau|toi)(?: nua)?|truoc(?! *(?:\\d|ngay|thu|khi|hop)))'
const inYear = `(?: *(?:[/-]|,? *nam|cua nam)? *(?<year>${yearWords}))?`
const quarterNames: readonly string[] = ['i', 'ii', 'iii', 'iv']

/** What a period's beginning, middle and end are; `whole` is what "tuần sau" means as a deadline. */
type Period = Readonly<Record<'first' | 'middle' | 'whole', Day>> & {
  readonly ends: readonly Day[]
  readonly isMiddleSaid: boolean
}

/** "tuần sau" is due by its last working day; "cuối tuần" may mean that day or Sunday. */
function weekOf(today: Day, shift: number, calendar: Calendar): Period {
  const first = today.add({ days: 1 - today.dayOfWeek + 7 * shift })
  const sunday = first.add({ days: 6 })
  const worked = workingDayOnOrBefore(sunday, calendar)
  const whole = Temporal.PlainDate.compare(worked, first) >= 0 ? worked : first.add({ days: 4 })
  return { first, middle: first.add({ days: 2 }), whole, ends: [whole, sunday], isMiddleSaid: true }
}

/** The middle of a month is its 15th (Đ.146(2)). */
function monthOf(first: Day): Period {
  const last = first.with({ day: first.daysInMonth })
  return { first, middle: first.with({ day: 15 }), whole: last, ends: [last], isMiddleSaid: true }
}

/** The law does not say what the middle of a quarter is: the middle of its second month is offered. */
function quarterOf(first: Day): Period {
  const last = first.add({ months: 3 }).subtract({ days: 1 })
  return { first, middle: first.add({ months: 1 }).with({ day: 15 }), whole: last, ends: [last], isMiddleSaid: false }
}

/** The middle of a year is the last day of June (Đ.146(3)). */
function yearOf(year: number): Period {
  const last = new Temporal.PlainDate(year, 12, 31)
  return {
    first: new Temporal.PlainDate(year, 1, 1),
    middle: new Temporal.PlainDate(year, 6, 30),
    whole: last,
    ends: [last],
    isMiddleSaid: true,
  }
}

function optionsOf(period: Period, word: string | undefined): readonly DayOption[] {
  if (word === 'dau') return [option(period.first)]
  if (word === 'giua') return [option(period.middle, { doubt: period.isMiddleSaid ? null : 'needs-confirmation' })]
  if (word === 'cuoi') return period.ends.map((day) => option(day))
  return [option(period.whole, { firstDay: period.first })]
}

const isBare = (groups: Groups) =>
  groups['edge'] === undefined && groups['which'] === undefined && groups['year'] === undefined

const weekRule = rule(new RegExp(`${edge}tuan(?: *${near})?`), ({ groups = {} }, today, calendar) => {
  if (isBare(groups)) return null
  const shift = readShift(groups['which'])
  const at = (weeks: number) => optionsOf(weekOf(today, weeks, calendar), groups['edge'])
  return days(at(shift), shift < 0 ? [] : at(shift + 1))
})

/** "tháng sau" without accents may also be June, so both are offered. */
const nearMonthRule = rule(new RegExp(`${edge}thang(?! *\\d)(?: *${near})?`), ({ groups = {} }, today) => {
  if (isBare(groups)) return null
  const shift = readShift(groups['which'])
  const at = (months: number) => optionsOf(monthOf(today.with({ day: 1 }).add({ months })), groups['edge'])
  const june = groups['which'] === 'sau' ? optionsOf(monthOf(comingMonth(6, today)), groups['edge']) : []
  return days([...at(shift), ...june], shift < 0 ? [] : at(shift + 1))
})

/** "cuối tháng 12", "tháng 1 năm 2027": without a year the one that is not over. */
const namedMonthRule = rule(
  new RegExp(`${edge}thang *(?<month>\\d{1,2})(?!\\d)${inYear}`),
  ({ groups = {}, 0: text }, today) => {
    const month = Number(groups['month'])
    if (month < 1 || month > 12) return noSuchDay(text)
    const year = readYear(groups['year'], today)
    const first = year === null ? comingMonth(month, today) : new Temporal.PlainDate(year, month, 1)
    return days(optionsOf(monthOf(first), groups['edge']))
  },
)

const quarterRule = rule(
  new RegExp(`${edge}quy(?: *(?:${near}|(?<quarter>iii|iv|ii|i|[1-4])(?!\\d)))?${inYear}`),
  ({ groups = {} }, today) => {
    if (isBare(groups) && groups['quarter'] === undefined) return null
    const here = today.with({ month: today.month - ((today.month - 1) % 3), day: 1 })
    const at = (first: Day) => optionsOf(quarterOf(first), groups['edge'])
    if (groups['quarter'] === undefined) {
      const first = here.add({ months: 3 * readShift(groups['which']) })
      return days(at(first), at(first.add({ months: 3 })))
    }
    const month = 3 * (readQuarter(groups['quarter']) - 1) + 1
    const year = readYear(groups['year'], today) ?? today.year + (month < here.month ? 1 : 0)
    return days(at(new Temporal.PlainDate(year, month, 1)))
  },
)

const yearRule = rule(new RegExp(`${edge}nam(?: *(?<year>${yearWords}))?`), ({ groups = {} }, today) => {
  if (isBare(groups)) return null
  const year = readYear(groups['year'], today) ?? today.year
  return days(optionsOf(yearOf(year), groups['edge']), optionsOf(yearOf(year + 1), groups['edge']))
})

function comingMonth(month: number, today: Day): Day {
  return new Temporal.PlainDate(today.year + (month < today.month ? 1 : 0), month, 1)
}

function readQuarter(name: string): number {
  const roman = quarterNames.indexOf(name)
  return roman < 0 ? Number(name) : roman + 1
}

export const periodRules: readonly Rule[] = [weekRule, namedMonthRule, nearMonthRule, quarterRule, yearRule]
