/**
 * A number typed in the place of a press. It stands for the card shown last, unless a reference says which ("Y12 1"): where
 * nobody can tell which message was answered, and several matters wait for the same officer, it is asked and not guessed.
 */
import { splitAction } from '../cards/action.ts'
import type { Response } from '../cards/response.ts'
import type { Reference } from '../domain/reference.ts'
import { openMatters } from '../reports/today.ts'
import type { OfficerSituation } from './command.ts'
import type { Message } from './message.ts'
import type { NumberChosen } from './parse.ts'
import { buttonFor, say } from './say.ts'

const mostOthers = 8

/** What changes the answer of a unit; the same words mean the same on another card, but for "undo". */
const answers: ReadonlySet<string> = new Set(['agree', 'object', 'return', 'receive', 'undo'])
const takesWords: ReadonlySet<string> = new Set(['agree', 'object', 'return'])

/** Does what the number stands for, with the words behind it ("2 vì Điều 5 vượt khung phí") where there are any. */
export async function choose(
  chosen: NumberChosen,
  message: Message,
  situation: OfficerSituation,
): Promise<readonly Response[]> {
  const { shown, takeAction } = message
  const isOfAnother = chosen.reference !== null && chosen.reference !== shown?.reference
  const actions = isOfAnother ? [] : (shown?.actions ?? [])
  const action = actions[chosen.number - 1]
  if (action === undefined)
    return [actions.length > 0 ? say('noSuchNumber', { count: actions.length }) : say('nothingToChoose')]
  const doubt = await doubtOf(action, chosen, { message, situation })
  if (doubt !== null) return [doubt]
  const [name = ''] = splitAction(action).said.split(' ')
  if (chosen.rest !== '' && !takesWords.has(name)) return [say('notUnderstood')]
  const line = chosen.rest === '' ? action : `${action} ${chosen.rest}`
  return takeAction(line, { ...message, isPress: false }, situation)
}

/** The question which matter is meant; null where it can only be one. */
async function doubtOf(
  action: string,
  { number, reference: named, rest }: NumberChosen,
  { message, situation }: { readonly message: Message; readonly situation: OfficerSituation },
): Promise<Response | null> {
  const reference = message.shown?.reference ?? null
  const [name = ''] = splitAction(action).said.split(' ')
  if (named !== null || message.isReply || reference === null || !answers.has(name)) return null
  const others = await othersWaiting(reference, situation)
  if (others.length === 0) return null
  if (rest !== '') return say('whichMatterWords', { number, reference })
  const elsewhere = name === 'undo' ? 'show' : name
  const buttons = [
    { ...buttonFor(name, action), label: labelOf(reference, name) },
    ...others.map((other) => ({ ...buttonFor(name, `${elsewhere} ${other}`), label: labelOf(other, elsewhere) })),
  ]
  return say('whichMatter', { number, reference }, buttons)
}

async function othersWaiting(reference: Reference, situation: OfficerSituation): Promise<readonly Reference[]> {
  const open = await openMatters(situation, situation.officer, situation.at)
  const owed = open.filter(({ what }) => what === 'answer').map((one) => one.reference)
  return [...new Set(owed)].filter((one) => one !== reference).slice(0, mostOthers)
}

function labelOf(reference: Reference, name: string): string {
  return `${reference}: command.title.${name}`
}
