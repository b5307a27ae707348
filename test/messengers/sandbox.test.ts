import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Card, Form } from '../../src/cards/card.ts'
import type { Incoming, Post, RawUpdate } from '../../src/messengers/messenger.ts'
import type { Sandbox } from '../../src/messengers/sandbox/index.ts'
import {
  type Act,
  type Entry,
  emptyWorld,
  evolve,
  type ShownCard,
  type Snapshot,
  viewOf,
} from '../../src/messengers/sandbox/world.ts'
import { contract } from '../contract/messenger.ts'
import { pullFrom } from '../support/pulling.ts'
import { makeBench } from './sandbox/bench.ts'
import { host, lan, minh, office, openStand, openTab, type Stand } from './sandbox/stand.ts'

const nextTurn = async (): Promise<void> => {}

function request(overrides: Partial<Post> = {}): Post {
  return { chat: lan.id, card: question, replyTo: null, silent: false, key: 'one', nextTurn, ...overrides }
}

const question: Card = {
  title: 'Xin ý kiến Y12',
  tone: 'plain',
  blocks: [{ kind: 'buttons', buttons: [{ label: 'Đồng ý', action: 'agree Y12', style: 'primary' }] }],
}
const notice: Card = { title: 'Thông báo', tone: 'plain', blocks: [{ kind: 'text', text: 'Đã ghi.' }] }

async function takeOne({ messenger }: Sandbox): Promise<{ update: RawUpdate; incoming: Incoming | null }> {
  const stop = new AbortController()
  let taken: RawUpdate | undefined
  await pullFrom(
    messenger,
    async (update) => {
      taken = update
      stop.abort()
    },
    stop.signal,
  )
  return { update: taken!, incoming: messenger.receive(taken!) as Incoming | null }
}

function press(stand: Stand, message: string, id: string = crypto.randomUUID()): Promise<Response> {
  return stand.send('press', { chat: lan.id, user: lan.id, message, action: 'agree Y12', press: id })
}

contract('sandbox', { buttons: true, edits: true, forms: true, files: true, failures: ['blocked'] }, () =>
  makeBench(false),
)
contract(
  'sandbox with the plain face',
  { buttons: false, edits: false, forms: false, files: true, failures: ['blocked'] },
  () => makeBench(true),
)

