/** The bots of the deployment as the command line looks at them: joined like the program's, and then neither run nor changed. */
import type { Finding } from '../domain/finding.ts'
import type { Messenger, Vault } from '../messengers/messenger.ts'
import type { Wanted } from '../program/fleet.ts'
import { type Joining, wantAdded, wantOfSettings } from '../program/wanted.ts'
import { listAddedBots } from '../store/bots.ts'
import { listCommittees } from '../store/directory.ts'
import { openVault } from '../store/vault.ts'
import type { Desk } from './surroundings.ts'

export type JoinedBot = Omit<Wanted, 'connect' | 'messenger'> & { readonly messenger: Messenger }

export type JoinedBots = {
  readonly bots: readonly JoinedBot[]
  /** Of those that could not be joined: why. */
  readonly findings: readonly Finding[]
}

/** Joins the bots of the settings, which serve the first committee, and those that were added; of one committee, or all. */
export async function joinBots(desk: Desk, committeeId: string | null = null): Promise<JoinedBots> {
  const { config, database } = desk
  // What is wrong is told as findings.
  const joining: Joining = { config, database, log: () => {}, vaultOf: (bot) => lookIntoVault(desk, bot) }
  const [first] = await listCommittees(database.db)
  const added = (await listAddedBots(database.db)).filter(({ disabledAt }) => disabledAt === null)
  const candidates = [
    ...wantOfSettings(first?.id ?? '', joining).map((wanted) => ({ ...wanted, want: () => wanted })),
    ...added.map((bot) => ({ ...bot, want: () => wantAdded(bot, joining).wanted })),
  ]
  const wanted = candidates.filter((one) => committeeId === null || one.committeeId === committeeId)
  const joined = await Promise.all(wanted.map(({ id, want }) => join(id, want)))
  return {
    bots: joined.flatMap((one) => ('messenger' in one ? [one] : [])),
    findings: joined.flatMap((one) => ('details' in one ? [one] : [])),
  }
}

async function join(id: string, want: () => Wanted): Promise<JoinedBot | Finding> {
  try {
    const { connect, committeeId } = want()
    return { id, committeeId, messenger: await connect() }
  } catch (error) {
    return { id: 'bot-unusable', details: { bot: id, reason: error instanceof Error ? error.message : String(error) } }
  }
}

/** Nothing is renewed by looking. */
function lookIntoVault({ config, database }: Desk, bot: string): Vault | null {
  if (config.encryptionKey === null) return null
  const { read } = openVault(database, config.encryptionKey, bot)
  return { read, change: () => Promise.reject(new Error('only looked at')) }
}
