/** The list of all chats: what a telephone shows first, and on a wide screen the way to open a column. */
import { type App, messagesIn, type Place, placesIn, unreadIn } from './app.ts'
import { avatar } from './avatar.ts'
import { el } from './dom.ts'
import { timeOf } from './when.ts'

export function createRail(app: App): { element: HTMLElement; draw: () => void } {
  const list = el('div', { class: 'rail-list' })
  const element = el('nav', { class: 'rail', 'aria-label': app.text.chats, onkeydown: walk }, list)
  let drawn = ''
  return {
    element,
    draw: () => {
      const places = placesIn(app)
      const wanted = JSON.stringify(places.map((place) => [place, ...summaryOf(app, place)]))
      if (wanted === drawn) return
      drawn = wanted
      const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset['chat'] : undefined
      list.replaceChildren(
        ...section(app, app.text.people, places.filter(isPerson)),
        ...section(app, app.text.channels, places.filter(isGroup)),
      )
      if (focused !== undefined) list.querySelector<HTMLElement>(`[data-chat="${CSS.escape(focused)}"]`)?.focus()
    },
  }
}

const isGroup = (place: Place) => place.isGroup
const isPerson = (place: Place) => !place.isGroup

/** What decides how a row looks, so that it is drawn anew only then. */
function summaryOf(app: App, place: Place): readonly unknown[] {
  const last = messagesIn(app, place.id).at(-1)
  const isShown = app.settings.shown?.includes(place.id) ?? false
  return [last?.id, last?.kind === 'card' && last.editedAt, unreadIn(app, place.id), isShown]
}

function section(app: App, title: string, places: readonly Place[]): HTMLElement[] {
  if (places.length === 0) return []
  const rows = places.map((place) => el('li', {}, row(app, place)))
  return [el('h2', { class: 'rail-title' }, title), el('ul', {}, ...rows)]
}

function row(app: App, place: Place): HTMLElement {
  const { text } = app
  const last = messagesIn(app, place.id).at(-1)
  const unread = unreadIn(app, place.id)
  const isShown = app.settings.shown?.includes(place.id) ?? false
  return el(
    'button',
    {
      type: 'button',
      class: 'rail-row',
      'data-chat': place.id,
      'data-shown': isShown,
      onclick: () => app.reveal(place.id),
    },
    avatar(place),
    el('span', { class: 'rail-name' }, place.name),
    last !== undefined && el('span', { class: 'rail-time' }, timeOf(last.at)),
    el('span', { class: 'rail-preview' }, last === undefined ? place.role : previewOf(app, place)),
    unread > 0 && el('span', { class: 'badge', 'aria-label': text.unread(unread) }, String(unread)),
  )
}

function previewOf(app: App, place: Place): string {
  const last = messagesIn(app, place.id).at(-1)
  if (last === undefined) return ''
  if (last.kind === 'card') return last.card.title
  const who = place.isGroup ? last.sender.name : app.text.you
  return `${who}: ${last.text || last.files.map(({ name }) => name).join(', ')}`
}

function walk(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  const rows = [...document.querySelectorAll<HTMLElement>('.rail-row')]
  const at = rows.indexOf(document.activeElement as HTMLElement)
  if (step === undefined || at < 0) return
  event.preventDefault()
  rows[(at + step + rows.length) % rows.length]?.focus()
}
