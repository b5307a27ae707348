/**
 * Everything officers read: texts by key in locales/<language>/<noun>.json, and the ways dates, spans and lists are said.
 * Texts come out unescaped; each messenger escapes by its own rules.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createInstance } from 'i18next'
import type * as files from './locale-files.ts'

/** The languages an officer may choose. Vietnamese is whole by definition; the others are measured against it. */
export type Language = 'vi' | 'en'

type Files = typeof files

/** The dotted paths of a JSON tree's texts. A plural's suffix is i18next's business and not part of the key. */
type Paths<Tree> = {
  [Name in keyof Tree & string]: Tree[Name] extends string ? WithoutPlural<Name> : `${Name}.${Paths<Tree[Name]>}`
}[keyof Tree & string]
type WithoutPlural<Name extends string> = Name extends `${infer Stem}_other` ? Stem : Name

/** The key of a text: file, then the path inside it ("general.span.hours"). */
export type Key = Paths<Files>

/** What a text's {{placeholders}} are filled with. `count` chooses the plural. */
export type Values = Readonly<Record<string, string | number>>

/** Speaks one language in one time zone. */
export type Translator = {
  /** The text under a key. Never escapes. */
  (key: Key, values?: Values): string
  readonly language: Language
  /**
   * An instant as the end of a time limit: "17:00 thứ Năm 26/11/2026". Local midnight is the end of the day before,
   * as offices write it: "24:00 thứ Năm 26/11/2026".
   */
  deadline(at: Temporal.Instant): string
  /** An instant as something that happened: "16:02 thứ Năm 26/11/2026". */
  moment(at: Temporal.Instant): string
  /** "thứ Năm 26/11/2026". */
  day(on: Temporal.PlainDate): string
  /** A length in minutes, cut to its two largest units: "2 giờ 14 phút", "3 ngày 4 giờ", "chưa đầy 1 phút". */
  span(minutes: number): string
  /** "A, B và C". */
  list(items: readonly string[]): string
}

/** Gives the translator of one language and time zone (an IANA name, "Asia/Ho_Chi_Minh"). The same pair gives the same object. */
export type Translators = (language: Language, timeZone: string) => Translator

/**
 * Reads every locales/<language>/<noun>.json once.
 * @param folder the locales folder
 * @param onFault told of a text or a value that is missing; what is missing is then read in Vietnamese, or left as "…".
 *   Without it such a fault throws, which is what tests want.
 */
export function loadTranslators(folder: string | URL, onFault: (fault: string) => void = fail): Translators {
  const texts = openTexts(folder, onFault)
  const made = new Map<string, Translator>()
  return (language, timeZone) => {
    const name = `${language} ${timeZone}`
    const translator = made.get(name) ?? createTranslator(texts(language), language, timeZone)
    made.set(name, translator)
    return translator
  }
}

type Texts = (key: Key, values?: Values) => string

function createTranslator(text: Texts, language: Language, timeZone: string): Translator {
  const day = (on: Temporal.PlainDate): string =>
    text('general.day', { weekday: text(`general.weekday.${on.dayOfWeek as Weekday}`), date: writeDate(on) })
  const moment = (at: Temporal.ZonedDateTime): string =>
    text('general.moment', { time: writeTime(at), day: day(at.toPlainDate()) })
  const deadline = (at: Temporal.ZonedDateTime): string =>
    isMidnight(at)
      ? text('general.moment', { time: '24:00', day: day(at.toPlainDate().subtract({ days: 1 })) })
      : moment(at)
  return Object.assign((key: Key, values?: Values) => text(key, values), {
    language,
    deadline: (at: Temporal.Instant) => deadline(at.toZonedDateTimeISO(timeZone)),
    moment: (at: Temporal.Instant) => moment(at.toZonedDateTimeISO(timeZone)),
    day,
    span: (minutes: number) => writeSpan(text, minutes),
    list: (items: readonly string[]) => writeList(text, items),
  })
}

type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

function isMidnight(at: Temporal.ZonedDateTime): boolean {
  return at.toPlainTime().equals(new Temporal.PlainTime())
}

function writeDate(on: Temporal.PlainDate): string {
  return `${pad(on.day)}/${pad(on.month)}/${on.year}`
}

function writeTime(at: Temporal.ZonedDateTime): string {
  return `${pad(at.hour)}:${pad(at.minute)}`
}

function pad(part: number): string {
  return String(part).padStart(2, '0')
}

const minutesADay = 24 * 60

function writeSpan(text: Texts, minutes: number): string {
  const whole = Math.floor(minutes)
  if (whole < 1) return text('general.span.underOneMinute')
  const parts = [
    { key: 'general.span.days', count: Math.floor(whole / minutesADay) },
    { key: 'general.span.hours', count: Math.floor((whole % minutesADay) / 60) },
    { key: 'general.span.minutes', count: whole % 60 },
  ] as const
  const largest = parts.findIndex(({ count }) => count > 0)
  const said = parts.slice(largest, largest + 2).filter(({ count }) => count > 0)
  return said.map(({ key, count }) => text(key, { count })).join(' ')
}

function writeList(text: Texts, items: readonly string[]): string {
  const last = items.at(-1) ?? ''
  return items.length < 2 ? last : text('general.list', { items: items.slice(0, -1).join(', '), last })
}

/** One i18next behind all languages: file name, then path, make the key; Vietnamese stands in for what another lacks. */
function openTexts(folder: string | URL, onFault: (fault: string) => void): (language: Language) => Texts {
  const i18next = createInstance({
    resources: readLocales(folder),
    fallbackLng: 'vi',
    initAsync: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    missingInterpolationHandler: (text: string, [placeholder]: readonly string[]) => {
      onFault(`no value for ${placeholder} in "${text}"`)
      return '…'
    },
  })
  void i18next.init()
  return (language) =>
    (key, values = {}) => {
      // `replace` keeps a value named like an i18next option ("context", "lng") from being taken for one.
      const count = typeof values['count'] === 'number' ? { count: values['count'] } : {}
      if (!i18next.exists(key, { lng: language, fallbackLng: [], returnObjects: false, ...count })) {
        onFault(`no text "${key}" in "${language}"`)
      }
      return i18next.t(key, { lng: language, replace: values, nest: false, ...count })
    }
}

type Locale = { readonly translation: Record<string, unknown> }

function readLocales(folder: string | URL): Record<string, Locale> {
  const root = typeof folder === 'string' ? folder : fileURLToPath(folder)
  return Object.fromEntries(readdirSync(root).map((language) => [language, readLocale(join(root, language))]))
}

function readLocale(folder: string): Locale {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
  const parse = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'))
  return { translation: Object.fromEntries(names.map((name) => [basename(name, '.json'), parse(name)])) }
}

function fail(fault: string): never {
  throw new Error(fault)
}
