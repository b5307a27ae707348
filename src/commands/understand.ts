/**
 * The one entry for whatever comes in: who speaks, what they mean, and what is answered. Commands win over questions, a
 * question takes plain text as its answer, a card replied to says which matter is meant. Nobody is left without an answer
 * in a private chat; in groups only what is meant for us is answered.
 */
import { type Dialogue, readDialogue } from '../actions/dialogue.ts'
import { dayOf } from '../calendar/calendar.ts'
import type { Response } from '../cards/response.ts'
import { actorOf } from '../domain/directory.ts'
import type { Incoming } from '../messengers/messenger.ts'
import { type Running, takeAnswer, takeBack } from './answer.ts'
import type { OfficerSituation, Shown, Situation, StoredFile } from './command.ts'
import { sendWord } from './consult.ts'
import { begin, fillIn, type Meant, proceed } from './flow.ts'
import { commands } from './index.ts'
import { answerNewcomer } from './newcomer.ts'
import { parseLine } from './parse.ts'
import { decline, say } from './say.ts'
import { takeText } from './text.ts'
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
  if (situation.officer === null) {
    const isReply = incoming.kind === 'text' && incoming.replyTo !== null && shown !== null
    return answerNewcomer(incoming, { situation, vocabulary, isReply })
  }
  const officer = asOfficer({ ...situation, officer: situation.officer }, incoming)
  const running = await findRunning(officer)
  switch (incoming.kind) {
    case 'press':
      return takeAction(incoming.action, { shown, running, isPress: true }, officer)
    case 'form':
      return takeForm(incoming, { running, file }, officer)
    case 'text':
      return takeText({ incoming, shown, running, file, vocabulary, takeAction }, officer)
    default:
      return incoming satisfies never
  }
}

function asOfficer(
  situation: Situation & { readonly officer: string },
  incoming: Extract<Incoming, { kind: 'text' | 'press' | 'form' }>,
): OfficerSituation {
  const { tx, snapshot, officer: by, at, recordedAt, bot: messenger } = situation
  const words = incoming.kind === 'text' ? incoming.text : incoming.action
  const actor = actorOf(snapshot.directory, by, dayOf(at, snapshot.calendar))
  return { ...situation, actor, act: { tx, snapshot, by, at, recordedAt, messenger, words } }
}

async function findRunning(situation: OfficerSituation): Promise<Running | null> {
  const dialogue = await readDialogue(situation)
  const meant = dialogue && meantBy(dialogue.action, dialogue.values)
  return dialogue && meant ? { dialogue, meant } : null
}

/** The command line of a button or a form; null when no command of that name is left. */
function meantBy(action: string, values: Dialogue['values'] = {}): Meant | null {
  const parsed = parseLine(`/${action}`, { vocabulary, isReply: true })
  if (parsed.kind !== 'command') return null
  const { command, reference, rest } = parsed
  return { command, line: { reference, rest, values, file: null, isPress: true } }
}

type Pressed = { readonly shown: Shown; readonly running: Running | null; readonly isPress: boolean }

/** A button's action, pressed or chosen by its number. */
async function takeAction(
  action: string,
  { shown, running, isPress }: Pressed,
  situation: OfficerSituation,
): Promise<readonly Response[]> {
  if (action.startsWith('=')) {
    const given = { text: action.slice(1).trim(), file: null, isOption: true }
    return running ? takeAnswer(running, given, situation) : [say('questionGone')]
  }
  const edited = /^edit (\S+)$/.exec(action)?.[1]
  if (edited !== undefined) return running ? takeBack(running, edited, situation) : [say('questionGone')]
  const meant = meantBy(action)
  if (meant === null) return [say('questionGone')]
  const { command, line } = meant
  if (command.name === 'consult' && line.rest === sendWord) return sendLetter(running, situation)
  const reference = line.reference ?? (command.takesReference ? (shown?.reference ?? null) : null)
  return begin({ command, line: { ...line, reference, isPress } }, situation)
}

/** "consult send": the letter shown last goes out. */
async function sendLetter(running: Running | null, situation: OfficerSituation): Promise<readonly Response[]> {
  if (running?.meant.command.name !== 'consult') return [say('questionGone')]
  const { command, line } = running.meant
  return proceed({ command, line: { ...line, rest: sendWord } }, situation)
}

async function takeForm(
  { action, values }: Extract<Incoming, { kind: 'form' }>,
  { running, file }: { running: Running | null; file: StoredFile | null },
  situation: OfficerSituation,
): Promise<readonly Response[]> {
  const isContinued = running?.dialogue.action === action
  const meant = meantBy(action, isContinued ? running.dialogue.values : {})
  if (meant === null) return [decline('form-outdated')]
  return fillIn({ command: meant.command, line: { ...meant.line, file, isPress: false } }, values, situation)
}
