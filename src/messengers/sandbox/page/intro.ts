/** Four steps for somebody who sees the page for the first time. */
import type { App } from './app.ts'
import { el, iconButton } from './dom.ts'
import { keepSettings } from './settings.ts'

export function createIntro(app: App): { element: HTMLElement; draw: () => void } {
  const steps = el('ol', { class: 'intro-steps' })
  const close = iconButton('close', app.text.close, () => {
    app.settings.introClosed = true
    keepSettings(app.settings)
    app.draw()
  })
  const title = el('h2', { class: 'intro-title' }, app.text.introTitle)
  const element = el('section', { class: 'intro', 'aria-label': app.text.introTitle }, title, steps, close)
  let drawn: readonly string[] = []
  return {
    element,
    draw: () => {
      element.hidden = app.settings.introClosed
      const wanted = app.intro?.[app.settings.language] ?? app.text.intro
      if (wanted === drawn) return
      drawn = wanted
      steps.replaceChildren(...wanted.map((step) => el('li', {}, step)))
    },
  }
}
