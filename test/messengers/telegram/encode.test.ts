import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Block, Button, Card } from '../../../src/cards/card.ts'
import { encodeCard, encodeTexts, encodeToast } from '../../../src/messengers/telegram/encode.ts'
import { parseHtml } from '../../support/telegram-html.ts'

const card = (blocks: readonly Block[], rest: Partial<Card> = {}): Card => ({
  title: 'Thông báo',
  tone: 'plain',
  blocks,
  ...rest,
})
const button = (label: string, rest: Partial<Button> = {}): Button => ({
  label,
  action: 'agree Y12',
  style: 'plain',
  ...rest,
})
const buttons = (...all: readonly Button[]): Block => ({ kind: 'buttons', buttons: all })
const picture = (bytes: number, mime = 'image/png'): Block => {
  return { kind: 'picture', alt: 'Biểu đồ tiến độ', file: { name: 'bieu-do.png', mime, bytes: new Uint8Array(bytes) } }
}
const seen = (html: string): string => parseHtml(html).text
const only = (blocks: readonly Block[], rest: Partial<Card> = {}): string =>
  encodeTexts(card(blocks, rest))[0]?.html ?? ''

describe('a card as HTML', () => {
  test('writes title, facts, list, text and link, a blank line between them', () => {
    const html = only([
      { kind: 'fact', label: 'Đơn vị', value: 'Phòng Kinh tế' },
      { kind: 'fact', label: 'Hạn', value: '24:00 thứ Năm 26/11/2026' },
      { kind: 'list', label: 'Nội dung', items: ['Mức hỗ trợ', 'Kinh phí'] },
      { kind: 'text', text: 'Đề nghị trả lời.\n\nTrân trọng.' },
      { kind: 'link', label: 'Hồ sơ', url: 'https://ubnd.example/?a=1&b="2"' },
    ])
    expect(html).toBe(
      [
        '<b>Thông báo</b>',
        '',
        '<b>Đơn vị:</b> Phòng Kinh tế',
        '<b>Hạn:</b> 24:00 thứ Năm 26/11/2026',
        '',
        '<b>Nội dung:</b>\n• Mức hỗ trợ',
        '• Kinh phí',
        '',
        'Đề nghị trả lời.',
        '',
        'Trân trọng.',
        '',
        '<a href="https://ubnd.example/?a=1&amp;b=&quot;2&quot;">Hồ sơ</a>',
      ].join('\n'),
    )
  })

  test.each([
    ['urgent', '❗ Thông báo'],
    ['good', '✅ Thông báo'],
    ['warning', '⚠️ Thông báo'],
    ['settled', '▪️ Thông báo'],
    ['plain', 'Thông báo'],
  ] as const)('signs the tone %s', (tone, title) => {
    expect(seen(only([], { tone }))).toBe(title)
  })

  test('writes out a link Telegram cannot open', () => {
    expect(only([{ kind: 'link', label: 'Tệp', url: 'file:///ho-so<1>' }])).toContain(
      '<b>Tệp:</b> file:///ho-so&lt;1&gt;',
    )
  })

  test('skips what is empty', () => {
    expect(
      only([
        { kind: 'text', text: ' \n' },
        { kind: 'list', label: null, items: [] },
      ]),
    ).toBe('<b>Thông báo</b>')
    expect(seen(only([{ kind: 'list', label: 'Không có gì', items: [] }]))).toBe('Thông báo\n\nKhông có gì:')
  })

  test('replaces half of a letter that Telegram would refuse', () => {
    expect(seen(only([{ kind: 'text', text: 'hỏng \ud83d hỏng' }]))).toContain('hỏng \ufffd hỏng')
  })
})

describe('splitting', () => {
  test('keeps every item whole and the label with the first', () => {
    const items = Array.from({ length: 90 }, (_, index) => `Việc ${index} x${'x'.repeat(index * 3)}`)
    const texts = encodeTexts(card([{ kind: 'list', label: 'Các việc', items }])).map(({ html }) => seen(html))
    expect(texts.length).toBeGreaterThan(2)
    for (const item of items) expect(texts.filter((text) => text.split('\n').includes(`• ${item}`))).toHaveLength(1)
  })

  test('moves the label along when the first item does not fit', () => {
    const blocks: Block[] = [
      { kind: 'text', text: 'a'.repeat(4000) },
      { kind: 'list', label: 'Các việc', items: ['b'.repeat(200)] },
    ]
    expect(encodeTexts(card(blocks)).map(({ html }) => seen(html).length)).toEqual([4011, 212])
  })

  test('fills a message to the last of 4096 units, counting what is shown', () => {
    const blocks = (length: number): Block[] => [{ kind: 'text', text: '&'.repeat(length) }]
    const room = 4096 - 'Thông báo\n\n'.length
    expect(encodeTexts(card(blocks(room)))).toHaveLength(1)
    expect(encodeTexts(card(blocks(room + 1)))).toHaveLength(2)
  })

  test('cuts a word longer than a message between whole letters', () => {
    const texts = encodeTexts(card([{ kind: 'text', text: `a${'😀'.repeat(3000)}` }]))
    expect(
      texts
        .map(({ html }) => html)
        .join('')
        .replace('<b>Thông báo</b>\n\n', ''),
    ).toBe(`a${'😀'.repeat(3000)}`)
    expect(texts.every(({ html }) => html.isWellFormed())).toBe(true)
  })

  test('makes no message of nothing but white space', () => {
    const texts = encodeTexts(card([{ kind: 'text', text: `a${' '.repeat(9000)}b` }]))
    expect(texts.map(({ html }) => seen(html))).toEqual(['Thông báo\n\na', 'b'])
  })

  test('keeps a title bold in every message it takes', () => {
    const texts = encodeTexts(card([], { title: 'nhan đề '.repeat(700) }))
    expect(texts).toHaveLength(2)
    expect(texts.every(({ html }) => /^<b>[^<]+<\/b>$/.test(html))).toBe(true)
  })

  test('loses no word of any card and makes no message Telegram would refuse', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', ' ', 'ệ', 'đ', '<', '>', '&', '"', "'", '\n', '😀', ';', '#', 'x'),
      minLength: 1,
      maxLength: 300,
    })
    const long = fc.tuple(text, fc.integer({ min: 1, max: 40 })).map(([part, times]) => part.repeat(times))
    const block: fc.Arbitrary<Block> = fc.oneof(
      fc.record({ kind: fc.constant('text' as const), text: long }),
      fc.record({ kind: fc.constant('fact' as const), label: text, value: long }),
      fc.record({
        kind: fc.constant('list' as const),
        label: fc.option(text),
        items: fc.array(long, { maxLength: 5 }),
      }),
    )
    fc.assert(
      fc.property(fc.array(block, { maxLength: 8 }), (blocks) => {
        const shown = encodeTexts(card(blocks)).map(({ html }) => seen(html))
        expect(shown.every((message) => message.length > 0 && message.length <= 4096)).toBe(true)
        expect(wordsOf(shown)).toBe(wordsOf(['Thông báo', ...blocks.flatMap(textsOf)]))
      }),
      { numRuns: 200 },
    )
  })
})

