import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Incoming, Messenger, RawUpdate, Unread, WebhookRequest } from '../../../src/messengers/messenger.ts'
import { blankCard, requestCard } from '../../contract/samples.ts'
import { pullFrom } from '../../support/pulling.ts'
import { connectTo, placeOf } from '../../support/slack-bench.ts'
import type { SlackUser } from '../../support/slack-people.ts'
import { type SlackServer, sign, signedRequest, startSlackServer } from '../../support/slack-server.ts'
import type { Envelope } from '../../support/slack-vendor.ts'

let server: SlackServer
let user: SlackUser
let slack: Messenger
beforeEach(async () => {
  server = await startSlackServer()
  user = server.addUser('thu')
  slack = await connectTo(server, 'http')
})
afterEach(() => server.close())

/** Brings a request, and keeps what was taken. */
async function bring(request: WebhookRequest, messenger = slack) {
  const taken: RawUpdate[] = []
  if (messenger.ingress.kind !== 'webhook') throw new Error('no webhook')
  const reply = await messenger.ingress.accept(request, async (update) => void taken.push(update))
  return { reply, taken }
}

const signed = (text: string, mime = 'application/json', at = server.vendor.now) =>
  sign(text, { 'content-type': mime }, { at })

/** What comes of everything people did since, in order. */
async function heard(): Promise<readonly (Incoming | Unread | null)[]> {
  const found: (Incoming | Unread | null)[] = []
  for (const envelope of server.vendor.pending.splice(0)) {
    const { taken } = await bring(signedRequest(envelope, server.vendor.now))
    found.push(...taken.map((update) => slack.receive(update)))
  }
  return found
}

describe('a request', () => {
  const next = () => {
    user.says('đồng ý')
    const [envelope] = server.vendor.pending.splice(0)
    if (envelope === undefined) throw new Error('nothing was said')
    return envelope
  }

  test.each([
    ['signed with another secret', (at: number) => signedRequest(next(), at, 'f'.repeat(32))],
    ['signed six minutes ago', (at: number) => signedRequest(next(), at - 360_000)],
    ['signed in six minutes', (at: number) => signedRequest(next(), at + 360_000)],
    [
      'without a signature',
      (at: number) => ({ ...signedRequest(next(), at), headers: { 'content-type': 'application/json' } }),
    ],
    [
      'whose body was changed',
      (at: number) => ({ ...signedRequest(next(), at), body: new TextEncoder().encode('{"type":"x"}') }),
    ],
  ])('%s is refused, and nothing of it taken', async (_, make) => {
    expect(await bring(make(server.vendor.now))).toEqual({ reply: { status: 401 }, taken: [] })
  })

  test('replayed or retried bears the same id', async () => {
    const envelope = next()
    const first = await bring(signedRequest(envelope, server.vendor.now))
    const again = await bring(signedRequest({ ...envelope, tries: 1 }, server.vendor.now + 60_000))
    expect(again.taken).toEqual(first.taken)
  })

  test('that could not be stored gets no yes', async () => {
    if (slack.ingress.kind !== 'webhook') throw new Error('no webhook')
    const accepted = slack.ingress.accept(signedRequest(next(), server.vendor.now), async () => {
      throw new Error('the store is away')
    })
    await expect(accepted).rejects.toThrow('the store is away')
  })

  test('for another workspace is somebody else’s', async () => {
    const envelope = next()
    const payload = { ...envelope.payload, team_id: 'T0KHAC', authorizations: [{ team_id: 'T0KHAC' }] }
    expect(await bring(signedRequest({ ...envelope, payload }, server.vendor.now))).toEqual({ reply: null, taken: [] })
  })

  test('from a channel shared with another organisation is ours where the app is installed here', async () => {
    const envelope = next()
    const payload = { ...envelope.payload, team_id: 'T0KHAC' }
    expect((await bring(signedRequest({ ...envelope, payload }, server.vendor.now))).taken).toHaveLength(1)
  })

  test('while Slack does not say who the bot is must come again, and is understood once it does', async () => {
    server.failNext('outage')
    slack = await connectTo(server, 'http')
    server.failNext('outage')
    const envelope = next()
    expect(await bring(signedRequest(envelope, server.vendor.now))).toEqual({ reply: { status: 503 }, taken: [] })
    expect((await bring(signedRequest(envelope, server.vendor.now))).taken).toHaveLength(1)
  })

  test('of Slack’s own: the certificate is looked at unsigned, the address is proved, a limit is logged', async () => {
    const mime = 'application/x-www-form-urlencoded'
    const check = { headers: { 'content-type': mime }, body: new TextEncoder().encode('ssl_check=1&token=x') }
    expect((await bring(check)).reply).toEqual({ status: 200 })
    const prove = JSON.stringify({ type: 'url_verification', challenge: 'abc', token: 'x' })
    expect((await bring(signed(prove, 'application/json; charset=utf-8'))).reply).toEqual({
      status: 200,
      body: { challenge: 'abc' },
    })
    const limit = JSON.stringify({ type: 'app_rate_limited', team_id: server.vendor.team, minute_rate_limited: 1 })
    expect(await bring(signed(limit))).toEqual({ reply: { status: 200 }, taken: [] })
  })

  test.each(['', '{', 'null', '[]', '{"type":"event_callback"}'])(
    'that says %j is unreadable, or nobody’s',
    async (text) => {
      const { reply, taken } = await bring(signed(text))
      expect(taken).toEqual([])
      expect(reply === null || reply.status === 400).toBe(true)
    },
  )
})

