/**
 * One spelling for the many an officer may use: lower case, without accents, number words as digits. The few words that
 * only their accents tell apart ("sáu" six, "sau" after; "tối" evening, "tới" next) become words of their own while the
 * accents are still there; without accents the neighbours decide, or the word stays and the grammar asks.
 */
import { fold, hasAccents, nfc } from '../../text/vietnamese.ts'

/** Words whose accents say what their folded form does not. */
const accented: ReadonlyMap<string, string> = new Map([
  ['một', '1'],
  ['tư', '4'],
  ['sáu', '6'],
  ['bảy', '7'],
  ['tới', 'next'],
  ['tối', 'evening'],
  ['sáng', 'morning'],
  ['mốt', 'overmorrow'],
  ['kìa', 'thirdday'],
  ['tôi', 'me'],
])

/** What a word without accents means when the text has them elsewhere. */
const plain: ReadonlyMap<string, string> = new Map([
  ['sau', 'after'],
  ['ngay', 'atonce'],
  ['sang', 'over'],
])

const digits: Readonly<Record<string, string>> = {
  mot: '1',
  overmorrow: '1',
  hai: '2',
  ba: '3',
  bon: '4',
  tu: '4',
  nam: '5',
  lam: '5',
  nham: '5',
  sau: '6',
  after: '6',
  bay: '7',
  tam: '8',
  chin: '9',
}

const one = 'hai|ba|bon|tu|4|nam|sau|6|bay|7|tam|chin'
const unit = '(?:ngaylv|ngay|hom|tuan|thang|quy|gio|tieng|phut)'

type Respelling = readonly [pattern: RegExp, to: string | ((match: string, before: string, word: string) => string)]

const toDigit = (_: string, before: string, word: string) => `${before}${digits[word] ?? word}`

/** In this order; each one sees what those before it left. */
const respellings: readonly Respelling[] = [
  [/(\d) *\([^()\d]{1,20}\) *(?=ngay|tuan|thang|gio)/g, '$1 '],
  [/\bqui\b/g, 'quy'],
  [/\batonce(?= *\d)/g, 'ngay'],
  [/(?:ngay *(?:lam viec|lam|lv|cong|hanh chinh)|nlv)\b/g, 'ngaylv'],
  [/\bmuoi (?:lam|nham)\b/g, 'muoi 5'],
  [new RegExp(`\\b(?:(${one}) )?muoi\\b(?: (overmorrow|mot|1|5|(?:${one})(?! ${unit}|\\d)))?`, 'g'), readTens],
  [/\b((?:thu|mung|mong) |thang (?!tu *\d))(hai|ba|bon|tu|sau|after|bay|tam|chin|mot|overmorrow)\b/g, readOrdinal],
  [/\b((?:thu|mung|mong|ngay) )(nam)\b/g, toDigit],
  [/\b(thang )(nam)\b(?! *(?:\d{4}|nay|next|after|sau|toi))/g, toDigit],
  [/\b(ngay )(sau|mot|hai|ba|bon|bay|tam|chin)\b(?= thang)/g, toDigit],
  [new RegExp(`(^|[^a-z\\d])(hai|ba|bon|bay|tam|chin|mot|nam)(?= (?:${unit}|ruoi)\\b)(?<!bay(?= gio))`, 'g'), toDigit],
]

/** A text as the grammar reads it: the words of the file's head note, punctuation kept. */
export function spell(text: string): string {
  const lower = nfc(text).toLowerCase()
  const hasMarks = hasAccents(lower)
  const words = lower.replace(
    /\p{L}+/gu,
    (word) => accented.get(word) ?? (hasMarks ? plain.get(word) : undefined) ?? word,
  )
  return respellings.reduce((line, [pattern, to]) => line.replace(pattern, to as string), fold(words))
}

/** "mười hai" 12, "hai mươi mốt" 21, "ba mươi" 30. */
function readTens(_: string, tens: string | undefined, ones: string | undefined): string {
  return `${tens === undefined ? 1 : (digits[tens] ?? tens)}${ones === undefined ? 0 : (digits[ones] ?? ones)}`
}

/** "thang sau" without accents stays as it is: next month or June. */
function readOrdinal(match: string, before: string, word: string): string {
  return before === 'thang ' && (word === 'sau' || word === 'after' || word === 'overmorrow')
    ? match
    : toDigit(match, before, word)
}
