/** Words that name a time of day or a length of time: "17h30", "5 giờ chiều", "đầu giờ", "5 ngày làm việc". */
import { type PartOfDay, type Piece, type Rule, rule, type SpanUnit, type WrittenTime } from './pieces.ts'

const mark = '(?:gio|tieng(?= kem)|g(?![a-z])|h(?![a-z])|:(?=\\d))'
/** Not the day of a date that follows ("17h20/11" is 17:00 on 20/11). */
const noDate = '(?! *[/.-] *\\d{1,2}(?!\\d| *[hg:])| *thang *\\d)'

function timePattern(name: string, marking: string): string {
  return (
    `(?<${name}Hour>\\d{1,2}) *(?:(?:${mark} *)?(?<${name}Half>ruoi)|${marking}` +
    `(?: *(?:(?<${name}Minute>\\d{2})(?!\\d)${noDate}(?: *(?:phut|p|'))?|kem *(?<${name}Lack>\\d{1,2})(?: *phut)?))?)`
  )
}

const oneTime = rule(new RegExp(timePattern('from', mark)), ({ groups = {}, 0: text }) => {
  const from = readTime(groups, 'from')
  return from === null ? noSuchTime(text) : { kind: 'clock', from, to: null }
})

/** "14h-16h", "8h30 đến 10h", "14-16h". */
const timeRange = rule(
  new RegExp(`${timePattern('from', `(?:${mark})?`)} *(?:-|–|—|~|den|next|toi) *${timePattern('to', mark)}`),
  ({ groups = {}, 0: text }) => {
    const from = readTime(groups, 'from')
    const to = readTime(groups, 'to')
    return from === null || to === null ? noSuchTime(text) : { kind: 'clock', from, to }
  },
)

function readTime(groups: Readonly<Record<string, string | undefined>>, name: 'from' | 'to'): WrittenTime | null {
  const text = groups[`${name}Hour`] ?? ''
  const lack = Number(groups[`${name}Lack`] ?? 0)
  const minute = groups[`${name}Half`] === undefined ? readMinute(groups[`${name}Minute`]) : 30
  const hour = Number(text)
  if ((minute ?? 0) > 59 || lack > 59 || (hour >= 24 && minute !== null && hour + minute > 24)) return null
  const isExact = text.length === 2
  return lack > 0 ? { hour: hour - 1, minute: 60 - lack, isExact } : { hour, minute, isExact }
}

function readMinute(text: string | undefined): number | null {
  return text === undefined ? null : Number(text)
}

function noSuchTime(text: string): Piece {
  return { kind: 'invalid', why: 'no-such-time', text: text.trim() }
}

const parts: Readonly<Record<string, PartOfDay>> = {
  sang: 'morning',
  morning: 'morning',
  trua: 'noon',
  chieu: 'afternoon',
  evening: 'evening',
  toi: 'evening',
  dem: 'night',
  khuya: 'night',
}

const partOfDay = rule(/(?:buoi *)?(?<part>sang|morning|trua|chieu|evening|toi|dem|khuya)/, ({ groups = {} }) => {
  const part = parts[groups['part'] ?? '']
  return part === undefined ? null : { kind: 'part', part }
})

const opening = rule(/dau(?: *(?:gio|buoi)(?: lam viec| hanh chinh)?|(?= *(?:sang|morning|chieu)))/, () => ({
  kind: 'edge',
  edge: 'opening',
}))
const closing = rule(
  /(?:(?:cuoi|het) *(?:gio|buoi)(?: lam viec| hanh chinh)?|(?:trong )?gio (?:lam viec|hanh chinh)|cuoi(?= *(?:sang|morning|chieu)))/,
  () => ({
    kind: 'edge',
    edge: 'closing',
  }),
)
/** The office's end or midnight. */
const endOfDay = rule(/cuoi ngay(?! *\d)/, () => ({ kind: 'edge', edge: 'end-of-day' }))

const units: Readonly<Record<string, SpanUnit>> = {
  ngaylv: 'workingDays',
  ngay: 'days',
  hom: 'days',
  tuan: 'weeks',
  thang: 'months',
  nam: 'years',
  tieng: 'hours',
  gio: 'hours',
  h: 'hours',
  phut: 'minutes',
}

/** "5 ngày làm việc", "2 tuần"; hours only where the clock cannot be meant. "sau" without accents may be six. */
const span = rule(
  /(?<count>\d{1,3}|sau) *(?<unit>ngaylv|ngay|hom|tuan|thang|nam|tieng|phut)(?: (?:next|toi))?(?! *\d)/,
  ({ groups = {} }) => {
    const isSix = groups['count'] === 'sau'
    return spanOf(isSix ? 6 : Number(groups['count']), groups['unit'], isSix)
  },
)
const spanBeforeDate = rule(
  /(?<count>\d{1,3}) *(?<unit>ngaylv|ngay|tuan|thang)(?= *(?:ngay *)?\d)/,
  ({ groups = {} }) => spanOf(Number(groups['count']), groups['unit'], true),
)
const longHours = rule(/(?<count>\d{3}) *(?:gio|h)/, ({ groups = {} }) => spanOf(Number(groups['count']), 'h'))
const quarters = rule(/(?<count>\d{1,2}) *quy/, ({ groups = {} }) => spanOf(3 * Number(groups['count']), 'thang'))
const hourAndHalf = rule(/(?<count>\d{1,2}) *tieng *ruoi/, ({ groups = {} }) =>
  spanOf(60 * Number(groups['count']) + 30, 'phut'),
)

/** Half a month is 15 days, half a year six months (BLDS 2015 Đ.146(1)). */
const halves = rule(/nua *(?<unit>thang|nam|tieng|gio)(?: *dau| *cuoi)?/, ({ groups = {}, 0: text }) => {
  if (/ (?:dau|cuoi)$/.test(text)) return { kind: 'vague' }
  if (groups['unit'] === 'thang') return spanOf(15, 'ngay')
  return groups['unit'] === 'nam' ? spanOf(6, 'thang') : spanOf(30, 'phut')
})

function spanOf(count: number, unit: string | undefined, isDoubtful = false): Piece | null {
  const known = units[unit ?? '']
  return known === undefined ? null : { kind: 'span', count, unit: known, isDoubtful }
}

/** Without accents "tới 20/11" and "tối 20/11", "sang" and "sáng tuần sau" look the same; after a time it is the evening. */
const eitherWord = rule(/(?<![\dhgo] )toi(?= *(?:het|ngay|\d))|sang(?= (?:tuan|thang|quy|nam)\b)/, () => ({
  kind: 'doubt',
}))

export const timeRules: readonly Rule[] = [timeRange, oneTime, opening, closing, endOfDay]
export const spanRules: readonly Rule[] = [longHours, hourAndHalf, quarters, halves, span, spanBeforeDate]
export const partRules: readonly Rule[] = [eitherWord, partOfDay]
