/** Fields as commands ask for them, and the simplest ways to read an answer. */
import type { Asking } from '../cards/asking.ts'
import { shorten } from '../text/vietnamese.ts'
import type { Answer, Reading, Values } from './command.ts'

/** Longer texts belong in a file. Counted in UTF-16 units after NFC, as the messengers count. */
export const longestText = 4000

/** More options than this are typed instead of pressed. */
export const mostOffered = 18

/** The answer to an optional field that was passed over. */
export const skipped = '-'

type Options = Asking['options']

/** A field for a short or a long text. `values`: facts for its wording. */
export function askText(
  key: string,
  { isLong = false, values = {} }: { isLong?: boolean; values?: Asking['values'] } = {},
): Asking {
  return { key, kind: 'text', isLong, isRequired: true, values, options: [], fault: null }
}

/** A field answered by one of some options, or by typing. */
export function askChoice(key: string, options: Options, { isRequired = true }: { isRequired?: boolean } = {}): Asking {
  return {
    key,
    kind: 'choice',
    isLong: false,
    isRequired,
    values: {},
    options: isRequired ? options : withSkip(options),
    fault: null,
  }
}

/** A field answered by any number of options, or by typing. */
export function askChoices(
  key: string,
  options: Options,
  { isRequired = true }: { isRequired?: boolean } = {},
): Asking {
  return { ...askChoice(key, options, { isRequired }), kind: 'choices' }
}

function withSkip(options: Options): Options {
  return [...options, { value: skipped, label: 'ask.option.skip' }]
}

/** Whether a field has been answered. */
export function isGiven(values: Values, key: string): boolean {
  return (values[key] ?? '') !== ''
}

export function faulty(
  code: string,
  details: Readonly<Record<string, string | number>> = {},
  options: Options = [],
): Reading {
  return { fault: { code, details }, options }
}

/** What somebody typed, as the answer to it quotes it. */
export function quote(typed: string): string {
  return shorten(typed, 40)
}

/** Takes any text that says something and is not too long. */
export function readText({ key, text }: Answer, limit: number = longestText): Reading {
  const said = text.trim()
  if (!/[\p{L}\p{N}]/u.test(said)) return faulty('answer-empty')
  return said.length > limit ? faulty('too-long', { limit, length: said.length }) : { values: { [key]: said } }
}
