/** What goes out: cards shown whole, files, and cards replaced in their place. */
import { expect, test } from 'vitest'
import type { Card } from '../../src/cards/card.ts'
import { nfc } from '../../src/text/vietnamese.ts'
import type { Abilities, Bench, Shown } from './bench.ts'
import { blankCard, letterFile, longCard, plainRequestCard, requestCard, wordyCard } from './samples.ts'
import { editing, expectInOrder, notCapable, posting, present, readAll, sentMessages } from './steps.ts'

export function describeCards(bench: () => Bench, { silence = true, replies = true }: Abilities): void {
  test('shows a card whole: title, facts, list, link', async () => {
    const { user, messenger } = bench()
    sentMessages(await messenger.post(posting(bench(), user.chat, plainRequestCard)))
    expectInOrder(await readAll(bench(), user.chat), [
      'Xin ý kiến Y12',
      'Đơn vị hỏi',
      'Phòng Kinh tế',
      'Hạn trả lời',
      '24:00 thứ Năm 26/11/2026',
      'Nội dung hỏi',
      'Mức hỗ trợ',
      'Nguồn kinh phí',
      'Hồ sơ',
    ])
  })

  test('posts to a group as to a person', async () => {
    const { group, messenger } = bench()
    sentMessages(await messenger.post(posting(bench(), group, blankCard)))
    expect(await readAll(bench(), group)).toContain(blankCard.title)
    expect(await bench().shown(bench().user.chat)).toEqual([])
  })

  test('gives the ids of exactly the messages it sent, and when', async () => {
    const { user, messenger } = bench()
    const sending = await messenger.post(posting(bench(), user.chat, longCard))
    expect(sentMessages(sending)).toEqual((await bench().shown(user.chat)).map((message) => message.id))
    expect(sending).toMatchObject({ at: expect.any(Temporal.Instant) as unknown })
  })

  test('shows all 120 items of a card of 10,000 characters, none cut, in order', async () => {
    const { user, messenger } = bench()
    sentMessages(await messenger.post(posting(bench(), user.chat, longCard)))
    const items = longCard.blocks.flatMap((block) => (block.kind === 'list' ? block.items : []))
    expect(items.join('').length).toBeGreaterThan(10_000)
    expect(items).toHaveLength(120)
    expectInOrder(await readAll(bench(), user.chat), items)
  })

  test('shows every word of one text longer than any message', async () => {
    const { user, messenger } = bench()
    sentMessages(await messenger.post(posting(bench(), user.chat, wordyCard)))
    const [block] = wordyCard.blocks
    const words = block?.kind === 'text' ? block.text.split(' ') : []
    const seen = (await readAll(bench(), user.chat)).split(/\s+/)
    expect(words.length).toBeGreaterThan(2000)
    expect(seen.slice(seen.indexOf(present(words[0])), seen.indexOf(present(words[0])) + words.length)).toEqual(words)
  })

  test('shows markup characters as they were typed', async () => {
    const { user, messenger } = bench()
    const odd = `<b>đậm</b> & &amp; "nháy" 'đơn' _gạch_ *sao* [ngoặc](x) \`mã\` ~~ || <@U1> #1 {x} \\n`
    sentMessages(
      await messenger.post(
        posting(bench(), user.chat, {
          title: `Tiêu đề ${odd}`,
          tone: 'plain',
          blocks: [
            { kind: 'text', text: odd },
            { kind: 'fact', label: `Nhãn ${odd}`, value: `Giá trị ${odd}` },
            { kind: 'list', label: `Mục ${odd}`, items: [`Ý ${odd}`] },
          ],
        }),
      ),
    )
    expectInOrder(await readAll(bench(), user.chat), [
      `Tiêu đề ${odd}`,
      odd,
      `Nhãn ${odd}`,
      `Giá trị ${odd}`,
      `Mục ${odd}`,
      `Ý ${odd}`,
    ])
  })

  test('shows decomposed Vietnamese as the same words', async () => {
    const { user, messenger } = bench()
    const title = 'Quyết định của Ủy ban nhân dân'
    sentMessages(
      await messenger.post(posting(bench(), user.chat, { title: title.normalize('NFD'), tone: 'plain', blocks: [] })),
    )
    expect(nfc(await readAll(bench(), user.chat))).toContain(title)
  })

  test('posts again what is posted again under another key', async () => {
    const { user, messenger } = bench()
    for (const _ of [1, 2]) {
      sentMessages(await messenger.post(posting(bench(), user.chat, blankCard)))
      bench().advance(5)
    }
    expect(await bench().shown(user.chat)).toHaveLength(2)
  })

  test(`hangs a card ${replies ? 'under the message it answers' : 'under no message, whatever it answers'}`, async () => {
    const { user, messenger } = bench()
    const [first] = sentMessages(await messenger.post(posting(bench(), user.chat, blankCard)))
    bench().advance(5)
    sentMessages(await messenger.post(posting(bench(), user.chat, plainRequestCard, { replyTo: first ?? null })))
    expect((await bench().shown(user.chat)).map((message) => message.replyTo)).toEqual([null, replies ? first : null])
  })

  test(`makes ${silence ? 'no' : 'its usual'} sound when asked to be silent`, async () => {
    const { user, messenger } = bench()
    sentMessages(await messenger.post(posting(bench(), user.chat, blankCard, { silent: true })))
    bench().advance(5)
    sentMessages(await messenger.post(posting(bench(), user.chat, blankCard)))
    expect((await bench().shown(user.chat)).map((message) => message.silent)).toEqual([silence, false])
  })
}

