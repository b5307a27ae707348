/** Which bots there ought to be: one for each messenger of the settings, in the service of the first committee. */
import type { Config } from '../config.ts'
import { messengers } from '../messengers/index.ts'
import type { Database, Log } from '../store/database.ts'
import { ensureBot, listCommittees } from '../store/directory.ts'
import { openVault } from '../store/vault.ts'
import type { Wanted } from './fleet.ts'

/** The bots of the settings, known to the database. @throws when there is no committee for them to serve */
export async function listWanted(config: Config, database: Database, log: Log): Promise<readonly Wanted[]> {
  const set = messengers.filter(({ name }) => config.messengers[name] !== null)
  const [first] = await listCommittees(database.db)
  if (!first) {
    throw new Error(
      'There is no committee yet: found one with `npm run admin -- committee create FILE`, or a sample with `--sample`',
    )
  }
  const committeeId = first.id
  for (const { name } of set) await ensureBot(database.db, { id: name, committeeId, messenger: name })
  return set.map(({ name, connect }) => ({
    id: name,
    committeeId,
    messenger: name,
    connect: async () => {
      const vault = config.encryptionKey && openVault(database, config.encryptionKey, name)
      const joining = connect(config.messengers, { log, vault })
      if (joining === null) throw new Error(`${name} has no settings`)
      return joining
    },
  }))
}
