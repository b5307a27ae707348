/** The top bar: whose page this is, what time it is here, and how to move it. */
import { moveClock } from './api.ts'
import { type App, nowIn } from './app.ts'
import { openClockDialog } from './clock-dialog.ts'
import { el, icon, iconButton, setText } from './dom.ts'
import { createFaceSwitch } from './face-switch.ts'
import { keepSettings } from './settings.ts'
import { dayOf, timeOf } from './when.ts'

export type Bar = { readonly element: HTMLElement; readonly draw: () => void; readonly flash: () => void }

export function createBar(app: App): Bar {
  const time = el('span', { class: 'clock-time' })
  const day = el('span', { class: 'clock-day' })
  const clock = el('div', { class: 'clock', role: 'group', 'aria-label': app.text.clock }, time, day)
  const face = createFaceSwitch(app)
  const element = el(
    'header',
    { class: 'bar' },
    brand(app),
    clock,
    el('div', { class: 'bar-moves' }, ...moveButtons(app), face.element),
    el('div', { class: 'bar-end' }, languageSwitch(app), helpButton(app)),
  )
  return {
    element,
    draw: () => {
      const now = nowIn(app)
      const known = app.world.seq > 0
      setText(time, known ? timeOf(now) : '--:--')
      setText(day, known ? dayOf(now, app.text) : app.text.loading)
      face.draw()
    },
    flash: () => flash(clock),
  }
}

function brand({ text }: App): HTMLElement {
  const seal = el('img', { class: 'seal', src: '/sandbox/page/icon.svg', alt: '', width: 30, height: 30 })
  return el('h1', { class: 'brand' }, seal, el('span', {}, text.product), el('small', {}, text.trial))
}

function moveButtons(app: App): HTMLElement[] {
  const { text } = app
  return [
    moveButton(text.minute, () => move(app, 'minute')),
    moveButton(text.hour, () => move(app, 'hour')),
    moveButton(text.morning, () => move(app, 'morning')),
    el(
      'button',
      { type: 'button', class: 'button primary', onclick: () => openClockDialog(app) },
      icon('clock'),
      text.milestone,
    ),
  ]
}

function moveButton(label: string, act: () => Promise<void>): HTMLElement {
  const button = el('button', { type: 'button', class: 'button' }, label)
  button.addEventListener('click', async () => {
    button.disabled = true
    await act()
    button.disabled = false
    button.focus()
  })
  return button
}

async function move(app: App, by: 'minute' | 'hour' | 'morning'): Promise<void> {
  const { refused } = await moveClock({ by })
  if (refused !== undefined) app.toast(app.settings.shown?.[0] ?? '', app.text.refused[refused] ?? refused, true)
}

function languageSwitch(app: App): HTMLElement {
  const choose = (language: 'vi' | 'en') => {
    app.settings.language = language
    keepSettings(app.settings)
    app.redrawAll()
    document.querySelector<HTMLElement>(`[data-language="${language}"]`)?.focus()
  }
  const option = (language: 'vi' | 'en', name: string) =>
    el(
      'button',
      {
        type: 'button',
        lang: language,
        'data-language': language,
        'aria-pressed': String(app.settings.language === language),
        'aria-label': name,
        onclick: () => choose(language),
      },
      language.toUpperCase(),
    )
  const options = [option('vi', 'Tiếng Việt'), option('en', 'English')]
  return el('div', { class: 'languages', role: 'group', 'aria-label': app.text.language }, ...options)
}

function helpButton(app: App): HTMLElement {
  return iconButton('help', app.text.help, () => {
    app.settings.introClosed = !app.settings.introClosed
    keepSettings(app.settings)
    app.draw()
  })
}

function flash(clock: HTMLElement): void {
  clock.classList.remove('moved')
  // Asking for the size lets the browser notice the class was away, so the animation starts again.
  clock.getBoundingClientRect()
  clock.classList.add('moved')
}
