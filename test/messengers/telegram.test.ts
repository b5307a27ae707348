import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Block, Card } from '../../src/cards/card.ts'
import type { Messenger, Post, RawUpdate } from '../../src/messengers/messenger.ts'
import { contract } from '../contract/messenger.ts'
import { blankCard, letterFile, longCard, requestCard } from '../contract/samples.ts'
import { pullFrom } from '../support/pulling.ts'
import { connectTo, openTelegramBench, shownIn, telegramAbilities } from '../support/telegram-bench.ts'
import { Refusal } from '../support/telegram-html.ts'
import { type ServerUser, serverToken, startTelegramServer, type TelegramServer } from '../support/telegram-server.ts'

contract('telegram', telegramAbilities, openTelegramBench)
contract('telegram over a webhook', telegramAbilities, () => openTelegramBench('webhook'))

let server: TelegramServer
let user: ServerUser
let telegram: Messenger
beforeEach(async () => {
  server = await startTelegramServer()
  user = server.addUser('Lê Văn Thử')
  telegram = await connectTo(server)
})
afterEach(() => server.close())

type Logged = { readonly level: string; readonly message: string; readonly facts: unknown }

function post(card: Card, rest: Partial<Post> = {}): Promise<Awaited<ReturnType<Messenger['post']>>> {
  const post = { chat: String(user.chat.id), card, replyTo: null, silent: false, key: 'k', nextTurn }
  return telegram.post({ ...post, ...rest })
}

const nextTurn = async (): Promise<void> => server.advance(1)

async function postedIds(card: Card, rest: Partial<Post> = {}): Promise<readonly string[]> {
  const sending = await post(card, rest)
  if (sending.outcome !== 'sent') throw new Error(JSON.stringify(sending))
  return sending.messages
}

/** Pulls until `count` updates were taken; keeps what was logged and how long was waited. */
async function pull(count: number, onWait: (milliseconds: number) => void = () => {}, options: object = {}) {
  const logged: Logged[] = []
  const tools = {
    log: (level: string, message: string, facts?: unknown) => void logged.push({ level, message, facts }),
  }
  const puller = await connectTo(server, { tools, wait: async (milliseconds) => onWait(milliseconds), ...options })
  const taken: RawUpdate[] = []
  const stop = new AbortController()
  await pullFrom(
    puller,
    async (update) => {
      if (taken.push(update) >= count) stop.abort()
    },
    stop.signal,
  )
  return { taken, logged, puller }
}

describe('a refusal of Telegram', () => {
  test.each([
    [403, 'Forbidden: bot was blocked by the user', {}, { outcome: 'unreachable', movedTo: null }],
    [403, 'Forbidden: user is deactivated', {}, { outcome: 'unreachable' }],
    [403, 'Forbidden: bot is not a member of the supergroup chat', {}, { outcome: 'unreachable' }],
    [400, 'Bad Request: chat not found', {}, { outcome: 'unreachable', movedTo: null }],
    [400, 'Bad Request: not enough rights to send text messages to the chat', {}, { outcome: 'unreachable' }],
    [
      400,
      'Bad Request: group chat was upgraded to a supergroup chat',
      { migrate_to_chat_id: -1001 },
      { outcome: 'unreachable', movedTo: '-1001' },
    ],
    [400, "Bad Request: can't parse entities: Unsupported start tag", {}, { outcome: 'rejected' }],
    [413, 'Request Entity Too Large', {}, { outcome: 'rejected' }],
    [
      429,
      'Too Many Requests: retry after 31',
      { retry_after: 31 },
      { outcome: 'retry-later', seconds: 31, scope: 'chat' },
    ],
    [500, 'Internal Server Error', {}, { outcome: 'retry-later', scope: 'bot' }],
    [401, 'Unauthorized', {}, { outcome: 'retry-later', seconds: 300, scope: 'bot' }],
    [404, 'Not Found', {}, { outcome: 'retry-later', seconds: 300, scope: 'bot' }],
  ])('%i "%s" %j becomes %j', async (code, words, parameters, expected) => {
    server.failNext(new Refusal(code, words, parameters))
    const sending = await post(blankCard)
    expect(sending).toMatchObject(expected)
    expect(sending).toMatchObject({ reason: `${code} ${words}` })
  })

  test('to answer a press pauses the whole bot when it is a wait', async () => {
    server.failNext(new Refusal(429, 'Too Many Requests: retry after 4', { retry_after: 4 }))
    expect(await telegram.answer('1', null)).toMatchObject({ outcome: 'retry-later', seconds: 4, scope: 'bot' })
  })

  test('comes to somebody who never started the bot', async () => {
    const stranger = server.addUser('Người Lạ', true)
    expect(await post(blankCard, { chat: String(stranger.id) })).toMatchObject({ outcome: 'unreachable' })
    expect(await post(blankCard, { chat: '1' })).toMatchObject({
      outcome: 'unreachable',
      reason: expect.stringContaining('chat not found'),
    })
  })

  test('comes when two cards follow within a second', async () => {
    await postedIds(blankCard)
    expect(await post(blankCard)).toMatchObject({ outcome: 'retry-later', seconds: 1, scope: 'chat' })
  })
})