describe('the journal', () => {
  let folder: string
  let file: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sandbox-'))
    file = join(folder, 'sandbox.jsonl')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  test('brings back chats, files and the face, though nobody closed it', async () => {
    const before = openStand(file)
    const letter = { name: 'thư.pdf', mime: 'application/pdf', bytes: new Uint8Array([1, 2, 3]) }
    await before.sandbox.messenger.post(request({ card: { ...notice, blocks: [{ kind: 'file', file: letter }] } }))
    await before.upload('say', { chat: lan.id, user: lan.id, text: 'Đã rõ' })
    before.sandbox.setPlainFace(true)
    const after = openStand(file)
    expect(await after.world()).toEqual(await before.world())
    expect(after.sandbox.messenger.capabilities.buttons).toBe(false)
    const [message] = (await after.world()).chats[lan.id]!
    const block = message?.kind === 'card' ? message.card.blocks[0] : undefined
    const id = block?.kind === 'file' ? block.file.id : ''
    expect(await (await after.get(`/sandbox/api/file/${id}`)).bytes()).toEqual(letter.bytes)
  })

  test('drops a last line torn by a crash and goes on behind it', async () => {
    const before = openStand(file)
    await before.sandbox.messenger.post(request())
    const whole = await before.world()
    appendFileSync(file, '{"seq":99,"at":17')
    const after = openStand(file)
    expect(await after.world()).toEqual(whole)
    expect(after.logged).toEqual(['warn: the sandbox journal ended in a torn line, which was dropped'])
    await after.sandbox.messenger.post(request({ key: 'two' }))
    expect((await openStand(file).world()).chats[lan.id]).toHaveLength(2)
  })

  test('is not opened when a line in its middle is damaged or missing', async () => {
    await openStand(file).sandbox.messenger.post(request())
    const lines = readFileSync(file, 'utf8').split('\n')
    writeFileSync(file, lines.with(1, '{"seq":').join('\n'))
    expect(() => openStand(file)).toThrow('damaged in line 2')
    writeFileSync(file, lines.toSpliced(1, 1).join('\n'))
    expect(() => openStand(file)).toThrow('line 2 carries number 3')
  })

  test('says again after a restart what was not taken, under the same id, and nothing else', async () => {
    const before = openStand(file)
    await before.upload('say', { chat: lan.id, user: lan.id, text: 'một' })
    await before.upload('say', { chat: lan.id, user: lan.id, text: 'hai' })
    const stop = new AbortController()
    const seen: RawUpdate[] = []
    await pullFrom(
      before.sandbox.messenger,
      async (update) => {
        seen.push(update)
        if (seen.length === 2) {
          stop.abort()
          throw new Error('the process is dying')
        }
      },
      stop.signal,
    )
    const { update, incoming } = await takeOne(openStand(file).sandbox)
    expect(update).toEqual(seen[1])
    expect(incoming).toMatchObject({ text: 'hai' })
    expect((await openStand(file).world()).seq).toBe((await before.world()).seq + 1)
  })

  test('knows a post by its key, also after a restart', async () => {
    const before = openStand(file)
    const first = await before.sandbox.messenger.post(request())
    before.advance(60)
    const after = openStand(file)
    expect(await after.sandbox.messenger.post(request())).toEqual(first)
    expect((await after.world()).chats[lan.id]).toHaveLength(1)
  })

  test('seeds the same officers once, and a renamed one in place', async () => {
    openStand(file)
    const length = readFileSync(file).length
    const again = openStand(file)
    expect(readFileSync(file)).toHaveLength(length)
    again.sandbox.seed([{ ...lan, role: 'Phó Chủ tịch' }], [])
    expect((await again.world()).users.map(({ role }) => role)).toEqual(['Phó Chủ tịch', minh.role])
  })

  test('keeps the clock where it was moved to', async () => {
    const before = openStand(file)
    await before.send('clock', { to: '2026-11-27T00:00:00+07:00' })
    expect(openStand(file).sandbox.clock.now()).toEqual(Temporal.Instant.from('2026-11-27T00:00:00+07:00'))
  })

  test('runs on from where the clock was, though the wall was set back meanwhile', async () => {
    const before = openStand(file)
    await before.send('clock', { to: '2026-11-27T00:00:00+07:00' })
    const after = openStand(file, '2026-11-10T09:30:00+07:00')
    const started = after.sandbox.clock.now()
    expect(Temporal.Instant.compare(started, '2026-11-27T00:00:00+07:00')).toBeGreaterThanOrEqual(0)
    after.advance(60)
    expect(started.until(after.sandbox.clock.now()).total('seconds')).toBe(60)
  })
})

