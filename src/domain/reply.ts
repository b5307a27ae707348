/**
 * What a reply says: a concrete verdict, something else of use, or nothing in particular.
 * By phrase lists and word-wise negation, no guessing: whatever is not clear is `vague` or waits for a tap (`confirm`).
 * AL1.3e: a vague text is never read as agreement or refusal. Words: reply-words.ts, verdicts: reply-verdict.ts, points: reply-items.ts.
 */
import { hasAccents } from '../text/vietnamese.ts'
import {
  behindAgreement,
  clausesOf,
  isConcrete,
  isGround,
  itemsBefore,
  itemsOf,
  segmentsOf,
  slice,
  suggestedIn,
} from './reply-items.ts'
import { findVerdicts, hasNegation, prepare, unquoted, type Verdict } from './reply-verdict.ts'
import type { ReadText } from './reply-words.ts'
import * as words from './reply-words.ts'

/** What a vague reply is asked for. */
export type Missing = 'verdict' | 'reason' | 'items' | 'choice'

/** `confirm`: the words point this way, but without accents or with a reserve; one tap settles it. */
export type ReplyReading =
  | { readonly kind: 'agree'; readonly items: readonly string[]; readonly confirm: boolean }
  | { readonly kind: 'object'; readonly reasons: readonly string[]; readonly confirm: boolean }
  | { readonly kind: 'return'; readonly suggested: string | null; readonly reason: string; readonly confirm: boolean }
  /** Concrete changes without a verdict: ask for it with two buttons. */
  | { readonly kind: 'items'; readonly items: readonly string[] }
  /** The dossier lacks something the unit needs before it can answer. */
  | { readonly kind: 'missing-documents'; readonly documents: readonly string[] }
  /** Agreed for the unit's own part; `rest` is what it says of the others. */
  | { readonly kind: 'partial'; readonly agreed: string; readonly rest: readonly string[] }
  | { readonly kind: 'receipt' }
  | { readonly kind: 'vague'; readonly missing: Missing }

/** A verdict given by a command or a button. */
export type GivenVerdict = 'agreed' | 'objected' | 'returned'

/** What the words beside a given verdict come to. `items`: the points agreed with, or the reasons. */
export type GivenReading =
  | { readonly kind: 'fits'; readonly items: readonly string[]; readonly suggested: string | null }
  | { readonly kind: 'contradiction' }
  | { readonly kind: 'vague'; readonly missing: Missing }

/** Reads a reply typed without a command. Linear in its length. */
export function readReply(raw: string): ReplyReading {
  const read = prepare(raw)
  const verdicts = findVerdicts(read)
  const isNotOurs = words.notOurs.test(read.flat)
  const objects = verdicts.find(({ kind }) => kind === 'object')
  const agrees = verdicts.find(({ kind }) => kind === 'agree')
  if (objects && (isReason(read, objects) || !hasDoubt(verdicts))) {
    return readObjection(read, objects, agrees !== undefined || isNotOurs || hasDoubt(verdicts))
  }
  if (hasDoubt(verdicts)) return vague('verdict')
  if (agrees) return readAgreement(read, agrees, isNotOurs)
  return isNotOurs ? readReturn(read) : readWithoutVerdict(read)
}

/** Checks the words typed with a verdict already given. No words are enough for agreement, never for the others. */
export function checkGiven(verdict: GivenVerdict, raw: string): GivenReading {
  const read = prepare(raw)
  if (isContrary(verdict, unquoted(read))) return { kind: 'contradiction' }
  const spoken = findVerdicts(read).find(({ kind }) => kind !== 'doubt')
  const body = spoken === undefined ? read : slice(read, spoken.end)
  if (verdict === 'agreed') return checkAgreement(read, body)
  const suggested = verdict === 'returned' ? suggestedIn(read) : null
  const items = itemsOf(body)
  const isGrounded =
    verdict === 'returned' ? words.notOurs.test(read.flat) || isGround(body.flat) : isReason(read, spoken)
  return isGrounded ? { kind: 'fits', items: items.length > 0 ? items : [read.text], suggested } : vague('reason')
}

function vague(missing: Missing): { readonly kind: 'vague'; readonly missing: Missing } {
  return { kind: 'vague', missing }
}

function hasDoubt(verdicts: readonly Verdict[]): boolean {
  return verdicts.some(({ kind }) => kind === 'doubt')
}

/** Whether the words say another thing than the verdict. Quotations count: a contradiction asked about costs one tap. */
function isContrary(verdict: GivenVerdict, read: ReadText): boolean {
  const verdicts = findVerdicts(read)
  const isSpoken = (kind: Verdict['kind']) => verdicts.some((one) => one.kind === kind)
  const isNotOurs = words.notOurs.test(read.flat)
  const isNegated = isSpoken('object') || (isSpoken('doubt') && hasNegation(read))
  if (verdict === 'agreed') return isNegated || isNotOurs
  if (verdict === 'objected') return isSpoken('agree') && !isSpoken('object')
  return isSpoken('agree') || (isSpoken('object') && !isNotOurs)
}

/** Whether the words ask for more time, which is no reply. */
export function asksForTime(text: string): boolean {
  return words.moreTime.test(prepare(text).flat)
}

