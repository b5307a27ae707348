/** Where somebody writes: Enter sends, Shift+Enter begins a line, files go along, in a group one chooses whose voice it is. */
import { say } from './api.ts'
import { type App, type Draft, draftIn, messagesIn, type Place } from './app.ts'
import { el, icon, iconButton } from './dom.ts'
import { authorOf, gist } from './message.ts'

export type Composer = { readonly element: HTMLElement; readonly draw: () => void; readonly focus: () => void }

/** How tall the field may grow, in pixels. */
const tallest = 160

export function createComposer(app: App, place: Place): Composer {
  const { text } = app
  const draft = draftIn(app, place)
  const label = text.messageTo(place.name)
  const field = el('textarea', {
    rows: 1,
    placeholder: text.message,
    'aria-label': label,
    enterkeyhint: 'send',
    lang: place.language,
  })
  const above = el('div', { class: 'composer-above' })
  const files = el('input', { type: 'file', multiple: true, hidden: true })
  const attach = iconButton('attach', text.attach, () => files.click())
  const button = el(
    'button',
    { type: 'submit', class: 'icon-button send', title: text.send, 'aria-label': text.send },
    icon('send'),
  )
  const row = el('div', { class: 'composer-row' }, attach, field, button)
  const speaker = place.isGroup ? speakerChoice(app, draft) : null
  const blocked = el('p', { class: 'blocked' }, text.blocked)
  const element = el('form', { class: 'composer' }, speaker?.element ?? null, above, blocked, row, files)

  const draw = () => {
    const isBlocked = app.world.blocked.includes(place.id)
    blocked.hidden = !isBlocked
    row.hidden = isBlocked
    speaker?.draw()
    drawAbove(app, place, { above, draft, draw, field })
  }
  const desk: Desk = { draft, field, draw, submit: () => submit(app, place, desk) }
  field.value = draft.text
  heedField(desk)
  files.addEventListener('change', () => {
    takeFiles(files.files, desk)
    files.value = ''
    field.focus()
  })
  element.addEventListener('submit', (event) => {
    event.preventDefault()
    void desk.submit()
  })
  return { element, draw, focus: () => field.focus({ preventScroll: true }) }
}

type Desk = {
  readonly draft: Draft
  readonly field: HTMLTextAreaElement
  readonly draw: () => void
  readonly submit: () => Promise<void>
}

async function submit(app: App, place: Place, { draft, field, draw }: Desk): Promise<void> {
  if (draft.text.trim() === '' && draft.files.length === 0) return
  const { speaker: user, text, replyTo, files } = draft
  const put = (content: Pick<Draft, 'text' | 'replyTo' | 'files'>) => {
    Object.assign(draft, content)
    field.value = content.text
    fit(field)
    draw()
  }
  put({ text: '', replyTo: null, files: [] })
  const { refused } = await say({ chat: place.id, user, text, replyTo, files })
  if (refused === undefined) return
  app.toast(place.id, app.text.refused[refused] ?? refused, true)
  // Nothing written is lost, unless something new was begun meanwhile.
  if (draft.text === '' && draft.files.length === 0) put({ text, replyTo, files })
}

function heedField(desk: Desk): void {
  const { draft, field, submit: send } = desk
  field.addEventListener('input', () => {
    draft.text = field.value
    fit(field)
  })
  field.addEventListener('keydown', (event) => {
    // While an input method is composing a Vietnamese syllable, Enter belongs to it.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    void send()
  })
  field.addEventListener('paste', (event) => takeFiles(event.clipboardData?.files ?? null, desk))
}

function fit(field: HTMLTextAreaElement): void {
  field.style.height = 'auto'
  field.style.height = `${Math.min(field.scrollHeight, tallest)}px`
}

function takeFiles(files: FileList | null, { draft, draw }: Desk): void {
  if (files === null || files.length === 0) return
  draft.files = [...draft.files, ...files]
  draw()
}

type Above = {
  readonly above: HTMLElement
  readonly draft: Draft
  readonly draw: () => void
  readonly field: HTMLElement
}

function drawAbove(app: App, place: Place, { above, draft, draw, field }: Above): void {
  const parts: HTMLElement[] = []
  if (draft.replyTo !== null) {
    const quoted = messagesIn(app, place.id).find((message) => message.id === draft.replyTo)
    const cancel = iconButton('close', app.text.cancelReply, () => {
      draft.replyTo = null
      draw()
      field.focus()
    })
    const words = el('span', {}, el('b', {}, `${app.text.replyTo} ${authorOf(app, quoted)}`), gist(app, quoted))
    parts.push(el('div', { class: 'replying' }, words, cancel))
  }
  for (const file of draft.files) {
    const remove = iconButton('close', app.text.remove(file.name), () => {
      draft.files = draft.files.filter((other) => other !== file)
      draw()
      field.focus()
    })
    parts.push(el('div', { class: 'chip' }, icon('file'), el('span', {}, file.name), remove))
  }
  const wanted = JSON.stringify([draft.replyTo, draft.files.map(({ name, size }) => [name, size])])
  if (above.dataset['drawn'] === wanted) return
  above.dataset['drawn'] = wanted
  above.replaceChildren(...parts)
}

function speakerChoice(app: App, draft: Draft): { element: HTMLElement; draw: () => void } {
  const choice = el('select', { onchange: () => (draft.speaker = choice.value) })
  let drawn = ''
  return {
    element: el('label', { class: 'speaker' }, app.text.speakAs, choice),
    draw: () => {
      const wanted = JSON.stringify(app.world.users)
      if (wanted === drawn) return
      drawn = wanted
      choice.replaceChildren(
        ...app.world.users.map(({ id, name, role }) => el('option', { value: id }, `${name} · ${role}`)),
      )
      if (!app.world.users.some(({ id }) => id === draft.speaker)) draft.speaker = app.world.users[0]?.id ?? ''
      choice.value = draft.speaker
    },
  }
}