export function describeOutgoingFiles(bench: () => Bench, { files }: Abilities): void {
  if (!files) return notCapable(bench, 'files')
  test('sends a file byte for byte under its Vietnamese name', async () => {
    const { user, messenger } = bench()
    const card: Card = { ...blankCard, blocks: [{ kind: 'file', file: letterFile }] }
    sentMessages(await messenger.post(posting(bench(), user.chat, card)))
    const shown = await bench().shown(user.chat)
    expect(shown.flatMap((message) => message.files)).toEqual([{ name: letterFile.name, bytes: letterFile.bytes }])
    expect(shown.map((message) => message.text).join('\n')).toContain(blankCard.title)
  })
}

export function describeEdits(bench: () => Bench, { edits }: Abilities): void {
  if (!edits) return notCapable(bench, 'edits')
  const settled: Card = {
    title: 'Y12 đã khép lại',
    tone: 'settled',
    blocks: [{ kind: 'text', text: 'Cảm ơn các đơn vị.' }],
  }

  /** Posts a card, edits it into another, and gives what is then shown. */
  async function shownAfterEdit(before: Card, after: Card): Promise<readonly Shown[]> {
    const { user, messenger } = bench()
    const messages = sentMessages(await messenger.post(posting(bench(), user.chat, before)))
    bench().advance(60)
    const edited = sentMessages(await messenger.edit(editing(bench(), messages, after)))
    const shown = await bench().shown(user.chat)
    expect(edited).toEqual(shown.map((message) => message.id))
    expect(edited[0]).toBe(messages[0])
    return shown
  }

  test('replaces a card in its place', async () => {
    const shown = await shownAfterEdit(plainRequestCard, settled)
    expect(shown).toHaveLength(1)
    expect(shown[0]?.text).toContain('Y12 đã khép lại')
    expect(shown[0]?.text).not.toContain('Xin ý kiến')
  })

  test('takes the buttons away with the card they stood on', async () => {
    const before = bench().messenger.capabilities.buttons ? requestCard : plainRequestCard
    expect((await shownAfterEdit(before, settled)).flatMap((message) => message.buttons)).toEqual([])
  })

  test('leaves nothing of a long card that becomes short', async () => {
    const text = (await shownAfterEdit(longCard, settled)).map((message) => message.text).join('\n')
    expect(text).toContain('Cảm ơn các đơn vị.')
    expect(text).not.toContain('Mục 120')
  })

  test('shows all of a short card that becomes long', async () => {
    const text = (await shownAfterEdit(blankCard, longCard)).map((message) => message.text).join('\n')
    expectInOrder(
      text,
      longCard.blocks.flatMap((block) => (block.kind === 'list' ? block.items : [])),
    )
  })

  test('takes the same edit twice', async () => {
    const { user, messenger } = bench()
    const messages = sentMessages(await messenger.post(posting(bench(), user.chat, blankCard)))
    bench().advance(60)
    const first = sentMessages(await messenger.edit(editing(bench(), messages, settled)))
    bench().advance(60)
    expect(sentMessages(await messenger.edit(editing(bench(), first, settled)))).toEqual(first)
    expect(await readAll(bench(), user.chat)).toContain('Y12 đã khép lại')
  })
}
