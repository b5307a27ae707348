/** Gathers the pieces of a line into what was said about the day, the time, the length and the bounds. */

import type { SaidTime } from './moments.ts'
import { option } from './options.ts'
import type { DayOption, Piece, Scan } from './pieces.ts'

type Day = Temporal.PlainDate
type Of<K extends Piece['kind']> = Extract<Piece, { kind: K }>

export type SaidDay = {
  readonly options: readonly DayOption[]
  /** What to offer when all options are over. */
  readonly instead: readonly DayOption[]
  /** The day's name and its date disagree. */
  readonly isMismatch: boolean
}

export type Said = {
  readonly day: SaidDay | null
  readonly time: SaidTime | null
  readonly span: Of<'span'> | null
  readonly event: Of<'event'>['event'] | null
  readonly range: Of<'days-range'> | null
  readonly bounds: ReadonlySet<Of<'bound'>['bound']>
  readonly isVague: boolean
  /** Something was said twice, or words were left over that may change the meaning. */
  readonly isUnsure: boolean
}

export function gather({ pieces, unread }: Scan): Said {
  const all = <K extends Piece['kind']>(kind: K) => pieces.filter((piece): piece is Of<K> => piece.kind === kind)
  const day = sayDay(all('days'), all('weekday'))
  const bounds = new Set(all('bound').map(({ bound }) => bound))
  const clocks = all('clock')
  const parts = new Set(all('part').map(({ part }) => part))
  const hours =
    day === null && parts.size === 0 && all('span').length === 0
      ? clocks.flatMap((clock) => hoursOf(clock, bounds) ?? [])
      : []
  const spans = [...all('span'), ...hours]
  const clock = hours.length === 0 ? (clocks[0] ?? null) : null
  const time = { clock, part: [...parts][0] ?? null, edge: all('edge')[0]?.edge ?? null }
  return {
    day,
    time: Object.values(time).every((one) => one === null) ? null : time,
    span: spans[0] ?? null,
    event: all('event')[0]?.event ?? null,
    range: all('days-range')[0] ?? null,
    bounds,
    isVague: all('vague').length > 0,
    isUnsure:
      unread.length > 0 ||
      all('doubt').length > 0 ||
      spans.some(({ isDoubtful }) => isDoubtful) ||
      [clocks, [...parts], spans, all('event'), all('days-range'), all('edge')].some((many) => many.length > 1),
  }
}

/** "48h", "trong 2 giờ", "2h nữa": an hour that is a length of time. */
function hoursOf({ from, to }: Of<'clock'>, bounds: Said['bounds']): Of<'span'> | null {
  const isAdded = bounds.has('extend') && !bounds.has('by')
  const isLength = from.hour >= 24 || bounds.has('within') || bounds.has('ahead') || isAdded
  if (to !== null || from.minute !== null || !isLength) return null
  return { kind: 'span', count: from.hour, unit: 'hours', isDoubtful: false }
}

/** Several words for one day must agree ("mai 19/11"); when they do not, all they mean is offered. */
function sayDay(said: readonly Of<'days'>[], weekdays: readonly Of<'weekday'>[]): SaidDay | null {
  const [first, ...others] = said
  if (first === undefined)
    return weekdays.length === 0 ? null : { options: unique(weekdays), instead: [], isMismatch: false }
  const { options, instead } = others.reduce(agree, first)
  const named = weekdays.reduce((left, one) => left.filter(({ day }) => isNamed(day, one)), options)
  if (named.length > 0) return { options: named, instead, isMismatch: false }
  const asNamed = weekdays.flatMap((one) =>
    options.map(({ day }) => option(day.add({ days: one.weekday - day.dayOfWeek }))),
  )
  return { options: unique([{ options: [...options, ...asNamed] }]), instead, isMismatch: true }
}

function agree(a: Of<'days'>, b: Of<'days'>): Of<'days'> {
  const both = [...a.options, ...b.options].filter(({ day }) => holds(a.options, day) && holds(b.options, day))
  const sure = both.filter(({ doubt }) => doubt === null)
  const common = unique([{ options: sure.length > 0 ? sure : both }])
  const options = common.length > 0 ? common : [...a.options, ...b.options]
  return { kind: 'days', options, instead: [...a.instead, ...b.instead] }
}

/** "thứ sáu" fits every Friday, "thứ sáu tuần sau" only that one. */
function isNamed(day: Day, { weekday, isOnly, options }: Of<'weekday'>): boolean {
  return isOnly ? holds(options, day) : day.dayOfWeek === weekday
}

function holds(options: readonly DayOption[], day: Day): boolean {
  return options.some((one) => one.day.equals(day))
}

function unique(said: readonly { readonly options: readonly DayOption[] }[]): readonly DayOption[] {
  const byDay = new Map(said.flatMap(({ options }) => options).map((one) => [one.day.toString(), one]))
  return [...byDay.values()]
}

/** A time without a day is today's; when that is over, tomorrow's is offered. */
export function todaysTime(today: Day): SaidDay {
  return { options: [option(today)], instead: [option(today.add({ days: 1 }))], isMismatch: false }
}
