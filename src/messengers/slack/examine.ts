/** Whether Slack takes the token, and with the scopes we need: `auth.test` tells them in its header `x-oauth-scopes`. */
import type { WebClient } from '@slack/web-api'
import type { Examination, Symptom } from '../messenger.ts'
import { describeFailure, isTokenRefused } from './failure.ts'
import { neededScopes } from './scopes.ts'

export async function examine(client: WebClient, apiUrl: string): Promise<Examination> {
  return { symptoms: await look(client), clockUrl: apiUrl }
}

async function look(client: WebClient): Promise<readonly Symptom[]> {
  try {
    const { response_metadata: about } = await client.auth.test()
    const scopes = missingScopes(about?.scopes ?? [])
    return scopes.length === 0 ? [] : [{ id: 'scopes-missing', details: { scopes } }]
  } catch (error) {
    if (isTokenRefused(error)) return [{ id: 'token-refused', details: {} }]
    return [{ id: 'vendor-silent', details: { reason: describeFailure(error) } }]
  }
}

/** What the app may not do; nothing is known where no scopes were told. */
export function missingScopes(granted: readonly string[]): readonly string[] {
  return granted.length === 0 ? [] : neededScopes.filter((scope) => !granted.includes(scope))
}
