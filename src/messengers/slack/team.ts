/** Whose a payload is: one app may be in several workspaces, and one address or one socket then brings for all of them. */
import { z } from 'zod'

const named = z.looseObject({ id: z.string().optional(), team_id: z.string().optional() }).nullish().catch(null)
const addressed = z.object({
  team_id: z.string().optional(),
  team: named,
  user: named,
  authorizations: z.array(z.looseObject({ team_id: z.string().nullish() })).optional(),
})

/**
 * The workspaces a payload is for; none where it names none. What comes from a channel shared between two names the one it is
 * brought for beside the one it happened in, and the first is meant; an interaction across an organisation names no other
 * than its person's.
 */
export function teamsOf(payload: unknown): readonly string[] {
  const { data } = addressed.safeParse(payload)
  if (data === undefined) return []
  const broughtFor = (data.authorizations ?? []).flatMap(({ team_id: id }) => id ?? [])
  if (broughtFor.length > 0) return broughtFor
  const team = data.team_id ?? data.team?.id ?? data.user?.team_id
  return team === undefined ? [] : [team]
}
