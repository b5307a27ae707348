/** What was said in one chat, oldest first. Only messages that changed are drawn anew. */
import type { Message } from '../world.ts'
import { type App, messagesIn, numberOf, type Place, unreadIn, waitingUnder } from './app.ts'
import { el, icon } from './dom.ts'
import { drawMessage } from './message.ts'
import { keepSettings } from './settings.ts'
import { dayNumberOf, dayOf } from './when.ts'

export type Log = {
  readonly element: HTMLElement
  readonly draw: () => void
  readonly clear: () => void
  readonly scrollToEnd: () => void
}

type Drawn = { readonly message: Message; readonly face: string; readonly node: HTMLElement }

/** Within this many pixels of the end counts as being there. */
const nearEnd = 60

export function createLog(app: App, place: Place, reply: (message: string) => void): Log {
  const list = el('ol', { class: 'messages' })
  const scroller = el(
    'div',
    { class: 'log', tabindex: 0, role: 'log', 'aria-live': 'off', 'aria-labelledby': `name-${place.id}` },
    list,
  )
  const newer = el('button', { type: 'button', class: 'newer', hidden: true, onclick: () => scrollToEnd() })
  const element = el('div', { class: 'log-frame' }, scroller, newer)
  const drawn = new Map<string, Drawn>()
  const isAtEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < nearEnd
  let stays = true
  const settle = () => {
    markRead(app, place, isAtEnd() && scroller.offsetParent !== null)
    const unread = unreadIn(app, place.id)
    newer.hidden = unread === 0 || isAtEnd()
    if (!newer.hidden) newer.replaceChildren(icon('down'), app.text.newMessages(unread))
  }
  const scrollToEnd = () => {
    stays = true
    scroller.scrollTop = scroller.scrollHeight
    settle()
  }
  scroller.addEventListener('scroll', () => {
    stays = isAtEnd()
    settle()
  })
  scroller.addEventListener('keydown', walkColumns)
  // Pictures arrive late and the composer grows: whoever was at the end stays there.
  const sizes = new ResizeObserver(() => stays && scrollToEnd())
  sizes.observe(scroller)
  sizes.observe(list)
  return {
    element,
    draw: () => {
      const added = drawAll(app, place, { list, drawn, reply })
      if (stays || added?.kind === 'text') scrollToEnd()
      else settle()
    },
    clear: () => {
      list.replaceChildren()
      drawn.clear()
      stays = true
    },
    scrollToEnd,
  }
}

type Sheet = {
  readonly list: HTMLElement
  readonly drawn: Map<string, Drawn>
  readonly reply: (message: string) => void
}

/** Draws what is new or changed; gives the last message when there is one more than before. */
function drawAll(app: App, place: Place, { list, drawn, reply }: Sheet): Message | null {
  const messages = messagesIn(app, place.id)
  if (messages.length === 0) list.replaceChildren(emptiness(app))
  else list.querySelector('.empty')?.remove()
  const isFirst = drawn.size === 0
  let added: Message | null = null
  messages.forEach((message, index) => {
    const before = drawn.get(message.id)
    const face = faceOf(app, message)
    if (before?.message === message && before.face === face) return
    const node = drawMessage(app, place, { message, reply })
    if (before === undefined) {
      added = message
      if (!isFirst) node.classList.add('fresh')
      list.append(...daySeparator(app, messages[index - 1], message), node)
    } else before.node.replaceWith(node)
    drawn.set(message.id, { message, face, node })
  })
  return added
}

/** What else decides how a message looks. */
function faceOf(app: App, message: Message): string {
  const waiting = waitingUnder(app, message.id).map(({ action }) => action)
  return [app.world.plain, ...waiting].join(' ')
}

function daySeparator(app: App, before: Message | undefined, message: Message): HTMLElement[] {
  if (before !== undefined && dayNumberOf(before.at) === dayNumberOf(message.at)) return []
  return [el('li', { class: 'day' }, el('span', {}, dayOf(message.at, app.text)))]
}

function emptiness({ text }: App): HTMLElement {
  return el('li', { class: 'empty' }, el('p', {}, text.empty), el('p', {}, text.emptyHint))
}

function markRead(app: App, place: Place, isSeen: boolean): void {
  const last = messagesIn(app, place.id).at(-1)
  if (last === undefined || !isSeen || document.visibilityState !== 'visible') return
  if ((app.settings.read[place.id] ?? 0) >= numberOf(last)) return
  app.settings.read[place.id] = numberOf(last)
  keepSettings(app.settings)
  queueMicrotask(app.draw)
}

/** Left and right go from chat to chat. */
function walkColumns(event: KeyboardEvent): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  if (step === undefined || event.target !== event.currentTarget) return
  const logs = [...document.querySelectorAll<HTMLElement>('.log')]
  const next = logs[logs.indexOf(event.currentTarget as HTMLElement) + step]
  if (next === undefined) return
  event.preventDefault()
  next.focus()
  next.closest('.column')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}
