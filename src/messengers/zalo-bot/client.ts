/**
 * One call of the Zalo Bot Platform: POST, JSON both ways, the token in the address. Source: docs.zaloplatforms.com/docs/BOT.
 * Not here: what a failure means for what we were doing (failure.ts).
 */
import { z } from 'zod'
import { parseJson } from '../brought.ts'
import { NetworkFault, PlatformRefusal } from './failure.ts'

export type ClientSettings = {
  /** `id:secret`; never to be logged, and it stands in every address. */
  readonly token: string
  /** The platform's address without a slash at the end. */
  readonly apiRoot: string
}

/** Gives the `result`. @throws PlatformRefusal, NetworkFault; neither holds the token */
export type Call = (
  method: string,
  fields: Readonly<Record<string, unknown>>,
  timeoutSeconds: number,
) => Promise<unknown>

/** A refusal may come with the HTTP status 200. */
const envelope = z.union([
  z.object({ ok: z.literal(true), result: z.unknown().optional() }),
  z.object({ ok: z.literal(false), error_code: z.coerce.number().optional(), description: z.string().optional() }),
])

export function createClient({ token, apiRoot }: ClientSettings): Call {
  return async (method, fields, timeoutSeconds) => {
    const answer = await post(`${apiRoot}/bot${token}/${method}`, fields, timeoutSeconds)
    const { data } = envelope.safeParse(answer.body)
    // A page of a gateway, or nothing at all: the platform itself has not spoken.
    if (data === undefined)
      throw new PlatformRefusal(Math.max(500, answer.status), `no answer of the platform (${answer.status})`, null)
    if (data.ok) return data.result
    throw new PlatformRefusal(data.error_code ?? answer.status, data.description ?? '', answer.retryAfter)
  }
}

async function post(url: string, fields: object, timeoutSeconds: number) {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fields),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutSeconds * 1000),
    })
    const text = await response.text()
    const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN)
    return { status: response.status, body: parseJson(text), retryAfter: retryAfter > 0 ? retryAfter : null }
  } catch (error) {
    throw new NetworkFault(error)
  }
}
