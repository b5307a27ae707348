/** What a vendor brings over HTTP, read with suspicion: its body, the secret it proves itself by, the bytes of a file. */
import { timingSafeEqual } from 'node:crypto'

/** JSON; undefined for what is none. */
export function parseJson(body: Uint8Array | string): unknown {
  try {
    return JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body))
  } catch {
    return undefined
  }
}

/** Whether a secret is the right one; how long it takes tells nothing about it. */
export function isSecret(given: string, secret: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(secret)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** At most `limit` bytes of an answer. */
export async function readAtMost({ body }: Response, limit: number): Promise<Uint8Array | 'too-large'> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.length
    if (size > limit) return 'too-large'
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}
