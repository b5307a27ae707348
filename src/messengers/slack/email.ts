/**
 * The e-mail a workspace vouches for: confirmed, of a full member of the very workspace the bot is in. Not of guests, bots,
 * people of other organisations (Slack Connect), the deactivated and the merely invited. Source: docs.slack.dev, users.info.
 */
import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { describeFailure } from './failure.ts'
import type { WhoAmI } from './identity.ts'
import { emailScopes } from './scopes.ts'

/** A mark that a full member does not bear; Slack leaves some of them out. */
const absent = z.literal(false).nullish()

const member = z.object({
  id: z.string(),
  team_id: z.string(),
  is_email_confirmed: z.literal(true),
  profile: z.object({ email: z.string().min(3) }),
  deleted: absent,
  is_bot: absent,
  is_workflow_bot: absent,
  is_connector_bot: absent,
  is_restricted: absent,
  is_ultra_restricted: absent,
  is_stranger: absent,
  is_invited_user: absent,
})

/** Null where nothing is vouched for. @throws Error without secrets when Slack does not say */
export async function findVerifiedEmail(
  { client, whoAmI }: { readonly client: WebClient; readonly whoAmI: WhoAmI },
  user: string,
): Promise<string | null> {
  const { team } = await whoAmI()
  const { data } = member.safeParse(await ask(client, user))
  return data?.id === user && data.team_id === team ? data.profile.email : null
}

/** Without the scope of its own the address is left out without a word: that is a fault, not somebody without one. */
async function ask(client: WebClient, user: string): Promise<unknown> {
  const { user: person, response_metadata: about } = await askSafely(client, user)
  const granted = about?.scopes ?? []
  const missing = granted.length === 0 ? [] : emailScopes.filter((scope) => !granted.includes(scope))
  if (missing.length > 0) throw new Error(`Slack does not tell an e-mail: missing_scope: ${missing.join()}`)
  return person
}

async function askSafely(client: WebClient, user: string) {
  try {
    return await client.users.info({ user })
  } catch (error) {
    // oxlint-disable-next-line eslint/preserve-caught-error -- what Slack's packages throw holds the request
    throw new Error(`Slack does not tell an e-mail: ${describeFailure(error)}`)
  }
}
