/**
 * From a line to its answer: what is missing is asked, field by field or as a form, and when nothing is missing the
 * command runs. What was given so far is kept as a dialogue of that person in that chat.
 */
import { drawDialogueId, endDialogue, keepDialogue, readDialogue } from '../actions/dialogue.ts'
import type { Asking } from '../cards/asking.ts'
import type { Response } from '../cards/response.ts'
import { nfc } from '../text/vietnamese.ts'
import type { Command, Line, OfficerSituation, Reading, Values } from './command.ts'
import { skipped } from './field.ts'
import { answerPersonally } from './personal.ts'
import { say } from './say.ts'

type Fault = Extract<Reading, { fault: unknown }>
/** What was wrong with answers, by the field they were given to. */
export type Faults = Readonly<Record<string, Fault>>

/** A line with the command it is for. */
export type Meant = { readonly command: Command; readonly line: Line }

/** A line just said: no dialogue has it yet. */
export type FreshLine = Omit<Line, 'dialogue'>

/** Starts a command afresh: what stands behind it on the line is the answer to its first field. */
export async function begin(
  { command, line }: { readonly command: Command; readonly line: FreshLine },
  situation: OfficerSituation,
): Promise<readonly Response[]> {
  const meant = { command, line: { ...line, dialogue: drawDialogueId(situation.random) } }
  return answerPersonally(command, situation, (here) => takeRest(meant, here))
}

async function takeRest({ command, line }: Meant, situation: OfficerSituation): Promise<readonly Response[]> {
  const key = command.restAnswers
  if (key === null || line.rest === '') return proceed({ command, line }, situation)
  const reading = await command.read({ key, text: line.rest, line }, situation)
  if ('fault' in reading) return proceed({ command, line }, situation, { [key]: reading })
  return proceed({ command, line: withValues(line, reading.values) }, situation)
}

/** Asks for what is missing, or runs. */
export async function proceed(
  meant: Meant,
  situation: OfficerSituation,
  faults: Faults = {},
): Promise<readonly Response[]> {
  const { command, line, askings, isFileUsed } = await takeFile(meant, situation)
  const wrong = askings.filter(({ key }) => faults[key] !== undefined)
  const asked = [...wrong, ...askings.filter(({ key }) => faults[key] === undefined)].map((asking) =>
    withFault(asking, faults),
  )
  const [first] = asked
  if (first !== undefined) {
    await keepQuestion({ command, line }, first, situation)
    return [askFor({ command, line }, asked)]
  }
  const responses = await command.run(line, situation)
  await settleDialogue({ command, line }, responses, situation)
  return line.file !== null && !isFileUsed ? [...responses, say('fileNotUsed')] : responses
}

/** Under this the options of the question asked last are kept, so that buttons of an older one are told apart. */
const offeredKey = 'offered'

/** The values that the question asked last offers, in their order. */
export function offeredIn(values: Values): readonly string[] {
  return (values[offeredKey] ?? '').split('|').filter((value) => value !== '')
}

/** Keeps a line whose next field is being asked. */
export async function keepQuestion(
  { command, line }: Meant,
  asking: Asking,
  situation: OfficerSituation,
): Promise<void> {
  const values = { ...line.values, [offeredKey]: asking.options.map(({ value }) => value).join('|') }
  const key = situation.hasForms ? null : asking.key
  await keepDialogue(situation, { id: line.dialogue, action: actionOf(command, line), values, asking: key })
}

/** A preview waits for its tap, words that were not enough are asked again; anything else is done. */
async function settleDialogue(
  { command, line }: Meant,
  responses: readonly Response[],
  situation: OfficerSituation,
): Promise<void> {
  const again = responses.flatMap((response) => (response.kind === 'ask' ? response.askings : []))[0]
  if (again) {
    const kept = Object.entries(line.values).filter(([key]) => key !== again.key)
    await keepQuestion({ command, line: { ...line, values: Object.fromEntries(kept) } }, again, situation)
  } else if (responses.some(({ kind }) => kind === 'preview')) {
    const { dialogue: id, values } = line
    await keepDialogue(situation, { id, action: actionOf(command, line), values, asking: null })
  } else if (!command.isAside || (await readDialogue(situation))?.id === line.dialogue) await endDialogue(situation)
}

/** A file that came along answers the field that asks for one. */
async function takeFile({ command, line }: Meant, situation: OfficerSituation) {
  const askings = await command.missing(line, situation)
  const wanted = askings.find(({ kind }) => kind === 'file')
  if (line.file === null || wanted === undefined) return { command, line, askings, isFileUsed: isKept(line) }
  const taken = withValues(line, { [wanted.key]: `file ${line.file.id} ${nfc(line.file.name)}` })
  return { command, line: taken, askings: await command.missing(taken, situation), isFileUsed: true }
}

function isKept({ file, values }: Line): boolean {
  return file !== null && Object.values(values).some((value) => value.startsWith(`file ${file.id} `))
}

function withFault(asking: Asking, faults: Faults): Asking {
  const found = faults[asking.key]
  if (found === undefined) return asking
  return { ...asking, fault: found.fault, options: found.options.length > 0 ? found.options : asking.options }
}

/** The line with more answers; a reference among them becomes the line's own. */
export function withValues(line: Line, values: Values): Line {
  const { reference, ...others } = values
  return { ...line, reference: reference ?? line.reference, values: { ...line.values, ...others } }
}

/** The question, the first of those still open. */
export function askFor(
  { command, line }: { readonly command: Pick<Command, 'name'>; readonly line: Line },
  askings: readonly Asking[],
): Response {
  const { dialogue } = line
  return { kind: 'ask', action: actionOf(command, line), command: command.name, askings, dialogue }
}

/** The line as a button would say it. */
function actionOf({ name }: Pick<Command, 'name'>, { reference }: Pick<Line, 'reference'>): string {
  return reference === null ? name : `${name} ${reference}`
}

/** Answers several fields at once, as a form gives them. What is empty was left out, or passed over where that is allowed. */
export async function fillIn(
  { command, line }: Meant,
  given: Values,
  situation: OfficerSituation,
): Promise<readonly Response[]> {
  const askings = await command.missing(line, situation)
  let filled = line
  const faults: Record<string, Fault> = {}
  for (const [key, text] of Object.entries(given)) {
    const isOptional = askings.some((asking) => asking.key === key && !asking.isRequired)
    if (text.trim() === '' && !isOptional) continue
    const reading = await command.read({ key, text: text.trim() === '' ? skipped : text, line: filled }, situation)
    if ('fault' in reading) faults[key] = reading
    else filled = withValues(filled, reading.values)
  }
  return proceed({ command, line: filled }, situation, faults)
}
