/** The refusals of the Zalo Bot Platform, by code and wording, as the outcomes of the port. Reasons never hold the token. */
import type { Sending } from '../messenger.ts'

type Failed = Exclude<Sending, { outcome: 'sent' }>

/** What the platform answered in the place of a result. `code`: its error_code, otherwise the HTTP status. */
export class PlatformRefusal extends Error {
  override readonly name = 'PlatformRefusal'
  readonly code: number
  /** Seconds, where it names some. */
  readonly retryAfter: number | null

  constructor(code: number, description: string, retryAfter: number | null) {
    super(`${code} ${description}`.trim())
    this.code = code
    this.retryAfter = retryAfter
  }
}

/** Nothing was answered: whether the platform did what was asked is not known. Holds only a code or a name of the cause. */
export class NetworkFault extends Error {
  override readonly name = 'NetworkFault'

  constructor(cause: unknown) {
    super(`network: ${nameCause(cause)}`)
  }
}

/** Seconds to pause where the platform names none; quota grows from the first to the second while it is refused again. */
const pauses = { outage: 15, token: 300, quota: [60, 3600] } as const

/**
 * The wording of refusals is not documented; what names the chat or the person and says that they are not there is no fault
 * of the message.
 */
const noWay =
  /(chat|user|recipient|conversation).*(not found|not exist|invalid|block|deactivat|permission|not allowed|left|không tồn tại)|(block|không tồn tại).*(chat|user|recipient)/i

/** How often in a row the quota was refused: the plan's month does not come back in a minute. */
export type QuotaStreak = { refusals: number }

/**
 * What a failed call means. 403 is the platform's own fault ("Internal server error") and may strike a single chat, so it
 * pauses only that one. Rethrows what is neither the platform's refusal nor the network's fault.
 */
export function explainFailure(error: unknown, streak: QuotaStreak): Failed {
  if (error instanceof NetworkFault) return retryLater(pauses.outage, 'bot', error.message)
  if (!(error instanceof PlatformRefusal)) throw error
  const { code, message: reason } = error
  if (code === 429) return retryLater(error.retryAfter ?? quotaPause(streak), 'bot', reason)
  if (isTokenRefused(error)) return retryLater(pauses.token, 'bot', reason)
  if ([400, 403, 404].includes(code) && noWay.test(reason)) return { outcome: 'unreachable', reason, movedTo: null }
  if (code === 404) return { outcome: 'unreachable', reason, movedTo: null }
  if (code === 403) return retryLater(pauses.outage, 'chat', reason)
  if (code === 408 || code === 426 || code >= 500) return retryLater(pauses.outage, 'bot', reason)
  return { outcome: 'rejected', reason }
}

function quotaPause(streak: QuotaStreak): number {
  const [first, longest] = pauses.quota
  streak.refusals += 1
  return Math.min(longest, first * 2 ** (streak.refusals - 1))
}

/** One line for a log, without address or token. */
export function describeFailure(error: unknown): string {
  if (error instanceof PlatformRefusal || error instanceof NetworkFault) return error.message
  return error instanceof Error ? error.name : 'unknown failure'
}

/** 401: somebody must mend the settings. */
export function isTokenRefused(error: unknown): boolean {
  return error instanceof PlatformRefusal && error.code === 401
}

/** A poll that ended without anything: no failure. */
export function isIdle(error: unknown): boolean {
  return error instanceof PlatformRefusal && error.code === 408
}

/** Messages of network errors may hold the address: only codes and names get out. */
function nameCause(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if (error.name === 'TimeoutError') return 'timed out'
  const { cause } = error
  if (typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string')
    return cause.code
  return 'failed'
}

function retryLater(seconds: number, scope: 'chat' | 'bot', reason: string): Failed {
  return { outcome: 'retry-later', seconds, scope, reason }
}
