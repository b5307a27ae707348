/** A card: title, facts in aligned pairs, lists, links, files, pictures, buttons. */
import type { Button } from '../../../cards/card.ts'
import type { Message, ShownBlock } from '../world.ts'
import { fileUrl, press } from './api.ts'
import { type App, draftIn, type Place, waitingUnder } from './app.ts'
import { el, icon } from './dom.ts'
import { fileLink } from './file-link.ts'

type CardMessage = Extract<Message, { kind: 'card' }>

/** A button that got no answer by then stops waiting. In milliseconds. */
const patience = 10_000

export function drawCard(app: App, place: Place, message: CardMessage): HTMLElement {
  const { title, tone, blocks } = message.card
  const parts = gatherFacts(blocks).map((block) => drawBlock(app, place, { message, block }))
  return el('article', { class: 'card', 'data-tone': tone }, el('h3', {}, title), ...parts)
}

type Fact = Extract<ShownBlock, { kind: 'fact' }>
type Gathered = Exclude<ShownBlock, Fact> | { readonly kind: 'facts'; readonly facts: readonly Fact[] }

/** Facts that follow each other become one table, so that their values align. */
function gatherFacts(blocks: readonly ShownBlock[]): Gathered[] {
  const gathered: Gathered[] = []
  for (const block of blocks) {
    const last = gathered.at(-1)
    if (block.kind !== 'fact') gathered.push(block)
    else if (last?.kind === 'facts') gathered[gathered.length - 1] = { kind: 'facts', facts: [...last.facts, block] }
    else gathered.push({ kind: 'facts', facts: [block] })
  }
  return gathered
}

function drawBlock(app: App, place: Place, { message, block }: { message: CardMessage; block: Gathered }): HTMLElement {
  switch (block.kind) {
    case 'text':
      return el('p', { class: 'card-text' }, block.text)
    case 'facts':
      return el('dl', {}, ...block.facts.flatMap(({ label, value }) => [el('dt', {}, label), el('dd', {}, value)]))
    case 'list':
      return list(block)
    case 'link':
      return link(block)
    case 'file':
      return fileLink(block.file)
    case 'picture':
      return picture(block)
    case 'buttons':
      return el(
        'div',
        { class: 'buttons' },
        ...block.buttons.map((button) => cardButton(app, place, { message, button })),
      )
    default:
      return block satisfies never
  }
}

function list({ label, items }: Extract<ShownBlock, { kind: 'list' }>): HTMLElement {
  const rows = el('ul', {}, ...items.map((item) => el('li', {}, item)))
  return el('div', { class: 'card-list' }, label !== null && el('h4', {}, label), rows)
}

function link({ label, url }: Extract<ShownBlock, { kind: 'link' }>): HTMLElement {
  // Anything but the web or mail, such as javascript:, stays text.
  if (!/^(https?:|mailto:)/i.test(url)) return el('p', { class: 'card-text' }, `${label}: ${url}`)
  return el('a', { class: 'card-link', href: url, target: '_blank', rel: 'noreferrer noopener' }, icon('link'), label)
}

function picture({ file, alt }: Extract<ShownBlock, { kind: 'picture' }>): HTMLElement {
  const source = fileUrl(file.id, file.mime)
  const image = el('img', { src: source, alt, loading: 'lazy' })
  return el('a', { class: 'picture', href: source, target: '_blank' }, image)
}

function cardButton(
  app: App,
  place: Place,
  { message, button }: { message: CardMessage; button: Button },
): HTMLElement {
  const isWaiting = waitingUnder(app, message.id).some(({ action }) => action === button.action)
  const { plain } = app.world
  return el(
    'button',
    {
      type: 'button',
      class: `button ${button.style}`,
      disabled: plain || isWaiting,
      'aria-busy': String(isWaiting),
      title: plain ? app.text.noButtonsHere : null,
      onclick: () => pressIt(app, place, { message, button }),
    },
    button.label,
  )
}

async function pressIt(
  app: App,
  place: Place,
  { message, button }: { message: CardMessage; button: Button },
): Promise<void> {
  const id = crypto.randomUUID()
  const done = () => {
    if (app.waiting.delete(id)) app.draw()
  }
  app.waiting.add(id)
  setTimeout(done, patience)
  const user = draftIn(app, place).speaker
  const { refused } = await press({ chat: place.id, user, message: message.id, action: button.action, press: id })
  if (refused === undefined) return
  done()
  app.toast(place.id, app.text.refused[refused] ?? refused, true)
}
