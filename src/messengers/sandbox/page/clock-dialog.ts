/** Going to the next deadline: shows what it is before the clock moves, and offers other moments. */
import { milestones, moveClock } from './api.ts'
import { type App, nowIn } from './app.ts'
import { el, iconButton } from './dom.ts'
import { deadlineOf, fieldOf, momentOfField, spanOf } from './when.ts'

/** How many of the coming deadlines are offered. */
const offered = 6

export async function openClockDialog(app: App): Promise<void> {
  const coming = (await milestones()).slice(0, offered)
  const { text } = app
  const other = otherMoment(app, coming.length === 0)
  const choices = coming.map(({ label, at }, index) => milestoneChoice(app, { label, at, isFirst: index === 0 }))
  const nothing = coming.length === 0 ? el('p', { class: 'hint' }, text.noMilestone) : null
  const trouble = el('p', { class: 'form-trouble', role: 'alert', hidden: true })
  const cancel = el('button', { type: 'button', class: 'button plain', onclick: () => dialog.close() }, text.close)
  const go = el('button', { type: 'submit', class: 'button primary' }, text.go)
  const options = el(
    'fieldset',
    { class: 'field moments' },
    el('legend', { class: 'for-readers' }, text.goTitle),
    ...choices,
    other.element,
  )
  const body = el(
    'form',
    {},
    el('p', { class: 'hint' }, text.goHint),
    nothing,
    options,
    trouble,
    el('footer', {}, cancel, go),
  )
  const head = el(
    'header',
    {},
    el('h2', { id: 'clock-title' }, text.goTitle),
    iconButton('close', text.close, () => dialog.close()),
  )
  const dialog = el(
    'dialog',
    { class: 'dialog', 'aria-labelledby': 'clock-title', onclose: () => dialog.remove() },
    head,
    body,
  )
  body.addEventListener('submit', async (event) => {
    event.preventDefault()
    const chosen = body.querySelector<HTMLInputElement>('[name="moment"]:checked')?.value ?? 'other'
    const { refused } = await moveClock({ to: chosen === 'other' ? momentOfField(other.value()) : chosen })
    if (refused === undefined) return dialog.close()
    trouble.textContent = text.refused[refused] ?? refused
    trouble.hidden = false
  })
  document.body.append(dialog)
  dialog.showModal()
  go.focus()
}

function milestoneChoice(
  app: App,
  { label, at, isFirst }: { label: string; at: string; isFirst: boolean },
): HTMLElement {
  const moment = Date.parse(at)
  const input = el('input', { type: 'radio', name: 'moment', value: at, checked: isFirst })
  const when = `${deadlineOf(moment, app.text)} · ${app.text.after(spanOf(moment - nowIn(app), app.text))}`
  return el('label', { class: 'option' }, input, el('span', {}, el('b', {}, label), el('small', {}, when)))
}

function otherMoment(app: App, isOnly: boolean): { element: HTMLElement; value: () => string } {
  const choice = el('input', { type: 'radio', name: 'moment', value: 'other', checked: isOnly })
  const field = el('input', {
    type: 'datetime-local',
    'aria-label': app.text.goOtherLabel,
    value: fieldOf(nowIn(app) + 3_600_000),
    oninput: () => {
      choice.checked = true
    },
  })
  const element = el('div', { class: 'option' }, el('label', {}, choice, el('b', {}, app.text.goOther)), field)
  return { element, value: () => field.value }
}
