/**
 * Slack's Web API as we call it. Its own habits are switched off: ten retries in half an hour, no timeout, one 429 pausing
 * every other call. Retrying and pacing are the deliveries' work.
 */
import { type Logger, LogLevel, WebClient, type WebClientOptions } from '@slack/web-api'

/** Where the API is and how long one call may take. */
export type ClientSettings = { readonly apiUrl: string; readonly timeoutSeconds: number }

/** Also what Socket Mode asks for its address with. */
export function clientOptions({ apiUrl, timeoutSeconds }: ClientSettings): WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    timeout: timeoutSeconds * 1000,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silence,
  }
}

export function createClient(token: string, settings: ClientSettings): WebClient {
  return new WebClient(token, clientOptions(settings))
}

/** Slack's packages write to the console, and at some levels what was said; we log outcomes ourselves. */
export const silence: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
}
