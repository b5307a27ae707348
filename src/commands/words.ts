/** Words that are no command and answer no question: about a matter, nearly a command, or nothing we can place. */
import { sayIn } from '../cards/action.ts'
import type { Response, ResponseButton } from '../cards/response.ts'
import type { Reference } from '../domain/reference.ts'
import { asksForTime, readReply } from '../domain/reply.ts'
import { openMatters } from '../reports/today.ts'
import type { Running } from './answer.ts'
import type { Command, OfficerSituation } from './command.ts'
import { editable } from './consult.ts'
import { extend } from './extend.ts'
import { quote } from './field.ts'
import { begin } from './flow.ts'
import { unitOfCard } from './matter.ts'
import type { Message } from './message.ts'
import type { Parsed } from './parse.ts'
import { reply } from './reply.ts'
import { buttonFor, say } from './say.ts'

/** Words that are no command: a reply to a card, words with a reference, or something nobody can place. */
export async function takeWords(message: Message, situation: OfficerSituation): Promise<readonly Response[]> {
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
  { file, isReply, shown }: Message,
  situation: OfficerSituation,
): Promise<readonly Response[]> {
  const values = isReply ? unitOfCard(shown, reference, situation) : {}
  const command = asksForTime(rest) ? extend : reply
  return begin({ command, line: { reference, rest, values, file, isPress: false } }, situation)
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
    return [say('waitingForSend', {}, letterButtons(running.dialogue.id))]
  const open = isOpinion(text) ? await openMatters(situation, situation.officer, situation.at) : []
  const isOwed = open.some(({ what }) => what === 'answer')
  return isOwed
    ? begin(
        { command: reply, line: { reference: null, rest: text, values: {}, file: message.file, isPress: false } },
        situation,
      )
    : [say('notUnderstood')]
}

async function isReady({ meant }: Running, situation: OfficerSituation): Promise<boolean> {
  return (await meant.command.missing(meant.line, situation)).length === 0
}

function letterButtons(dialogue: string): readonly ResponseButton[] {
  const edits = editable.map((key) => ({
    label: `command.edit.${key}`,
    action: sayIn(dialogue, `edit ${key}`),
    style: 'plain' as const,
  }))
  const send = buttonFor('send', sayIn(dialogue, 'consult send'), 'primary')
  return [send, buttonFor('cancel', sayIn(dialogue, 'cancel')), ...edits]
}

/** What may have been meant; as buttons where nothing else was typed that a tap would lose. */
export function suggest(
  parsed: Extract<Parsed, { kind: 'near' | 'unknown' }>,
  { card }: Message,
  { snapshot, officer }: OfficerSituation,
): readonly Response[] {
  if (parsed.kind === 'unknown') return [say('unknownCommand', { typed: quote(parsed.typed) })]
  const language = snapshot.directory.officers.get(officer)?.language ?? 'vi'
  const names = parsed.commands.map(({ name, alias }) => `/${language === 'vi' ? alias : name}`).join(', ')
  const reference = parsed.reference ?? card
  const buttons = parsed.rest === '' ? parsed.commands.map((command) => suggestion(command, reference)) : []
  return [say('didYouMean', { names }, buttons)]
}

function suggestion({ name, takesReference }: Command, reference: Reference | null): ResponseButton {
  return buttonFor(name, takesReference && reference !== null ? `${name} ${reference}` : name)
}