describe('trouble on the way', () => {
  test.each(['hang-up', 'outage', 'lost-answer'] as const)(
    '%s is tried later, and the reason holds no token',
    async (trouble) => {
      server.failNext(trouble)
      const sending = await post(blankCard)
      expect(sending).toMatchObject({ outcome: 'retry-later', scope: 'bot' })
      expect(JSON.stringify(sending)).not.toContain('AAH-not-a-real')
    },
  )

  test('a server that never answers is given up in time', async () => {
    telegram = await connectTo(server, { timeouts: { call: 0.05, file: 1, poll: 30 } })
    server.failNext('silence')
    expect(await post(blankCard)).toMatchObject({ outcome: 'retry-later', reason: 'network: timed out' })
  })

  test('in the middle of a card leaves no message twice when the delivery is tried again', async () => {
    const calls = () => server.calls.filter((method) => method === 'sendMessage').length
    const troubled = async () => {
      server.advance(1)
      if (calls() === 1) server.failNext('hang-up')
    }
    expect(await post(longCard, { nextTurn: troubled })).toMatchObject({ outcome: 'retry-later' })
    expect(shownIn(user.chat)).toHaveLength(1)
    const whole = await postedIds(longCard)
    const shown = shownIn(user.chat)
    expect(shown.map(({ id }) => id)).toEqual(whole)
    expect(new Set(shown.map(({ text }) => text)).size).toBe(whole.length)
    expect(calls()).toBe(whole.length + 1)
  })

  test('with the token is an error somebody must mend, and no log shows the token', async () => {
    const logged: unknown[] = []
    const tools = { log: (...line: unknown[]) => void logged.push(line) }
    telegram = await connectTo(server, { token: '4242:AAH-wrong', tools })
    expect(await post(blankCard)).toMatchObject({ outcome: 'retry-later', scope: 'bot', seconds: 300 })
    expect(logged).toContainEqual(['error', expect.stringContaining('TELEGRAM_BOT_TOKEN')])
    expect(JSON.stringify(logged)).not.toContain('AAH-wrong')
  })
})

describe('a card', () => {
  test('in several messages sounds once, at its last message, and hangs under the answered one by its first', async () => {
    const { id } = user.says('Danh sách đâu?')
    await postedIds(longCard, { replyTo: String(id) })
    const shown = shownIn(user.chat)
    expect(shown.map(({ silent }) => silent)).toEqual([...shown.slice(1).map(() => true), false])
    expect(shown.map(({ replyTo }) => replyTo)).toEqual([String(id), ...shown.slice(1).map(() => null)])
  })

  test('is sent all the same when the message it answers is gone', async () => {
    for (const replyTo of ['99', 'no number']) {
      await postedIds(blankCard, { replyTo })
      server.advance(2)
    }
    expect(shownIn(user.chat).map(({ replyTo }) => replyTo)).toEqual([null, null])
  })

  test('with a button beyond 64 bytes is a programming error, posted or edited', async () => {
    const blocks: Block[] = [{ kind: 'buttons', buttons: [{ label: 'x', action: 'x'.repeat(65), style: 'plain' }] }]
    await expect(post({ ...blankCard, blocks })).rejects.toThrow(RangeError)
    await expect(
      telegram.edit({ chat: String(user.id), messages: ['1'], card: { ...blankCard, blocks }, nextTurn }),
    ).rejects.toThrow(RangeError)
  })

  test('keeps file names apart from the header they travel in', async () => {
    const file = { ...letterFile, name: 'a;b"c\\d/e\r\nf (1).pdf' }
    await postedIds({ ...blankCard, blocks: [{ kind: 'file', file }] })
    expect(shownIn(user.chat)[0]?.files[0]?.name).toBe('a_b_c_d_e__f (1).pdf')
  })
})