describe('the clock', () => {
  const at = (moment: string) => Temporal.Instant.from(moment)

  test('never goes back, whatever the wall does', () => {
    const stand = openStand()
    const first = stand.sandbox.clock.now()
    stand.advance(-3600)
    expect(stand.sandbox.clock.now()).toEqual(first)
    stand.advance(3700)
    expect(first.until(stand.sandbox.clock.now()).total('seconds')).toBe(100)
  })

  test.each([
    ['an hour', { by: 'hour' }, '2026-11-18T10:30:00+07:00'],
    ['the next working morning', { by: 'morning' }, '2026-11-19T08:00:00+07:00'],
    ['a given moment', { to: '2026-12-01T14:00:00+07:00' }, '2026-12-01T14:00:00+07:00'],
  ])('goes on by %s', async (_, move, expected) => {
    const stand = openStand()
    const heard: Temporal.Instant[] = []
    stand.sandbox.onClockMoved((now) => heard.push(now))
    expect((await stand.send('clock', move)).status).toBe(200)
    expect(stand.sandbox.clock.now()).toEqual(at(expected))
    expect(heard).toEqual([at(expected)])
  })

  test.each([
    ['2026-11-18T06:00:00+07:00', '2026-11-18T08:00:00+07:00', 'before office hours'],
    ['2026-11-20T08:00:00+07:00', '2026-11-23T08:00:00+07:00', 'Friday at eight'],
    ['2026-11-22T23:00:00+07:00', '2026-11-23T08:00:00+07:00', 'Sunday night'],
  ])('from %s the next weekday morning is %s (%s)', async (from, expected) => {
    const stand = openStand(null, from)
    await stand.send('clock', { by: 'morning' })
    expect(stand.sandbox.clock.now()).toEqual(at(expected))
  })

  test('asks the program for the next working morning', async () => {
    const stand = openStand()
    stand.sandbox.setNextWorkingMorning((now) => now.add({ hours: 72 }))
    await stand.send('clock', { by: 'morning' })
    expect(stand.sandbox.clock.now()).toEqual(at('2026-11-21T09:30:00+07:00'))
  })

  test('offers the coming deadlines, soonest first, and goes exactly to the next', async () => {
    const stand = openStand()
    stand.sandbox.setMilestones(async () => [
      { label: 'Hết hạn Y12', at: at('2026-11-27T00:00:00+07:00') },
      { label: 'Đã qua', at: at('2026-11-18T09:30:00+07:00') },
      { label: 'Nhắc Y12', at: at('2026-11-20T16:00:00+07:00') },
    ])
    expect(await (await stand.get('/sandbox/api/milestones')).json()).toEqual([
      { label: 'Nhắc Y12', at: '2026-11-20T09:00:00Z' },
      { label: 'Hết hạn Y12', at: '2026-11-26T17:00:00Z' },
    ])
    await stand.send('clock', { by: 'milestone' })
    expect(stand.sandbox.clock.now()).toEqual(at('2026-11-20T16:00:00+07:00'))
  })

  test.each([
    ['back', { to: '2026-11-18T09:29:59+07:00' }, { refused: 'not-forward' }],
    ['to where it stands', { to: '2026-11-18T09:30:00+07:00' }, { refused: 'not-forward' }],
    ['to a deadline that does not exist', { by: 'milestone' }, { refused: 'not-forward' }],
    ['years ahead', { to: '2036-01-01T00:00:00+07:00' }, { refused: 'too-far' }],
    ['to nonsense', { to: 'mai' }, { refused: 'not-understood' }],
  ])('does not go %s', async (_, move, refusal) => {
    const stand = openStand()
    expect(await (await stand.send('clock', move)).json()).toEqual(refusal)
    expect(stand.sandbox.clock.now()).toEqual(at('2026-11-18T09:30:00+07:00'))
  })

  test('is written before anybody hears of it, and a listener that fails stops nobody', async () => {
    const stand = openStand()
    const heard: string[] = []
    stand.sandbox.onClockMoved(() => {
      stand.sandbox.setPlainFace(true)
      throw new Error('no')
    })
    const tab = openTab(await stand.get('/sandbox/api/stream'))
    await tab.next()
    await stand.send('clock', { by: 'hour' })
    for (const _ of [1, 2]) heard.push(((await tab.next()).content as Entry).type)
    await tab.close()
    expect(heard).toEqual(['clock-moved', 'face-turned'])
    expect(stand.logged).toEqual(['error: a listener of the sandbox failed'])
  })
})

