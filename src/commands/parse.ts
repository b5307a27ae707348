/**
 * What a typed line means, before anybody looks at who typed it: a command under either name, an answer by number, words
 * about a matter, or plain text. Forgiving of accents, NFD and input methods, never of meaning. Knows no dialogue, no store.
 */
import type { Reference } from '../domain/reference.ts'
import { fold, nfc } from '../text/vietnamese.ts'
import type { Command } from './command.ts'
import { rawOf, readGlued, readRest, type Token, tokenize } from './line-parts.ts'
import { findNear } from './near.ts'
import { findCommands, readMangled, type Vocabulary } from './vocabulary.ts'

export type Parsed =
  | {
      readonly kind: 'command'
      readonly command: Command
      readonly reference: Reference | null
      readonly rest: string
      /** The words as they were said, the command among them, without the reference. */
      readonly spoken: string
      /** Given with a slash, or as words that may also be read as a reply. */
      readonly by: 'slash' | 'words'
    }
  /** The value of an option ("= KT"), as its button says it. */
  | { readonly kind: 'choice'; readonly value: string }
  | { readonly kind: 'number'; readonly number: number }
  /** Nearly, or one of several; `by` tells whether a command was meant for sure. */
  | {
      readonly kind: 'near'
      readonly commands: readonly Command[]
      readonly reference: Reference | null
      readonly rest: string
      readonly by: 'slash' | 'words'
    }
  | { readonly kind: 'unknown'; readonly typed: string }
  /** Words with a reference in front ("Y12 đồng ý, sửa Điều 5"); `rest` may be empty. */
  | { readonly kind: 'about'; readonly reference: Reference; readonly rest: string }
  /** One reference somewhere else in the text. */
  | { readonly kind: 'mention'; readonly reference: Reference }
  | { readonly kind: 'text' }

/**
 * Reads a line.
 * @param isReply whether it answers one of our cards, so that the matter is known and only a clear reference counts
 */
export function parseLine(
  typed: string,
  { vocabulary, isReply }: { vocabulary: Vocabulary; isReply: boolean },
): Parsed {
  const text = nfc(typed).trim()
  if (text.startsWith('=')) return { kind: 'choice', value: text.slice(1).trim() }
  const number = readNumber(text)
  if (number !== null) return { kind: 'number', number }
  if (/^[/／]/.test(text)) return parseSlash(openSlash(text), vocabulary, isReply)
  return parseWords(text, vocabulary, isReply)
}

/** "1", "1.", "số 1", "trả lời 1", "chọn số 1". */
export function readNumber(text: string): number | null {
  const match = text.length > 24 ? null : /^(?:(?:tra loi|chon|so|muc|cau) )*[#(]?(\d{1,2})[.)]?$/.exec(fold(text))
  return match ? Number(match[1]) : null
}

/** The line behind the slash: without the bot's name, and with "/dong_y" as two words. */
function openSlash(text: string): string {
  const line = text.replace(/^[/／]+\s*/, '')
  return line.replace(/^\S+/, (first) => first.replace(/@\w*/, '').replaceAll('_', ' '))
}

function parseSlash(line: string, vocabulary: Vocabulary, isReply: boolean): Parsed {
  const tokens = tokenize(line)
  const found = findCommands(rawOf(tokens), vocabulary).map(({ command, count }) => {
    return {
      command,
      ...readRest(line, tokens, { from: count, isReply, takesReference: command.takesReference, takesNumber: true }),
    }
  })
  const [longest] = found
  if (longest === undefined) return parseMangled(line, tokens, { vocabulary, isReply })
  const rivals = longest.isExplicit ? [] : found.slice(1).filter(({ isExplicit }) => isExplicit)
  const { command, reference, rest } = longest
  if (rivals.length === 0) return { kind: 'command', command, reference, rest, spoken: rest, by: 'slash' }
  return {
    kind: 'near',
    commands: found.map((one) => one.command),
    reference: rivals[0]?.reference ?? null,
    rest: '',
    by: 'slash',
  }
}

function parseMangled(
  line: string,
  tokens: readonly Token[],
  { vocabulary, isReply }: { vocabulary: Vocabulary; isReply: boolean },
): Parsed {
  const raw = rawOf(tokens)
  const command = readMangled(raw[0] ?? '', vocabulary)
  const near = command ? { commands: [command], count: 1 } : findNear(raw, vocabulary)
  if (near === null) return { kind: 'unknown', typed: raw[0] ?? '' }
  const { reference, rest } = readRest(line, tokens, {
    from: near.count,
    isReply,
    takesReference: true,
    takesNumber: true,
  })
  if (command) return { kind: 'command', command, reference, rest, spoken: rest, by: 'slash' }
  return { kind: 'near', commands: near.commands, reference, rest, by: 'slash' }
}

function parseWords(text: string, vocabulary: Vocabulary, isReply: boolean): Parsed {
  const tokens = tokenize(text)
  const spoken = findSpoken(text, tokens, { vocabulary, isReply })
  if (spoken) return spoken
  const leading = readRest(text, tokens, { from: 0, isReply, takesReference: true, takesNumber: false })
  if (leading.reference !== null) return aboutMatter(leading.reference, leading.rest, vocabulary)
  if (isReply) return { kind: 'text' }
  const mentioned = [...new Set(tokens.flatMap(({ raw }) => readGlued(raw, true) ?? []))]
  if (mentioned.length === 1 && mentioned[0] !== undefined) return { kind: 'mention', reference: mentioned[0] }
  const near = tokens.length <= 4 ? findNear(rawOf(tokens), vocabulary) : null
  const isWhole = near !== null && near.count === tokens.length
  return isWhole ? { kind: 'near', commands: near.commands, reference: null, rest: '', by: 'words' } : { kind: 'text' }
}

/** A phrase is a command when it is all there is, or when a reference follows it. */
function findSpoken(
  text: string,
  tokens: readonly Token[],
  { vocabulary, isReply }: { vocabulary: Vocabulary; isReply: boolean },
): Parsed | null {
  for (const { command, count } of findCommands(rawOf(tokens), vocabulary)) {
    if (count === tokens.length)
      return { kind: 'command', command, reference: null, rest: '', spoken: text, by: 'words' }
    const after = readRest(text, tokens, {
      from: count,
      isReply,
      takesReference: command.takesReference,
      takesNumber: false,
    })
    const spoken = `${text.slice(0, tokens[count - 1]?.end)}${after.behind}`.trim()
    if (after.isExplicit)
      return { kind: 'command', command, reference: after.reference, rest: after.rest, spoken, by: 'words' }
  }
  return null
}

function aboutMatter(reference: Reference, rest: string, vocabulary: Vocabulary): Parsed {
  const words = rawOf(tokenize(rest))
  const whole = findCommands(words, vocabulary).find(({ count }) => count === words.length)
  if (whole?.command.takesReference)
    return { kind: 'command', command: whole.command, reference, rest: '', spoken: rest, by: 'words' }
  return { kind: 'about', reference, rest }
}
