/** The settings of a bot that was added: the same names and shapes as in the environment, kept encrypted as JSON. */
import { type Config, FaultySettings, readConfig, settingsTable } from '../config.ts'
import { decrypt, encrypt } from '../store/encryption.ts'

/** By the names of the environment: TELEGRAM_BOT_TOKEN and the like. */
export type BotValues = Readonly<Record<string, string>>

/** What of the program's own settings a bot may need besides. */
export type Host = Pick<Config, 'publicUrl' | 'encryptionKey'>

/**
 * The messengers' settings a bot's values come to, with all others off, and what of them is secret.
 * @throws FaultySettings also for a value that is not this messenger's
 */
export function readBotValues(
  messenger: keyof Config['messengers'],
  values: BotValues,
  { publicUrl, encryptionKey }: Host,
): Pick<Config, 'messengers' | 'secrets'> {
  const prefix = `${messenger.toUpperCase().replace('-', '_')}_`
  const known = settingsTable().map(({ name }) => name)
  const foreign = Object.keys(values).filter((name) => !name.startsWith(prefix) || !known.includes(name))
  if (foreign.length > 0) throw new FaultySettings(foreign.map((name) => `${name} is no setting of ${messenger}`))
  const read = readConfig({ ...values, PUBLIC_URL: publicUrl ?? undefined, ENCRYPTION_KEY: encryptionKey?.toHex() })
  if (read.messengers[messenger] !== null) return read
  throw new FaultySettings([`the settings of ${messenger} are missing; they begin with ${prefix}`])
}

/** `key`: 32 bytes. Opens only for the same bot. */
export function sealBotValues(key: Uint8Array, bot: string, values: BotValues): Uint8Array {
  return encrypt(key, placeOf(bot), JSON.stringify(values))
}

/** @throws WrongKey */
export function openBotValues(key: Uint8Array, bot: string, sealed: Uint8Array): BotValues {
  return JSON.parse(decrypt(key, placeOf(bot), sealed)) as BotValues
}

function placeOf(bot: string): string {
  return `bot settings ${bot}`
}
