/** The steps the cases of the contract are told in. */
import { describe, expect, test } from 'vitest'
import type { Card } from '../../src/cards/card.ts'
import type {
  Edit,
  Incoming,
  NextTurn,
  Post,
  RawUpdate,
  Sending,
  Unread,
  VendorId,
} from '../../src/messengers/messenger.ts'
import type { Bench } from './bench.ts'
import { requestCard } from './samples.ts'

export type Inbox = {
  readonly updates: (count: number) => Promise<readonly RawUpdate[]>
  readonly next: () => Promise<Incoming | Unread>
}

/** Reads what comes in, each update once: a vendor may bring an update again. */
export function openInbox(bench: Bench): Inbox {
  const { messenger } = bench
  const seen = new Set<string>()
  const updates = async (count: number) => {
    const fresh: RawUpdate[] = []
    const stop = new AbortController()
    await bench.intake(async (update) => {
      if (seen.has(update.id)) return
      seen.add(update.id)
      fresh.push(update)
      if (fresh.length === count) stop.abort()
    }, stop.signal)
    return fresh
  }
  const next = async () => {
    for (;;) {
      const [update] = await updates(1)
      const incoming = update === undefined ? null : messenger.receive(update)
      if (incoming !== null) return incoming
    }
  }
  return { updates, next }
}

let keys = 0
/** A post of its own; between its messages the vendor's clock moves on as its pace wants. */
export function posting(bench: Bench, chat: VendorId, card: Card, rest: Partial<Post> = {}): Post {
  keys += 1
  return { chat, card, replyTo: null, silent: false, key: `delivery-${keys}`, nextTurn: turnOf(bench), ...rest }
}

/** An edit in the private chat. */
export function editing(bench: Bench, messages: readonly VendorId[], card: Card): Edit {
  return { chat: bench.user.chat, messages, card, nextTurn: turnOf(bench) }
}

function turnOf(bench: Bench): NextTurn {
  return async () => bench.advance(1)
}

export function sentMessages(sending: Sending): readonly VendorId[] {
  if (sending.outcome !== 'sent') throw new Error(`expected sent, got ${JSON.stringify(sending)}`)
  return sending.messages
}

export function expectKind<K extends Incoming['kind']>(
  incoming: Incoming | Unread,
  kind: K,
): Extract<Incoming, { kind: K }> {
  expect(incoming.kind).toBe(kind)
  return incoming as Extract<Incoming, { kind: K }>
}

/** Everything shown in a chat, as one text. */
export async function readAll(bench: Bench, chat: VendorId): Promise<string> {
  return (await bench.shown(chat)).map((message) => message.text).join('\n')
}

export function expectInOrder(text: string, parts: readonly string[]): void {
  let from = 0
  for (const part of parts) {
    const found = text.indexOf(part, from)
    expect(found, `"${part.slice(0, 40)}" is shown after what stands before it`).toBeGreaterThanOrEqual(0)
    from = found + part.length
  }
}

/** The value, when there is one. */
export function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('nothing is there')
  return value
}

/** Says aloud that cases are off because the messenger lacks something, and holds it to that. */
export function notCapable(bench: () => Bench, what: 'buttons' | 'edits' | 'forms' | 'files' | 'home'): void {
  describe(`not capable: ${what}`, () => {
    test('says so', () => {
      expect(bench().messenger.capabilities[what]).toBe(false)
    })
  })
}

/** Posts the request, presses one of its buttons and reads the press, which must tell the card it belongs to. */
export async function pressOnRequest(bench: Bench, label: string): Promise<Extract<Incoming, { kind: 'press' }>> {
  const post = posting(bench, bench.user.chat, requestCard)
  const message = present(sentMessages(await bench.messenger.post(post)).at(-1))
  await bench.user.presses(message, label)
  const press = expectKind(await openInbox(bench).next(), 'press')
  if ('message' in press) expect(press.message).toBe(message)
  else expect(press.post).toBe(post.key)
  return press
}
