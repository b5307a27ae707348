/**
 * The one entry for whatever comes in: who speaks, what they mean, and what is answered. Commands win over questions, a
 * question takes plain text as its answer, a card replied to says which matter is meant. Nobody is left without an answer
 * in a private chat; in groups only what is meant for us is answered.
 */
import { type Dialogue, drawDialogueId, readDialogue } from '../actions/dialogue.ts'
import { dayOf } from '../calendar/calendar.ts'
import { splitAction } from '../cards/action.ts'
import type { Response } from '../cards/response.ts'
import { actorOf } from '../domain/directory.ts'
import type { Incoming } from '../messengers/messenger.ts'
import { nfc } from '../text/vietnamese.ts'
import { type Running, takeAnswer, takeBack } from './answer.ts'
import type { Command, OfficerSituation, Shown, Situation, StoredFile } from './command.ts'
import { sendWord } from './consult.ts'
import { begin, type FreshLine, fillIn, proceed } from './flow.ts'
import { commands } from './index.ts'
import { unitOfCard } from './matter.ts'
import { answerNewcomer } from './newcomer.ts'
import { parseLine } from './parse.ts'
import { answerPersonally } from './personal.ts'
import { decline, say } from './say.ts'
import { takeText } from './text.ts'
import { findWaiting } from './today.ts'
import { makeVocabulary } from './vocabulary.ts'

const vocabulary = makeVocabulary(commands)

/**
 * Understands one update and does what it says, inside one transaction.
 * @param shown the card it answers, see {@link Shown}
 * @param file what came with it, already stored and no secret
 */
export async function understand(
  incoming: Incoming,
  shown: Shown,
  situation: Situation,
  file: StoredFile | null,
): Promise<readonly Response[]> {
  if (incoming.kind === 'reach' || incoming.kind === 'moved') return []
  if (incoming.kind === 'press' && 'post' in incoming && shown === null)
    return understand(asTyped(incoming), null, situation, file)
  if (situation.officer === null) {
    const isReply =
      incoming.kind === 'text' && ((incoming.replyTo !== null && shown !== null) || incoming.isToUs === true)
    return answerNewcomer(incoming, { situation, vocabulary, isReply })
  }
  if (incoming.kind === 'unreadable')
    return incoming.chat.kind === 'private' ? [say(`unreadable.${incoming.what}`)] : []
  const officer = asOfficer({ ...situation, officer: situation.officer }, incoming)
  switch (incoming.kind) {
    case 'press':
      return takeAction(nfc(incoming.action), { shown, running: await findRunning(officer), isPress: true }, officer)
    case 'form':
      return takeForm(incoming, file, officer)
    case 'home':
      return findWaiting(officer)
    case 'text':
      return takeText({ incoming, shown, running: await findRunning(officer), file, vocabulary, takeAction }, officer)
    default:
      return incoming satisfies never
  }
}

/** The words of a button that no card in this chat has: whoever sent them may do what typing the command would, no more. */
function asTyped({ chat, sender, at, action }: Extract<Incoming, { kind: 'press' }>): Incoming {
  const text = action.startsWith('=') ? action : `/${action}`
  return { chat, sender, at, kind: 'text', text, replyTo: null, files: [], press: null }
}

function asOfficer(
  situation: Situation & { readonly officer: string },
  incoming: Extract<Incoming, { kind: 'text' | 'press' | 'form' | 'home' }>,
): OfficerSituation {
  const { tx, snapshot, officer: by, at, recordedAt, horizonAt, assumed, bot, messenger } = situation
  const words = nfc(wordsOf(incoming))
  const actor = actorOf(snapshot.directory, by, dayOf(at, snapshot.calendar))
  return { ...situation, actor, act: { tx, snapshot, by, at, recordedAt, horizonAt, assumed, bot, messenger, words } }
}

