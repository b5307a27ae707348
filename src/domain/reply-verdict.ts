/**
 * Finds what a text says of agreeing: word by word, negation first. It never decides by one word alone, and what it is not sure
 * of it calls a doubt. No items, no reasons here (reply.ts).
 */
import { fold, nfc } from '../text/vietnamese.ts'
import {
  agreement,
  doubts,
  negates,
  noOpinion,
  objection,
  ownVoice,
  plainAgreement,
  type ReadText,
  softener,
  undoing,
  unitNoun,
} from './reply-words.ts'

/** One place where a verdict is spoken. `isSure`: with its accents, in the writer's own voice. */
export type Verdict = {
  readonly kind: 'agree' | 'object' | 'doubt'
  readonly at: number
  readonly end: number
  readonly isSure: boolean
}

/** `opens`: a pause stands before it. */
type Word = {
  readonly fold: string
  readonly raw: string
  readonly at: number
  readonly end: number
  readonly opens: boolean
}

const clauseBreak = /[,;:!?\n]|\.\s/
const crossMark = /[❌👎🚫⛔✖✗]/u
const quotation = /“[^“”]*”|"[^"\n]*"|«[^«»]*»/g

/** Prepares a text: NFC, invisible characters gone, white space single, long quotations kept in `text` but blanked in `flat`. */
export function prepare(raw: string): ReadText {
  const text = nfc(raw)
    .replace(/[\p{Mn}\p{Cf}]/gu, '')
    .replace(/[^\S\n]+/g, ' ')
    .trim()
  return { text, flat: flatten(text).replace(quotation, blankQuotation) }
}

/** The same text with its quotations as much its own as the rest: for whoever must miss no contradiction. */
export function unquoted({ text }: ReadText): ReadText {
  return { text, flat: flatten(text) }
}

function flatten(text: string): string {
  return text.replace(/[^\x20-\x7e\n]/g, foldLetter).toLowerCase()
}

function foldLetter(letter: string): string {
  const folded = fold(letter)
  return folded.length === 1 ? folded : ' '
}

/** A long quotation is the law's word, not the writer's; a mark stays so that nothing before it seems to begin a sentence. */
function blankQuotation(quoted: string): string {
  return quoted.split(' ').length <= 3 ? quoted : `§${'_'.repeat(quoted.length - 2)}§`
}

/** Every verdict a text speaks, in order. */
export function findVerdicts(read: ReadText): readonly Verdict[] {
  const words = readWords(read)
  const verdicts = words.flatMap((word, index) => judgeAt(read, words, { word, index }))
  return crossMark.test(read.text)
    ? verdicts.map((verdict) => ({ ...verdict, kind: 'doubt', isSure: false }))
    : verdicts
}

/** Whether a text negates anything at all. */
export function hasNegation(read: ReadText): boolean {
  return readWords(read).some(negates)
}

function judgeAt(
  { text, flat }: ReadText,
  words: readonly Word[],
  { word, index }: { word: Word; index: number },
): readonly Verdict[] {
  const next = words[index + 1]
  const pair = next === undefined ? '' : `${word.fold} ${next.fold}`
  if (next !== undefined && objection.has(pair)) return judgeObjection(words, index, next.end)
  if (next !== undefined && agreement.has(pair)) {
    const hasAccents = text.slice(word.at, next.end).toLowerCase() === agreement.get(pair)
    return judgeAgreement({ words, index, pair, hasAccents, flat })
  }
  const glued = /^(\w+)(?:dongy|nhattri|thongnhat)$/.exec(word.fold)?.[1]
  if (glued === undefined) return []
  return [
    { kind: negates({ fold: glued, raw: glued }) ? 'object' : 'doubt', at: word.at, end: word.end, isSure: false },
  ]
}

/** Words with "không có ý kiến khác" turned into one neutral word, if a pause follows it. */
function readWords({ text, flat }: ReadText): readonly Word[] {
  const neutral = flat
    .replace(abbreviatedUnit, (unit) => 'x'.repeat(unit.length))
    .replace(noOpinion, (idiom, ...found) => {
      const at = found.find((one) => typeof one === 'number') ?? 0
      const isClosed = /^\s*(?:[,;:.!\n]|$)/.test(flat.slice(at + idiom.length, at + idiom.length + 8))
      return isClosed ? '~'.repeat(idiom.length) : idiom
    })
  let before = 0
  return [...neutral.matchAll(/[\p{L}\p{N}_§]+|~+/gu)].map(({ 0: word, index }) => {
    const opens = before === 0 || clauseBreak.test(neutral.slice(before, index + 1))
    before = index + word.length
    return { fold: shorten(word), raw: text.slice(index, before).toLowerCase(), at: index, end: before, opens }
  })
}

/** P. TC-KH is an office and "k 2" a paragraph: neither says "không". */
const abbreviatedUnit = /\btc ?[-&] ?kh\b|\bk(?= ?\d)/g

