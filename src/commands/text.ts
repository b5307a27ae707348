/** A typed message of an officer: a command, an answer to what is asked, or words about a matter. */
import type { Response, ResponseButton } from '../cards/response.ts'
import type { Reference } from '../domain/reference.ts'
import { readReply } from '../domain/reply.ts'
import type { Incoming } from '../messengers/messenger.ts'
import { openMatters } from '../reports/today.ts'
import { nfc } from '../text/vietnamese.ts'
import { type Running, takeAnswer } from './answer.ts'
import { cancel } from './cancel.ts'
import type { Command, OfficerSituation, Shown, StoredFile } from './command.ts'
import { editable } from './consult.ts'
import { longestText } from './field.ts'
import { begin } from './flow.ts'
import { type Parsed, parseLine } from './parse.ts'
import { reply } from './reply.ts'
import { buttonFor, decline, say } from './say.ts'
import type { Vocabulary } from './vocabulary.ts'

type TakeAction = (
  action: string,
  pressed: { readonly shown: Shown; readonly running: Running | null; readonly isPress: boolean },
  situation: OfficerSituation,
) => Promise<readonly Response[]>

export type Said = {
  readonly incoming: Extract<Incoming, { kind: 'text' }>
  readonly shown: Shown
  readonly running: Running | null
  readonly file: StoredFile | null
  readonly vocabulary: Vocabulary
  readonly takeAction: TakeAction
}

/** A message and everything that says how it is meant. */
type Message = Said & {
  readonly text: string
  readonly parsed: Parsed
  /** Whether it replies to a card of ours. */
  readonly isReply: boolean
  /** The matter of that card. */
  readonly card: Reference | null
}

export async function takeText(said: Said, situation: OfficerSituation): Promise<readonly Response[]> {
  const message = look(said)
  const { text, parsed, file, running } = message
  if (!isForUs(message, situation) || (text === '' && file === null)) return []
  if (text.length > longestText) return [decline('too-long', { limit: longestText, length: text.length })]
  if (parsed.kind === 'command' && (parsed.by === 'slash' || overrules(parsed, message)))
    return obey(parsed, message, situation)
  if ((parsed.kind === 'near' && parsed.by === 'slash') || parsed.kind === 'unknown')
    return suggest(parsed, message, situation)
  if (parsed.kind === 'choice') return said.takeAction(`=${parsed.value}`, { ...message, isPress: false }, situation)
  if (parsed.kind === 'number' && !isTypedAnswer(message)) return choose(parsed.number, message, situation)
  if (running && isAsked(message)) {
    const answer = parsed.kind === 'number' ? String(parsed.number) : text
    return takeAnswer(running, { text: answer, file, isOption: false }, situation)
  }
  return takeWords(message, situation)
}

function look(said: Said): Message {
  const { incoming, shown, vocabulary } = said
  const isReply = incoming.replyTo !== null && shown !== null
  const card = isReply ? shown.reference : null
  const text = nfc(incoming.text).trim()
  return { ...said, text, isReply, card, parsed: parseLine(text, { vocabulary, isReply: card !== null }) }
}

/** In a group people talk to each other: only commands and replies to our cards are meant for us. */
function isForUs({ isReply, text }: Message, { chat }: OfficerSituation): boolean {
  return chat.kind === 'private' || isReply || /^[/／]/.test(text)
}

/** Whether a question waits that this message may answer: not one about another matter than the card it replies to. */
function isAsked({ running, card }: Message): boolean {
  if (running === null || running.dialogue.asking === null) return false
  return card === null || card === running.meant.line.reference
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
  const { card, file, running, takeAction } = message
  if (isDropping(parsed, message)) return cancel.run(bareLine(null, message), situation)
  const isWaiting = running?.meant.command.name === 'consult' && parsed.reference === null && card === null
  if (isWaiting && parsed.command.name === 'send')
    return takeAction('consult send', { ...message, isPress: false }, situation)
  const reference = parsed.reference ?? (parsed.command.takesReference ? card : null)
  const isSpokenReply = parsed.by === 'words' && verdicts.has(parsed.command.name) && reference !== null
  const [command, rest] = isSpokenReply ? [reply, parsed.spoken] : [parsed.command, parsed.rest]
  return begin({ command, line: { reference, rest, values: {}, file, isPress: false } }, situation)
}

function bareLine(reference: Reference | null, { file }: Message) {
  return { reference, rest: '', values: {}, file, isPress: false }
}

