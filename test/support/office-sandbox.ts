/** An office in the sandbox: its people act through the page's own API. */
import { Hono } from 'hono'
import { onTestFinished } from 'vitest'
import type { Clock } from '../../src/calendar/clock.ts'
import { createSandbox } from '../../src/messengers/sandbox/index.ts'
import type { Message, ShownCard, Snapshot, World } from '../../src/messengers/sandbox/world.ts'
import { openTab } from '../messengers/sandbox/stand.ts'
import { type Chats, officeGroup, type Seen, type SentFile } from './office-chats.ts'

/** The sandbox's people by their codes; the vendor knows them by the same. `isPlain`: the face without buttons and forms. */
export async function openSandboxChats(
  people: readonly string[],
  clock: Clock,
  { isPlain = false }: { readonly isPlain?: boolean } = {},
): Promise<Chats> {
  const sandbox = createSandbox({ file: null, wall: clock, tools: { log: () => {} } })
  sandbox.seed(
    people.map((id) => ({ id, name: id, role: '' })),
    [{ id: officeGroup, name: 'Kênh Văn phòng' }],
  )
  sandbox.setPlainFace(isPlain)
  const app = new Hono()
  sandbox.mount(app)
  onTestFinished(() => sandbox.close())

  const call = async (path: string, init: RequestInit = {}) =>
    app.request(`http://127.0.0.1:8080/sandbox/api/${path}`, { ...init, headers: { host: '127.0.0.1:8080' } })
  const act = async (path: string, body: string | FormData) => {
    const answer = await call(path, { method: 'POST', body })
    if (!answer.ok) throw new Error(`The sandbox refuses /${path}: ${await answer.text()}`)
  }
  const world = async (): Promise<World> => readWorld(await call('stream'))

  return {
    messenger: sandbox.messenger,
    accountOf: (who) => ({ user: who, chat: who }),
    says: (user, text, { chat, replyTo }) => act('say', formOf({ user, text, chat, replyTo: replyTo ?? '' })),
    sends: (user, file, text) => act('say', formOf({ user, text, chat: user, files: blobOf(file) })),
    async presses(user, { chat, message, label }) {
      const card = (await world()).chats[chat]?.find(({ id }) => id === message)
      const action = card?.kind === 'card' ? buttonsOf(card.card).find((one) => one.label === label)?.action : undefined
      const press = crypto.randomUUID()
      await act('press', JSON.stringify({ user, chat, message, press, action: action ?? '' }))
    },
    form: async (who) => (await world()).forms.find(({ sender }) => sender.id === who)?.form ?? null,
    async fills(who, values, file) {
      const open = (await world()).forms.find(({ sender }) => sender.id === who)
      if (open === undefined) throw new Error(`No form is open before ${who}`)
      const given = Object.entries(values).map(([key, value]) => [`value:${key}`, value] as const)
      const wanted = open.form.fields.find(({ kind }) => kind === 'file')?.key ?? ''
      const files = file === null ? [] : [[`file:${wanted}`, blobOf(file)] as const]
      await act('form', formOf({ press: open.press, ...Object.fromEntries([...given, ...files]) }))
    },
    async bytesOf(chat, name) {
      const cards = ((await world()).chats[chat] ?? []).flatMap((message) =>
        message.kind === 'card' ? [message.card] : [],
      )
      const file = cards.flatMap(filesOf).findLast((one) => one.name === name)
      return file === undefined ? null : (await call(`file/${file.id}`)).bytes()
    },
    turns: (user, reachable) => act('reach', JSON.stringify({ user, reachable })),
    sees: async (chat) => ((await world()).chats[chat] ?? []).flatMap(readMessage),
    advance: () => {},
    catchUp: () => {},
    close: async () => {},
  }
}

/** The stream begins with the world as it is; nothing after it is read. */
async function readWorld(response: Response): Promise<World> {
  const tab = openTab(response)
  const { content } = await tab.next()
  await tab.close()
  return (content as Snapshot).world
}

function formOf(fields: Readonly<Record<string, string | File>>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  return form
}

function blobOf({ name, mime, bytes }: SentFile): File {
  return new File([new Uint8Array(bytes)], name, { type: mime })
}

function buttonsOf({ blocks }: ShownCard) {
  return blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
}

function filesOf({ blocks }: ShownCard) {
  return blocks.flatMap((block) => (block.kind === 'file' || block.kind === 'picture' ? [block.file] : []))
}

function readMessage(message: Message): readonly Seen[] {
  if (message.kind !== 'card') return []
  const { id, card, replyTo, silent } = message
  const lines = card.blocks.flatMap((block) => {
    if (block.kind === 'text') return [block.text]
    if (block.kind === 'fact') return [`${block.label}: ${block.value}`]
    if (block.kind === 'list') return [block.label ?? '', ...block.items]
    return block.kind === 'link' ? [`${block.label}: ${block.url}`] : []
  })
  const files = filesOf(card).map(({ name }) => name)
  return [
    {
      id,
      text: [card.title, ...lines].join('\n'),
      buttons: buttonsOf(card).map(({ label }) => label),
      files,
      replyTo,
      silent,
    },
  ]
}