/** Whoever opens their page has said nothing. */
function wordsOf(incoming: Extract<Incoming, { kind: 'text' | 'press' | 'form' | 'home' }>): string {
  if (incoming.kind === 'home') return ''
  return incoming.kind === 'text' ? incoming.text : incoming.action
}

async function findRunning(situation: OfficerSituation): Promise<Running | null> {
  const dialogue = await readDialogue(situation)
  const meant = dialogue && meantBy(dialogue.action, dialogue.values)
  return dialogue && meant ? { dialogue, meant: { ...meant, line: { ...meant.line, dialogue: dialogue.id } } } : null
}

/** The command line of a button or a form; null when no command of that name is left. */
function meantBy(
  action: string,
  values: Dialogue['values'] = {},
): { readonly command: Command; readonly line: FreshLine } | null {
  const parsed = parseLine(`/${action}`, { vocabulary, isReply: true })
  if (parsed.kind !== 'command') return null
  const { command, reference, rest } = parsed
  return { command, line: { reference, rest, values, file: null, isPress: true } }
}

type Pressed = { readonly shown: Shown; readonly running: Running | null; readonly isPress: boolean }

/** A button's action, pressed or chosen by its number. One of an older dialogue does nothing. */
async function takeAction(action: string, pressed: Pressed, situation: OfficerSituation): Promise<readonly Response[]> {
  const { running } = pressed
  const { said, dialogue } = splitAction(action)
  if (dialogue !== null && dialogue !== running?.dialogue.id) return [say(running ? 'questionOld' : 'questionGone')]
  if (said.startsWith('=')) {
    const given = { text: said.slice(1).trim(), file: null, isOption: true }
    return running ? takeAnswer(running, given, situation) : [say('questionGone')]
  }
  const edited = /^edit (\S+)$/.exec(said)?.[1]
  if (edited !== undefined) return running ? takeBack(running, edited, situation) : [say('questionGone')]
  return takeCommand(said, pressed, situation)
}

/** The command of a button: for the matter and the unit of its card, where it names none itself. */
async function takeCommand(
  said: string,
  { shown, running, isPress }: Pressed,
  situation: OfficerSituation,
): Promise<readonly Response[]> {
  const meant = meantBy(said)
  if (meant === null) return [say('questionGone')]
  const { command, line } = meant
  if (command.name === 'consult' && line.rest === sendWord) return sendLetter(running, situation)
  if (!command.takesReference) return begin({ command, line: { ...line, isPress } }, situation)
  const reference = line.reference ?? shown?.reference ?? null
  const values = unitOfCard(shown, reference, situation)
  return begin({ command, line: { ...line, reference, values, isPress } }, situation)
}

/** "consult send": the letter shown last goes out. */
async function sendLetter(running: Running | null, situation: OfficerSituation): Promise<readonly Response[]> {
  if (running?.meant.command.name !== 'consult') return [say('questionGone')]
  const { command, line } = running.meant
  return proceed({ command, line: { ...line, rest: sendWord } }, situation)
}

/** What a form gives, to the dialogue it was opened for; one of an older dialogue fills no newer one. */
async function takeForm(
  { action, values }: Extract<Incoming, { kind: 'form' }>,
  file: StoredFile | null,
  situation: OfficerSituation,
): Promise<readonly Response[]> {
  const { said, dialogue } = splitAction(nfc(action))
  const meant = meantBy(said)
  if (meant === null) return [decline('form-outdated')]
  const given = Object.fromEntries(Object.entries(values).map(([key, value]) => [nfc(key), nfc(value)]))
  return answerPersonally(meant.command, situation, async (here) => {
    const running = dialogue === null ? null : await findRunning(here)
    if (dialogue !== null && dialogue !== running?.dialogue.id) return [decline('form-outdated')]
    const line = running?.meant.line ?? { ...meant.line, dialogue: drawDialogueId(here.random) }
    return fillIn({ command: meant.command, line: { ...line, file, isPress: false } }, given, here)
  })
}
