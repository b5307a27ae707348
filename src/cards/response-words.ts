/**
 * Turns codes and facts of commands into words: refusals, faults, warnings. Facts are told apart by their names (unit, by,
 * missing …) and by their form (instants, ISO dates); anything else is said as it is.
 */
import type { Details } from '../domain/decision.ts'
import type { Directory } from '../domain/directory.ts'
import type { Key, Translator, Values } from '../i18n.ts'
import { nameOfficer, nameUnit } from './names.ts'

/** What words are made from besides the facts: names, and the reference that is spoken of. Null where unknown. */
export type Wording = { readonly directory: Directory | null; readonly reference: string | null }

/** The text of a refusal or a fault: why not, and what to do next. A code without a text of its own gets the general one. */
export function sayRefusal(code: string, details: Details, { directory, reference }: Wording, t: Translator): string {
  const values = { reference: reference ?? t('response.thisMatter'), ...wordFacts(details, directory, t) }
  return sayCode({ group: 'refusal', code, fallback: 'refusal.fallback', values }, t)
}

type Coded = { readonly group: string; readonly code: string; readonly fallback: Key; readonly values: Values }

/** A text found by a code that is only known at run time. The translator gives the key back when there is no such text. */
export function sayCode({ group, code, fallback, values }: Coded, t: Translator): string {
  const key = `${group}.${code}`
  const said = t(key as Key, values)
  return said === key ? t(fallback, values) : said
}

/**
 * A label that is either a locale key or already a name, as buttons and choices of commands carry it; "✓ " marks what is
 * chosen, "Y12: " whose matter it is.
 */
export function sayLabel(label: string, t: Translator): string {
  const [, mark, marked] = /^(✓ |[A-Z]{1,2}\d+: )(.+)$/s.exec(label) ?? []
  if (mark !== undefined && marked !== undefined) return `${mark}${sayLabel(marked, t)}`
  return /^(?:ask|command|consultation|general|refusal|response)\.[\w.-]+$/.test(label) ? t(label as Key) : label
}

/** Facts as they are spoken. */
export function wordFacts(details: Details, directory: Directory | null, t: Translator): Values {
  const worded = Object.entries(details).map(([name, value]) => [name, wordFact(name, value, directory, t)] as const)
  return Object.fromEntries(worded)
}

/** Facts that are the end of a time limit. */
const limits: ReadonlySet<string> = new Set(['dueAt', 'oldDueAt', 'wantedAt'])

function wordFact(name: string, value: Details[string], directory: Directory | null, t: Translator): string | number {
  if (typeof value === 'number') return value
  if (value instanceof Temporal.Instant) return limits.has(name) ? t.deadline(value) : t.moment(value)
  if (typeof value !== 'string') return t.list(value.map((one) => String(wordFact(name, one, directory, t))))
  switch (name) {
    case 'unit':
    case 'units':
      return directory === null ? value : nameUnit(directory, value)
    case 'by':
    case 'officer':
      return directory === null ? value : nameOfficer(directory, value)
    case 'missing':
      return t(`response.part.${value}` as Key)
    case 'verdict':
      return t(`consultation.verdict.${value}` as Key)
    case 'state':
      return t(`consultation.state.${value}` as Key)
    default:
      return wordDay(value, t)
  }
}

function wordDay(value: string, t: Translator): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? t.day(Temporal.PlainDate.from(value)) : value
}
