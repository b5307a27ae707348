/**
 * Short references people can say on the phone: Y12 is a consultation. Numbers run per committee and kind and never start
 * again, so a reference is also the matter's key.
 */
import { fold } from '../text/vietnamese.ts'

/** The kinds of matters and the letters that lead their references. */
export const kinds = { consultation: 'Y' } as const
export type MatterKind = keyof typeof kinds

/** The committee's own evidence chain ("sổ") stands among the matters, one per committee, and is none. */
export const registerKind = 'register'
export const registerReference = 'SO'

/** "Y12". */
export type Reference = string

export function formReference(kind: MatterKind, number: number): Reference {
  return `${kinds[kind]}${number}`
}

/** Reads "Y12", "y 12", "#Y12", "ý 12"; null when it is not a reference. */
export function readReference(text: string): { readonly reference: Reference; readonly kind: MatterKind } | null {
  const match = /^#?([a-z]{1,2})\s?0*([1-9]\d{0,8})$/.exec(fold(text))
  if (!match) return null
  const letters = match[1]?.toUpperCase()
  const kind = (Object.keys(kinds) as MatterKind[]).find((one) => kinds[one] === letters)
  return kind ? { reference: `${letters}${match[2]}`, kind } : null
}