function textsOf(block: Block): readonly string[] {
  if (block.kind === 'text') return [block.text]
  if (block.kind === 'fact') return [block.label, block.label.trim() === '' ? '' : ':', block.value]
  if (block.kind !== 'list') return []
  return [...(block.label === null ? [] : [block.label, ':']), ...block.items.map((item) => `•${item}`)]
}

/** Everything but white space, which may change where a message ends. */
function wordsOf(texts: readonly string[]): string {
  return texts.join('').normalize('NFC').replace(/\s/g, '')
}

describe('buttons', () => {
  const rows = (...labels: readonly string[]) => {
    const [piece] = encodeTexts(card([buttons(...labels.map((label) => button(label)))]))
    return piece?.keyboard.map((row) => row.map(({ text }) => text))
  }

  test('stand side by side when their labels are short, alone when long', () => {
    expect(rows('Đồng ý', 'Trả lại', 'Gia hạn')).toEqual([['Đồng ý', 'Trả lại', 'Gia hạn']])
    expect(rows('Đồng ý', 'Không đồng ý', 'Trả lại')).toEqual([['Đồng ý', 'Không đồng ý'], ['Trả lại']])
    expect(rows('Đề nghị gia hạn thời gian', 'Đồng ý')).toEqual([['Đề nghị gia hạn thời gian'], ['Đồng ý']])
    expect(rows('1', '2', '3', '4', '5', '6')).toEqual([['1', '2', '3', '4', '5'], ['6']])
  })

  test('carry their style', () => {
    const block = buttons(button('Có', { style: 'primary' }), button('Không', { style: 'danger' }), button('Sau'))
    const [piece] = encodeTexts(card([block]))
    expect(piece?.keyboard.flat().map(({ style }) => style)).toEqual(['primary', 'danger', undefined])
  })

  test('with an action over 64 bytes, or none, are a programming error', () => {
    for (const action of ['', 'ệ'.repeat(22)]) {
      expect(() => encodeCard(card([buttons(button('Dài', { action }))]))).toThrow(RangeError)
    }
    expect(() => encodeCard(card([buttons(button('Vừa', { action: `${'ệ'.repeat(21)}x` }))]))).not.toThrow()
  })
})

describe('files', () => {
  test('a picture with a short text is one message with caption and buttons', () => {
    const [piece, ...rest] = encodeCard(card([picture(9), buttons(button('Đồng ý'))]))
    expect(rest).toEqual([])
    expect(piece).toMatchObject({ kind: 'photo', html: '<b>Thông báo</b>', keyboard: [[{ text: 'Đồng ý' }]] })
  })

  test('a picture with a long text goes before it, its description as caption', () => {
    const blocks: Block[] = [picture(9), { kind: 'text', text: 'a'.repeat(1100) }, buttons(button('Đồng ý'))]
    const [first, second] = encodeCard(card(blocks))
    expect(first).toMatchObject({ kind: 'photo', html: 'Biểu đồ tiến độ', keyboard: [] })
    expect(second).toMatchObject({ kind: 'text', keyboard: [[{ text: 'Đồng ý' }]] })
  })

  test('several files go before the text', () => {
    const file: Block = { kind: 'file', file: { name: 'a.pdf', mime: 'application/pdf', bytes: new Uint8Array(1) } }
    expect(encodeCard(card([file, picture(1)])).map(({ kind }) => kind)).toEqual(['document', 'photo', 'text'])
  })

  test('a picture Telegram takes for none, or over 10 MB, goes as a document', () => {
    expect(encodeCard(card([picture(9, 'image/svg+xml')]))[0]?.kind).toBe('document')
    expect(encodeCard(card([picture(10_000_001)]))[0]?.kind).toBe('document')
  })
})

test('an answer to a press is cut to 200 units at a word', () => {
  const toast = encodeToast('Đã ghi nhận '.repeat(30))
  expect(toast.length).toBeLessThanOrEqual(200)
  expect(toast).toMatch(/Đã ghi nhận(?: Đã ghi)?(?: nhận)?…$/)
  expect(encodeToast('Đã ghi')).toBe('Đã ghi')
})
