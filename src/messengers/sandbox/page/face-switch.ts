/** The switch between the whole vendor and one as plain as Zalo. It belongs to the world, so all tabs follow. */
import { turnFace } from './api.ts'
import type { App } from './app.ts'
import { el } from './dom.ts'

export function createFaceSwitch(app: App): { element: HTMLElement; draw: () => void } {
  const button = el(
    'button',
    {
      type: 'button',
      class: 'switch',
      role: 'switch',
      title: app.text.plainHint,
      onclick: () => turnFace(!app.world.plain),
    },
    el('span', { class: 'switch-track', 'aria-hidden': 'true' }),
    app.text.plain,
  )
  return { element: button, draw: () => button.setAttribute('aria-checked', String(app.world.plain)) }
}
