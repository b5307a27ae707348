/** One chat as a column: its head, what was said, and where to say something. */
import { changeReach } from './api.ts'
import { type App, draftIn, type Place } from './app.ts'
import { avatar } from './avatar.ts'
import { createComposer } from './composer.ts'
import { el, iconButton } from './dom.ts'
import { createFormStrip } from './form-dialog.ts'
import { createLog } from './log.ts'

export type Column = {
  readonly element: HTMLElement
  readonly draw: (place: Place) => void
  /** Forgets what is drawn, after the world began anew. */
  readonly clear: () => void
  readonly focus: () => void
  readonly toast: (words: string, isTrouble: boolean) => void
}

/** How long a toast stays, in milliseconds. */
const toastStays = 7000

export function createColumn(app: App, place: Place): Column {
  const title = el('h2', { class: 'column-name', id: `name-${place.id}` })
  const role = el('p', { class: 'column-role' })
  const reach = place.isGroup ? null : iconButton('block', app.text.block, () => turnReach(app, place))
  const composer = createComposer(app, place)
  const log = createLog(app, place, (message) => {
    draftIn(app, place).replyTo = message
    composer.draw()
    composer.focus()
  })
  const strip = createFormStrip(app, place)
  const toasts = el('div', { class: 'toasts', role: 'status' })
  const foot = el('div', { class: 'column-foot' }, strip.element, composer.element)
  const head = columnHead(app, place, [title, role], reach)
  const element = el(
    'section',
    { class: 'column', 'data-place': place.id, 'aria-labelledby': `name-${place.id}` },
    head,
    toasts,
    log.element,
    foot,
  )
  return {
    element,
    draw: (now) => {
      title.textContent = now.name
      role.textContent = now.role
      element.dataset['open'] = String(app.open === place.id)
      if (reach !== null) drawReach(app, place, reach)
      strip.draw()
      composer.draw()
      log.draw()
    },
    clear: log.clear,
    focus: () => {
      element.scrollIntoView({ block: 'nearest', inline: 'nearest' })
      log.scrollToEnd()
      composer.focus()
    },
    toast: (words, isTrouble) => showToast(toasts, words, isTrouble),
  }
}

function columnHead(app: App, place: Place, names: readonly HTMLElement[], reach: HTMLElement | null): HTMLElement {
  const back = iconButton('back', app.text.back, () => {
    app.open = null
    app.draw()
    document.querySelector<HTMLElement>(`[data-chat="${CSS.escape(place.id)}"]`)?.focus()
  })
  const hide = iconButton('close', app.text.hide, () => app.hide(place.id))
  back.classList.add('on-telephone')
  hide.classList.add('on-desk')
  return el(
    'header',
    { class: 'column-head' },
    back,
    avatar(place),
    el('div', { class: 'column-names' }, ...names),
    reach,
    hide,
  )
}

async function turnReach(app: App, place: Place): Promise<void> {
  await changeReach(place.id, app.world.blocked.includes(place.id))
}

function drawReach(app: App, place: Place, button: HTMLElement): void {
  const isBlocked = app.world.blocked.includes(place.id)
  const label = isBlocked ? app.text.unblock : app.text.block
  button.setAttribute('aria-pressed', String(isBlocked))
  button.setAttribute('aria-label', label)
  button.title = label
}

function showToast(toasts: HTMLElement, words: string, isTrouble: boolean): void {
  const toast = el(
    'button',
    { type: 'button', class: 'toast', 'data-trouble': isTrouble, onclick: () => toast.remove() },
    words,
  )
  toasts.replaceChildren(toast)
  setTimeout(() => toast.remove(), toastStays)
}
