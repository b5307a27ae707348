/** What the Zalo bot's fact sheet warns of: one update at a time and only once, two envelopes, 403, quota, a refused token. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Card } from '../../src/cards/card.ts'
import type { Messenger, RawUpdate, Sending } from '../../src/messengers/messenger.ts'
import { contract } from '../contract/messenger.ts'
import { blankCard, longCard, plainRequestCard } from '../contract/samples.ts'
import {
  bring,
  connectZalo,
  openZaloBench,
  pullFromZalo,
  shownInZalo,
  zaloBotAbilities,
  zaloSecret,
} from '../support/zalo-bot-bench.ts'
import { startZaloServer, type ZaloServer, type ZaloUser, zaloToken } from '../support/zalo-bot-server.ts'
import { ZaloRefusal } from '../support/zalo-bot-vendor.ts'

contract('zalo-bot by polling', zaloBotAbilities, () => openZaloBench({ webhook: false }))
contract('zalo-bot by webhook', zaloBotAbilities, () => openZaloBench({ webhook: true }))

type Logged = { readonly level: string; readonly message: string; readonly facts: unknown }

let server: ZaloServer
let user: ZaloUser
let zalo: Messenger
let logged: Logged[]
const tools = {
  log: (level: string, message: string, facts?: unknown) => void logged.push({ level, message, facts }),
}

beforeEach(async () => {
  logged = []
  server = await startZaloServer()
  user = server.addUser('Lê Văn Thử')
  zalo = await connectZalo(server, { tools })
})
afterEach(() => server.close())

let keys = 0
function post(card: Card = blankCard, chat = user.chat.id): Promise<Sending> {
  keys += 1
  const nextTurn = async () => server.advance(1)
  return zalo.post({ chat, card, replyTo: null, silent: false, key: `k${keys}`, nextTurn })
}

/** Pulls until `count` updates were taken. */
async function pull(count: number, from: Messenger = zalo): Promise<readonly RawUpdate[]> {
  const taken: RawUpdate[] = []
  const stop = new AbortController()
  const take = async (update: RawUpdate) => {
    if (taken.push(update) >= count) stop.abort()
  }
  await pullFromZalo(server, from, take, stop.signal)
  return taken
}

const received = async (from: Messenger = zalo) => (await pull(1, from)).map((update) => from.receive(update))[0]

describe('a refusal of Zalo', () => {
  test.each([
    [400, 'Bad Request: chat_id not found', { outcome: 'unreachable', movedTo: null }],
    [400, 'Bad Request: user has blocked the bot', { outcome: 'unreachable' }],
    [400, 'Bad Request: text is invalid', { outcome: 'rejected' }],
    [401, 'Unauthorized', { outcome: 'retry-later', seconds: 300, scope: 'bot' }],
    [403, 'Internal server error', { outcome: 'retry-later', scope: 'chat' }],
    [403, 'Bot is blocked by user', { outcome: 'unreachable' }],
    [404, 'Not found', { outcome: 'unreachable' }],
    [408, 'Request timeout', { outcome: 'retry-later' }],
    [429, 'Quota exceeded', { outcome: 'retry-later', seconds: 60, scope: 'bot' }],
    [500, 'Internal error', { outcome: 'retry-later', scope: 'bot' }],
  ])('%i "%s" is %j, with the HTTP status 200 as with its own', async (code, words, expected) => {
    for (const status of [200, code]) {
      server.failNext(new ZaloRefusal(code, words, status))
      zalo = await connectZalo(server, { tools })
      server.failNext(new ZaloRefusal(code, words, status), 'sendMessage')
      const sending = await post()
      expect(sending).toMatchObject(expected)
      expect(sending).toMatchObject({ reason: `${code} ${words}` })
    }
  })

  test.each(['outage', 'nonsense', 'hang-up'] as const)(
    'in the form of %s is a pause of the whole bot',
    async (trouble) => {
      server.failNext(trouble, 'sendMessage')
      expect(await post()).toMatchObject({ outcome: 'retry-later', scope: 'bot' })
    },
  )

  test('never holds the token, in no reason, log or error', async () => {
    for (const trouble of ['outage', 'hang-up', 'nonsense', new ZaloRefusal(401, 'Unauthorized')] as const) {
      server.failNext(trouble, 'sendMessage')
      server.failNext(trouble, 'getUpdates')
      user.says('Đồng ý')
      logged.push({ level: '', message: JSON.stringify(await post()), facts: await pull(1) })
    }
    const brought = await connectZalo(server, { webhookSecret: zaloSecret, tools })
    server.failNext(new ZaloRefusal(400, 'Bad Request: url'), 'setWebhook')
    if (brought.ingress.kind !== 'webhook') throw new Error('no webhook')
    const error = await brought.ingress
      .open('https://ubnd.example/webhooks/zalo-bot')
      .catch((reason: unknown) => reason)
    const told = JSON.stringify(logged) + JSON.stringify(error, Object.getOwnPropertyNames(error))
    expect(told).toContain('Zalo did not take the webhook')
    expect(told).not.toContain(zaloToken.split(':')[1])
    expect(told).not.toContain(zaloSecret)
  })
})

