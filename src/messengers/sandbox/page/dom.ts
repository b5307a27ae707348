/** Making elements. All text goes in as text, so nothing anybody writes is ever read as markup. */

type Attribute = string | number | boolean | null | undefined | ((event: never) => void)
export type Child = Node | string | null | false

/** An element with attributes (`onclick` and the like take functions; false and null leave one out) and children. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, Attribute>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value)
  element.append(...children.filter((child) => child !== null && child !== false))
  return element
}

function setAttribute(element: HTMLElement, name: string, value: Attribute): void {
  if (typeof value === 'function') element.addEventListener(name.slice(2), value as unknown as EventListener)
  else if (value === true) element.setAttribute(name, '')
  else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value))
}

const shapes = {
  send: 'M4 11.5 20 4l-5 16-3.5-6.5zM11.5 13.5 20 4',
  attach: 'M19 11.5 12.2 18.300a4.2 4.2 0 0 1-6-6L13 5.500a2.8 2.8 0 0 1 4 4l-6.8 6.800a1.4 1.4 0 0 1-2-2l6.3-6.3',
  reply: 'M10 7 5 12l5 5M5 12h9a5 5 0 0 1 5 5v1',
  close: 'M6 6l12 12M18 6 6 18',
  back: 'M14.5 5.5 8 12l6.5 6.5',
  silent: 'M6 16.500V11a6 6 0 0 1 9.5-4.900M18 11v5.500H8M10.5 19.500h3M4 4l16 16',
  file: 'M7 3.500h7l4 4v13H7zM14 3.500v4h4',
  down: 'M12 5v14M6 13l6 6 6-6',
  block: 'M12 3.500a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM6 6l12 12',
  link: 'M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.300l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.700l1-1',
  help: 'M9.2 9.200a2.9 2.9 0 1 1 4.2 2.600c-.9.5-1.4 1-1.4 2.200M12 17.500v.1M12 3.500a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z',
  group:
    'M9 11.500a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3.5 19a5.5 5.5 0 0 1 11 0M16 6a3 3 0 0 1 0 5.500M17.5 14.500a5 5 0 0 1 3 4.5',
  clock: 'M12 3.500a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.500V12l3 2',
} as const

/** A small drawing that only decorates: what it means stands beside it or in the button's label. */
export function icon(name: keyof typeof shapes): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('class', 'icon')
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  path.setAttribute('d', shapes[name])
  svg.append(path)
  return svg
}

/** A button that shows only a drawing. */
export function iconButton(name: keyof typeof shapes, label: string, onclick: () => void): HTMLButtonElement {
  return el('button', { type: 'button', class: 'icon-button', title: label, 'aria-label': label, onclick }, icon(name))
}

/** Sets text only when it changes, so that nothing is announced or selected away for nothing. */
export function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text
}
