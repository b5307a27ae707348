/**
 * Events that Zalo brings. What is not answered by 200 within two seconds comes again after half a minute, 5, 15, 30 minutes
 * and an hour, and not in the order it happened. Nobody but the store tells a second time from a first.
 */
import { z } from 'zod'
import { parseJson } from '../brought.ts'
import type { Brought, MessengerTools, WebhookReply } from '../messenger.ts'
import { readTime, readUpdate } from './receive.ts'
import { findSignature, type SignatureKeys } from './signature.ts'

export type WebhookTools = SignatureKeys & {
  readonly log: MessengerTools['log']
  readonly now: () => Temporal.Instant
}

/** Seconds a signed time may lie behind (the last repetition comes after an hour and 51 minutes) or ahead (clocks differ). */
const window = { behind: 3 * 3600, ahead: 300 } as const

const refused: WebhookReply = { status: 401 }
const unreadable: WebhookReply = { status: 400 }
const stored: WebhookReply = { status: 200 }
/** Zalo asks by an unsigned `{}` whether the address lives; nothing is taken from it. */
const alive: WebhookReply = { status: 200 }

export function createWebhook({ log, now, ...keys }: WebhookTools): Brought {
  const told = new Set<string>()
  /** Each thing once: anybody may call the address as often as they like. */
  const tell = (level: 'info' | 'error', message: string): void => {
    if (!told.has(message)) log(level, message, {})
    told.add(message)
  }
  return {
    kind: 'webhook',
    open: async (url) => log('info', 'Zalo is told the address of its webhook by hand, in its console', { url }),
    async accept(request, take) {
      const body = parseJson(request.body)
      if (body === undefined) return unreadable
      const isSigned = request.headers['x-zevent-signature'] !== undefined
      if (!isSigned && isEmpty(body)) return alive
      const signed = findSignature(request, body, keys)
      if (signed === null) {
        if (isOfOtherApp(body, keys.appId)) return null
        tell('error', 'A webhook call is not signed as Zalo does: check ZALO_OA_SECRET_KEY and ZALO_OA_APP_SECRET')
        return refused
      }
      tell('info', `Zalo signs its webhook calls with: ${signed.with}`)
      if (!isInWindow(signed.time, now())) {
        log('warn', 'A signed webhook call of Zalo is too old, or from the future: check the clock', {
          time: signed.time,
        })
        return refused
      }
      const update = readUpdate(body)
      if (update !== null) await take(update)
      return stored
    },
    isBehind: null,
  }
}

function isInWindow(text: string, now: Temporal.Instant): boolean {
  const time = readTime({ timestamp: text })
  if (time === null) return false
  const age = now.since(time).total('seconds')
  return age <= window.behind && age >= -window.ahead
}

function isEmpty(body: unknown): boolean {
  return typeof body === 'object' && body !== null && Object.keys(body).length === 0
}

/** Several applications may bring their events to one host. */
function isOfOtherApp(body: unknown, appId: string): boolean {
  const { data } = z.object({ app_id: z.string() }).safeParse(body)
  return data !== undefined && data.app_id !== appId
}
