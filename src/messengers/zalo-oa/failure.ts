/**
 * Zalo's refusals, which come with HTTP 200, as the outcomes of the port. Reasons hold Zalo's code and words and never a
 * token. Source: docs.zaloplatforms.com, Official Account, error codes.
 */
import type { Sending } from '../messenger.ts'

type Failed = Exclude<Sending, { outcome: 'sent' }>

/** Zalo answered and said no. `code` is negative; `words` are Zalo's own. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: number
  constructor(code: number, words: string) {
    super(`${code} ${words}`)
    this.code = code
  }
}

/** Zalo could not be reached, or said nothing that can be understood: whether it did something is not known. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
  /** What Zalo asks to wait, in seconds; null when it names no span. */
  readonly waitSeconds: number | null
  constructor(what: string, waitSeconds: number | null = null) {
    super(what)
    this.waitSeconds = waitSeconds
  }
}

/** There is no access token to call with: see the log. */
export class NoToken extends Error {
  override readonly name = 'NoToken'
}

/** Seconds to pause where Zalo names no span: after an outage, over the rate (counted by the minute), until somebody mends. */
const pauseSeconds = { outage: 5, rate: 15, mend: 300, expired: 1 } as const

/** The access token is not valid, or no longer. */
const tokenRefused: ReadonlySet<number> = new Set([-216, -220])
/** The whole account cannot write, until somebody mends it: account disabled or missing, application inactive or removed. */
const accountShut: ReadonlySet<number> = new Set([-204, -205, -209, -219])
/**
 * This chat cannot be written to as things are: quota used up (-211; what answers within 48 hours costs none), not
 * followed, invitations blocked, the person's cap, account not verified, not authorised, tier, banned or away for 45
 * days, window closed, group disabled, restricted, not paid for, not in the group.
 */
const chatShut: ReadonlySet<number> = new Set([
  -211, -213, -217, -218, -221, -223, -224, -227, -230, -237, -244, -320, -321, -403,
])
/** A message of a form that Zalo does not take: a parameter, a kind. */
const formRefused: ReadonlySet<number> = new Set([-201, -233])

/** What a failed call means. Rethrows what is neither Zalo's refusal nor the network's fault. */
export function explainFailure(error: unknown): Failed {
  if (error instanceof NoToken) return retryLater(pauseSeconds.mend, 'bot', error.message)
  if (error instanceof NoAnswer) return retryLater(error.waitSeconds ?? pauseSeconds.outage, 'bot', error.message)
  if (!(error instanceof Refusal)) throw error
  const { code, message: reason } = error
  if (code === -32) return retryLater(pauseSeconds.rate, 'bot', reason)
  if (code === -100) return retryLater(pauseSeconds.expired, 'chat', reason)
  if (tokenRefused.has(code) || accountShut.has(code)) return retryLater(pauseSeconds.mend, 'bot', reason)
  if (chatShut.has(code)) return { outcome: 'unreachable', reason, movedTo: null }
  return { outcome: 'rejected', reason }
}

export function isTokenRefused(error: unknown): boolean {
  return error instanceof Refusal && tokenRefused.has(error.code)
}

/** Whether only the form of the message was refused: nothing of it was sent. */
export function isFormRefused(error: unknown): boolean {
  return error instanceof Refusal && formRefused.has(error.code)
}

/** Whether somebody must mend the account before anything goes out. */
export function isAccountShut(error: unknown): boolean {
  return error instanceof NoToken || isTokenRefused(error) || (error instanceof Refusal && accountShut.has(error.code))
}

/** One line for a log, without secrets: what is neither a refusal nor silence may hold anything. */
export function describeFailure(error: unknown): string {
  if (error instanceof Refusal || error instanceof NoAnswer || error instanceof NoToken) return error.message
  return error instanceof Error ? error.name : 'unknown failure'
}

function retryLater(seconds: number, scope: 'chat' | 'bot', reason: string): Failed {
  return { outcome: 'retry-later', seconds, scope, reason }
}
