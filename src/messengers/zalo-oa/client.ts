/** Calls to the Official Account API. A token refused in the middle is replaced and the call made again: it did nothing. */
import { z } from 'zod'
import { isTokenRefused, NoAnswer, Refusal } from './failure.ts'
import { fetchJson } from './http.ts'
import type { Tokens } from './tokens.ts'

export type Client = {
  /** Posts JSON; gives the answer's `data`. @throws Refusal, NoAnswer, NoToken */
  readonly post: (path: string, body: object) => Promise<unknown>
  /** Posts one file as `file`; the same otherwise. */
  readonly upload: (path: string, file: File) => Promise<unknown>
}

export type ClientOptions = {
  /** The API's address without a slash at the end. */
  readonly apiRoot: string
  readonly tokens: Tokens
  /** Seconds: an ordinary call, one that carries a file. */
  readonly timeouts: { readonly call: number; readonly file: number }
}

const envelope = z.object({ error: z.coerce.number(), message: z.string().optional(), data: z.unknown().optional() })

export function createClient({ apiRoot, tokens, timeouts }: ClientOptions): Client {
  const call = async (path: string, request: RequestInit, timeoutSeconds: number): Promise<unknown> => {
    const attempt = async (token: string) => {
      const headers = { ...(request.headers as Record<string, string> | undefined), access_token: token }
      return readAnswer(await fetchJson(`${apiRoot}${path}`, { ...request, method: 'POST', headers }, timeoutSeconds))
    }
    const token = await tokens.current()
    try {
      return await attempt(token)
    } catch (error) {
      if (!isTokenRefused(error)) throw error
      return await attempt(await tokens.replace(token))
    }
  }
  return {
    post: (path, body) => {
      const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
      return call(path, json, timeouts.call)
    },
    upload: (path, file) => {
      const body = new FormData()
      body.append('file', file)
      return call(path, { body }, timeouts.file)
    },
  }
}

function readAnswer(answer: unknown): unknown {
  const { data: read } = envelope.safeParse(answer)
  if (read === undefined) throw new NoAnswer('an answer of no known shape')
  if (read.error !== 0) throw new Refusal(read.error, read.message ?? '')
  return read.data
}
