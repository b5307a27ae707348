/**
 * What one letter says: which rules apply, with which values, under which clause. Values only, never code.
 * A letter is laid over the `default` profile (in-force.ts), so it states only what it really contains.
 */
import type { z } from 'zod'
import type { RuleId, RuleOf } from './rules/index.ts'

/** One rule as a profile applies it. */
export type ProfileRule<Id extends RuleId = RuleId> = {
  readonly values: z.input<RuleOf<Id>['parameters']>
  /** Where the letter says so: "mục 1 gạch 3". */
  readonly clause: string
}

export type Profile = {
  readonly id: string
  /** Short title for citations: "An Lão 2023". */
  readonly title: string
  /** Number and symbol; null while the copy bears none ("chưa cấp số"). */
  readonly number: string | null
  /** ISO date, or as much of it as the paper shows ("2023"); null for what was never issued. */
  readonly issuedOn: string | null
  readonly issuer: string
  /** First ISO day a matter may be opened under it. */
  readonly inForceFrom: string
  /** Last ISO day, inclusive; null while no end is known. */
  readonly inForceTo: string | null
  /** Rules that stay off until the committee's own regulation is set, and then cite that regulation. */
  readonly needsOwnRegulation: readonly RuleId[]
  readonly rules: { readonly [Id in RuleId]?: ProfileRule<Id> }
}

/**
 * The letter in one line, as a card or the evidence sheet names it:
 * "Công văn số 288/UBND-VP ngày 21/3/2024 của UBND thành phố Rạch Giá".
 * AL hdr: what the paper leaves blank is said to be blank, never invented.
 */
export function describeProfile({ title, number, issuedOn, issuer }: Profile): string {
  if (issuedOn === null) return title
  return `Công văn ${number === null ? 'chưa cấp số' : `số ${number}`} ${sayDate(issuedOn)} của ${issuer}`
}

/** A date as official papers write it: "ngày 05/7/2026", "tháng 7/2026", "năm 2023" (days and months 1-2 padded). */
export function sayDate(iso: string): string {
  const [year, month, day] = iso.split('-')
  if (month === undefined) return `năm ${year}`
  const paddedMonth = Number(month) <= 2 ? month : String(Number(month))
  return day === undefined ? `tháng ${paddedMonth}/${year}` : `ngày ${day}/${paddedMonth}/${year}`
}