function checkAgreement(read: ReadText, body: ReadText): GivenReading {
  const items = behindAgreement(body)
  const own = segmentsOf(read).filter(({ flat }) => words.changeStart.test(flat))
  const said = items.length > 0 ? items : own.filter(({ flat }) => isConcrete(flat)).map(({ text }) => text)
  if (said.length > 0) return { kind: 'fits', items: said, suggested: null }
  if (words.anyOption.test(read.flat)) return vague('choice')
  const isOpen = words.limit.test(read.flat) || words.conditional(read) >= 0 || own.length > 0
  return isOpen ? vague('items') : { kind: 'fits', items: [], suggested: null }
}

function readObjection(read: ReadText, spoken: Verdict, isMixed: boolean): ReplyReading {
  if (!isReason(read, spoken)) return vague('reason')
  const behind = itemsOf(slice(read, spoken.end))
  const reasons = behind.some((reason) => isGround(prepare(reason).flat)) ? behind : itemsOf(read)
  return { kind: 'object', reasons, confirm: isMixed || !spoken.isSure }
}

/** A refusal needs its ground: behind the point it names, or in the sentences around it. */
function isReason(read: ReadText, spoken: Verdict | undefined): boolean {
  if (spoken === undefined) return isGround(read.flat)
  const behind = slice(read, spoken.end)
  const start = words.findGround(behind)
  if (start !== -1 && isGround(behind.flat.slice(start))) return true
  const before = slice(read, 0, spoken.at)
  return words.because(before) >= 0 && isGround(before.flat)
}

function readAgreement(read: ReadText, spoken: Verdict, isNotOurs: boolean): ReplyReading {
  const clause = clauseAround(read.flat, spoken)
  if (isNotOurs || words.ownPart.test(clause)) return readPart(read, spoken)
  const body = slice(read, spoken.end)
  const items = [...itemsBefore(read, spoken.at), ...behindAgreement(body)]
  const isLimited = words.limit.test(clause)
  const isConditional = words.conditional(read) >= 0
  if (items.length > 0) return { kind: 'agree', items, confirm: !spoken.isSure || isLimited || isConditional }
  if (words.anyOption.test(read.flat)) return vague('choice')
  const asksVaguely =
    words.reserve(body) >= 0 || clausesOf(body.flat).some((part) => words.changeStart.test(part.trim()))
  if (isLimited || isConditional || asksVaguely) return vague('items')
  return { kind: 'agree', items, confirm: !spoken.isSure }
}

function readPart(read: ReadText, spoken: Verdict): ReplyReading {
  const segments = segmentsOf(read)
  const index = segments.findIndex(({ from, text }) => spoken.at < from + text.length)
  const own = segments[index]?.text ?? read.text
  const rest = segments.filter((_, at) => at !== index).map(({ text }) => text)
  return { kind: 'partial', agreed: own, rest }
}

function readReturn(read: ReadText): ReplyReading {
  const reason =
    clausesOf(read.text)
      .find((part) => words.notOurs.test(prepare(part).flat))
      ?.trim() ?? read.text
  const isPlainReturn = /^\W*(?:xin |de nghi )?(?:chuyen )?tra lai\W*$/.test(read.flat)
  if (isPlainReturn) return vague('reason')
  return { kind: 'return', suggested: suggestedIn(read), reason, confirm: !hasAccents(read.text) }
}

function readWithoutVerdict(read: ReadText): ReplyReading {
  if (isNod(read.flat)) return { kind: 'agree', items: [], confirm: true }
  if (words.moreTime.test(read.flat)) return vague('verdict')
  const documents = clausesOf(read.text)
    .filter((part) => words.lacking.test(prepare(part).flat))
    .map((part) => part.trim())
  if (documents.length > 0) return { kind: 'missing-documents', documents }
  if (words.anyOption.test(read.flat)) return vague('choice')
  const asked = segmentsOf(read).filter(
    ({ flat }) => words.changeStart.test(flat) || words.changeInside.test(flat) || isChoice(flat),
  )
  const items = asked.filter(({ flat }) => isConcrete(flat)).map(({ text }) => text)
  if (items.length > 0) return { kind: 'items', items }
  if (words.receipt.test(read.flat)) return { kind: 'receipt' }
  return vague(asked.length > 0 ? 'items' : 'verdict')
}

function isChoice(flat: string): boolean {
  return /^(?:chon )?(?:phuong an|pa) ?(?:\d|mot|hai|ba|[ivx]+\b)/.test(flat)
}

function isNod(flat: string): boolean {
  const said = flat.match(/[a-z0-9_§]+/g) ?? []
  return (
    said.length <= 6 &&
    said.some((word) => words.nod.has(word)) &&
    said.every((word) => words.nod.has(word) || words.courtesy.has(word))
  )
}

/** The sentence a verdict stands in, commas and colons included. */
function clauseAround(flat: string, { at, end }: Verdict): string {
  const start = Math.max(flat.lastIndexOf(';', at), flat.lastIndexOf('\n', at), flat.lastIndexOf('. ', at))
  const stop = flat.slice(end).search(/[;\n,]|\.(?:\s|$)/)
  return flat.slice(start + 1, stop === -1 ? flat.length : end + stop).trim()
}
