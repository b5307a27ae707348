import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Block, Card } from '../../src/cards/card.ts'
import type { IncomingFile, Messenger, MessengerTools, Post, Sending } from '../../src/messengers/messenger.ts'
import { contract } from '../contract/messenger.ts'
import { blankCard, letterFile, longCard, requestCard } from '../contract/samples.ts'
import { createMemoryVault } from '../support/memory-vault.ts'
import { connectTo, openZaloOaBench, shownIn, zaloOaAbilities } from '../support/zalo-oa-bench.ts'
import { type Person, startZaloOaServer, type ZaloOaServer } from '../support/zalo-oa-server.ts'
import { ZaloRefusal } from '../support/zalo-oa-vendor.ts'

contract('zalo-oa', zaloOaAbilities, openZaloOaBench)

let server: ZaloOaServer
let person: Person
let zalo: Messenger
let logged: unknown[]
let tools: MessengerTools
beforeEach(async () => {
  server = await startZaloOaServer()
  person = server.addPerson()
  logged = []
  const log = (...line: unknown[]) => void logged.push(line)
  tools = { log, vault: createMemoryVault() }
  zalo = await connectTo(server, { tools })
  logged = []
})
afterEach(() => server.close())

function post(card: Card, rest: Partial<Post> = {}): Promise<Sending> {
  const posted = { chat: person.chat.id, card, replyTo: null, silent: false, key: 'k', nextTurn: async () => {} }
  return zalo.post({ ...posted, ...rest })
}

const texts = () => shownIn(person.chat).map(({ text }) => text)
const hours = (count: number) => count * 3600

describe('a refusal of Zalo, which comes with HTTP 200,', () => {
  test.each([
    [-32, { outcome: 'retry-later', scope: 'bot' }],
    [-100, { outcome: 'retry-later', scope: 'chat' }],
    [-201, { outcome: 'rejected' }],
    [-204, { outcome: 'retry-later', scope: 'bot', seconds: 300 }],
    [-209, { outcome: 'retry-later', scope: 'bot', seconds: 300 }],
    [-219, { outcome: 'retry-later', scope: 'bot', seconds: 300 }],
    [-211, { outcome: 'unreachable', movedTo: null }],
    [-213, { outcome: 'unreachable' }],
    [-218, { outcome: 'unreachable' }],
    [-224, { outcome: 'unreachable' }],
    [-227, { outcome: 'unreachable' }],
    [-230, { outcome: 'unreachable' }],
    [-244, { outcome: 'unreachable' }],
    [-320, { outcome: 'unreachable' }],
    [-248, { outcome: 'rejected' }],
    [-9999, { outcome: 'rejected' }],
  ])('%i becomes %j', async (code, expected) => {
    server.failNext(new ZaloRefusal(code, 'said so'))
    expect(await post(blankCard)).toMatchObject({ ...expected, reason: `${code} said so` })
  })

  test('that somebody must mend is an error in the log', async () => {
    server.failNext(new ZaloRefusal(-204, 'OA is disabled'))
    await post(blankCard)
    expect(logged).toEqual([['error', expect.stringContaining('somebody must mend it'), expect.anything()]])
  })

  test('comes to whoever wrote longer than seven days ago; who writes again is reached again', async () => {
    server.advance(hours(47))
    expect(await post(blankCard)).toMatchObject({ outcome: 'sent' })
    server.advance(hours(7 * 24 - 48))
    expect(await post(blankCard)).toMatchObject({ outcome: 'sent' })
    expect(server.vendor.billed).toBe(1)
    server.advance(hours(2))
    expect(await post(blankCard)).toMatchObject({ outcome: 'unreachable', reason: expect.stringMatching(/^-230 /) })
    person.says('Tôi đây')
    expect(await post(blankCard)).toMatchObject({ outcome: 'sent' })
    expect(server.vendor.billed).toBe(1)
  })

  test('comes to strangers, and to groups the account is not in', async () => {
    expect(await post(blankCard, { chat: '42' })).toMatchObject({ outcome: 'unreachable' })
    expect(await post(blankCard, { chat: 'group:42' })).toMatchObject({ outcome: 'unreachable' })
  })

  test('comes above 4,000 calls a minute', async () => {
    for (let count = 0; count < 4000; count += 1) server.vendor.countCall()
    expect(await post(blankCard)).toMatchObject({ outcome: 'retry-later', scope: 'bot' })
    server.advance(61)
    expect(await post(blankCard)).toMatchObject({ outcome: 'sent' })
  })
})

describe('trouble on the way', () => {
  test.each(['hang-up', 'outage', 'lost-answer'] as const)('%s is tried later', async (trouble) => {
    server.failNext(trouble)
    expect(await post(blankCard)).toMatchObject({ outcome: 'retry-later', scope: 'bot' })
  })

  test('a time with a fraction in the answer is no trouble at all', async () => {
    server.vendor.now += 0.5
    expect(String(server.vendor.now)).toMatch(/\.\d/)
    expect(await post(blankCard)).toMatchObject({ outcome: 'sent' })
  })

  test('a server that never answers is given up in time', async () => {
    zalo = await connectTo(server, { tools, timeouts: { call: 0.2, file: 1 } })
    server.failNext('silence')
    expect(await post(blankCard)).toMatchObject({ outcome: 'retry-later', reason: 'network: timed out' })
  })

  test('in the middle of a card leaves no message twice when the delivery is tried again', async () => {
    const nextTurn = async () => {
      if (texts().length === 2) server.failNext('hang-up')
    }
    expect(await post(longCard, { nextTurn })).toMatchObject({ outcome: 'retry-later' })
    expect(texts()).toHaveLength(2)
    expect(await post(longCard)).toMatchObject({ messages: shownIn(person.chat).map(({ id }) => id) })
    expect(new Set(texts()).size).toBe(texts().length)
  })
})

