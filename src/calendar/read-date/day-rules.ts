/** Words that name a day: dates in figures and words, "mai", weekdays. Periods and lunar days have files of their own. */
import { dateOption, dayIn, days, firstFrom, noSuchDay, option, readYear, yearWords } from './options.ts'
import { type Piece, type Rule, rule } from './pieces.ts'

type Day = Temporal.PlainDate

const year = `(?: *,? *nam *(?<year>${yearWords}))`
const unitAhead = '(?! *(?:(?:ngaylv|ngay|hom|tuan|thang|quy|gio|h|tieng|phut)\\b|nam \\d))'
const ordinals: Readonly<Record<string, number>> = { dau: 1, giua: 2, cuoi: 3 }
const relatives: Readonly<Record<string, number>> = {
  'hom qua': -1,
  'hom kia': -2,
  'hom mai': 1,
  nay: 0,
  mai: 1,
  overmorrow: 2,
  mot: 2,
  kia: 2,
  thirdday: 3,
}

/** "20-25/11", "từ 20/11 đến 25/11". */
const dateRange = rule(
  new RegExp(
    '(?:ngay *)?(?<fromDay>\\d{1,2})(?: */ *(?<fromMonth>\\d{1,2}))?(?: */ *(?<fromYear>\\d{4}))?' +
      ' *(?:-|–|—|~|(?:cho )?den(?: het)?|next) *(?:ngay *)?(?<day>\\d{1,2}) */ *(?<month>\\d{1,2})(?: */ *(?<year>\\d{4}))?(?!\\d)',
  ),
  ({ groups = {}, 0: text }, today) => {
    const to = dateOption(Number(groups['day']), Number(groups['month']), readYear(groups['year'], today), today)
    if (to === null) return noSuchDay(text)
    const month = Number(groups['fromMonth'] ?? groups['month'])
    const from = dayIn(readYear(groups['fromYear'], today) ?? to.day.year, month, Number(groups['fromDay']))
    return from === null ? noSuchDay(text) : { kind: 'days-range', from, to: to.day }
  },
)

/** "20/11", "20.11.2026", "ngày 20-11". */
const figures = rule(
  new RegExp(
    `(?:ngay *)?(?<day>\\d{1,2}) *(?<mark>[/.-]) *(?<month>\\d{1,2})(?!\\d)` +
      `(?: *\\k<mark> *(?<figures>\\d{4}|\\d{2})(?!\\d)|${year})?${unitAhead}`,
  ),
  readDayMonth,
)

const isoDate = rule(/(?<figures>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?!\d)/, readDayMonth)

/** "ngày 5 tháng 12 năm 2026"; also "5 tháng 12", which would be no length of time. */
const words = rule(
  new RegExp(
    `(?:ngay *)?(?<day>\\d{1,2}) *thang *(?<month>\\d{1,2})(?!\\d)(?: *[/-] *(?<figures>\\d{4})(?!\\d)|${year})?${unitAhead}`,
  ),
  readDayMonth,
)

function readDayMonth({ groups = {}, 0: text }: RegExpExecArray, today: Day): Piece {
  const year = readYear(groups['figures'] ?? groups['year'], today)
  const found = dateOption(Number(groups['day']), Number(groups['month']), year, today)
  return found === null ? noSuchDay(text) : days([found])
}

/** "ngày 15 tháng này", "ngày 15 tháng sau"; without accents the latter may be June. */
const dayOfNearMonth = rule(
  /(?:ngay *)?(?<day>\d{1,2}) *(?:cua *)?thang *(?<which>nay|next|after|toi|sau)/,
  ({ groups = {}, 0: text }, today) => {
    const day = Number(groups['day'])
    const month = today.with({ day: 1 }).add({ months: groups['which'] === 'nay' ? 0 : 1 })
    const june = groups['which'] === 'sau' ? dateOption(day, 6, null, today) : null
    const found = dayIn(month.year, month.month, day)
    if (found === null) return noSuchDay(text)
    return days([option(found), ...(june === null ? [] : [june])])
  },
)

/** "ngày 15 tháng cuối quý". */
const dayOfQuarterMonth = rule(
  /(?:ngay *)?(?<day>\d{1,2}) *(?:cua *)?thang *(?<which>dau|giua|cuoi) *(?:cua *)?quy(?<next> (?:next|after|sau|toi))?(?: nay)?(?! *[\divx])/,
  ({ groups = {}, 0: text }, today) => {
    const offset = (ordinals[groups['which'] ?? ''] ?? 1) - 1
    const firstMonth = today.with({ month: today.month - ((today.month - 1) % 3), day: 1 })
    const inQuarter = (quarters: number) => {
      const month = firstMonth.add({ months: 3 * quarters + offset })
      return dayIn(month.year, month.month, Number(groups['day']))
    }
    const found = inQuarter(groups['next'] === undefined ? 0 : 1)
    const after = inQuarter(1)
    return found === null ? noSuchDay(text) : days([option(found)], after === null ? [] : [option(after)])
  },
)

