/** One HTTP call to Zalo, bounded in time, and its answer as JSON. Nothing of the request gets into an error: it holds tokens. */
import { NoAnswer } from './failure.ts'

/** @throws NoAnswer when there is none that is JSON. Redirects are none: they would take the token elsewhere. */
export async function fetchJson(url: string, request: RequestInit, timeoutSeconds: number): Promise<unknown> {
  const response = await answerOf(url, request, timeoutSeconds)
  const text = await response.text().catch((error: unknown) => {
    throw new NoAnswer(`network: ${nameCause(error)}`)
  })
  if (response.status >= 500 || response.status === 429)
    throw new NoAnswer(`status ${response.status}`, readWait(response.headers.get('retry-after')))
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new NoAnswer(`status ${response.status}, no JSON`)
  }
}

async function answerOf(url: string, request: RequestInit, timeoutSeconds: number): Promise<Response> {
  try {
    return await fetch(url, { ...request, redirect: 'error', signal: AbortSignal.timeout(timeoutSeconds * 1000) })
  } catch (error) {
    throw new NoAnswer(`network: ${nameCause(error)}`)
  }
}

function readWait(header: string | null): number | null {
  return header !== null && /^\d{1,5}$/.test(header) ? Math.max(1, Number(header)) : null
}

function nameCause(error: unknown): string {
  if (!(error instanceof Error)) return 'failed'
  if (error.name === 'TimeoutError') return 'timed out'
  const { cause } = error
  return typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string'
    ? cause.code
    : 'failed'
}