describe('a card', () => {
  const buttons = (count: number): Block => ({
    kind: 'buttons',
    buttons: Array.from({ length: count }, (_, index) => ({
      label: `Nút ${index + 1} ${'rất dài '.repeat(20)}`,
      action: `agree Y${index + 1}`,
      style: 'plain' as const,
    })),
  })

  test('takes five buttons, their labels cut where Zalo would refuse them', async () => {
    await post({ ...blankCard, blocks: [buttons(5)] })
    const [shown] = shownIn(person.chat)
    expect(shown?.buttons).toHaveLength(5)
    expect(shown?.buttons.every((label) => label.length <= 100 && label.endsWith('…'))).toBe(true)
    await expect(post({ ...blankCard, blocks: [buttons(6)] })).rejects.toThrow(RangeError)
    await expect(post({ ...blankCard, blocks: [buttons(1)] }, { chat: 'group:1' })).rejects.toThrow(RangeError)
  })

  test('whose buttons Zalo does not take is sent with their words, numbered', async () => {
    server.vendor.takesButtons = false
    let turns = 0
    expect(await post(requestCard, { nextTurn: async () => void (turns += 1) })).toMatchObject({ outcome: 'sent' })
    expect(turns, 'the refused call had a turn of its own').toBe(1)
    expect(texts()[0]).toMatch(/1\. Đồng ý\n2\. Không đồng ý\n3\. Trả lại$/)
    expect(logged).toEqual([['warn', expect.stringContaining('without its buttons'), expect.anything()]])
  })

  test('is sent all the same when what it answers is gone', async () => {
    expect(await post(blankCard, { replyTo: 'gone' })).toMatchObject({ outcome: 'sent' })
    expect(shownIn(person.chat)).toMatchObject([{ replyTo: null }])
  })

  test('calls nobody in a group, whatever its words', async () => {
    const group = server.addGroup()
    const card: Card = { ...blankCard, blocks: [{ kind: 'text', text: `[@${person.chat.id}] và [@all]` }] }
    await post(card, { chat: `group:${group.id}` })
    expect(group.messages).toMatchObject([{ mentions: [], text: expect.stringContaining(`[@${person.chat.id}]`) }])
  })

  test('with a picture and a file shows them first; a file Zalo does not take is named', async () => {
    const picture = { name: 'ma.png', mime: 'image/png', bytes: new Uint8Array(10) }
    const sheet = { name: 'bang.xlsx', mime: 'application/vnd.ms-excel', bytes: new Uint8Array(10) }
    const large = { ...letterFile, name: 'lon.pdf', bytes: new Uint8Array(5_000_001) }
    await post({
      ...requestCard,
      blocks: [
        { kind: 'picture', file: picture, alt: 'Mã liên kết' },
        { kind: 'file', file: letterFile },
        { kind: 'file', file: sheet },
        { kind: 'file', file: large },
      ],
    })
    const shown = shownIn(person.chat)
    expect(shown.map(({ files }) => files.map(({ name }) => name))).toEqual([['ma.png'], [letterFile.name], []])
    expect(shown[0]?.text).toBe('Mã liên kết')
    expect(shown[2]?.text).toContain('📎 bang.xlsx')
    expect(shown[2]?.text).toContain('📎 lon.pdf')
  })

  test('never takes more than 2,000 characters a message, and no item is cut', async () => {
    const items = Array.from({ length: 30 }, (_, index) => `Ý ${index} ${'quy định '.repeat(20)}hết`)
    await post({ ...blankCard, blocks: [{ kind: 'list', label: 'Các ý', items }] })
    expect(texts().every((text) => text.length <= 2000)).toBe(true)
    for (const item of items) expect(texts().some((text) => text.includes(item))).toBe(true)
  })
})

describe('what Zalo cannot do', () => {
  test('is refused: edits, forms, home pages; an answer to a press is nothing to do', async () => {
    const edit = { chat: person.chat.id, messages: ['1'], card: blankCard, nextTurn: async () => {} }
    expect(await zalo.edit(edit)).toMatchObject({ outcome: 'rejected' })
    expect(await zalo.showHome('1', blankCard)).toMatchObject({ outcome: 'rejected' })
    expect(await zalo.answer('1', 'Đã ghi')).toMatchObject({ outcome: 'sent', messages: [] })
    expect(zalo.linkUrl('ABCDE23456')).toBeNull()
  })
})

describe('a file somebody sent', () => {
  const at = (handle: string): IncomingFile => ({ handle, name: 'x.pdf', mime: 'application/pdf', size: null })

  test('is fetched from Zalo alone', async () => {
    const elsewhere = [
      'http://169.254.169.254/latest/meta-data',
      'https://zdn.vn.evil.example/x',
      'https://evil-zdn.vn/x',
      'file:///etc/passwd',
      'no address',
    ]
    for (const handle of elsewhere) await expect(zalo.download(at(handle), 100)).rejects.toThrow('does not lie at Zalo')
  })

  test('is cut off at the limit even when its size was not told, and gone is an error without its address', async () => {
    const { id } = server.vendor.addFile('x.pdf', new Uint8Array(500))
    expect(await zalo.download(at(`${server.url}/files/${id}/x.pdf`), 499)).toBe('too-large')
    const gone = zalo.download(at(`${server.url}/files/none/secret-place`), 100)
    await expect(gone).rejects.toThrow(/^a file could not be downloaded: status 404$/)
  })
})