describe('what is stored', () => {
  test('holds neither Slack’s token nor the card that was pressed', async () => {
    const sending = await slack.post({
      chat: user.id,
      card: { ...requestCard, title: 'Độ mật: MẬT' },
      replyTo: null,
      silent: false,
      key: 'k',
      nextTurn: async () => {},
    })
    if (sending.outcome !== 'sent') throw new Error('not sent')
    const { channel, ts } = placeOf(sending.messages[0] ?? '')
    user.presses(channel, ts, 'Đồng ý')
    const [envelope] = server.vendor.pending.splice(0)
    if (envelope === undefined) throw new Error('nothing was pressed')
    const { taken } = await bring(signedRequest(envelope, server.vendor.now))
    expect(JSON.stringify(taken)).not.toMatch(/legacy-verification-token|MẬT/)
    expect(slack.receive(taken[0] as RawUpdate)).toMatchObject({ kind: 'press', action: 'agree Y12' })
  })
})

describe('an act of a form that is not known', () => {
  const press = () => ({
    type: 'block_actions',
    user: { id: user.id },
    team: { id: server.vendor.team },
    trigger_id: 't1',
    container: { channel_id: 'D01', message_ts: '1763433000.000100' },
    channel: { id: 'D01' },
    actions: [{ type: 'button', value: 'agree Y12', action_ts: '1763433000.000200' }],
  })
  const command = () => ({ command: '/agree', user_id: user.id, channel_id: 'D01', trigger_id: 't2', response_url: '' })
  const view = { id: 'V1', private_metadata: '{"action":"x","chat":{"id":"U1","kind":"private"}}', state: {} }

  test.each([
    ['a press of another element', 'interactive', () => ({ ...press(), actions: [{ type: 'overflow' }] })],
    [
      'a press without a time',
      'interactive',
      () => ({ ...press(), actions: [{ type: 'button', value: 'agree Y12' }] }),
    ],
    ['a press without a place', 'interactive', () => ({ ...press(), container: 'D01' })],
    ['a form that says nothing', 'interactive', () => ({ ...press(), type: 'view_submission', view })],
    [
      'a form that is not ours',
      'interactive',
      () => ({ ...press(), type: 'view_submission', view: { ...view, private_metadata: '', state: { values: {} } } }),
    ],
    [
      'a command without its name',
      'slash_commands',
      () => ({ ...command(), command: undefined, team_id: server.vendor.team }),
    ],
    [
      'a message whose files are none',
      'events_api',
      () => ({
        type: 'event_callback',
        event_id: 'Ev1',
        team_id: server.vendor.team,
        event: { type: 'message', user: user.id, channel: 'D01', ts: '1763433000.000300', files: 'x' },
      }),
    ],
  ] as const)('%s is unread, kept as it came, and whose it is is known', async (_, type, make) => {
    server.vendor.publish(type, make())
    const [envelope] = server.vendor.pending.splice(0)
    const { reply, taken } = await bring(signedRequest(envelope as Envelope, server.vendor.now))
    expect(reply).toEqual({ status: 200 })
    const [update] = taken as [RawUpdate]
    expect(update.body).not.toBeNull()
    expect(slack.receive(update)).toEqual({
      kind: 'unread',
      from: { chat: { id: user.id, kind: 'private' }, sender: { id: user.id, name: '' } },
    })
  })

  test('is unread also when nobody knows whose it is, and no two of them are one', async () => {
    const odd = (more: object) => ({ ...press(), user: 'An', ...more })
    for (const more of [{}, { trigger_id: 't3' }]) server.vendor.publish('interactive', odd(more))
    const [first, second] = await Promise.all(
      server.vendor.pending.splice(0).map((one) => bring(signedRequest(one, server.vendor.now))),
    )
    const updates = [...(first?.taken ?? []), ...(second?.taken ?? [])]
    expect(new Set(updates.map(({ id }) => id)).size).toBe(2)
    for (const update of updates) expect(slack.receive(update)).toEqual({ kind: 'unread', from: null })
  })

  test('between others in a channel says nothing', async () => {
    server.vendor.event({ type: 'message', user: user.id, channel: 'C01', ts: '1763433000.000300', files: 'x' })
    expect(await heard()).toEqual([null])
  })
})

