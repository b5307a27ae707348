/** Starts the page: hears the stream, folds it into the world, and has each part draw what changed. */
import { type Entry, evolve, type Snapshot } from '../world.ts'
import { createApp, placesIn, unreadIn } from './app.ts'
import { createBar } from './bar.ts'
import { type Column, createColumn } from './column.ts'
import { el } from './dom.ts'
import { reconcileForms, showForm } from './form-dialog.ts'
import { createIntro } from './intro.ts'
import { createRail } from './rail.ts'
import { keepSettings } from './settings.ts'
import { listen } from './stream.ts'
import { strings } from './strings.ts'

const columns = new Map<string, Column>()
const app = createApp({
  draw,
  redrawAll: build,
  reveal: (chat) => {
    app.settings.shown = [...new Set([...(app.settings.shown ?? []), chat])]
    app.open = chat
    keepSettings(app.settings)
    draw()
    columns.get(chat)?.focus()
  },
  hide: (chat) => {
    app.settings.shown = (app.settings.shown ?? []).filter((shown) => shown !== chat)
    app.open = null
    keepSettings(app.settings)
    draw()
  },
  toast: (chat, words, isTrouble) => columns.get(chat)?.toast(words, isTrouble),
})

const announcer = el('div', { class: 'for-readers', 'aria-live': 'polite' })
const offline = el('div', { class: 'offline', role: 'status', hidden: true })
const main = el('main', { class: 'columns', id: 'chats', tabindex: -1 })
let bar = createBar(app)
let intro = createIntro(app)
let rail = createRail(app)

function build(): void {
  document.documentElement.lang = app.settings.language
  app.text = strings[app.settings.language]
  columns.clear()
  main.replaceChildren()
  bar = createBar(app)
  intro = createIntro(app)
  rail = createRail(app)
  offline.textContent = app.text.offline
  const skip = el('a', { class: 'skip', href: '#chats' }, app.text.skip)
  const desk = el('div', { class: 'desk' }, rail.element, main)
  document.body.replaceChildren(skip, bar.element, intro.element, offline, desk, announcer)
  draw()
}

function draw(): void {
  document.body.dataset['view'] = app.open === null ? 'list' : 'chat'
  bar.draw()
  intro.draw()
  rail.draw()
  drawColumns()
  reconcileForms(app)
  const unread = placesIn(app).reduce((sum, place) => sum + unreadIn(app, place.id), 0)
  document.title = `${unread > 0 ? `(${unread}) ` : ''}${app.text.product} · ${app.text.trial}`
}

function drawColumns(): void {
  const places = placesIn(app).filter((place) => app.settings.shown?.includes(place.id))
  const wanted = new Set(places.map((place) => place.id))
  for (const [id, column] of columns) {
    if (wanted.has(id)) continue
    column.element.remove()
    columns.delete(id)
  }
  places.forEach((place, index) => {
    const column = columns.get(place.id) ?? createColumn(app, place)
    columns.set(place.id, column)
    if (main.children[index] !== column.element) main.insertBefore(column.element, main.children[index] ?? null)
    column.draw(place)
  })
}

/** As many columns as the window holds, and the first group among them. */
function chooseColumns(): void {
  const count = Math.max(1, Math.floor((innerWidth - 280) / 370))
  const { users, groups } = app.world
  const group = groups.slice(0, 1).map(({ id }) => id)
  app.settings.shown = [...users.slice(0, Math.max(1, count - group.length)).map(({ id }) => id), ...group]
}

function onSnapshot({ world, now, intro: steps }: Snapshot): void {
  app.world = world
  app.skew = now - Date.now()
  app.intro = steps
  const known = new Set(placesIn(app).map(({ id }) => id))
  if (!app.settings.shown?.some((id) => known.has(id))) chooseColumns()
  for (const column of columns.values()) column.clear()
  draw()
}

function onEntry(entry: Entry): void {
  if (entry.seq <= app.world.seq) return
  app.world = evolve(app.world, entry)
  if (entry.type === 'clock-moved') app.skew = entry.at - Date.now()
  draw()
  react(entry)
}

function react(entry: Entry): void {
  if (entry.type === 'answered' && entry.text !== null) app.toast(entry.chat, entry.text, false)
  if (entry.type === 'form-opened' && app.waiting.has(entry.press)) showForm(app, entry)
  if (entry.type === 'clock-moved') bar.flash()
  if (entry.type === 'posted' || entry.type === 'edited') announce(entry.chat, entry.card.title)
}

function announce(chat: string, words: string): void {
  const place = placesIn(app).find(({ id }) => id === chat)
  announcer.textContent = app.text.arrived(place?.name ?? '', words)
}

function markRead(): void {
  if (document.visibilityState === 'visible') draw()
}

build()
document.addEventListener('visibilitychange', markRead)
setInterval(() => bar.draw(), 1000)
listen({
  onSnapshot,
  onEntry,
  onBeat: (now) => {
    app.skew = now - Date.now()
  },
  onLine: (isOpen) => {
    offline.hidden = isOpen
  },
})