describe('an edit', () => {
  const file: Block = { kind: 'file', file: letterFile }
  const picture: Block = { kind: 'picture', alt: 'Biểu đồ', file: { ...letterFile, mime: 'image/png' } }
  const after: Card = { title: 'Đã khép lại', tone: 'settled', blocks: [] }
  const edit = async (messages: readonly string[], card: Card) => {
    server.advance(60)
    return await telegram.edit({ chat: String(user.chat.id), messages, card, nextTurn })
  }
  const texts = () => shownIn(user.chat).map(({ text }) => text)

  test('of a card in one message with its file rewrites the caption and takes the buttons', async () => {
    const ids = await postedIds({ ...requestCard, blocks: [file, ...requestCard.blocks] })
    expect(shownIn(user.chat)[0]?.buttons).toHaveLength(3)
    expect(await edit(ids, after)).toMatchObject({ outcome: 'sent', messages: ids })
    expect(shownIn(user.chat)).toMatchObject([
      { text: '▪️ Đã khép lại', buttons: [], files: [{ name: letterFile.name }] },
    ])
    expect(await edit(ids, after)).toMatchObject({ outcome: 'sent', messages: ids })
  })

  test('of a caption into a long text empties it and adds the text', async () => {
    const ids = await postedIds({ ...blankCard, blocks: [picture] })
    const sending = await edit(ids, longCard)
    expect(texts()[0]).toBe('')
    expect(texts().slice(1).join('\n')).toContain('Mục 120')
    expect(sending).toMatchObject({ messages: shownIn(user.chat).map(({ id }) => id) })
  })

  test('of a caption into a text too long for one does the same', async () => {
    const ids = await postedIds({ ...blankCard, blocks: [picture] })
    await edit(ids, { ...after, blocks: [{ kind: 'text', text: 'a'.repeat(1100) }] })
    expect(texts().map((text) => text.length)).toEqual([0, 1100 + '▪️ Đã khép lại\n\n'.length])
  })

  test('of a card with several files leaves those and rewrites the text', async () => {
    const ids = await postedIds({ ...requestCard, blocks: [file, picture, ...requestCard.blocks] })
    expect(await edit(ids, after)).toMatchObject({ messages: ids })
    expect(texts()).toEqual(['', 'Biểu đồ', '▪️ Đã khép lại'])
  })

  test('empties surplus messages that are too old to be deleted', async () => {
    const ids = await postedIds(longCard)
    server.advance(49 * 3600)
    expect(await edit(ids, after)).toMatchObject({ outcome: 'sent', messages: ids })
    expect(texts()).toEqual(['▪️ Đã khép lại', ...ids.slice(1).map(() => '…')])
  })

  test.each([
    ['whose words stand under a file', { ...requestCard, blocks: [file, ...requestCard.blocks] }],
    ['of messages too old to be deleted', longCard],
  ])('of a card %s waits for a turn before each call but the first, refused ones counted', async (_, card) => {
    const ids = await postedIds(card)
    server.advance(49 * 3600)
    const before = server.calls.length
    let turns = 0
    const turn = async () => {
      turns += 1
      server.advance(1)
    }
    await telegram.edit({ chat: String(user.chat.id), messages: ids, card: after, nextTurn: turn })
    expect(turns).toBeGreaterThan(0)
    expect(server.calls.length - before).toBe(turns + 1)
  })

  test('of a message that is gone, or was never ours, counts as sent', async () => {
    const { id } = user.says('của tôi')
    expect(await edit(['99'], after)).toMatchObject({ outcome: 'sent' })
    expect(await edit([String(id)], after)).toMatchObject({ outcome: 'sent' })
  })

  test('to a person who blocked the bot is unreachable', async () => {
    const ids = await postedIds(blankCard)
    user.blocks()
    expect(await edit(ids, after)).toMatchObject({ outcome: 'unreachable' })
  })
})

