/**
 * What vendors bring: POST /webhooks/<messenger> for the bots of the settings, /webhooks/<messenger>/<bot> for the others.
 * The body's bytes go on as they came, for signatures are over them. Every call is answered in time: a vendor that
 * waited too long, or was told 5xx, brings the update again.
 */
import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Routes } from './server.ts'

/** A request of a vendor. Header names in lower case. */
export type VendorCall = {
  readonly messenger: string
  /** Null: the address of the settings' bot. */
  readonly bot: string | null
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** Text goes out as text, an object as JSON. */
export type VendorAnswer = {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | object
}

export type WebhookOptions = {
  /** Takes a call and says what to answer; null when no bot has this address. When it rejects, the caller learns 500. */
  readonly take: (call: VendorCall) => Promise<VendorAnswer | null>
  /** Told what a call was answered with. The messenger is what stood in the address. */
  readonly onAnswer?: (messenger: string, status: number) => void
  /** Milliseconds until the vendor is told to come again; Zalo waits 2 s for an answer, Slack 3 s. */
  readonly answerMs?: number
  /** Largest body, in bytes. */
  readonly bodyBytes?: number
}

/** For what cannot be taken now: the vendor must not take this for a no. */
export const comeAgain: VendorAnswer = { status: 503, headers: { 'retry-after': '1' } }

export function createWebhooks({
  take,
  onAnswer = () => {},
  answerMs = 1_800,
  bodyBytes = 4 * 1024 * 1024,
}: WebhookOptions): Routes {
  const answer = async (c: Context): Promise<Response> => {
    const body = new Uint8Array(await c.req.arrayBuffer())
    const { messenger = '', bot = null } = c.req.param() as Readonly<Record<string, string | undefined>>
    const taken = take({ messenger, bot, headers: c.req.header(), body })
    // Whoever was told to come again may have been stored all the same; storing it twice is storing it once.
    taken.catch(() => {})
    const said = await Promise.race([taken, giveUp(answerMs)])
    onAnswer(messenger, said?.status ?? 404)
    return said === null ? c.notFound() : toResponse(said)
  }
  return {
    mount: (app) => {
      const limit = bodyLimit({ maxSize: bodyBytes })
      app.post('/webhooks/:messenger', limit, answer)
      app.post('/webhooks/:messenger/:bot', limit, answer)
    },
  }
}

function giveUp(milliseconds: number): Promise<VendorAnswer> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(comeAgain), milliseconds).unref()
  })
}

function toResponse({ status, headers = {}, body }: VendorAnswer): Response {
  if (body === undefined) return new Response(null, { status, headers })
  return typeof body === 'string' ? new Response(body, { status, headers }) : Response.json(body, { status, headers })
}
