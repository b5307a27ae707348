/** Which bots there ought to be: those of the settings, in the service of the first committee, and those that were added. */
import type { Config } from '../config.ts'
import { messengers } from '../messengers/index.ts'
import type { Vault } from '../messengers/messenger.ts'
import type { AddedBot } from '../store/bots.ts'
import type { Database, Log } from '../store/database.ts'
import { ensureBot, listCommittees } from '../store/directory.ts'
import { openVault } from '../store/vault.ts'
import { openBotValues, readBotValues } from './bot-settings.ts'
import type { Wanted } from './fleet.ts'

export type Joining = {
  readonly config: Config
  readonly database: Database
  readonly log: Log
  /** Where a bot keeps what changes while it runs; the vault of the database unless said. */
  readonly vaultOf?: (bot: string) => Vault | null
}

/** The bots of the settings, known to the database. @throws when there is no committee for them to serve */
export async function listWanted(joining: Joining): Promise<readonly Wanted[]> {
  const { database } = joining
  const [first] = await listCommittees(database.db)
  if (!first) {
    throw new Error(
      'There is no committee yet: found one with `npm run admin -- committee create FILE`, or a sample with `--sample`',
    )
  }
  const wanted = wantOfSettings(first.id, joining)
  for (const { id, committeeId, messenger } of wanted) await ensureBot(database.db, { id, committeeId, messenger })
  return wanted
}

/** The bots of the settings, in the service of a committee. */
export function wantOfSettings(committeeId: string, joining: Joining): readonly Wanted[] {
  const { messengers: settings } = joining.config
  return messengers
    .filter(({ name }) => settings[name] !== null)
    .map(({ name }) => wantedOf({ id: name, committeeId, messenger: name }, settings, joining))
}

/**
 * An added bot, and what of its settings is secret.
 * @throws WrongKey, FaultySettings, or that there is no key or no such messenger; the message says what to do
 */
export function wantAdded(
  { settings, ...bot }: AddedBot,
  joining: Joining,
): { readonly wanted: Wanted; readonly secrets: readonly string[] } {
  const { config } = joining
  const entry = messengers.find(({ name }) => name === bot.messenger)
  if (entry === undefined) throw new Error(`There is no messenger ${bot.messenger}`)
  if (config.encryptionKey === null) throw new Error('ENCRYPTION_KEY is needed for bots that were added')
  const values = openBotValues(config.encryptionKey, bot.id, settings)
  const read = readBotValues(entry.name, values, config)
  return { wanted: wantedOf(bot, read.messengers, joining), secrets: read.secrets }
}

type Named = Pick<Wanted, 'id' | 'committeeId' | 'messenger'>

function wantedOf({ id, committeeId, messenger }: Named, settings: Config['messengers'], joining: Joining): Wanted {
  const {
    config,
    database,
    log,
    vaultOf = (bot) => config.encryptionKey && openVault(database, config.encryptionKey, bot),
  } = joining
  return {
    id,
    committeeId,
    messenger,
    connect: async () => {
      const tools = { log, vault: vaultOf(id) }
      const joined = messengers.find(({ name }) => name === messenger)?.connect(settings, tools)
      if (!joined) throw new Error(`${messenger} has no settings`)
      return joined
    },
  }
}