describe('an answer to a press', () => {
  test('stays until closed when its words are many', async () => {
    const [id] = await postedIds(requestCard)
    const [short, long] = ['Đồng ý', 'agree Y12'].map((name) => user.presses(Number(id), name))
    await telegram.answer(short ?? '', 'Đã ghi')
    await telegram.answer(long ?? '', 'Chỉ trưởng phòng được trả lời '.repeat(10))
    expect(server.vendor.toasts).toEqual([
      [short, 'Đã ghi', false],
      [long, expect.stringMatching(/^Chỉ.{150,198}…$/), true],
    ])
  })
})

describe('a file', () => {
  const sent = async (bytes: Uint8Array) => {
    user.sendsFile({ name: 'a b.pdf', mime: 'application/pdf', bytes }, '')
    const { taken, puller } = await pull(1)
    const [incoming] = taken.map((update) => puller.receive(update))
    const [file] = incoming?.kind === 'text' ? incoming.files : []
    if (file === undefined) throw new Error('no file came')
    return file
  }

  test('over the 20 MB Telegram gives to bots is too large', async () => {
    const file = await sent(new Uint8Array(20_000_001))
    expect(await telegram.download({ ...file, size: null }, 50_000_000)).toBe('too-large')
  })

  test('is found under any name', async () => {
    const name = 'công văn #5? 100%.pdf'
    const { id } = server.vendor.addFile({ name, bytes: Uint8Array.of(1, 2) }, 'application/pdf')
    expect(await telegram.download({ handle: id, name, mime: 'application/pdf', size: null }, 9)).toEqual(
      Uint8Array.of(1, 2),
    )
  })

  test('is cut off at the limit even when its size was not told', async () => {
    const file = await sent(new Uint8Array(5000))
    const call = server.vendor.call.bind(server.vendor)
    server.vendor.call = (method, body) => ({ ...(call(method, body) as object), file_size: undefined })
    expect(await telegram.download({ ...file, size: null }, 100)).toBe('too-large')
  })

  test('that is gone, or out of reach, is an error without the token', async () => {
    const gone = { handle: 'NONE', name: 'x', mime: 'x', size: null }
    for (const trouble of [null, 'hang-up'] as const) {
      if (trouble !== null) server.failNext(trouble, 'getFile')
      const error = await telegram.download(gone, 100).catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(Error)
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(serverToken.slice(5))
    }
  })
})

