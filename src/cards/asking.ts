/**
 * One field a command still asks for: facts only, worded by the response renderer under `ask.<command>.<key>`, which holds
 * `label` and `hint`. A key such as "why.KT" is one of several alike and worded by what stands before its dot.
 */
import type { Details } from '../domain/decision.ts'
import type { Field } from './card.ts'

export type Asking = {
  readonly key: string
  readonly kind: Field['kind']
  readonly isLong: boolean
  readonly isRequired: boolean
  /** Facts the wording needs (names, limits). */
  readonly values: Readonly<Record<string, string | number>>
  /**
   * For choices: values, and labels that are names, or locale keys beginning with `ask.`. For a text: what may be pressed
   * instead of typing.
   */
  readonly options: readonly { readonly value: string; readonly label: string }[]
  /** What is wrong with the answer given so far: a code under `refusal.`, with its facts. Null when none was given. */
  readonly fault: { readonly code: string; readonly details: Details } | null
}