describe('presses, forms and files', () => {
  const points = [
    { value: '1', label: 'Câu 1' },
    { value: '2', label: 'Câu 2' },
  ]
  const form: Form = {
    action: 'object Y12',
    title: 'Không đồng ý Y12',
    submit: 'Gửi',
    fields: [
      { key: 'reason', label: 'Lý do', hint: null, required: true, kind: 'text', long: true },
      { key: 'points', label: 'Nội dung', hint: null, required: true, kind: 'choices', options: points },
      { key: 'letter', label: 'Văn bản', hint: null, required: false, kind: 'file' },
    ],
  }

  async function openPressed(): Promise<{ stand: Stand; press: string }> {
    const stand = openStand()
    await stand.sandbox.messenger.post(request())
    const [message] = (await stand.world()).chats[lan.id]!
    await press(stand, message!.id, 'press-number-1')
    return { stand, press: 'press-number-1' }
  }

  test('a press carries no time of its own, a text the time of the sandbox', async () => {
    const { stand } = await openPressed()
    expect((await takeOne(stand.sandbox)).incoming).toMatchObject({ kind: 'press', at: null })
    await stand.send('clock', { by: 'hour' })
    await stand.upload('say', { chat: lan.id, user: lan.id, text: 'Đã rõ' })
    expect((await takeOne(stand.sandbox)).incoming?.at).toEqual(Temporal.Instant.from('2026-11-18T10:30:00+07:00'))
  })

  test('the same press sent twice is one update', async () => {
    const { stand, press: id } = await openPressed()
    const [message] = (await stand.world()).chats[lan.id]!
    expect(await (await press(stand, message!.id, id)).json()).toEqual({ refused: 'already-pressed' })
    expect((await stand.world()).presses).toHaveLength(1)
  })

  test('the button waits until the press is answered, and the words reach the presser', async () => {
    const { stand, press: id } = await openPressed()
    expect((await stand.world()).presses).toMatchObject([{ press: id, waiting: true }])
    const tab = openTab(await stand.get('/sandbox/api/stream'))
    await tab.next()
    await stand.sandbox.messenger.answer(id, 'Đã ghi')
    expect((await tab.next()).content).toMatchObject({ type: 'answered', user: lan.id, text: 'Đã ghi' })
    await tab.close()
    expect((await stand.world()).presses).toMatchObject([{ press: id, waiting: false }])
  })

  test('a button that was edited away cannot be pressed', async () => {
    const { stand } = await openPressed()
    const [message] = (await stand.world()).chats[lan.id]!
    stand.advance(60)
    await stand.sandbox.messenger.edit({ chat: lan.id, messages: [message!.id], card: notice, nextTurn })
    expect(await (await press(stand, message!.id)).json()).toEqual({ refused: 'no-such-button' })
    expect((await stand.world()).chats[lan.id]).toMatchObject([
      { card: { title: 'Thông báo' }, editedAt: Date.parse('2026-11-18T09:31:00+07:00') },
    ])
  })

  test('an edit into what is shown already is no edit', async () => {
    const { stand } = await openPressed()
    const before = await stand.world()
    await stand.sandbox.messenger.edit({
      chat: lan.id,
      messages: [before.chats[lan.id]![0]!.id],
      card: question,
      nextTurn,
    })
    expect(await stand.world()).toEqual(before)
  })

  test('a form names the fields left empty, and stays open', async () => {
    const { stand, press: id } = await openPressed()
    await stand.sandbox.messenger.openForm(id, form)
    const response = await stand.upload('form', { press: id, 'value:reason': '  ', 'value:points': '9' })
    expect(await response.json()).toEqual({ refused: 'fields-missing', fields: ['reason', 'points'] })
    expect((await stand.world()).forms).toMatchObject([{ press: id, sender: { id: lan.id } }])
  })

  test('a form brings its file by handle, and only the options it offered', async () => {
    const { stand, press: id } = await openPressed()
    await takeOne(stand.sandbox)
    await stand.sandbox.messenger.openForm(id, form)
    const letter = new File(['góp ý'], 'Góp ý/số 5.pdf', { type: 'application/pdf' })
    const fields = { press: id, 'value:reason': 'Vượt dự toán', 'value:points': '2,9', 'file:letter': letter }
    expect((await stand.upload('form', { ...fields, 'value:more': 'x' })).status).toBe(200)
    const { incoming } = await takeOne(stand.sandbox)
    if (incoming?.kind !== 'form') throw new Error('no form came')
    const [file] = incoming.files
    expect(incoming.values).toEqual({ reason: 'Vượt dự toán', points: '2', letter: file?.handle })
    expect(file?.name).toBe('Góp ý_số 5.pdf')
    expect(await stand.sandbox.messenger.download(file!, 100)).toEqual(new TextEncoder().encode('góp ý'))
    expect((await stand.world()).forms).toEqual([])
  })

  test('a form that was dropped cannot be sent', async () => {
    const { stand, press: id } = await openPressed()
    await stand.sandbox.messenger.openForm(id, form)
    await stand.send('drop', { press: id })
    expect(await (await stand.upload('form', { press: id })).json()).toEqual({ refused: 'no-such-form' })
  })

  test('a form needs a press the vendor still remembers', async () => {
    expect(await openStand().sandbox.messenger.openForm('nobody', form)).toMatchObject({ outcome: 'rejected' })
  })

  test('a file is handed out to be saved, a picture to be shown, neither to run', async () => {
    const stand = openStand()
    const svg = new File(['<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'], 'a.svg')
    await stand.upload('say', { chat: lan.id, user: lan.id, text: '', files: svg })
    const [message] = (await stand.world()).chats[lan.id]!
    const id = message?.kind === 'text' ? message.files[0]!.handle : ''
    for (const type of ['image/svg+xml', 'text/html', '']) {
      const { headers } = await stand.get(`/sandbox/api/file/${id}?type=${encodeURIComponent(type)}`)
      expect(headers.get('content-disposition')).toBe(type === 'image/svg+xml' ? 'inline' : 'attachment')
      expect(headers.get('content-type')).toBe(type === 'image/svg+xml' ? type : 'application/octet-stream')
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    }
    expect((await stand.get('/sandbox/api/file/..%2f..%2fsandbox.jsonl')).status).toBe(404)
  })
})

