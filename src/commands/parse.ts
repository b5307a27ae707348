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

/** A number that stands for a button: perhaps of the card of a matter, perhaps with the reason behind it. */
export type NumberChosen = { readonly number: number; readonly reference: Reference | null; readonly rest: string }

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
  | ({ readonly kind: 'number' } & NumberChosen)
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
  const chosen = readNumber(text)
  // Under a card it is that card's number, and a reference names another matter.
  if (chosen !== null && !(isReply && chosen.reference !== null)) return { kind: 'number', ...chosen }
  if (/^[/／]/.test(text)) return parseSlash(openSlash(text), vocabulary, isReply)
  return parseWords(text, vocabulary, isReply)
}

/** "1", "1.", "số 1", "trả lời 1", "chọn số 1"; with its matter: "Y12 1", "1 Y12"; with a reason: "2 vì …", "Y12 2: do …". */
export function readNumber(text: string): NumberChosen | null {
  const alone = readBareNumber(text) ?? readReason(text)
  if (alone !== null) return { reference: null, ...alone }
  const tokens = tokenize(text)
  const leading = readRest(text, tokens, { from: 0, isReply: false, takesReference: true, takesNumber: false })
  if (leading.reference !== null) {
    const chosen = readBareNumber(leading.rest) ?? readReason(leading.rest)
    return chosen && { reference: leading.reference, ...chosen }
  }
  const [last = ''] = tokens.slice(-1).map(({ raw }) => raw)
  const reference = tokens.length > 1 && tokens.length <= 5 ? readGlued(last, false) : null
  const chosen = reference === null ? null : readBareNumber(text.slice(0, -last.length).trim())
  return chosen && { reference, ...chosen }
}

type Bare = Pick<NumberChosen, 'number' | 'rest'>

function readBareNumber(text: string): Bare | null {
  const match = text.length > 24 ? null : /^(?:(?:tra loi|chon|so|muc|cau) )*[#(]?(\d{1,2})[.),:]?$/.exec(fold(text))
  return match ? { number: Number(match[1]), rest: '' } : null
}

/** Only words that give a reason: "2 nội dung cần sửa" counts, and chooses nothing. */
const reason =
  /^(?:(?:trả lời|tra loi|chọn|chon|số|so|mục|muc|câu|cau)\s+)*[#(]?(\d{1,2})[.)]?[\s,:;–-]+((?:vì|vi|do|bởi|boi|tại vì|tai vi|lý do|lí do|ly do|nhưng|nhung|because|since|but)[\s:,].*)$/isu

function readReason(text: string): Bare | null {
  const match = reason.exec(nfc(text))
  return match ? { number: Number(match[1]), rest: (match[2] ?? '').trim() } : null
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
