/** Days of the lunar calendar: "mùng 5 tháng Chạp", "rằm tháng Giêng", "20/8 âm lịch", "29 Tết". */
import { solarDayOf } from '../lunar.ts'
import { dateOption, days, firstFrom, noSuchDay, option } from './options.ts'
import { type DayOption, type Piece, type Rule, rule } from './pieces.ts'

type Day = Temporal.PlainDate

const lunar = ' *\\(?(?:am lich|am|al)\\b\\)?'

/** The next time a lunar day comes; null when no year near has it. */
function nextLunar(day: number, month: number, today: Day): DayOption | null {
  const years = [-1, 0, 1].map((shift) => solarDayOf({ day, month, year: today.year + shift }))
  const found = firstFrom(today, years)
  return found === null ? null : option(found, { isLunar: true })
}

function readLunar(text: string, day: number, month: number, today: Day): Piece {
  const found = nextLunar(day, month, today)
  return found === null ? noSuchDay(text) : days([found])
}

/** Giêng and Chạp are names of lunar months only. */
const namedMonth = rule(
  /(?:ngay *)?(?:(?:mung|mong) *)?(?<day>\d{1,2}|ram) *(?:thang *)?(?<month>gieng|chap)(?: *\(?am lich\)?)?/,
  ({ groups = {}, 0: text }, today) =>
    readLunar(text, readDay(groups['day']), groups['month'] === 'gieng' ? 1 : 12, today),
)

const saidLunar = rule(
  new RegExp(`(?:ngay *)?(?:(?:mung|mong) *)?(?<day>\\d{1,2}|ram) *(?:/|thang) *(?<month>\\d{1,2})${lunar}`),
  ({ groups = {}, 0: text }, today) => readLunar(text, readDay(groups['day']), Number(groups['month']), today),
)

/** The full moon is lunar whatever the month is called. */
const fullMoon = rule(/ram *thang *(?<month>\d{1,2})(?!\d)/, ({ groups = {}, 0: text }, today) =>
  readLunar(text, 15, Number(groups['month']), today),
)

/** "mùng 4 Tết", "29 Tết". */
const aroundTet = rule(/(?:ngay *)?(?:(?:mung|mong) *)?(?<day>\d{1,2}) *tet/, ({ groups = {}, 0: text }, today) => {
  const day = Number(groups['day'])
  return readLunar(text, day, day > 15 ? 12 : 1, today)
})

/** "mùng" leans to the lunar calendar but is said of solar days too: both are offered. */
const eitherCalendar = rule(
  /(?:ngay *)?(?:mung|mong) *(?<day>\d{1,2})(?: *(?:thang|\/) *(?<month>\d{1,2}))?(?!\d)/,
  ({ groups = {}, 0: text }, today) => {
    const day = Number(groups['day'])
    const month = groups['month'] === undefined ? null : Number(groups['month'])
    const solar = dateOption(day, month ?? nextMonthWith(day, today), null, today)
    const lunarDay = month === null ? nextLunarOfAnyMonth(day, today) : nextLunar(day, month, today)
    const found = [solar, lunarDay].flatMap((one) => (one === null ? [] : [{ ...one, doubt: 'lunar' as const }]))
    return found.length === 0 ? noSuchDay(text) : days(found)
  },
)

function nextLunarOfAnyMonth(day: number, today: Day): DayOption | null {
  const months = Array.from({ length: 12 }, (_, index) => nextLunar(day, index + 1, today))
  const sorted = months.flatMap((one) => one ?? []).toSorted((a, b) => Temporal.PlainDate.compare(a.day, b.day))
  return sorted[0] ?? null
}

function nextMonthWith(day: number, today: Day): number {
  return today.day <= day ? today.month : (today.month % 12) + 1
}

function readDay(word: string | undefined): number {
  return word === 'ram' ? 15 : Number(word)
}

export const lunarRules: readonly Rule[] = [namedMonth, saidLunar, fullMoon, aroundTet, eitherCalendar]