/** "khôngggg" is "không". */
function shorten(word: string): string {
  return word.replace(/([a-z])\1{2,}/g, '$1')
}

type Agreement = {
  readonly words: readonly Word[]
  readonly index: number
  readonly pair: string
  readonly hasAccents: boolean
  readonly flat: string
}

function judgeAgreement(found: Agreement): readonly Verdict[] {
  const { words, index, pair, hasAccents, flat } = found
  const spot = { at: words[index]?.at ?? 0, end: words[index + 1]?.end ?? 0 }
  const voice = voiceBefore(words, index, pair)
  const doubt = [{ kind: 'doubt', ...spot, isSure: false }] as const
  const negated = negationBefore(words, index)
  if (negated === 'near') return doubt
  if (negated === 'direct')
    return voice === 'unclear' ? doubt : [{ kind: 'object', ...spot, isSure: hasAccents && voice === 'own' }]
  if (isUndone(words, index + 2, flat)) return doubt
  if (voice === 'unclear') return plainAgreement.has(pair) ? doubt : []
  return [{ kind: 'agree', ...spot, isSure: hasAccents && voice === 'own' && isPlain(found) }]
}

/** Whether nothing around an agreement makes one ask again. */
function isPlain({ words, index, pair }: Agreement): boolean {
  const next = words[index + 2]
  const follower = next === undefined || next.opens ? null : next
  const isAfterNoOpinion = words.slice(Math.max(0, index - 6), index).some(({ fold: word }) => word.startsWith('~'))
  if (isAfterNoOpinion || (follower !== null && negates(follower))) return false
  return follower === null || plainAgreement.has(pair) || complement.has(follower.fold)
}

/** What follows "thống nhất" when it means agreeing; "thống nhất tên gọi" is a change asked for. */
const complement: ReadonlySet<string> = new Set('voi toan noi du nhu theo phuong ve cao hoan cac de a nhe'.split(' '))

function judgeObjection(words: readonly Word[], index: number, end: number): readonly Verdict[] {
  const at = words[index]?.at ?? 0
  if (negationBefore(words, index) !== 'none') return [{ kind: 'doubt', at, end, isSure: false }]
  return voiceBefore(words, index, '') === 'own' ? [{ kind: 'object', at, end, isSure: true }] : []
}

/** `direct`: "không (hề) đồng ý". `near`: a negation close by, or two of them, so that only a question helps. */
function negationBefore(words: readonly Word[], index: number): 'direct' | 'near' | 'none' {
  const clause = clauseBefore(words, index)
  const close = words.slice(Math.max(0, index - 6), index)
  const negations = [...new Set([...clause, ...close])].filter(negates)
  if (negations.length === 0) return 'none'
  const nearest = close.findLastIndex(negates)
  const between = close.slice(nearest + 1)
  const isBroken = words[index]?.opens === true || between.some(({ opens }) => opens)
  const isDirect = nearest >= 0 && !isBroken && between.every(({ fold: word }) => softener.has(word))
  return isDirect && negations.length === 1 ? 'direct' : 'near'
}

/** The words of the same clause before a verdict, at most twenty. */
function clauseBefore(words: readonly Word[], index: number): readonly Word[] {
  const reach = words.slice(Math.max(0, index - 20), index + 1)
  const start = reach.findLastIndex(({ opens }) => opens)
  return reach.slice(Math.max(0, start), -1)
}

/** Whose verdict it is: the writer's (`own`), perhaps the writer's unit (`named`), or nobody knows. */
function voiceBefore(words: readonly Word[], index: number, pair: string): 'own' | 'named' | 'unclear' {
  const clause = clauseBefore(words, index)
  const nearest = clause.findLastIndex(negates)
  const before = nearest === -1 ? clause : clause.slice(0, nearest)
  if (before.every(({ fold: word }) => ownVoice.has(word) || word.startsWith('~') || /^\d{1,2}$/.test(word)))
    return 'own'
  if (before.length >= 19 || before.some((word) => doubts(word) || word.fold.includes('_'))) return 'unclear'
  const isUnit = unitNoun.has(before[0]?.fold ?? '')
  return isUnit || (nearest === -1 && plainAgreement.has(pair)) ? 'named' : 'unclear'
}

/** "đồng ý không?", "đồng ý hay không", "đồng ý sao được". */
function isUndone(words: readonly Word[], from: number, flat: string): boolean {
  const last = words[from - 1]
  const after = words.slice(from, from + 4)
  const pause = after.findIndex(({ opens }) => opens)
  const clause = pause === -1 ? after : after.slice(0, pause)
  const lastWord = clause.at(-1) ?? last
  if (lastWord !== undefined && /^\s*\?/.test(flat.slice(lastWord.end, lastWord.end + 3))) return true
  if (clause.slice(0, 2).some(({ fold: word }) => undoing.has(word))) return true
  const follower = words[from]
  return follower !== undefined && negates(follower) && words.length - from <= 2
}