describe('what the vendor does not take', () => {
  test('an action beyond 64 bytes', async () => {
    const action = `agree ${'ý'.repeat(30)}`
    const card: Card = { ...notice, blocks: [{ kind: 'buttons', buttons: [{ label: 'x', action, style: 'plain' }] }] }
    expect(await openStand().sandbox.messenger.post(request({ card }))).toMatchObject({ outcome: 'rejected' })
  })

  test('buttons, edits and presses while the face is plain', async () => {
    const stand = openStand()
    await stand.sandbox.messenger.post(request())
    const [message] = (await stand.world()).chats[lan.id]!
    await stand.send('face', { plain: true })
    expect(await stand.sandbox.messenger.post(request({ key: 'two' }))).toMatchObject({ outcome: 'rejected' })
    expect(
      await stand.sandbox.messenger.edit({ chat: lan.id, messages: [message!.id], card: notice, nextTurn }),
    ).toMatchObject({ outcome: 'rejected' })
    expect(await (await press(stand, message!.id)).json()).toEqual({ refused: 'no-buttons-here' })
    await stand.send('face', { plain: false })
    expect((await press(stand, message!.id)).status).toBe(200)
  })

  test.each([
    ['a stranger', { chat: 'lan', user: 'nobody', text: 'x' }, 'no-such-chat'],
    ['somebody in another one’s chat', { chat: 'minh', user: 'lan', text: 'x' }, 'no-such-chat'],
    ['nothing', { chat: 'lan', user: 'lan', text: ' ' }, 'nothing-to-say'],
    ['a very long text', { chat: 'lan', user: 'lan', text: 'x'.repeat(4097) }, 'too-long'],
    ['an answer to nothing', { chat: 'lan', user: 'lan', text: 'x', replyTo: 'm77' }, 'no-such-message'],
  ])('%s', async (_, fields, refused) => {
    const stand = openStand()
    expect(await (await stand.upload('say', fields)).json()).toEqual({ refused })
    expect((await stand.world()).chats).toEqual({})
  })

  test('a post to a chat that does not exist', async () => {
    const sending = await openStand().sandbox.messenger.post(request({ chat: 'nobody' }))
    expect(sending).toMatchObject({ outcome: 'unreachable' })
  })

  test('whoever blocks the bot is out of reach, in private only, until they take it back', async () => {
    const stand = openStand()
    const { messenger } = stand.sandbox
    await stand.send('reach', { user: lan.id, reachable: false })
    expect((await takeOne(stand.sandbox)).incoming).toMatchObject({ kind: 'reach', reachable: false })
    expect(await (await stand.upload('say', { chat: lan.id, user: lan.id, text: 'x' })).json()).toEqual({
      refused: 'you-blocked-the-bot',
    })
    expect(await messenger.post(request({ chat: office.id }))).toMatchObject({ outcome: 'sent' })
    await stand.send('reach', { user: lan.id, reachable: true })
    expect((await takeOne(stand.sandbox)).incoming).toMatchObject({ kind: 'reach', reachable: true })
    expect(await messenger.post(request({ key: 'two' }))).toMatchObject({ outcome: 'sent' })
  })

  test('a reply to another officer is no reply to us', async () => {
    const stand = openStand()
    await stand.upload('say', { chat: office.id, user: minh.id, text: 'Ai trả lời?' })
    const [message] = (await stand.world()).chats[office.id]!
    await takeOne(stand.sandbox)
    await stand.upload('say', { chat: office.id, user: lan.id, text: 'Tôi', replyTo: message!.id })
    expect((await takeOne(stand.sandbox)).incoming).toMatchObject({ text: 'Tôi', replyTo: null })
  })
})

