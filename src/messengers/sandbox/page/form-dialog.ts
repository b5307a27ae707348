/**
 * The forms the bot opens. A dialog belongs to the press that opened it; closing it with Esc keeps what was entered, and
 * a strip above the composer leads back to it until it is sent or dropped.
 */
import type { Field } from '../../../cards/card.ts'
import type { OpenForm } from '../world.ts'
import { drop, fill } from './api.ts'
import type { App, Place } from './app.ts'
import { el, iconButton } from './dom.ts'
import { drawField } from './form-field.ts'

const dialogs = new Map<string, HTMLDialogElement>()

/** Shows the form of a press, with whatever was already entered. */
export function showForm(app: App, open: OpenForm): void {
  const dialog = dialogs.get(open.press) ?? createDialog(app, open)
  dialogs.set(open.press, dialog)
  if (!dialog.isConnected) document.body.append(dialog)
  if (!dialog.open) dialog.showModal()
}

/** Takes away the dialogs of forms that are sent, dropped or replaced. */
export function reconcileForms(app: App): void {
  for (const [press, dialog] of dialogs) {
    if (app.world.forms.some((form) => form.press === press)) continue
    dialog.close()
    dialog.remove()
    dialogs.delete(press)
  }
}

/** A reminder in the column of a form that is open and not shown. */
export function createFormStrip(app: App, place: Place): { element: HTMLElement; draw: () => void } {
  const element = el('div', { class: 'form-strip', hidden: true })
  let drawn: string | null = null
  return {
    element,
    draw: () => {
      const open = app.world.forms.find((form) => form.chat.id === place.id)
      element.hidden = open === undefined
      if (open === undefined || open.press === drawn) return
      drawn = open.press
      element.replaceChildren(
        el('span', {}, el('b', {}, app.text.openForm), open.form.title),
        el(
          'button',
          { type: 'button', class: 'button primary', onclick: () => showForm(app, open) },
          app.text.continueForm,
        ),
        el('button', { type: 'button', class: 'button plain', onclick: () => drop(open.press) }, app.text.dropForm),
      )
    },
  }
}

function createDialog(app: App, open: OpenForm): HTMLDialogElement {
  const { form, press } = open
  const titleId = `form-${press}`
  const fields = form.fields.map((field) => ({ field, ...drawField(app, field, `${press}-${field.key}`) }))
  const trouble = el('p', { class: 'form-trouble', role: 'alert', hidden: true })
  const submit = el('button', { type: 'submit', class: 'button primary' }, form.submit)
  const later = el('button', { type: 'button', class: 'button plain', onclick: () => dialog.close() }, app.text.later)
  const body = el(
    'form',
    { novalidate: true },
    ...fields.map(({ element }) => element),
    trouble,
    el('footer', {}, later, submit),
  )
  const head = el(
    'header',
    {},
    el('h2', { id: titleId }, form.title),
    iconButton('close', app.text.close, () => dialog.close()),
  )
  const dialog = el('dialog', { class: 'dialog', 'aria-labelledby': titleId }, head, body)
  body.addEventListener('submit', async (event) => {
    event.preventDefault()
    trouble.hidden = true
    if (!markMissing(fields)) return
    submit.disabled = true
    const { refused } = await fill(formOf(body, press))
    submit.disabled = false
    if (refused === undefined) return
    trouble.textContent = app.text.refused[refused] ?? refused
    trouble.hidden = false
  })
  return dialog
}

function formOf(body: HTMLFormElement, press: string): FormData {
  const entered = new FormData(body)
  entered.set('press', press)
  return entered
}

type Drawn = {
  readonly field: Field
  readonly isEmpty: () => boolean
  readonly markMissing: (isMissing: boolean) => void
  readonly focus: () => void
}

/** Points at every required field left empty and goes to the first. True when there is none. */
function markMissing(fields: readonly Drawn[]): boolean {
  const missing = fields.filter(({ field, isEmpty }) => field.required && isEmpty())
  for (const each of fields) each.markMissing(missing.includes(each))
  missing[0]?.focus()
  return missing.length === 0
}
