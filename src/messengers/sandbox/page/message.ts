/** One message: an officer's words on the right, the bot's card on the left. */
import type { Message } from '../world.ts'
import { type App, messagesIn, type Place } from './app.ts'
import { drawCard } from './card.ts'
import { el, icon, iconButton } from './dom.ts'
import { fileLink } from './file-link.ts'
import { timeOf } from './when.ts'

export type Shown = { readonly message: Message; readonly reply: (message: string) => void }

export function drawMessage(app: App, place: Place, { message, reply }: Shown): HTMLElement {
  const bubble = el(
    'div',
    { class: 'bubble', lang: place.language },
    message.replyTo !== null && quote(app, place, message.replyTo),
    message.kind === 'card' ? drawCard(app, place, message) : words(place, message),
    meta(app, message),
  )
  const answer = iconButton('reply', app.text.reply, () => reply(message.id))
  answer.classList.add('reply')
  return el(
    'li',
    { class: 'message', id: `${place.id}-${message.id}`, 'data-from': message.kind === 'card' ? 'bot' : 'officer' },
    bubble,
    answer,
  )
}

function words(place: Place, message: Extract<Message, { kind: 'text' }>): HTMLElement {
  return el(
    'div',
    { class: 'words' },
    place.isGroup && el('strong', { class: 'sender' }, message.sender.name),
    message.text !== '' && el('p', {}, message.text),
    ...message.files.map(({ handle, name, mime, size }) => fileLink({ id: handle, name, mime, size })),
  )
}

function quote(app: App, place: Place, id: string): HTMLElement {
  const quoted = messagesIn(app, place.id).find((message) => message.id === id)
  const show = () => {
    const target = document.getElementById(`${place.id}-${id}`)
    target?.scrollIntoView({ block: 'center' })
    target?.classList.add('pointed')
    setTimeout(() => target?.classList.remove('pointed'), 1500)
  }
  return el(
    'button',
    { type: 'button', class: 'quote', onclick: show },
    el('b', {}, authorOf(app, quoted)),
    el('span', {}, gist(app, quoted)),
  )
}

/** Who wrote a message. */
export function authorOf(app: App, message: Message | undefined): string {
  if (message === undefined) return ''
  return message.kind === 'card' ? app.text.bot : message.sender.name
}

/** A message in one line. */
export function gist(app: App, message: Message | undefined): string {
  if (message === undefined) return app.text.goneMessage
  if (message.kind === 'card') return message.card.title
  return message.text || message.files.map(({ name }) => name).join(', ')
}

function meta(app: App, message: Message): HTMLElement {
  const edited = message.kind === 'card' && message.editedAt !== null ? app.text.edited(timeOf(message.editedAt)) : null
  const isSilent = message.kind === 'card' && message.silent
  return el(
    'p',
    { class: 'meta' },
    isSilent &&
      el(
        'span',
        { class: 'silent', title: app.text.silent, role: 'img', 'aria-label': app.text.silent },
        icon('silent'),
      ),
    el('time', {}, timeOf(message.at)),
    edited !== null && el('span', {}, edited),
  )
}