test('a quota storm is met with ever longer pauses, and a message that goes through ends it', async () => {
  server.vendor.quota = 0
  const pauses: number[] = []
  for (let count = 0; count < 8; count += 1) {
    const sending = await post()
    if (sending.outcome === 'retry-later') pauses.push(sending.seconds)
  }
  expect(pauses).toEqual([60, 120, 240, 480, 960, 1920, 3600, 3600])
  server.vendor.quota = 1
  expect(await post()).toMatchObject({ outcome: 'sent' })
  server.advance(60)
  expect(await post()).toMatchObject({ outcome: 'retry-later', seconds: 60 })
})

test('a token refused in the middle of a card is an error in the log, and the rest goes out later, nothing twice', async () => {
  const nextTurn = async () => {
    server.advance(1)
    if (user.chat.messages.length === 2) server.failNext(new ZaloRefusal(401, 'Unauthorized', 401))
  }
  const card = { chat: user.chat.id, card: longCard, replyTo: null, silent: false, key: 'long', nextTurn }
  expect(await zalo.post(card)).toMatchObject({ outcome: 'retry-later', seconds: 300 })
  expect(logged).toMatchObject([{ level: 'error', message: expect.stringContaining('ZALO_BOT_TOKEN') as unknown }])
  server.advance(300)
  const sent = await zalo.post({ ...card, nextTurn: async () => server.advance(1) })
  const texts = user.chat.messages.map(({ text }) => text)
  expect(sent).toMatchObject({ outcome: 'sent', messages: user.chat.messages.map(({ id }) => id) })
  expect(texts.map((text) => text.split('\n')[0])).toEqual(texts.map((_, index) => `${index + 1}/${texts.length}`))
})

describe('a card', () => {
  test('shows its title and labels in bold, and nothing else', async () => {
    await post(plainRequestCard)
    expect(user.chat.messages[0]?.bold).toEqual([
      '❗ Xin ý kiến Y12',
      'Đơn vị hỏi:',
      'Hạn trả lời:',
      'Nội dung hỏi:',
      'Hồ sơ:',
    ])
  })

  test('of exactly 2,000 characters is one message without a number, one more makes two', async () => {
    const of = (length: number): Card => ({
      ...blankCard,
      title: 'x',
      blocks: [{ kind: 'text', text: 'ạ '.repeat(length).slice(0, length - 3) }],
    })
    await post(of(2000))
    server.advance(5)
    await post(of(2002))
    const [whole = '', first = '', second = '', ...more] = user.chat.messages.map(({ text }) => text)
    expect([whole.length, first.slice(0, 7), second.slice(0, 5), more]).toEqual([2000, '1/2\nx\n\n', '2/2\nạ', []])
  })
})

