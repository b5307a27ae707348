/** What somebody says while they are being asked something: an answer, one of several choices, a correction. */
import type { Dialogue } from '../actions/dialogue.ts'
import type { Asking } from '../cards/asking.ts'
import type { Response } from '../cards/response.ts'
import { fold } from '../text/vietnamese.ts'
import type { Line, OfficerSituation, StoredFile, Values } from './command.ts'
import { skipped } from './field.ts'
import { askFor, keepQuestion, type Meant, offeredIn, proceed, withValues } from './flow.ts'
import { say } from './say.ts'

/** The value of "that is all" under several choices. */
const done = '.'

/** A running dialogue and the line it completes. */
export type Running = { readonly dialogue: Dialogue; readonly meant: Meant }

export type Given = {
  readonly text: string
  readonly file: StoredFile | null
  /** A button's value ("= KT") rather than words. */
  readonly isOption: boolean
}

/** Takes an answer to the field asked last. */
export async function takeAnswer(
  { dialogue, meant }: Running,
  given: Given,
  situation: OfficerSituation,
): Promise<readonly Response[]> {
  const { command } = meant
  const line: Line = { ...meant.line, file: given.file }
  const askings = await command.missing(line, situation)
  const asking = askings.find(({ key }) => key === dialogue.asking) ?? askings[0]
  if (asking === undefined) return given.isOption ? [say('questionGone')] : proceed({ command, line }, situation)
  if (given.file !== null && asking.kind === 'file') return proceed({ command, line }, situation)
  if (given.isOption && !isOffered(given.text, asking, line.values)) return proceed({ command, line }, situation)
  const text = asOption(given, asking, offeredIn(line.values))
  if (asking.kind === 'choices' && given.isOption && isOneOfSeveral(text, asking)) {
    return toggle({ command, line }, { asking, value: text, askings }, situation)
  }
  const reading = await command.read({ key: asking.key, text: finalText(text, asking, line.values), line }, situation)
  if ('fault' in reading) return proceed({ command, line }, situation, { [asking.key]: reading })
  return proceed({ command, line: withValues(line, { ...reading.values, [chosenKey(asking)]: '' }) }, situation)
}

/** Whether a button stands under the question asked last; one under an older question asks the present one again. */
function isOffered(value: string, { kind }: Asking, values: Values): boolean {
  return offeredIn(values).includes(value) || (kind === 'choices' && value === done)
}

/** Numbers stand for options in their order, and "bỏ qua" for passing over. */
function asOption({ text, isOption }: Given, { isRequired }: Asking, offered: readonly string[]): string {
  if (isOption) return text
  const numbers = /^\d{1,2}(?:[\s,;]+\d{1,2})*$/.test(text.trim()) ? text.trim().split(/[\s,;]+/) : []
  const chosen = numbers.map((number) => offered[Number(number) - 1])
  if (chosen.length > 0 && chosen.every((value) => value !== undefined)) return chosen.join(', ')
  return !isRequired && /^(bo qua|khong|khong co|skip|no|none|-)$/.test(fold(text)) ? skipped : text
}

function chosenKey({ key }: Asking): string {
  return `${key}.chosen`
}

/** Options worded by us ("all", "skip") settle the field at once; names are collected. */
function isOneOfSeveral(value: string, { options }: Asking): boolean {
  return options.some((option) => option.value === value && !option.label.startsWith('ask.'))
}

function finalText(text: string, asking: Asking, values: Values): string {
  const isDone = asking.kind === 'choices' && text === done
  return isDone ? (values[chosenKey(asking)] ?? '') : text
}

/** Adds a choice or takes it back, and asks the same again. */
async function toggle(
  { command, line }: Meant,
  { asking, value, askings }: { asking: Asking; value: string; askings: readonly Asking[] },
  situation: OfficerSituation,
): Promise<readonly Response[]> {
  const before = (line.values[chosenKey(asking)] ?? '').split(',').filter((one) => one !== '')
  const chosen = before.includes(value) ? before.filter((one) => one !== value) : [...before, value]
  const marked = withChosen(asking, chosen)
  const kept = withValues(line, { [chosenKey(asking)]: chosen.join(',') })
  await keepQuestion({ command, line: kept }, marked, situation)
  const others = askings.filter((one) => one !== asking)
  return [askFor({ command, line }, [marked, ...others])]
}

function withChosen(asking: Asking, chosen: readonly string[]): Asking {
  const marked = asking.options.map((option) =>
    chosen.includes(option.value) ? { ...option, label: `✓ ${option.label}` } : option,
  )
  const options = chosen.length > 0 ? [{ value: done, label: 'ask.option.done' }, ...marked] : marked
  return { ...asking, options }
}

/** Takes one answer back, so that it is asked again ("edit deadline"). */
export async function takeBack(
  { meant }: Running,
  key: string,
  situation: OfficerSituation,
): Promise<readonly Response[]> {
  const { command, line } = meant
  if (line.values[key] === undefined) return [say('questionGone')]
  const kept = Object.entries(line.values).filter(([name]) => name !== key && !name.startsWith(`${key}.`))
  return proceed({ command, line: { ...line, values: Object.fromEntries(kept) } }, situation)
}