describe('in a channel', () => {
  test('only what names us or answers us is for us', async () => {
    const channel = server.addChannel()
    const sending = await slack.post({
      chat: channel.id,
      card: blankCard,
      replyTo: null,
      silent: false,
      key: 'k',
      nextTurn: async () => {},
    })
    const ours = sending.outcome === 'sent' ? placeOf(sending.messages[0] ?? '') : null
    user.says('ăn trưa chưa?', { channel: channel.id })
    const theirs = user.says('họp lúc 2 giờ', { channel: channel.id })
    user.says('ừ', { channel: channel.id, thread: theirs })
    user.says('đồng ý', { channel: channel.id, thread: ours?.ts ?? '' })
    user.says(`<@${server.vendor.bot}> đồng ý Y1, sửa < 3 & > 1`, { channel: channel.id })
    user.says(`<@${server.vendor.bot}>`, { channel: channel.id })
    const [lunch, meeting, thread, answer, named, called] = await heard()
    expect([lunch, meeting, thread]).toEqual([null, null, null])
    expect(answer).toMatchObject({ text: 'đồng ý', replyTo: `${channel.id}/${ours?.ts}`, chat: { kind: 'group' } })
    expect(named).toMatchObject({ text: 'đồng ý Y1, sửa < 3 & > 1', isToUs: true, replyTo: null })
    expect(called).toMatchObject({ text: '/help' })
  })

  test.each([
    ['a bot', { bot_id: 'B1' }],
    ['an edit', { subtype: 'message_changed' }],
    ['somebody who joined', { subtype: 'channel_join' }],
    ['us', { user: 'U0DONDOC' }],
    ['a hidden change', { hidden: true }],
  ])('nothing that %s says is for us', async (_, odd) => {
    const base = {
      type: 'message',
      user: user.id,
      text: '/agree Y1',
      ts: '1763433000.000100',
      channel: 'D01',
      event_ts: '1763433000.000100',
    }
    server.vendor.event({ ...base, ...odd })
    expect(await heard()).toEqual([null])
  })
})

describe('a command', () => {
  test('typed in a private chat of others belongs to whoever typed it, and to nobody else', async () => {
    const other = server.vendor.addChannel('D0KHAC')
    user.says('/agree Y1', { channel: other.id })
    expect(await heard()).toMatchObject([{ text: '/agree Y1', chat: { id: user.id, kind: 'private' } }])
  })

  test.each([
    ['/dondoc homnay', '/homnay'],
    ['/dondoc /dongy Y1', '/dongy Y1'],
    ['/dondoc đồng ý Y1', '/đồng ý Y1'],
    ['/dondoc', '/help'],
    ['/agree Y1 sửa A & B', '/agree Y1 sửa A & B'],
  ])('%s is read as %s', async (typed, read) => {
    user.says(typed)
    expect(await heard()).toMatchObject([{ text: read, press: expect.any(String) as unknown }])
  })

  test('carries a link as it was typed', async () => {
    user.says('https://vanban.example/a?b=1')
    user.says('/dondoc https://vanban.example/a')
    expect(await heard()).toMatchObject([
      { text: 'https://vanban.example/a?b=1' },
      { text: '/https://vanban.example/a' },
    ])
  })
})

describe('by socket', () => {
  test('nothing is acknowledged before it is taken, and what a cut socket left comes again', async () => {
    const socket = await connectTo(server, 'socket')
    const stop = new AbortController()
    const taken: string[] = []
    user.says('một')
    await pullFrom(
      socket,
      async ({ id }) => {
        taken.push(id)
        // An acknowledgement sent by now has arrived when this is answered.
        await fetch(server.apiUrl)
        expect(server.vendor.pending, 'not yet acknowledged').toHaveLength(1)
        if (taken.length === 1) server.cutSockets()
        else stop.abort()
      },
      stop.signal,
    )
    expect(taken).toEqual([taken[0], taken[0]])
    expect(server.vendor.pending).toEqual([])
  })

  test('a socket that Slack renews is followed by the next', async () => {
    const socket = await connectTo(server, 'socket')
    const stop = new AbortController()
    const taken: string[] = []
    user.says('một')
    await pullFrom(
      socket,
      async ({ id }) => {
        if (taken.push(id) === 2) return stop.abort()
        server.renewSockets()
        user.says('hai')
      },
      stop.signal,
    )
    expect(taken).toHaveLength(2)
    expect(server.calls.filter((method) => method === 'apps.connections.open').length).toBeGreaterThan(1)
  })

  test('a refused app token is an error somebody must mend, said without it', async () => {
    const logged: unknown[] = []
    const stop = new AbortController()
    const wait = async () => stop.abort()
    const tools = { log: (...line: unknown[]) => void logged.push(line) }
    const socket = await connectTo(server, 'socket', { appToken: 'xapp-wrong', tools, wait })
    await pullFrom(socket, async () => {}, stop.signal)
    expect(logged).toContainEqual(['error', expect.stringContaining('SLACK_APP_TOKEN'), expect.anything()])
    expect(JSON.stringify(logged)).not.toContain('xapp-wrong')
  })
})