describe('what comes in', () => {
  test('is told by its kind: a photo under either name, a sticker, a voice, what Zalo keeps to itself', async () => {
    const bytes = new Uint8Array([255, 216, 255])
    user.sendsPhoto(bytes, 'Hồ sơ', 'photo')
    user.sendsPhoto(bytes, '', 'photo_url')
    user.sendsSticker()
    user.sendsVoice()
    user.sendsUnsupported()
    const incoming = (await pull(5)).map((update) => zalo.receive(update))
    expect(incoming).toMatchObject([
      { kind: 'text', text: 'Hồ sơ', files: [{ name: 'anh.jpg', mime: 'image/jpeg' }] },
      { kind: 'text', text: '', files: [{ name: 'anh.jpg' }] },
      { kind: 'unreadable', what: 'sticker' },
      { kind: 'unreadable', what: 'voice' },
      { kind: 'unreadable', what: 'file' },
    ])
    const [photo] = incoming[0]?.kind === 'text' ? incoming[0].files : []
    if (photo === undefined) throw new Error('no photo came')
    expect(await zalo.download(photo, 3)).toEqual(bytes)
    expect(await zalo.download(photo, 2)).toBe('too-large')
    for (const handle of ['http://10.0.0.1/anh.jpg', 'file:///etc/passwd', `${server.url}/photos/gone`])
      await expect(zalo.download({ ...photo, handle }, 9)).rejects.toThrow(/Zalo/)
  })

  test('in a group is meant for us, and our name is left out wherever it stands', async () => {
    const group = server.addGroup()
    user.says('/gankenh văn phòng', group)
    expect(await received()).toMatchObject({
      kind: 'text',
      text: '/gankenh văn phòng',
      isToUs: true,
      chat: { kind: 'group' },
    })
    user.says('1', group)
    expect(await received()).toMatchObject({ text: '1', isToUs: true })
    const { message } = user.says('', group)
    const raw = (text: string) => ({
      id: 'x',
      chat: group.id,
      body: { event_name: 'message.text.received', message: { ...message, text } },
    })
    expect(zalo.receive(raw('Y1 đồng ý @Bot Đôn Đốc'))).toMatchObject({ text: 'Y1 đồng ý' })
    server.failNext('outage', 'getMe')
    const nameless = await connectZalo(server, { tools })
    expect(nameless.receive(raw('@Bot Đôn Đốc /homnay'))).toMatchObject({ text: '/homnay' })
  })

  test('in a form that is not known is unread, kept as it came, and whose it is is known', async () => {
    const from = { id: 'u1', display_name: 'An' }
    const odd = { event_name: 'message.text.received', message: { from, chat: { id: 'u1' }, text: { of: 'Đồng ý' } } }
    server.vendor.events.push(odd, { event_name: 'message.text.received', message: 'Đồng ý' } as never)
    const taken = await pull(2)
    expect(taken[0]?.body).toEqual(odd)
    expect(taken[0]?.id).not.toBe(taken[1]?.id)
    expect(taken.map((update) => zalo.receive(update))).toEqual([
      { kind: 'unread', from: { chat: { id: 'u1', kind: 'private' }, sender: { id: 'u1', name: 'An' } } },
      { kind: 'unread', from: null },
    ])
  })

  test('may count its time in seconds or milliseconds, or not at all', () => {
    const at = (date: unknown) => {
      const message = { message_id: 'm', date, from: { id: 'u' }, chat: { id: 'u' }, text: 'Đồng ý' }
      const incoming = zalo.receive({ id: 'm', chat: 'u', body: { event_name: 'message.text.received', message } })
      return incoming?.kind === 'text' ? incoming.at : null
    }
    const moment = Temporal.Instant.from('2026-11-18T02:30:00Z')
    expect([at(1_794_969_000), at(1_794_969_000_000)].map(String)).toEqual([String(moment), String(moment)])
    expect([at(undefined), at(0), at('hôm qua')]).toEqual([null, null, null])
  })
})

describe('pulling, where Zalo hands everything over once', () => {
  test('keeps an update in hand until it is stored, also when pulling ends and begins anew meanwhile', async () => {
    user.says('Đồng ý')
    const offered: string[] = []
    const stop = new AbortController()
    await pullFromZalo(
      server,
      zalo,
      async (update) => {
        offered.push(update.id)
        stop.abort()
        if (offered.length < 4) throw new Error('the store is away')
      },
      stop.signal,
    )
    expect(new Set(offered).size).toBe(1)
    expect(offered).toHaveLength(4)
    expect(server.calls.filter((method) => method === 'getUpdates')).toHaveLength(1)
  })

  test('what nobody could store before the end is an error in the log, by its id alone', async () => {
    const { message } = user.says('Đồng ý với dự thảo')
    const stop = new AbortController()
    await pullFromZalo(
      server,
      zalo,
      async () => {
        stop.abort()
        throw new Error('the store is away')
      },
      stop.signal,
    )
    expect(logged.findLast(({ level }) => level === 'error')).toMatchObject({ facts: { ids: [message['message_id']] } })
    expect(JSON.stringify(logged)).not.toContain('dự thảo')
  })

  test('takes what the poll under way still brings after the end was asked for', async () => {
    const taken: RawUpdate[] = []
    const stop = new AbortController()
    const pulling = pullFromZalo(server, zalo, async (update) => void taken.push(update), stop.signal)
    while (!server.calls.includes('getUpdates')) await new Promise(setImmediate)
    user.says('Đồng ý')
    stop.abort()
    await pulling
    expect(taken).toHaveLength(1)
  })

  test('says that nothing waits when Zalo had to wait, and not while it answers at once', async () => {
    for (const text of ['một', 'hai']) user.says(text)
    const told: string[] = []
    const stop = new AbortController()
    if (zalo.ingress.kind !== 'pull') throw new Error('pulled')
    const pulling = zalo.ingress.pull(
      async (update) => void told.push(update.id === '' ? '' : 'update'),
      stop.signal,
      () => {
        told.push('caught up')
        stop.abort()
      },
    )
    while (server.calls.filter((method) => method === 'getUpdates').length < 3) await new Promise(setImmediate)
    while (!stop.signal.aborted) {
      server.advance(5)
      await new Promise(setImmediate)
    }
    await pulling
    expect(told).toEqual(['update', 'update', 'caught up'])
  })

  test('removes the webhook first, backs off over hours of 502, and goes on', async () => {
    server.vendor.webhook = { url: 'https://ubnd.example/webhooks/zalo-bot', secret: 'bi-mat-cu' }
    for (let count = 0; count < 6; count += 1) server.failNext('outage', 'getUpdates')
    const waits: number[] = []
    const patient = await connectZalo(server, { tools, wait: async (milliseconds) => void waits.push(milliseconds) })
    user.says('Đồng ý')
    expect(await received(patient)).toMatchObject({ kind: 'text', text: 'Đồng ý' })
    expect(server.vendor.webhook).toBeNull()
    for (const [index, most] of [1, 2, 4, 8, 16, 30].entries()) {
      expect(waits[index]).toBeGreaterThan(most * 799)
      expect(waits[index]).toBeLessThanOrEqual(most * 1000)
    }
  })

  test('passes over what cannot be read, and says so without its words', async () => {
    server.vendor.events.push({ event_name: 'bot.joined', secret: 'kín' } as never)
    user.says('Đồng ý')
    expect(await received()).toMatchObject({ text: 'Đồng ý' })
    expect(logged).toMatchObject([{ level: 'warn', facts: { event: 'bot.joined' } }])
    expect(JSON.stringify(logged)).not.toContain('kín')
  })
})

