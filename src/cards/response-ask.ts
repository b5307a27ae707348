/**
 * What a command still asks for: one question at a time as a card, or everything at once as a form.
 * Worded by `ask.<command>.<key>.label` and `.hint`; a key such as "why.KT" is worded by what stands before its dot.
 */
import type { Key, Translator } from '../i18n.ts'
import { sayIn } from './action.ts'
import type { Asking } from './asking.ts'
import { buttons, fitsAction, makeCard, text } from './blocks.ts'
import type { Button, Card, Field, Form } from './card.ts'
import type { Response } from './response.ts'
import { sayLabel, sayRefusal, type Wording } from './response-words.ts'

type Ask = Extract<Response, { kind: 'ask' }>

/** Beyond this a list of choices is no longer a choice; the answer is typed then, and the form still offers all. */
const mostChoices = 20

/** The first question. What was wrong with the last answer comes before anything else. */
export function renderAsk(ask: Ask, directory: Wording['directory'], t: Translator): Card {
  const [asking] = ask.askings
  if (asking === undefined) throw new Error(`'${ask.command}' asks for nothing`)
  const { hint, label } = wordAsking(ask.command, asking, t)
  const fault =
    asking.fault === null
      ? null
      : sayRefusal(asking.fault.code, asking.fault.details, { directory, reference: null }, t)
  return makeCard(label, fault === null ? 'plain' : 'warning', [
    fault === null ? null : text(fault),
    hint === '' ? null : text(hint),
    buttons(choicesOf(asking, ask.dialogue, t)),
  ])
}

/** A choice's action begins with "= ": the answer to what was asked. What is too long for a button is typed. */
function choicesOf({ options }: Asking, dialogue: Ask['dialogue'], t: Translator): readonly Button[] {
  const choices = options.map(({ value, label }) => ({ label, action: sayIn(dialogue, `= ${value}`) }))
  const short = choices.filter(({ action }) => fitsAction(action)).slice(0, mostChoices)
  return short.map(({ label, action }) => ({ label: sayLabel(label, t), action, style: 'plain' }))
}

function wordAsking(
  command: string,
  { key, values }: Asking,
  t: Translator,
): { readonly label: string; readonly hint: string } {
  const base = `ask.${command}.${key.split('.')[0]}`
  return { label: t(`${base}.label` as Key, values), hint: t(`${base}.hint` as Key, values) }
}

/** Everything that is asked, for messengers that show forms. */
export function formOf(ask: Ask, t: Translator): Form {
  const title = t(`command.title.${ask.command}` as Key)
  return {
    action: sayIn(ask.dialogue, ask.action),
    title: titleOf(ask.action, title),
    fields: ask.askings.map((asking) => fieldOf(ask.command, asking, t)),
    submit: t('response.ask.submit'),
  }
}

/** "Không đồng ý Y12": the command's name with the reference its action carries. */
function titleOf(action: string, title: string): string {
  const reference = action.split(' ').find((word) => /^[A-Z]{1,2}\d+$/.test(word))
  return reference === undefined ? title : `${title} ${reference}`
}

function fieldOf(command: string, asking: Asking, t: Translator): Field {
  const { label, hint } = wordAsking(command, asking, t)
  const { key, kind, isLong, isRequired: required } = asking
  const base = { key, label, hint: hintOf(hint, asking, t), required }
  const options = asking.options.map((option) => ({ value: option.value, label: sayLabel(option.label, t) }))
  switch (kind) {
    case 'text':
      return { ...base, kind, long: isLong }
    case 'choice':
    case 'choices':
      return { ...base, kind, options }
    // A form takes no link in the place of a file: left empty, it is asked in the chat, which takes either.
    case 'file':
      return { ...base, kind, required: false }
    default:
      return kind satisfies never
  }
}

/** A fault stands before the hint, so that it is read. */
function hintOf(hint: string, { fault, isRequired }: Asking, t: Translator): string | null {
  const wrong = fault === null ? null : sayRefusal(fault.code, fault.details, { directory: null, reference: null }, t)
  const said = [wrong, isRequired ? null : t('response.ask.optional'), hint].filter(
    (part) => part !== null && part !== '',
  )
  return said.length === 0 ? null : said.join(' ')
}
