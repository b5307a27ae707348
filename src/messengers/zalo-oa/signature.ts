/**
 * Whether a webhook call is Zalo's. `X-ZEvent-Signature: mac=…` is a plain SHA-256 (no HMAC) over an id, the body as it
 * came, a time and a secret, one after the other. Which id, which time and which secret: the documentation, its examples and
 * what was seen in production disagree, so all are tried.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { WebhookRequest } from '../messenger.ts'

export type SignatureKeys = {
  readonly appId: string
  readonly appSecret: string
  /** The account's own (OA Secret Key). */
  readonly secretKey: string
}

/** What was signed, in words for a log, and the time that was part of it. */
export type Signed = { readonly with: string; readonly time: string }

const idsShape = z.object({
  oa_id: z.string().optional().catch(undefined),
  recipient: z.object({ id: z.string() }).optional().catch(undefined),
  timestamp: z.union([z.string(), z.number()]).optional().catch(undefined),
})

/** Null when nobody who knows a secret of ours signed it. */
export function findSignature({ headers, body }: WebhookRequest, parsed: unknown, keys: SignatureKeys): Signed | null {
  const mac = readMac(headers['x-zevent-signature'] ?? '')
  if (mac === null) return null
  const { oa_id, recipient, timestamp } = idsShape.safeParse(parsed).data ?? {}
  const ids = { app_id: keys.appId, oa_id, 'recipient.id': recipient?.id }
  const times = { 'X-ZEvent-Timestamp': headers['x-zevent-timestamp'], 'body timestamp': timestamp?.toString() }
  const secrets = { 'OA secret key': keys.secretKey, 'app secret': keys.appSecret }
  for (const [idName, id] of Object.entries(ids))
    for (const [timeName, time] of Object.entries(times))
      for (const [secretName, secret] of Object.entries(secrets)) {
        if (id === undefined || time === undefined || time === '') continue
        if (timingSafeEqual(mac, digest([id, body, time, secret])))
          return { with: `${idName}, ${timeName}, ${secretName}`, time }
      }
  return null
}

/** "mac=" and 64 hexadecimal digits; without the word it is taken too. */
function readMac(header: string): Uint8Array | null {
  const [, digits] = /^(?:mac=|sha256=)?([0-9a-f]{64})$/i.exec(header.trim()) ?? []
  return digits === undefined ? null : Uint8Array.fromHex(digits)
}

function digest(parts: readonly (string | Uint8Array)[]): Uint8Array {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
