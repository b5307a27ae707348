/** Slack's refusals, by their codes, as the outcomes of the port. Reasons hold a code, never what was sent. */
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api'
import type { Sending } from '../messenger.ts'

export type Failed = Exclude<Sending, { outcome: 'sent' }>

/** Seconds to pause when Slack names no span: after an outage, when it is asked too often, while an admin must act. */
const pauseSeconds = { outage: 5, rate: 30, admin: 300 } as const

/** The token or the whole workspace: nothing can be sent until somebody mends it. */
const tokenRefused = new Set([
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'account_inactive',
  'not_allowed_token_type',
  'org_login_required',
  'team_access_not_granted',
  'two_factor_setup_required',
  'enterprise_is_restricted',
])

/** Granted when the app is installed again: others may go on meanwhile. */
const scopeRefused = new Set(['missing_scope', 'no_permission', 'ekm_access_denied', 'accesslimited'])

const outage = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
  'update_failed',
  'external_channel_migrating',
])

const tooFast = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded'])

/** This chat or person: left, gone, closed, or shown no messages of apps. */
const noWay =
  /^(channel_not_found|not_in_channel|is_archived|is_inactive|channel_is_archived|invalid_channel|user_not_found|users_not_found|user_disabled|user_not_visible|user_is_restricted|cannot_dm_bot|cannot_dm_user|messages_tab_disabled|posting_to_channel_denied|restricted_action.*|team_not_found|access_denied)$/

/** Whether Slack does not take the token, or not from this workspace any more. */
export function isTokenRefused(error: unknown): boolean {
  return tokenRefused.has(codeOf(error) ?? '')
}

/** Three seconds after a press no form opens any more. */
const tooLateForForm = new Set([
  'expired_trigger_id',
  'exchanged_trigger_id',
  'invalid_trigger_id',
  'push_limit_reached',
])

/**
 * What a failed call means. `scope` is what a wait asked for by Slack pauses: it does not say whether one channel or the
 * whole app was too fast, so the chat where there is one, and each other chat learns it by itself.
 * Rethrows what is neither Slack's refusal nor the network's fault.
 */
export function explainFailure(error: unknown, scope: 'chat' | 'bot'): Failed {
  const reason = describeFailure(error)
  const seconds = secondsToWait(error)
  if (seconds !== null) return { outcome: 'retry-later', seconds, scope, reason }
  const code = codeOf(error)
  if (error instanceof UploadFailed && error.status < 500) return { outcome: 'rejected', reason }
  if (code === null) {
    if (!isNetworkFault(error)) throw error
    return { outcome: 'retry-later', seconds: pauseSeconds.outage, scope: 'bot', reason }
  }
  if (tokenRefused.has(code)) return { outcome: 'retry-later', seconds: pauseSeconds.admin, scope: 'bot', reason }
  if (scopeRefused.has(code)) return { outcome: 'retry-later', seconds: pauseSeconds.admin, scope: 'chat', reason }
  if (outage.has(code)) return { outcome: 'retry-later', seconds: pauseSeconds.outage, scope: 'bot', reason }
  if (noWay.test(code) || tooLateForForm.has(code)) return { outcome: 'unreachable', reason, movedTo: null }
  return { outcome: 'rejected', reason }
}

/** One line for a log: Slack's code, otherwise only names: other messages may hold anything. */
export function describeFailure(error: unknown): string {
  if (error instanceof WebAPIRateLimitedError) return `429 retry after ${error.retryAfter}`
  if (error instanceof WebAPIHTTPError) return `status ${error.statusCode}`
  if (error instanceof WebAPIPlatformError) {
    const code = codeOf(error)
    const needed: unknown = 'needed' in error.data ? error.data.needed : null
    if (code === null) return 'an answer that is not Slack’s'
    return code === 'missing_scope' && typeof needed === 'string' ? `${code}: ${needed}` : code
  }
  if (error instanceof UploadFailed) return error.message
  if (error instanceof WebAPIRequestError) return `network: ${nameCause(error.original)}`
  return error instanceof Error ? `${error.name}: ${nameCause(error)}` : 'unknown failure'
}

/** Slack's code; null when it was not Slack that answered (a page of a proxy in between) or nobody did. */
export function codeOf(error: unknown): string | null {
  if (!(error instanceof WebAPIPlatformError)) return null
  const code: unknown = error.data.error
  return typeof code === 'string' && /^[a-z0-9_]{1,64}$/.test(code) ? code : null
}

/** Slack's store did not take the bytes of a file. */
export class UploadFailed extends Error {
  override readonly name = 'UploadFailed'
  readonly status: number
  constructor(status: number) {
    super(`the file was not taken: status ${status}`)
    this.status = status
  }
}

/** Somebody must mend the settings, or install the app again. */
export function needsAdmin(error: unknown): boolean {
  const code = codeOf(error)
  return code !== null && (tokenRefused.has(code) || scopeRefused.has(code))
}

/** The message is gone, or can be changed no more: nothing is left to do. */
export function isNothingToEdit(error: unknown): boolean {
  return /^(message_not_found|cant_update_message|edit_window_closed|cant_delete_message)$/.test(codeOf(error) ?? '')
}

function secondsToWait(error: unknown): number | null {
  if (error instanceof WebAPIRateLimitedError) return Math.max(1, error.retryAfter)
  if (error instanceof WebAPIPlatformError && tooFast.has(codeOf(error) ?? '')) {
    return Math.max(1, error.data.response_metadata?.['retryAfter'] ?? pauseSeconds.rate)
  }
  // A 429 without a readable span comes as a plain error.
  return error instanceof Error && error.message.startsWith('Retry header did not contain') ? pauseSeconds.rate : null
}

/** Also a body that broke off, which Slack's client lets through unwrapped. */
function isNetworkFault(error: unknown): boolean {
  const known = [WebAPIRequestError, WebAPIHTTPError, WebAPIPlatformError, UploadFailed]
  if (known.some((kind) => error instanceof kind)) return true
  return error instanceof Error && (isAbort(error) || /^(terminated|fetch failed)$/.test(error.message))
}

function nameCause(error: Error): string {
  const { cause } = error
  if (typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string')
    return cause.code
  return isAbort(error) ? 'timed out' : 'failed'
}

function isAbort({ name }: Error): boolean {
  return name === 'TimeoutError' || name === 'AbortError'
}
