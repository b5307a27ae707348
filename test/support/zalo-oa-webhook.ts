/**
 * How Zalo brings events: signed, once more when not answered by 200 within the schedule, no later one waiting for an
 * earlier, up to six times.
 */
import { createHash } from 'node:crypto'
import type { WebhookRequest } from '../../src/messengers/messenger.ts'
import { account, type ZaloOaVendor } from './zalo-oa-vendor.ts'

/** Seconds after the try before. */
export const redeliveries = [30, 300, 900, 1800, 3600] as const

/** Which of the disputed inputs are signed. */
export type Signing = {
  readonly id: string
  readonly secret: string
  /** Where the signed time stands. */
  readonly time: 'header' | 'body'
}

/** As the documentation says. */
export const documented: Signing = { id: account.appId, secret: account.secretKey, time: 'body' }

type Event = { readonly body: string; tries: number; dueAt: number }

/** Gives the status the event was answered with. */
export type Door = (request: WebhookRequest) => Promise<number>

export class ZaloWebhook {
  signing: Signing = documented
  readonly #vendor: ZaloOaVendor
  #events: Event[] = []
  #news = Promise.withResolvers<void>()
  /** Events that were never answered by 200. */
  readonly lost: string[] = []

  constructor(vendor: ZaloOaVendor) {
    this.#vendor = vendor
  }

  /** An event has happened. Gives its time. */
  publish(event: Readonly<Record<string, unknown>>): number {
    const { now } = this.#vendor
    const body = JSON.stringify({ app_id: account.appId, ...event, timestamp: String(now) })
    this.#events.push({ body, tries: 0, dueAt: now })
    this.#news.resolve()
    this.#news = Promise.withResolvers()
    return now
  }

  /** Resolves when the next event happens, or the signal aborts. */
  async happens(signal: AbortSignal): Promise<void> {
    const { promise: stopped, resolve: stop } = Promise.withResolvers<void>()
    signal.addEventListener('abort', () => stop(), { once: true })
    if (!signal.aborted) await Promise.race([this.#news.promise, stopped])
  }

  /** How many events wait, now or later. */
  waiting(): number {
    return this.#events.length
  }

  /** The body of the event that waits longest; null when none does. */
  oldest(): string | null {
    return this.#events[0]?.body ?? null
  }

  /** An event was answered by 200. */
  settle(body: string): void {
    this.#events = this.#events.filter((event) => event.body !== body)
  }

  /** Brings the first event that is due, if there is one. Says whether it was taken. */
  async bring(door: Door): Promise<boolean> {
    const event = this.#events.find(({ dueAt }) => dueAt <= this.#vendor.now)
    if (event === undefined) return false
    const status = await door(this.request(event.body, event.tries)).catch(() => 500)
    const wait = redeliveries[event.tries]
    if (status !== 200 && wait !== undefined) {
      event.tries += 1
      event.dueAt = this.#vendor.now + wait * 1000
      return false
    }
    if (status !== 200) this.lost.push(event.body)
    this.settle(event.body)
    return status === 200
  }

  /** The call that brings a body. */
  request(body: string, tries = 0, signedAt = String(this.#vendor.now)): WebhookRequest {
    const { id, secret, time } = this.signing
    const told = time === 'header' ? signedAt : (JSON.parse(body) as { timestamp?: string }).timestamp
    const mac = createHash('sha256').update(`${id}${body}${told}${secret}`).digest('hex')
    return {
      headers: {
        'content-type': 'application/json',
        'x-zevent-signature': `mac=${mac}`,
        num_retry: String(tries),
        ...(time === 'header' ? { 'x-zevent-timestamp': signedAt } : {}),
      },
      body: new TextEncoder().encode(body),
    }
  }
}
