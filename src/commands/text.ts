/** A typed message of an officer: a command, an answer to what is asked, or words about a matter (words.ts). */
import { sayIn } from '../cards/action.ts'
import type { Response } from '../cards/response.ts'
import type { Reference } from '../domain/reference.ts'
import { takeAnswer } from './answer.ts'
import { cancel } from './cancel.ts'
import type { Command, OfficerSituation } from './command.ts'
import { longestText } from './field.ts'
import { begin, offeredIn } from './flow.ts'
import { unitOfCard } from './matter.ts'
import { isAsked, isForUs, look, type Message, type Said } from './message.ts'
import { choose } from './number.ts'
import type { NumberChosen, Parsed } from './parse.ts'
import { reply } from './reply.ts'
import { decline, say } from './say.ts'
import { suggest, takeWords } from './words.ts'

/** Answers a message; empty for what is not meant for us. */
export async function takeText(said: Said, situation: OfficerSituation): Promise<readonly Response[]> {
  const message = look(said)
  const { text, parsed, file, running } = message
  if (!isForUs(message, situation)) return []
  if (text === '' && file === null) return [say('notUnderstood')]
  if (text.length > longestText) return [decline('too-long', { limit: longestText, length: text.length })]
  if (parsed.kind === 'command' && (parsed.by === 'slash' || overrules(parsed, message)))
    return obey(parsed, message, situation)
  if ((parsed.kind === 'near' && parsed.by === 'slash') || parsed.kind === 'unknown')
    return suggest(parsed, message, situation)
  if (parsed.kind === 'choice') return said.takeAction(`= ${parsed.value}`, { ...message, isPress: false }, situation)
  if (parsed.kind === 'number' && !isTypedAnswer(parsed, message)) return choose(parsed, message, situation)
  if (running && isAsked(message)) {
    const answer = parsed.kind === 'number' && parsed.rest === '' ? String(parsed.number) : text
    return takeAnswer(running, { text: answer, file, isOption: false }, situation)
  }
  return isSeveralNumbers(text) ? [say('oneNumber')] : takeWords(message, situation)
}

/** While something is asked, words are an answer, unless they name another matter or drop the question. */
function overrules(parsed: Extract<Parsed, { kind: 'command' }>, message: Message): boolean {
  if (!isAsked(message)) return true
  const { command, reference, rest } = parsed
  return command === cancel || (reference !== null && rest === '') || isDropping(parsed, message)
}

/** "Hủy" without a reference, while something is asked, means the question and no matter. */
function isDropping(
  { command, reference }: { command: Command; reference: Reference | null },
  { running, card }: Message,
): boolean {
  return command.name === 'void' && reference === null && card === null && running !== null
}

const verdicts: ReadonlySet<string> = new Set(['agree', 'object', 'return'])

async function obey(
  parsed: Extract<Parsed, { kind: 'command' }>,
  message: Message,
  situation: OfficerSituation,
): Promise<readonly Response[]> {
  const { card, file, running, shown, takeAction } = message
  if (isDropping(parsed, message))
    return begin({ command: cancel, line: { reference: null, rest: '', values: {}, file, isPress: false } }, situation)
  const isWaiting = running?.meant.command.name === 'consult' && parsed.reference === null && card === null
  if (isWaiting && parsed.command.name === 'send')
    return takeAction('consult send', { ...message, isPress: false }, situation)
  const reference = parsed.reference ?? (parsed.command.takesReference ? card : null)
  const isSpokenReply = parsed.by === 'words' && verdicts.has(parsed.command.name) && reference !== null
  const [command, rest] = isSpokenReply ? [reply, parsed.spoken] : [parsed.command, parsed.rest]
  const values = card === null ? {} : unitOfCard(shown, reference, situation)
  return begin({ command, line: { reference, rest, values, file, isPress: false } }, situation)
}

/** "1 2", where only one can be chosen. */
function isSeveralNumbers(text: string): boolean {
  return /^\d{1,2}(?:(?:[\s,;]+|\s+(?:và|and)\s+)\d{1,2})+[.]?$/.test(text)
}

/**
 * A number answers the question under way, unless it is given to a card: one replied to or named, or that question's own.
 * With words behind it, it is but the beginning of an answer.
 */
function isTypedAnswer({ reference, rest }: NumberChosen, { running, isReply, shown }: Message): boolean {
  if (running === null || running.dialogue.asking === null || isReply || reference !== null) return false
  if (rest !== '') return true
  const offered = new Set(offeredIn(running.meant.line.values).map((value) => sayIn(running.dialogue.id, `= ${value}`)))
  return !(shown?.actions.some((action) => offered.has(action)) ?? false)
}
