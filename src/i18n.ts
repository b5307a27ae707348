/**
 * Everything officers read: texts by key in locales/<language>/<noun>.json, and the ways dates, spans and lists are said.
 * Texts come out unescaped; each messenger escapes by its own rules.
 */
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
