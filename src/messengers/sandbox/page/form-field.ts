/** One field of a form, with its label, its hint and what is wrong with it tied to it. */
import type { Field, Option } from '../../../cards/card.ts'
import type { App } from './app.ts'
import { el } from './dom.ts'

export type FieldDrawn = {
  readonly element: HTMLElement
  readonly isEmpty: () => boolean
  readonly markMissing: (isMissing: boolean) => void
  readonly focus: () => void
}

type Control = {
  readonly element: HTMLElement
  readonly inputs: readonly HTMLElement[]
  readonly isEmpty: () => boolean
}

export function drawField(app: App, field: Field, id: string): FieldDrawn {
  const isChoice = field.kind === 'choice' || field.kind === 'choices'
  const described = {
    id,
    'aria-describedby': `${id}-hint ${id}-trouble`,
    'aria-required': isChoice ? null : String(field.required),
  }
  const control = drawControl(field, described)
  const label = [field.label, field.required && el('small', { class: 'required' }, app.text.required)] as const
  const hint = el('p', { class: 'hint', id: `${id}-hint`, hidden: field.hint === null }, field.hint)
  const trouble = el('p', { class: 'trouble', id: `${id}-trouble`, hidden: true }, app.text.missing)
  const element = isChoice
    ? el(
        'fieldset',
        { class: 'field', 'aria-describedby': described['aria-describedby'] },
        el('legend', {}, ...label),
        hint,
        control.element,
        trouble,
      )
    : el('div', { class: 'field' }, el('label', { for: id }, ...label), hint, control.element, trouble)
  return {
    element,
    isEmpty: control.isEmpty,
    markMissing: (isMissing) => {
      trouble.hidden = !isMissing
      for (const input of control.inputs) input.setAttribute('aria-invalid', String(isMissing))
    },
    focus: () => control.inputs[0]?.focus(),
  }
}

type Described = Readonly<Record<string, string | null>>

function drawControl(field: Field, described: Described): Control {
  switch (field.kind) {
    case 'text':
      return textControl(field, described)
    case 'file':
      return fileControl(field, described)
    case 'choice':
      return optionsControl(field, 'radio')
    case 'choices':
      return optionsControl(field, 'checkbox')
    default:
      return field satisfies never
  }
}

function textControl(field: Extract<Field, { kind: 'text' }>, described: Described): Control {
  const name = `value:${field.key}`
  const input = field.long
    ? el('textarea', { ...described, name, rows: 4 })
    : el('input', { ...described, name, type: 'text', autocomplete: 'off' })
  return { element: input, inputs: [input], isEmpty: () => input.value.trim() === '' }
}

function fileControl(field: Field, described: Described): Control {
  const input = el('input', { ...described, type: 'file', multiple: true, name: `file:${field.key}` })
  return { element: input, inputs: [input], isEmpty: () => input.files?.length === 0 }
}

function optionsControl(field: { key: string; options: readonly Option[] }, type: 'radio' | 'checkbox'): Control {
  const inputs = field.options.map(({ value }) => el('input', { type, name: `value:${field.key}`, value }))
  const rows = inputs.map((input, index) => el('label', { class: 'option' }, input, field.options[index]?.label ?? ''))
  return {
    element: el('div', { class: 'options' }, ...rows),
    inputs,
    isEmpty: () => !inputs.some((input) => input.checked),
  }
}