/** "ngày 5": the next one; a day this month has not is asked about. */
const dayOfMonth = rule(/ngay *(?<day>\d{1,2})(?!\d)(?! *(?:[/.-] *\d|thang))/, ({ groups = {}, 0: text }, today) => {
  const day = Number(groups['day'])
  const months = [0, 1, 2].map((ahead) => today.with({ day: 1 }).add({ months: ahead }))
  const found = firstFrom(
    today,
    months.map((month) => dayIn(month.year, month.month, day)),
  )
  if (found === null) return noSuchDay(text)
  const isSkipped = months[0]?.month !== found.month && months[1]?.month !== found.month
  const isMissing = months[0] !== undefined && day > months[0].daysInMonth
  return days([option(found, { doubt: isSkipped || isMissing ? 'needs-confirmation' : null })])
})

/** "ngay mot" without accents: the first of the month, or the day after tomorrow. */
const firstOrOvermorrow = rule(/ngay mot/, (_, today) => {
  const first = today.with({ day: 1 }).add({ months: today.day === 1 ? 0 : 1 })
  return days([option(today.add({ days: 2 })), option(first)])
})

const withinToday = rule(
  /(?:noi )?(?:trong|het) (?:ngay|hom)(?: hom)?(?: nay)?(?! *\d| *(?:mai|kia|mot|overmorrow|thu|t\d|chu nhat|cn))/,
  (_, today) => days([option(today)]),
)

/** "hôm nay", "chiều nay", "mai", "ngày mốt", "hôm qua". */
const relative = rule(
  /(?<word>hom qua|hom kia|(?:(?:ngay|hom|bua) *)?(?:nay|mai|overmorrow|mot|kia|thirdday))/,
  ({ groups = {} }, today) => days([option(today.add({ days: readRelative(groups['word'] ?? '') }))]),
)

function readRelative(words: string): number {
  if (words.startsWith('hom ') && words !== 'hom nay') return relatives[words] ?? 0
  return relatives[words.replace(/^(?:ngay|hom|bua) */, '')] ?? 0
}

const weekWords = '(?<week>nay|next nua|after nua|sau nua|toi nua|next|after|sau|toi|truoc)'
const weekdayWords = '(?:thu *(?<number>[2-7])(?!\\d)|t *(?<short>[2-7])(?!\\d)|(?<sunday>chu nhat|cn))'

/** "thứ sáu", "T6 tuần sau", "thứ tư tới", "chủ nhật". */
const weekday = rule(
  new RegExp(
    `(?:ngay *)?${weekdayWords}(?:(?: *,)? *(?:cua *)?tuan *${weekWords}|(?<coming> (?:next|toi)(?! *\\d)(?! *luc))|(?<today> (?:hom )?nay))?`,
  ),
  readWeekday,
)

/** "tuần sau, thứ ba". */
const weekThenDay = rule(new RegExp(`tuan *${weekWords}(?: *,)? *(?:vao *)?(?:ngay *)?${weekdayWords}`), readWeekday)

function readWeekday({ groups = {} }: RegExpExecArray, today: Day): Piece {
  const number = groups['number'] ?? groups['short']
  const weekday = number === undefined ? 7 : Number(number) - 1
  const inWeek = today.add({ days: weekday - today.dayOfWeek })
  const next = inWeek.add({ days: weekday > today.dayOfWeek ? 0 : 7 })
  const options = () => {
    if (groups['week'] !== undefined) return [inWeek.add({ weeks: readShift(groups['week']) })]
    if (groups['today'] !== undefined) return [today]
    if (groups['coming'] !== undefined || weekday !== today.dayOfWeek) return [next]
    return [today, next]
  }
  const isOnly = groups['week'] !== undefined || groups['today'] !== undefined
  return { kind: 'weekday', weekday, isOnly, options: options().map((day) => option(day)) }
}

/** How many weeks, months, … ahead "nay", "sau", "tới nữa", "trước" lie. */
export function readShift(word: string | undefined): number {
  if (word === undefined || word === 'nay') return 0
  if (word === 'truoc') return -1
  return word.endsWith('nua') ? 2 : 1
}

/** Longer ways of saying first. */
export const dayRules: readonly Rule[] = [
  isoDate,
  dateRange,
  figures,
  words,
  dayOfNearMonth,
  dayOfQuarterMonth,
  dayOfMonth,
  firstOrOvermorrow,
  withinToday,
  weekThenDay,
  weekday,
  relative,
]
