/** The sandbox as the contract of messengers meets it: a person on the page, who acts through its API. */
import { expect } from 'vitest'
import type { Messenger, Post } from '../../../src/messengers/messenger.ts'
import type { ShownCard } from '../../../src/messengers/sandbox/world.ts'
import type { Bench, BenchUser, Shown } from '../../contract/bench.ts'
import { pullFrom } from '../../support/pulling.ts'
import { lan, office, openStand, type Stand } from './stand.ts'

/** `plain`: with the face of Zalo, which has no buttons, edits and forms. */
export async function makeBench(plain: boolean): Promise<Bench> {
  const stand = openStand()
  stand.sandbox.setPlainFace(plain)
  const expectDone = async (response: Promise<Response>) =>
    expect(await (await response).json()).toEqual({ done: true })
  const user: BenchUser = {
    id: lan.id,
    name: lan.name,
    chat: lan.id,
    says: async (text, { chat = lan.id, replyTo = '' } = {}) => {
      await expectDone(stand.upload('say', { chat, user: lan.id, text, replyTo }))
      return stand.sandbox.clock.now()
    },
    presses: async (message, label) => {
      const shown = (await stand.world()).chats[lan.id]?.find(({ id }) => id === message)
      const buttons =
        shown?.kind === 'card'
          ? shown.card.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
          : []
      const action = buttons.find((button) => button.label === label)?.action
      await expectDone(stand.send('press', { chat: lan.id, user: lan.id, message, action, press: crypto.randomUUID() }))
    },
    sendsFile: (file, caption) =>
      expectDone(
        stand.upload('say', {
          chat: lan.id,
          user: lan.id,
          text: caption,
          files: new File([new Uint8Array(file.bytes)], file.name, { type: file.mime }),
        }),
      ),
    fillsForm: async (values) => {
      const [open] = (await stand.world()).forms
      const fields = Object.entries(values).map(([key, value]) => [`value:${key}`, value])
      await expectDone(stand.upload('form', { press: open!.press, ...Object.fromEntries(fields) }))
    },
  }
  let failing: Promise<unknown> = Promise.resolve()
  // The person blocks the bot on the page, which takes a moment; what is sent next comes after it.
  const afterFailing = async (one: Post) => failing.then(() => stand.sandbox.messenger.post(one))
  return {
    messenger: Object.create(stand.sandbox.messenger, { post: { value: afterFailing } }) as Messenger,
    user,
    group: office.id,
    intake: (take, signal) => pullFrom(stand.sandbox.messenger, take, signal),
    shown: async (chat) => {
      const cards = ((await stand.world()).chats[chat] ?? []).filter((message) => message.kind === 'card')
      return Promise.all(
        cards.map(async ({ id, card, replyTo, silent }) => ({ id, replyTo, silent, ...(await readCard(stand, card)) })),
      )
    },
    fail: () => {
      failing = stand.send('reach', { user: lan.id, reachable: false })
    },
    advance: (seconds) => stand.advance(seconds),
    close: async () => stand.sandbox.close(),
  }
}

async function readCard(
  stand: Stand,
  { title, blocks }: ShownCard,
): Promise<Pick<Shown, 'text' | 'buttons' | 'files'>> {
  const lines = blocks.flatMap((block) => {
    if (block.kind === 'text') return [block.text]
    if (block.kind === 'fact') return [block.label, block.value]
    if (block.kind === 'list') return [block.label ?? '', ...block.items]
    return block.kind === 'link' ? [block.label, block.url] : []
  })
  const shelved = blocks.flatMap((block) => (block.kind === 'file' || block.kind === 'picture' ? [block.file] : []))
  const files = shelved.map(async ({ id, name }) => ({
    name,
    bytes: await (await stand.get(`/sandbox/api/file/${id}`)).bytes(),
  }))
  return {
    text: [title, ...lines].join('\n'),
    buttons: blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons.map(({ label }) => label) : [])),
    files: await Promise.all(files),
  }
}
