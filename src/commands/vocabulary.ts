/** The names and phrases of the commands, met as people type them: glued, split, with and without accents, mangled. */
import { fold, hasAccents, nfc } from '../text/vietnamese.ts'
import type { Command } from './command.ts'

type Entry = {
  readonly command: Command
  /** Lower case without blanks, when only this accented spelling is meant ("đóng", which is not "đồng"). */
  readonly accented: string | null
}

/** By the form {@link keyOf} gives. */
export type Vocabulary = ReadonlyMap<string, Entry>

/** No phrase is longer. */
const mostWords = 5

/** @throws when two commands share a name or a phrase */
export function makeVocabulary(commands: readonly Command[]): Vocabulary {
  const vocabulary = new Map<string, Entry>()
  for (const command of commands) {
    for (const phrase of [...command.words, command.name, command.alias]) {
      const known = vocabulary.get(keyOf(phrase))
      if (known && known.command !== command)
        throw new Error(`Both ${known.command.name} and ${command.name} are called ${phrase}`)
      if (!known) vocabulary.set(keyOf(phrase), { command, accented: hasAccents(phrase) ? glue(phrase) : null })
    }
  }
  return vocabulary
}

/** The commands a line may begin with, the longest reading first. */
export function findCommands(
  words: readonly string[],
  vocabulary: Vocabulary,
): readonly { readonly command: Command; readonly count: number }[] {
  const counts = Array.from({ length: Math.min(mostWords, words.length) }, (_, index) => index + 1).toReversed()
  return counts.flatMap((count) => {
    const typed = words.slice(0, count).join(' ')
    const entry = vocabulary.get(keyOf(typed))
    const isMeant = entry && (entry.accented === null || !hasAccents(typed) || glue(typed) === entry.accented)
    return isMeant ? [{ command: entry.command, count }] : []
  })
}

/**
 * A name an input method took for Vietnamese while it was typed: Telex turns "/agree" into "/agrê" and "/close" into
 * "/clóe", eating the letters that stand for tones. Null unless exactly one command can have been meant.
 */
export function readMangled(word: string, vocabulary: Vocabulary): Command | null {
  if (!hasAccents(word)) return null
  const typed = keyOf(word)
  const wanted = withoutTelex(typed)
  const found = new Set(
    [...vocabulary].filter(([key]) => key !== typed && withoutTelex(key) === wanted).map(([, { command }]) => command),
  )
  const [only] = found
  return found.size === 1 && only !== undefined ? only : null
}

/** A word as it is compared: no punctuation around or invisible characters inside. */
export function spell(raw: string): string {
  return raw.replace(/\p{Cf}/gu, '').replace(/^[^\p{L}\p{N}#]+|[^\p{L}\p{N}]+$/gu, '')
}

/** "Đồng ý", "dong-y", "DONGY" meet in "dongy". */
export function keyOf(phrase: string): string {
  return fold(phrase).replace(/[^a-z0-9]+/g, '')
}

function glue(phrase: string): string {
  return nfc(phrase).toLowerCase().replace(/\s+/g, '')
}

/** What Telex leaves of a word, whatever was typed for tones: no tone letters after the first, no vowel or d twice. */
function withoutTelex(key: string): string {
  const letters = key.split('').filter((letter, index) => index === 0 || !'sfrxjzw'.includes(letter))
  return letters.filter((letter, index) => !'aeod'.includes(letter) || letters.indexOf(letter) === index).join('')
}
