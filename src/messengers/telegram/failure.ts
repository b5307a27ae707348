/** Telegram's refusals, by code and wording, as the outcomes of the port. Reasons never hold the token. */
import { GrammyError, HttpError } from 'grammy'
import type { Sending } from '../messenger.ts'

type Failed = Exclude<Sending, { outcome: 'sent' }>

/** Seconds to pause when Telegram names no span: after an outage, and while the token is not accepted. */
const pauseSeconds = { outage: 5, token: 300 } as const

/** Refusals (400) that mean the chat, not the message. */
const noWay =
  /chat not found|user not found|PEER_ID_INVALID|chat was deactivated|not enough rights|have no rights|CHAT_WRITE_FORBIDDEN|not a member|USER_IS_BLOCKED|INPUT_USER_DEACTIVATED/i

/**
 * What a failed call means. `scope` is what a wait asked for by Telegram pauses: it does not say whether one chat or the
 * whole bot was too fast, so the chat where there is one, and each other chat learns it by itself.
 * Rethrows what is neither Telegram's refusal nor the network's fault.
 */
export function explainFailure(error: unknown, scope: 'chat' | 'bot'): Failed {
  if (error instanceof HttpError) return retryLater(pauseSeconds.outage, 'bot', describeFailure(error))
  if (!(error instanceof GrammyError)) throw error
  const { error_code: code, parameters } = error
  const reason = describeFailure(error)
  if (code === 429) return retryLater(Math.max(1, parameters.retry_after ?? pauseSeconds.outage), scope, reason)
  if (isTokenRefused(error)) return retryLater(pauseSeconds.token, 'bot', reason)
  if (code >= 500) return retryLater(pauseSeconds.outage, 'bot', reason)
  if (parameters.migrate_to_chat_id !== undefined) {
    return { outcome: 'unreachable', reason, movedTo: String(parameters.migrate_to_chat_id) }
  }
  if (code === 403 || noWay.test(reason)) return { outcome: 'unreachable', reason, movedTo: null }
  return { outcome: 'rejected', reason }
}

/** One line for a log: Telegram's code and wording, otherwise only names and codes: other messages may hold anything. */
export function describeFailure(error: unknown): string {
  if (error instanceof GrammyError) return `${error.error_code} ${error.description}`
  if (error instanceof HttpError) return `network: ${nameCause(error.error)}`
  if (!(error instanceof Error)) return 'unknown failure'
  return error.cause === undefined ? error.name : `${error.name}: ${nameCause(error.cause)}`
}

/** Runs a call whose failure is thrown on, as an error that holds neither token nor secret. */
export async function withoutSecrets<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    // oxlint-disable-next-line eslint/preserve-caught-error -- the cause holds the address, and the address the token
    throw new Error(`${what}: ${describeFailure(error)}`)
  }
}

/** 401, or 404 for a malformed token: somebody must mend the settings. */
export function isTokenRefused(error: unknown): boolean {
  return error instanceof GrammyError && (error.error_code === 401 || error.error_code === 404)
}

/** The message already reads so, or nobody can see it any more: nothing is left to do. */
export function isNothingToEdit(error: unknown): boolean {
  return isRefusal(
    error,
    /message is not modified|message to edit not found|message can't be edited|MESSAGE_ID_INVALID/i,
  )
}

/** Whether Telegram refused (400) in words that match. */
export function isRefusal(error: unknown, words: RegExp): boolean {
  return error instanceof GrammyError && error.error_code === 400 && words.test(error.description)
}

/** The messages of network errors hold the address, and the address holds the token: only codes and names get out. */
function nameCause(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown'
  if ('code' in error && typeof error.code === 'string') return error.code
  if ('type' in error && typeof error.type === 'string') return error.type
  return error instanceof Error && /timed out/.test(error.message) ? 'timed out' : 'failed'
}

function retryLater(seconds: number, scope: 'chat' | 'bot', reason: string): Failed {
  return { outcome: 'retry-later', seconds, scope, reason }
}