/** A number is typed as an answer where the question has nothing to choose from and no card is replied to. */
function isTypedAnswer({ running, isReply, shown }: Message): boolean {
  if (running === null || running.dialogue.asking === null || isReply) return false
  return !(shown?.actions.some((action) => action.startsWith('=')) ?? false)
}

async function choose(number: number, message: Message, situation: OfficerSituation): Promise<readonly Response[]> {
  const actions = message.shown?.actions ?? []
  const action = actions[number - 1]
  if (action !== undefined) return message.takeAction(action, { ...message, isPress: false }, situation)
  return [actions.length > 0 ? say('noSuchNumber', { count: actions.length }) : say('nothingToChoose')]
}

/** Words that are no command: a reply to a card, words with a reference, or something nobody can place. */
async function takeWords(message: Message, situation: OfficerSituation): Promise<readonly Response[]> {
  const { parsed, card, text, file } = message
  switch (parsed.kind) {
    case 'about':
      return parsed.rest === ''
        ? message.takeAction(`evidence ${parsed.reference}`, { ...message, isPress: false }, situation)
        : replyTo(parsed.reference, parsed.rest, message, situation)
    case 'mention':
      return isOpinion(text) ? replyTo(parsed.reference, text, message, situation) : [mentioned(parsed.reference)]
    case 'near':
      return suggest(parsed, message, situation)
    case 'text':
      if (card !== null && text !== '') return replyTo(card, text, message, situation)
      return text === '' && file !== null ? [say('fileNotUsed')] : takeLooseWords(message, situation)
    default:
      return [say('notUnderstood')]
  }
}

function replyTo(
  reference: Reference,
  rest: string,
  { file }: Message,
  situation: OfficerSituation,
): Promise<readonly Response[]> {
  return begin({ command: reply, line: { reference, rest, values: {}, file, isPress: false } }, situation)
}

function isOpinion(text: string): boolean {
  const { kind } = readReply(text)
  return kind !== 'vague' && kind !== 'receipt'
}

function mentioned(reference: Reference): Response {
  const buttons = [
    buttonFor('agree', `agree ${reference}`, 'primary'),
    buttonFor('object', `object ${reference}`, 'danger'),
    buttonFor('evidence', `evidence ${reference}`),
  ]
  return say('mentioned', { reference }, buttons)
}

/** Words without any matter: an opinion is asked which matter it is for, anything else is answered with what to do. */
async function takeLooseWords(message: Message, situation: OfficerSituation): Promise<readonly Response[]> {
  const { running, text } = message
  if (running?.dialogue.asking === null && (await isReady(running, situation)))
    return [say('waitingForSend', {}, letterButtons())]
  const open = isOpinion(text) ? await openMatters(situation, situation.officer, situation.at) : []
  const isOwed = open.some(({ what }) => what === 'answer')
  return isOwed
    ? begin({ command: reply, line: { ...bareLine(null, message), rest: text } }, situation)
    : [say('notUnderstood')]
}

async function isReady({ meant }: Running, situation: OfficerSituation): Promise<boolean> {
  return (await meant.command.missing(meant.line, situation)).length === 0
}

function letterButtons(): readonly ResponseButton[] {
  const edits = editable.map((key) => ({
    label: `command.edit.${key}`,
    action: `edit ${key}`,
    style: 'plain' as const,
  }))
  return [buttonFor('send', 'consult send', 'primary'), buttonFor('cancel', 'cancel'), ...edits]
}

function suggest(
  parsed: Extract<Parsed, { kind: 'near' | 'unknown' }>,
  { card }: Message,
  { snapshot, officer }: OfficerSituation,
): readonly Response[] {
  if (parsed.kind === 'unknown') return [say('unknownCommand', { typed: parsed.typed.slice(0, 40) })]
  const language = snapshot.directory.officers.get(officer)?.language ?? 'vi'
  const names = parsed.commands.map(({ name, alias }) => `/${language === 'vi' ? alias : name}`).join(', ')
  const reference = parsed.reference ?? card
  const buttons = parsed.rest === '' ? parsed.commands.map((command) => suggestion(command, reference)) : []
  return [say('didYouMean', { names }, buttons)]
}

function suggestion({ name, takesReference }: Command, reference: Reference | null): ResponseButton {
  return buttonFor(name, takesReference && reference !== null ? `${name} ${reference}` : name)
}
