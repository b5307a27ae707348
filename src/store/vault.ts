/**
 * The changing secret of a bot, encrypted in the database. Whoever changes it holds its row until the new one is safe, so
 * that of several processes only one uses up a token that can be used once. A crash in between leaves what was kept.
 */
import { eq } from 'drizzle-orm'
import { decrypt, encrypt } from './encryption.ts'
import { botSecrets } from './schema.ts'
import type { Database } from './tx.ts'

/** What a bot is lent of it: read, or change alone among all processes. */
export type Vault = {
  readonly read: () => Promise<string | null>
  /** Gives what is kept from then on. `work` must end well within 30 seconds, and may not ask the database for anything. */
  readonly change: (work: (kept: string | null) => Promise<string>) => Promise<string>
}

/** The vault of one bot, which must be known to the database. `key`: 32 bytes. Reading throws WrongKey. */
export function openVault(database: Database, key: Uint8Array, bot: string): Vault {
  const place = `bot secret ${bot}`
  const open = (row: { readonly secret: Uint8Array | null } | undefined): string | null =>
    row?.secret ? decrypt(key, place, row.secret) : null
  const ofBot = eq(botSecrets.bot, bot)
  return {
    async read() {
      const [row] = await database.db.select().from(botSecrets).where(ofBot)
      return open(row)
    },
    change: (work) =>
      database.transaction(async (tx) => {
        await tx.insert(botSecrets).values({ bot, secret: null }).onConflictDoNothing()
        const [row] = await tx.select().from(botSecrets).where(ofBot).for('update')
        const next = await work(open(row))
        await tx
          .update(botSecrets)
          .set({ secret: encrypt(key, place, next) })
          .where(ofBot)
        return next
      }),
  }
}
