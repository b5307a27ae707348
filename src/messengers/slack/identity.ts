/** Who the bot is in Slack: known only after asking, and asked again until Slack has answered. */
import type { WebClient } from '@slack/web-api'
import type { MessengerTools } from '../messenger.ts'
import { missingScopes } from './examine.ts'
import { describeFailure } from './failure.ts'

/** The workspace the token was made in, and the bot's user there. */
export type Identity = { readonly team: string; readonly user: string }

/** Gives who we are; asks Slack when that is not known yet. @throws Error without secrets when Slack does not say */
export type WhoAmI = () => Promise<Identity>

/** One question at a time; what was learnt is kept. */
export function createIdentity(client: WebClient, { log }: Pick<MessengerTools, 'log'>): WhoAmI {
  let asking: Promise<Identity> | null = null
  return () => {
    asking ??= ask(client, log).catch((error: unknown) => {
      asking = null
      throw error
    })
    return asking
  }
}

async function ask(client: WebClient, log: MessengerTools['log']): Promise<Identity> {
  const { team_id: team, user_id: user, response_metadata: about } = await askSafely(client)
  if (team === undefined || user === undefined) throw new Error('Slack did not say who the bot is')
  const missing = missingScopes(about?.scopes ?? [])
  if (missing.length > 0) {
    log('error', 'The Slack app lacks scopes: update it from `admin slack-manifest` and install it again', { missing })
  }
  return { team, user }
}

async function askSafely(client: WebClient) {
  try {
    return await client.auth.test()
  } catch (error) {
    // oxlint-disable-next-line eslint/preserve-caught-error -- what Slack's packages throw holds the request
    throw new Error(`Slack does not say who the bot is: ${describeFailure(error)}`)
  }
}