describe('a webhook', () => {
  let brought: Messenger
  const taken: RawUpdate[] = []
  const take = async (update: RawUpdate) => void taken.push(update)
  beforeEach(async () => {
    taken.length = 0
    brought = await connectZalo(server, { webhookSecret: zaloSecret, tools })
  })

  test('takes both envelopes alike, and a repeated message has the same id', async () => {
    const event = user.says('Đồng ý')
    for (const body of [event, { ok: true, result: event }])
      expect(await bring(brought, body, take)).toEqual({ status: 200 })
    expect(taken[0]).toEqual(taken[1])
    expect(taken.map((update) => brought.receive(update))).toMatchObject([{ text: 'Đồng ý' }, { text: 'Đồng ý' }])
  })

  test.each(['', 'bi-mat', `${zaloSecret}x`, zaloSecret.toUpperCase()])('refuses the secret %j', async (secret) => {
    expect(await bring(brought, user.says('Đồng ý'), take, secret)).toEqual({ status: 401 })
    expect(taken).toEqual([])
  })

  test.each([{}, null, 'ping', { ok: true, result: {} }])('says yes to %j, which brings nothing', async (probe) => {
    expect(await bring(brought, probe, take)).toEqual({ status: 200 })
    expect(taken).toEqual([])
  })

  test('says no when the update cannot be stored for seconds, and yes when it can after all', async () => {
    let tries = 0
    const late = async (update: RawUpdate) => {
      tries += 1
      if (tries < 3) throw new Error('the store is away')
      await take(update)
    }
    expect(await bring(brought, user.says('Đồng ý'), late)).toEqual({ status: 200 })
    await expect(bring(brought, user.says('Đồng ý'), async () => Promise.reject(new Error('away')))).rejects.toThrow(
      'away',
    )
    expect(taken).toHaveLength(1)
  })

  test('is set with its secret; an address Zalo cannot reach is an error in the log', async () => {
    server.vendor.verification = { ok: false, outcome: 'TIMEOUT', status_code: 0, hint: 'Không kết nối được' }
    if (brought.ingress.kind !== 'webhook') throw new Error('no webhook')
    await brought.ingress.open('https://ubnd.example/webhooks/zalo-bot')
    expect(server.vendor.webhook).toEqual({ url: 'https://ubnd.example/webhooks/zalo-bot', secret: zaloSecret })
    expect(logged).toMatchObject([{ level: 'error', facts: { outcome: 'TIMEOUT' } }])
  })
})

test('what a person sees of a long card has no number twice and no word lost', async () => {
  await post(longCard)
  const shown = shownInZalo(user.chat).map(({ text }) => text)
  expect(shown.length).toBeGreaterThan(5)
  expect(shown.join('\n')).toContain('Mục 120')
  expect(Math.max(...user.chat.messages.map(({ text }) => text.length))).toBeLessThanOrEqual(2000)
})