describe('two tabs', () => {
  test('see the same, one from the start and one that came later', async () => {
    const stand = openStand()
    const early = openTab(await stand.get('/sandbox/api/stream'))
    let world = ((await early.next()).content as Snapshot).world
    await stand.sandbox.messenger.post(request())
    await stand.upload('say', { chat: office.id, user: minh.id, text: 'Chào' })
    for (const _ of [1, 2]) world = evolve(world, (await early.next()).content as Entry)
    await early.close()
    expect({ ...world, pending: [] }).toEqual(await stand.world())
  })

  test('one that lost its line gets only what it missed', async () => {
    const stand = openStand()
    const tab = openTab(await stand.get('/sandbox/api/stream'))
    const { id } = await tab.next()
    await tab.close()
    await stand.sandbox.messenger.post(request())
    const again = openTab(await stand.get('/sandbox/api/stream', { 'last-event-id': id }))
    expect(await again.next()).toMatchObject({ name: 'entry', content: { type: 'posted' } })
    await again.close()
  })

  test.each(['', 'another:3', 'no number'])('one that knows another journal (%o) gets everything', async (id) => {
    const stand = openStand()
    const tab = openTab(await stand.get('/sandbox/api/stream', { 'last-event-id': id }))
    expect((await tab.next()).name).toBe('snapshot')
    await tab.close()
  })

  test('folding a snapshot and what follows gives what the server has, whatever happened', () => {
    const chat = { id: 'lan', kind: 'private' } as const
    const sender = { id: 'lan', name: 'Lan' }
    const card: ShownCard = { title: 'Thẻ', tone: 'plain', blocks: [] }
    const act: fc.Arbitrary<Act> = fc.oneof(
      fc.constant<Act>({ type: 'posted', chat: 'lan', card, replyTo: null, silent: false, key: 'k' }),
      fc.constant<Act>({ type: 'said', chat, sender, text: 'x', files: [], replyTo: null }),
      fc.nat(20).map((n): Act => ({ type: 'pressed', chat, sender, press: `p${n}`, message: `m${n}`, action: 'a' })),
      fc.nat(20).map((n): Act => ({ type: 'answered', press: `p${n}`, chat: 'lan', user: 'lan', text: null })),
      fc.nat(20).map((n): Act => ({ type: 'edited', chat: 'lan', message: `m${n}`, card: { ...card, title: `${n}` } })),
      fc.nat(20).map((n): Act => ({ type: 'confirmed', update: n })),
      fc.boolean().map((plain): Act => ({ type: 'face-turned', plain })),
    )
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), fc.nat(30), (acts, cut) => {
        const entries = acts.map((one, index): Entry => ({ seq: index + 1, at: index, ...one }))
        const snapshot = viewOf(entries.slice(0, cut).reduce(evolve, emptyWorld), 300)
        const folded = entries.slice(cut).reduce(evolve, snapshot)
        expect({ ...folded, pending: [] }).toEqual(viewOf(entries.reduce(evolve, emptyWorld), 300))
      }),
    )
  })
})

