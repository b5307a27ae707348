/**
 * Asking the same question again: which earlier letters asked the same, and what a further round needs (H6.6, AL1.3c).
 *
 * The same is asked again when the same lead asks one of the same units, the numbers in the subject are the same (a year, an
 * article), and the words of the subject agree; or, where the subject is only alike, the words of the questions agree.
 * What says merely that it is a draft or another round ("dự thảo", "lần 2") is no word of the subject.
 */
import { applyRule, type RulesInForce } from '../regulations/in-force.ts'
import { noStalling } from '../regulations/rules/no-stalling.ts'
import { fold } from '../text/vietnamese.ts'
import type { Letter } from './consultation-letter.ts'
import { type Refusal, refuse } from './decision.ts'
import type { Reference } from './reference.ts'

/** A letter that went out before and was not cancelled. */
export type Earlier = {
  readonly reference: Reference
  readonly sentAt: Temporal.Instant
  readonly letter: Pick<Letter, 'subject' | 'questions' | 'consulted' | 'leadUnit'>
}

/** Which time the same is asked; `first`: when it was asked for the first time, null when this is it. */
export type Round = {
  readonly number: number
  readonly first: { readonly reference: Reference; readonly sentAt: Temporal.Instant } | null
  /** The letter of the round before. */
  readonly previous: Reference | null
}

export const firstRound: Round = { number: 1, first: null, previous: null }

/** Which round a letter would be after some earlier ones. */
export function roundOf(letter: Earlier['letter'], earlier: readonly Earlier[]): Round {
  const same = earlier
    .filter((one) => isSameQuestion(letter, one.letter))
    .toSorted((a, b) => Temporal.Instant.compare(a.sentAt, b.sentAt))
  const [first] = same
  if (first === undefined) return firstRound
  const { reference, sentAt } = first
  return { number: same.length + 1, first: { reference, sentAt }, previous: same.at(-1)?.reference ?? null }
}

/** Whether a round may be asked: one beyond those that are free needs a reason. */
export function refuseRound(letter: Letter, { number, first, previous }: Round, rules: RulesInForce): Refusal | null {
  const checked = applyRule(rules, noStalling, { round: number, reason: letter.againBecause })
  if (checked?.result !== 'needs-reason' || first === null) return null
  return refuse('round-needs-reason', { previous: previous ?? first.reference, at: first.sentAt }, checked.citation)
}

/** Shares of common words, from which on a subject is the same, only alike, and questions are the same. */
const [sameSubject, alikeSubject, sameQuestions] = [0.85, 0.75, 0.85]

export function isSameQuestion(a: Earlier['letter'], b: Earlier['letter']): boolean {
  const units = new Set(a.consulted.map(({ unit }) => unit))
  if (a.leadUnit !== b.leadUnit || !b.consulted.some(({ unit }) => units.has(unit))) return false
  const [one, other] = [wordsOf(a.subject), wordsOf(b.subject)]
  if (numbersIn(one).join(' ') !== numbersIn(other).join(' ')) return false
  const alike = commonShare(one, other)
  if (alike >= sameSubject) return true
  return (
    alike >= alikeSubject &&
    commonShare(wordsOf(a.questions.join(' ')), wordsOf(b.questions.join(' '))) >= sameQuestions
  )
}

const roundWords =
  /\b(?:lan (?:thu )?(?:\d+|hai|ba|tu|nam|cuoi)|vong \d+|bo sung|lai|du thao|gop y|lay y kien|xin y kien|ve viec|v\/v)\b/g

function wordsOf(text: string): readonly string[] {
  return (
    fold(text)
      .replace(roundWords, ' ')
      .match(/[a-z0-9]+/g) ?? []
  )
}

function numbersIn(words: readonly string[]): readonly string[] {
  return words.filter((word) => /\d/.test(word)).toSorted()
}

/** Twice the words both have over the words of both, 0 to 1 (Sørensen-Dice); each counts as often as it stands. */
function commonShare(a: readonly string[], b: readonly string[]): number {
  if (a.length + b.length === 0) return 0
  const left = [...b]
  const common = a.filter((word) => {
    const at = left.indexOf(word)
    if (at >= 0) left.splice(at, 1)
    return at >= 0
  })
  return (2 * common.length) / (a.length + b.length)
}