describe('pulling', () => {
  test('removes the webhook first, and keeps what waited behind it', async () => {
    server.vendor.webhook = { url: 'https://ubnd.example/webhooks/telegram', secret: 's' }
    user.says('Đồng ý')
    expect((await pull(1)).taken).toHaveLength(1)
    expect(server.vendor.webhook).toBeNull()
  })

  test('removes a webhook that somebody sets meanwhile', async () => {
    user.says('Đồng ý')
    const polled = server.vendor.getUpdates.bind(server.vendor)
    server.vendor.getUpdates = (fields, cut) => {
      if (!server.calls.slice(0, -1).includes('getUpdates'))
        server.vendor.webhook = { url: 'https://x.example', secret: '' }
      return polled(fields, cut)
    }
    expect((await pull(1)).taken).toHaveLength(1)
  })

  test('backs off longer at every failure up to half a minute, and says so', async () => {
    user.says('Đồng ý')
    const waits: number[] = []
    for (let count = 0; count < 8; count += 1) server.failNext('outage', 'getUpdates')
    const { taken, logged } = await pull(1, (milliseconds) => waits.push(milliseconds))
    expect(taken).toHaveLength(1)
    for (const [index, most] of [1, 2, 4, 8, 16, 30, 30, 30].entries()) {
      expect(waits[index]).toBeGreaterThan(most * 799)
      expect(waits[index]).toBeLessThanOrEqual(most * 1000)
    }
    expect(logged.filter(({ level }) => level === 'warn')).toHaveLength(8)
  })

  test('stops at once in the middle of an idle poll', async () => {
    const stop = new AbortController()
    const polled = server.vendor.getUpdates.bind(server.vendor)
    server.vendor.getUpdates = (fields, cut) => {
      setImmediate(() => stop.abort())
      return polled(fields, cut)
    }
    const logged: string[] = []
    const puller = await connectTo(server, { tools: { log: (_level, message) => void logged.push(message) } })
    await pullFrom(puller, async () => {}, stop.signal)
    expect(logged).toEqual([])
    expect(server.calls.filter((method) => method === 'getUpdates')).toHaveLength(1)
  })

  test('waits as long as Telegram asks', async () => {
    user.says('Đồng ý')
    const waits: number[] = []
    server.failNext(new Refusal(429, 'Too Many Requests: retry after 44', { retry_after: 44 }), 'getUpdates')
    await pull(1, (milliseconds) => waits.push(milliseconds))
    expect(waits).toEqual([44_000])
  })

  test('warns when another program pulls, and takes over again', async () => {
    const askedBy = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }
    const polled = server.vendor.getUpdates.bind(server.vendor)
    const rivals: Promise<unknown>[] = []
    server.vendor.getUpdates = (fields, cut) => {
      if (rivals.length === 0) rivals.push(fetch(`${server.url}/bot${serverToken}/getUpdates`, askedBy))
      return polled(fields, cut)
    }
    const { taken, logged } = await pull(1, () => void user.says('Đồng ý'))
    await Promise.all(rivals)
    expect(logged).toMatchObject([
      { level: 'warn', message: expect.stringContaining('another program pulls this bot') },
    ])
    expect(taken).toHaveLength(1)
  })

  test('with a refused token logs an error and waits five minutes', async () => {
    user.says('Đồng ý')
    const waits: number[] = []
    server.failNext(new Refusal(401, 'Unauthorized'), 'getUpdates')
    const { logged } = await pull(1, (milliseconds) => waits.push(milliseconds))
    expect(waits).toEqual([300_000])
    expect(logged).toContainEqual(expect.objectContaining({ level: 'error' }))
  })

  test('learns the name that was not known when Telegram was down at the start', async () => {
    server.failNext('hang-up', 'getMe')
    const late = await connectTo(server)
    expect(late.linkUrl('K7M2P9QRST')).toBeNull()
    user.says('/agree@DonDocThuBot Y12')
    const stop = new AbortController()
    await pullFrom(late, async () => stop.abort(), stop.signal)
    expect(late.linkUrl('K7M2P9QRST')).toBe('https://t.me/DonDocThuBot?start=K7M2P9QRST')
  })

  test('tells of a block and a return, and of a group that moved', async () => {
    const group = server.addGroup()
    user.blocks()
    user.unblocks()
    const supergroup = group.upgrades()
    const { taken, puller } = await pull(4)
    expect(taken.map((update) => puller.receive(update))).toMatchObject([
      { kind: 'reach', reachable: false, chat: { id: String(user.id), kind: 'private' } },
      { kind: 'reach', reachable: true },
      { kind: 'moved', chat: { id: String(group.chat.id) }, to: String(supergroup.id) },
      null,
    ])
    expect(await post(blankCard, { chat: String(group.chat.id) })).toMatchObject({ movedTo: String(supergroup.id) })
    expect(await post(blankCard, { chat: String(supergroup.id) })).toMatchObject({ outcome: 'sent' })
  })

  test('tells when the bot is thrown out of a group', async () => {
    const group = server.addGroup()
    group.kicksBot()
    const { taken, puller } = await pull(1)
    expect(taken.map((update) => puller.receive(update))).toMatchObject([
      { kind: 'reach', reachable: false, chat: { kind: 'group' } },
    ])
    expect(await post(blankCard, { chat: String(group.chat.id) })).toMatchObject({
      outcome: 'unreachable',
      movedTo: null,
    })
  })
})

describe('a webhook', () => {
  test('is set with its secret, and its failure shows neither secret nor token', async () => {
    const { ingress } = await connectTo(server, { webhookSecret: 'bi-mat' })
    if (ingress.kind !== 'webhook') throw new Error('a bot with a webhook secret is brought its updates')
    await ingress.open('https://ubnd.example/webhooks/telegram')
    expect(server.vendor.webhook).toEqual({ url: 'https://ubnd.example/webhooks/telegram', secret: 'bi-mat' })
    const error = await ingress.open('http://ubnd.example').catch((reason: unknown) => reason)
    expect(String(error)).toContain('An HTTPS URL must be provided')
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('bi-mat')
  })
})

test('gives a link only for a code Telegram can carry', () => {
  expect(telegram.linkUrl('có dấu')).toBeNull()
  expect(telegram.linkUrl('x'.repeat(65))).toBeNull()
})