describe('the gate', () => {
  const say = { chat: lan.id, user: lan.id, text: 'x' }

  test.each([
    [200, 'our own page', { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }],
    [200, 'a tool without a browser', { host }],
    [200, 'localhost', { host: 'localhost:8080', origin: 'http://localhost:8080' }],
    [200, 'IPv6 loopback', { host: '[::1]:8080' }],
    [403, 'a name bound to us by another site', { host: 'ubnd.example:8080', origin: 'http://ubnd.example:8080' }],
    [403, 'a name that only begins like ours', { host: '127.0.0.1.example' }],
    [403, 'another site', { host, origin: 'https://other.example' }],
    [403, 'another port of this computer', { host, origin: 'http://127.0.0.1:3000' }],
    [403, 'a page without origin', { host, origin: 'null' }],
    [403, 'another site that hides its origin', { host, 'sec-fetch-site': 'cross-site' }],
    [403, 'another site that only looks', { host, 'sec-fetch-site': 'same-site' }],
  ])('answers %i to %s', async (status, _, headers: Record<string, string>) => {
    const stand = openStand()
    expect((await stand.send('face', { plain: true }, headers)).status).toBe(status)
    expect((await stand.get('/sandbox/api/milestones', headers)).status).toBe(status)
    expect(stand.sandbox.messenger.capabilities.buttons).toBe(status === 403)
  })

  test('lets a link from elsewhere lead to the page, and nothing else', async () => {
    const stand = openStand()
    const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
    expect((await stand.get('/', link)).status).toBe(200)
    expect((await stand.get('/sandbox/api/stream', link)).status).toBe(403)
    expect((await stand.get('/', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).status).toBe(403)
  })

  test('turns away another machine, whatever host it names', async () => {
    const stand = openStand()
    const app = new Hono<{ Bindings: object }>()
    stand.sandbox.mount(app as unknown as Hono)
    const from = (remoteAddress: string) =>
      app.request(`http://${host}/`, { headers: { host } }, { incoming: { socket: { remoteAddress } } })
    expect((await from('192.168.1.20')).status).toBe(403)
    expect((await from('127.0.0.1')).status).toBe(200)
  })

  test('refuses bodies that are too large or not understood', async () => {
    const stand = openStand()
    const big = await stand.send('face', { plain: true, more: 'x'.repeat(70_000) })
    expect([big.status, await big.json()]).toEqual([413, { refused: 'too-large' }])
    const file = new File([new Uint8Array(26 * 1024 * 1024)], 'to.bin')
    const upload = await stand.upload('say', { ...say, files: file })
    expect([upload.status, await upload.json()]).toEqual([413, { refused: 'too-large' }])
    for (const body of [null, [], { plain: 'yes' }, 'x']) expect((await stand.send('face', body)).status).toBe(400)
    expect((await stand.send('say', say)).status).toBe(400)
    expect((await stand.send('press', { ...say, message: 'm1', action: 'a', press: 'a b' })).status).toBe(400)
    expect((await stand.world()).chats).toEqual({})
  })

  test('serves the page without anything inline or from elsewhere, and no file beside it', async () => {
    const stand = openStand()
    const page = await stand.get('/')
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe')
    const html = await page.text()
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\son\w+=|https?:/)
    for (const path of html.matchAll(/(?:src|href)="([^"]+)"/g)) expect((await stand.get(path[1]!)).status).toBe(200)
    for (const path of ['vendor.ts', 'page/tsconfig.json', 'page/../vendor.ts', 'page/%2e%2e/vendor.ts']) {
      expect((await stand.get(`/sandbox/${path}`)).status).toBe(404)
    }
    const script = await stand.get('/sandbox/page/main.ts')
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(await script.text()).not.toMatch(/import type|: void \{/)
  })
})
