/** A form as one of Slack's modals, and what was entered in it. The modal carries the form's action and its chat. */
import type { InputBlock, ModalView, PlainTextOption } from '@slack/web-api'
import { z } from 'zod'
import type { Field, Form, Option } from '../../cards/card.ts'
import { abridge } from '../../text/lines.ts'
import type { Chat, Incoming } from '../messenger.ts'
import { readFile, slackFile } from './incoming-file.ts'

/** Slack's limits, in UTF-16 units and pieces. Source: docs.slack.dev/reference/block-kit. */
const limits = {
  title: 24,
  label: 2000,
  text: 3000,
  options: 100,
  optionText: 75,
  optionValue: 150,
  /** More than this are a menu. */
  shownOptions: 10,
} as const

/** The id of the one element in a field's block; the block bears the field's key. */
const element = 'answer'

/** Null for a form Slack cannot show: a field with no or too many options. */
export function encodeForm(form: Form, chat: Chat): ModalView | null {
  const blocks = form.fields.map(encodeField)
  if (blocks.some((block) => block === null) || blocks.length === 0) return null
  return {
    type: 'modal',
    title: plainText(form.title, limits.title),
    submit: plainText(form.submit, limits.title),
    private_metadata: JSON.stringify({ action: form.action, chat }),
    blocks: blocks.filter((block) => block !== null),
  }
}

function encodeField(field: Field): InputBlock | null {
  const input = encodeInput(field)
  if (input === null) return null
  return {
    type: 'input',
    block_id: field.key,
    label: plainText(field.label, limits.label),
    optional: !field.required,
    element: input,
    ...(field.hint === null || field.hint.trim() === '' ? {} : { hint: plainText(field.hint, limits.label) }),
  }
}

function encodeInput(field: Field): InputBlock['element'] | null {
  switch (field.kind) {
    case 'text':
      return { type: 'plain_text_input', action_id: element, multiline: field.long, max_length: limits.text }
    case 'file':
      return { type: 'file_input', action_id: element, max_files: 1 }
    case 'choice':
    case 'choices':
      return encodeChoice(field.kind === 'choices', field.options)
    default:
      return field satisfies never
  }
}

function encodeChoice(isMany: boolean, given: readonly Option[]): InputBlock['element'] | null {
  const isTooLong = given.some(({ value }) => value === '' || value.length > limits.optionValue)
  if (given.length === 0 || given.length > limits.options || isTooLong) return null
  const options = given.map(
    ({ label, value }): PlainTextOption => ({ text: plainText(label, limits.optionText), value }),
  )
  if (given.length <= limits.shownOptions)
    return { type: isMany ? 'checkboxes' : 'radio_buttons', action_id: element, options }
  return { type: isMany ? 'multi_static_select' : 'static_select', action_id: element, options }
}

function plainText(text: string, limit: number) {
  return { type: 'plain_text', text: abridge(text, limit), emoji: false } as const
}

const option = z.object({ value: z.string() })
const entered = z.object({
  type: z.string(),
  value: z.string().nullish(),
  selected_option: option.nullish(),
  selected_options: z.array(option).nullish(),
  files: z.array(slackFile).nullish(),
})
const carried = z.object({
  action: z.string(),
  chat: z.object({ id: z.string(), kind: z.enum(['private', 'group']) }),
})

/** The parts of a submitted modal that say something. */
export const submittedView = z.object({
  id: z.string(),
  private_metadata: z.string(),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), entered)) }),
})

type Filled = Pick<Extract<Incoming, { kind: 'form' }>, 'chat' | 'action' | 'values' | 'files'>

/** What was filled in, empty where nothing was; a file stands beside. Null when the modal is none of ours. */
export function readSubmission({ private_metadata: metadata, state }: z.infer<typeof submittedView>): Filled | null {
  const own = readCarried(metadata)
  if (own === null) return null
  const answers = Object.entries(state.values).flatMap(([key, { [element]: answer }]) =>
    answer ? [{ key, answer }] : [],
  )
  const words = answers.filter(({ answer }) => answer.type !== 'file_input')
  const files = answers.flatMap(({ answer }) => answer.files ?? []).flatMap((file) => readFile(file) ?? [])
  return { ...own, values: Object.fromEntries(words.map(({ key, answer }) => [key, wordsOf(answer)])), files }
}

function wordsOf({ value, selected_option: one, selected_options: several }: z.infer<typeof entered>): string {
  return value ?? one?.value ?? several?.map((chosen) => chosen.value).join(',') ?? ''
}

function readCarried(metadata: string): z.infer<typeof carried> | null {
  try {
    return carried.safeParse(JSON.parse(metadata)).data ?? null
  } catch {
    return null
  }
}
