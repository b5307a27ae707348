/**
 * The substance of a reply: its sentences, the points among them, and whether a point says anything in particular.
 * Knows no verdict (reply-verdict.ts); what it all comes to is reply.ts.
 */
import { prepare } from './reply-verdict.ts'
import type { ReadText } from './reply-words.ts'
import * as words from './reply-words.ts'

/** A piece of a text with its place in it. */
type Segment = ReadText & { readonly from: number }

const segmentEnd =
  /[;\n]+|(?<![.!?…]|^\d|^\d\d|\n\d|\n\d\d)(?<!(?:^|[\s,;:(])(?:\p{Lu}|TP|TT|TX|Th|ThS|TS|BS|Ks|[đĐ]\/c|k|đ|d))[.!?…]+(?=\s|$)/gu

/** The sentences and bullet points of a text, their marks left out. */
export function segmentsOf(read: ReadText): readonly Segment[] {
  const ends = [...read.text.matchAll(segmentEnd)].map(({ index, 0: mark }) => ({
    at: index,
    next: index + mark.length,
  }))
  const starts = [0, ...ends.map(({ next }) => next)]
  return starts.flatMap((from, index) => {
    const piece = read.text.slice(from, ends[index]?.at ?? read.text.length)
    const lead = piece.match(/^(?:[\s,:–—+*•.-]|\d{1,2}[.)]\s)*/)?.[0].length ?? 0
    const text = piece.slice(lead).trimEnd()
    return text === ''
      ? []
      : [{ text, flat: read.flat.slice(from + lead, from + lead + text.length), from: from + lead }]
  })
}

/** The pieces of a segment that are points of their own, courtesies and stock phrases left out. */
export function itemsOf(read: ReadText): readonly string[] {
  return segmentsOf(read)
    .filter(({ flat }) => countSubstance(flat) > 0)
    .map(({ text }) => text.replace(words.joint, ''))
}

/** Behind "đồng ý": what completes it ("với dự thảo") is no item, what changes it is; later sentences are when concrete. */
export function behindAgreement(body: ReadText): readonly string[] {
  const isClosed = /^\s*[.;!\n]/.test(body.flat)
  const [first, ...others] = segmentsOf(body)
  const later = (isClosed && first ? [first, ...others] : others).filter(
    ({ flat }) => isConcrete(flat) && !isNoOpinion(flat),
  )
  const beside = isClosed || first === undefined ? null : itemBeside(first)
  return [...(beside === null ? [] : [beside]), ...later.map(({ text }) => text)]
}

/** The change in the verdict's own sentence, without the word that joins it. */
function itemBeside(sentence: ReadText): string | null {
  const from = words.findItems(sentence)
  if (from === -1) return null
  const item = sentence.text
    .slice(from)
    .replace(/^[\s,:–-]+/, '')
    .replace(words.joint, '')
  return isConcrete(prepare(item).flat) ? item : null
}

/** Changes asked for in sentences of their own before a verdict at the given place. */
export function itemsBefore(read: ReadText, at: number): readonly string[] {
  const before = slice(read, 0, at)
  if (!/[;\n.]/.test(before.flat)) return []
  return segmentsOf(before)
    .filter(({ flat }) => words.changeStart.test(flat) && isConcrete(flat))
    .map(({ text }) => text)
}

function isNoOpinion(flat: string): boolean {
  return flat.search(words.noOpinion) === 0
}

/** Whether a text changes something in particular: it names a place or a figure, or has enough words of its own. */
export function isConcrete(flat: string): boolean {
  return /\d/.test(flat) || countSubstance(flat) >= 3
}

/** Whether a text gives a ground: more than the place it points at. */
export function isGround(flat: string): boolean {
  return countSubstance(flat.replace(words.placeReference, ' ')) >= 2
}

function countSubstance(flat: string): number {
  const rest = flat.replace(words.stock, ' ').match(/[a-z0-9]+/g) ?? []
  return rest.filter((word) => !words.small.has(word)).length
}

/** The agency a return names instead, as it is written; null when none is. */
export function suggestedIn({ text, flat }: ReadText): string | null {
  const places = [...flat.matchAll(words.sendTo)].map((match) => match.index + match[0].length)
  const named = places.map((at) => text.slice(at).match(/^[^,;:\n]{2,80}/)?.[0] ?? '').map(trimUnit)
  return named.find((name) => /^(?:\p{Lu}|[a-z]+ )/u.test(name) && !noAgency.test(name)) ?? null
}

/** The name alone: without what the agency is to do, or the next sentence. */
function trimUnit(name: string): string {
  const sentence = name.split(/(?<!(?:^|\s)(?:P|TP|TT|TX|Đ|BCH))\.(?:\s|$)/u)[0] ?? ''
  const end = prepare(sentence).flat.search(agencyTask)
  return (end === -1 ? sentence : sentence.slice(0, end)).trim()
}

/** What is sent rather than whom it is sent to. */
const noAgency = /^(?:h[ồo] s[ơo]|t[àa]i li[ệe]u|v[ăa]n b[ảa]n|tr[ảa] l[ạa]i)/i

const agencyTask =
  /\s+(?:de|giai quyet|xu ly|xem xet|cho y kien|tham muu|theo|thuc hien|tra loi|nhe|a|nha|vi|la|chu tri|co y kien|phu trach|quan ly)\b/

/** A part of a text, both forms of it. */
export function slice({ text, flat }: ReadText, from: number, to?: number): ReadText {
  return { text: text.slice(from, to), flat: flat.slice(from, to) }
}

/** The pieces between commas, semicolons and full stops. */
export function clausesOf(text: string): readonly string[] {
  return text.split(/[,;\n]|\.\s/)
}
