/** What comes in: texts, files, and updates that must not be lost or taken twice. */
import { expect, test } from 'vitest'
import type { RawUpdate } from '../../src/messengers/messenger.ts'
import { nfc } from '../../src/text/vietnamese.ts'
import type { Abilities, Bench } from './bench.ts'
import { blankCard, letterFile } from './samples.ts'
import { expectKind, openInbox, posting, present, sentMessages } from './steps.ts'

export function describeIncoming(bench: () => Bench, { replies = true }: Abilities): void {
  test('gives a private text with its sender, chat and time', async () => {
    const { user } = bench()
    const at = await user.says('Đồng ý với dự thảo')
    const incoming = expectKind(await openInbox(bench()).next(), 'text')
    expect(incoming).toMatchObject({
      text: 'Đồng ý với dự thảo',
      chat: { id: user.chat, kind: 'private' },
      sender: { id: user.id, name: user.name },
      replyTo: null,
      files: [],
    })
    expect(incoming.at?.epochMilliseconds).toBe(at.epochMilliseconds)
  })

  test('gives a command typed in a group as said there', async () => {
    const { user, group } = bench()
    await user.says('/help', { chat: group })
    const incoming = expectKind(await openInbox(bench()).next(), 'text')
    expect(incoming).toMatchObject({ text: '/help', chat: { id: group, kind: 'group' }, sender: { id: user.id } })
  })

  test(`tells ${replies ? 'which message of ours' : 'of no message of ours that it'} was answered`, async () => {
    const { user, messenger } = bench()
    const [message] = sentMessages(await messenger.post(posting(bench(), user.chat, blankCard)))
    await user.says('Đã rõ', { replyTo: message ?? '' })
    expect(expectKind(await openInbox(bench()).next(), 'text').replyTo).toBe(replies ? message : null)
  })

  test('loses no accent of decomposed Vietnamese', async () => {
    await bench().user.says('Thống nhất nội dung'.normalize('NFD'))
    expect(nfc(expectKind(await openInbox(bench()).next(), 'text').text)).toBe('Thống nhất nội dung')
  })

  test('understands the same update in the same way every time, and nothing in a strange one', async () => {
    await bench().user.says('Đồng ý')
    const [update] = await openInbox(bench()).updates(1)
    const { messenger } = bench()
    if (update === undefined) throw new Error('no update came')
    const stored: RawUpdate = { ...update, body: JSON.parse(JSON.stringify(update.body)) as unknown }
    expect(messenger.receive(stored)).toEqual(messenger.receive(update))
    for (const body of [null, 7, 'x', [], {}, { message: {} }]) {
      expect(messenger.receive({ id: 'x', chat: 'x', body }) ?? { from: null }).toMatchObject({ from: null })
    }
  })
}

export function describePulling(bench: () => Bench): void {
  test('hands over updates in the order they were made, each with an id of its own', async () => {
    for (const text of ['một', 'hai', 'ba']) await bench().user.says(text)
    const updates = await openInbox(bench()).updates(3)
    expect(
      updates.map((update) => expectKind(present(bench().messenger.receive(present(update))), 'text').text),
    ).toEqual(['một', 'hai', 'ba'])
    expect(new Set(updates.map((update) => update.id)).size).toBe(3)
    expect(updates.every((update) => update.chat === bench().user.chat)).toBe(true)
  })

  test('brings an update again, the same, until it was taken, and none before it', async () => {
    for (const text of ['một', 'hai']) await bench().user.says(text)
    const offered: RawUpdate[] = []
    const stop = new AbortController()
    await bench().intake(async (update) => {
      offered.push(update)
      if (offered.length < 3) throw new Error('the store is away')
      if (offered.length === 4) stop.abort()
    }, stop.signal)
    const [first, second, third, fourth] = offered
    expect([second, third]).toEqual([first, first])
    expect(expectKind(present(bench().messenger.receive(present(fourth))), 'text').text).toBe('hai')
  })

  test('does not bring again what was taken', async () => {
    for (const text of ['một', 'hai', 'ba']) await bench().user.says(text)
    const offered: string[] = []
    const stop = new AbortController()
    await bench().intake(async (update) => {
      offered.push(update.id)
      if (offered.length === 2) throw new Error('the store is away')
      if (offered.length === 4) stop.abort()
    }, stop.signal)
    expect(offered.map((id) => offered.indexOf(id))).toEqual([0, 1, 1, 3])
  })

  test('hands over nothing more once told to stop', async () => {
    for (const text of ['một', 'hai']) await bench().user.says(text)
    const stop = new AbortController()
    const offered: string[] = []
    await bench().intake(async (update) => {
      offered.push(update.id)
      stop.abort()
    }, stop.signal)
    expect(offered).toHaveLength(1)
  })

  test('stops pulling when told to, waiting or not', async () => {
    const stop = new AbortController()
    const pulling = bench().intake(async () => {}, stop.signal)
    stop.abort()
    await expect(pulling).resolves.toBeUndefined()
    await expect(bench().intake(async () => {}, AbortSignal.abort())).resolves.toBeUndefined()
  })
}

export function describeIncomingFiles(bench: () => Bench, { incomingFiles = true }: Abilities): void {
  if (!incomingFiles) {
    test('not capable: incoming files, and no handle but its own is followed', async () => {
      const file = { handle: 'x', name: letterFile.name, mime: letterFile.mime, size: null }
      await expect(bench().messenger.download(file, 1_000_000)).rejects.toThrow(Error)
    })
    return
  }
  test('downloads a file somebody sent, byte for byte, under its Vietnamese name', async () => {
    await bench().user.sendsFile(letterFile, 'Hồ sơ kèm theo')
    const { text, files } = expectKind(await openInbox(bench()).next(), 'text')
    expect(text).toBe('Hồ sơ kèm theo')
    expect(files).toMatchObject([{ name: letterFile.name, mime: letterFile.mime }])
    const bytes = await bench().messenger.download(present(files[0]), 1_000_000)
    expect(bytes).toEqual(letterFile.bytes)
  })

  test('calls a file beyond the limit too large, and one at the limit not', async () => {
    await bench().user.sendsFile(letterFile, '')
    const file = present(expectKind(await openInbox(bench()).next(), 'text').files[0])
    const { length } = letterFile.bytes
    expect(await bench().messenger.download({ ...file, size: null }, length - 1)).toBe('too-large')
    expect(await bench().messenger.download(file, length)).toEqual(letterFile.bytes)
  })
}
