/** Buttons and forms. */
import { expect, test } from 'vitest'
import type { Card } from '../../src/cards/card.ts'
import type { Abilities, Bench } from './bench.ts'
import { blankCard, longCard, requestCard, sampleForm } from './samples.ts'
import { expectKind, notCapable, openInbox, posting, present, pressOnRequest, sentMessages } from './steps.ts'

export function describeButtons(bench: () => Bench, { buttons }: Abilities): void {
  if (!buttons) return notCapable(bench, 'buttons')

  test('shows every button, in order, under the last message of its card', async () => {
    const { user, messenger } = bench()
    const card: Card = { ...longCard, blocks: [...requestCard.blocks.slice(-1), ...longCard.blocks] }
    sentMessages(await messenger.post(posting(bench(), user.chat, card)))
    const shown = await bench().shown(user.chat)
    expect(shown.at(-1)?.buttons).toEqual(['Đồng ý', 'Không đồng ý', 'Trả lại'])
    expect(shown.slice(0, -1).every((message) => message.buttons.length === 0)).toBe(true)
  })

  test('gives a press with its action, its card and who pressed', async () => {
    const { user } = bench()
    expect(await pressOnRequest(bench(), 'Không đồng ý')).toMatchObject({
      action: 'object Y12',
      chat: { id: user.chat, kind: 'private' },
      sender: { id: user.id, name: user.name },
    })
  })

  test('carries an action of 64 bytes', async () => {
    const { user, messenger } = bench()
    const action = `object Y12 ${'á'.repeat(26)}x`
    expect(Buffer.byteLength(action)).toBe(64)
    const blocks = [{ kind: 'buttons', buttons: [{ label: 'Dài', action, style: 'plain' }] }] as const
    const [message] = sentMessages(await messenger.post(posting(bench(), user.chat, { ...blankCard, blocks })))
    await user.presses(present(message), 'Dài')
    expect(expectKind(await openInbox(bench()).next(), 'press').action).toBe(action)
  })

  test('answers a press, with words, without, twice, and long after', async () => {
    const { press } = await pressOnRequest(bench(), 'Đồng ý')
    const { messenger } = bench()
    expect(await messenger.answer(press, 'Đã ghi: đồng ý Y12')).toMatchObject({ outcome: 'sent' })
    expect(await messenger.answer(press, null)).toMatchObject({ outcome: 'sent' })
    bench().advance(7200)
    expect(await messenger.answer(press, 'Đã ghi '.repeat(60))).toMatchObject({ outcome: 'sent' })
  })
}

export function describeForms(bench: () => Bench, { forms, buttons }: Abilities): void {
  if (!forms) {
    notCapable(bench, 'forms')
    test('rejects a form', async () => {
      expect(await bench().messenger.openForm('1', sampleForm)).toMatchObject({ outcome: 'rejected' })
    })
    return
  }
  if (!buttons) throw new Error('a form opens from a press: forms need buttons')

  test('opens a form from a press and brings back what was entered', async () => {
    const { user, messenger } = bench()
    const inbox = openInbox(bench())
    const messages = sentMessages(await messenger.post(posting(bench(), user.chat, requestCard)))
    await user.presses(present(messages.at(-1)), 'Không đồng ý')
    const { press } = expectKind(await inbox.next(), 'press')
    expect(await messenger.openForm(press, sampleForm)).toMatchObject({ outcome: 'sent' })
    await user.fillsForm({ reason: 'Mức hỗ trợ vượt dự toán', points: '1,3' })
    expect(expectKind(await inbox.next(), 'form')).toMatchObject({
      action: sampleForm.action,
      values: { reason: 'Mức hỗ trợ vượt dự toán', points: '1,3' },
      sender: { id: user.id },
    })
  })
}

export function describeHome(bench: () => Bench, { home = false }: Abilities): void {
  if (!home) {
    notCapable(bench, 'home')
    test('rejects a page', async () => {
      expect(await bench().messenger.showHome('1', blankCard)).toMatchObject({ outcome: 'rejected' })
    })
    return
  }

  test('shows a card on somebody’s own page, in the place of what stood there, and tells when it is opened', async () => {
    const { user, messenger } = bench()
    expect(await user.opensHome?.()).toBeNull()
    const opened = expectKind(await openInbox(bench()).next(), 'home')
    expect(opened).toMatchObject({ chat: { id: user.chat, kind: 'private' }, sender: { id: user.id } })
    for (const card of [longCard, requestCard]) {
      expect(await messenger.showHome(opened.sender.id, card)).toMatchObject({ outcome: 'sent' })
    }
    const page = present(await user.opensHome?.())
    expect(page.text).toContain('Xin ý kiến Y12')
    expect(page.text).not.toContain('Mục 120')
    expect(page.buttons).toEqual(['Đồng ý', 'Không đồng ý', 'Trả lại'])
    expect(await bench().shown(user.chat)).toEqual([])
  })
}
