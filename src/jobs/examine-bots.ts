/** What bots find wrong at their vendors, as findings with the bot's name. Asks over the network: never inside a transaction. */
import type { Finding } from '../domain/finding.ts'
import type { Messenger } from '../messengers/messenger.ts'
import type { Claimed } from '../store/deliveries.ts'
import type { Ground } from './ground.ts'

export type Examined = {
  readonly findings: readonly Finding[]
  /** Where the vendor tells its time; null where there is nothing to look at. */
  readonly clockUrl: string | null
}

/** What one bot sees when it looks. `address`: where its vendor ought to bring updates. */
export async function examineBot(
  { id: bot, messenger }: { readonly id: string; readonly messenger: Messenger },
  address: string | null,
): Promise<Examined> {
  const found = await messenger.examine?.(address)
  if (found === undefined) return { findings: [], clockUrl: null }
  return {
    findings: found.symptoms.map(({ id, details }) => ({ id, details: { bot, ...details } })),
    clockUrl: found.clockUrl,
  }
}

/** What the Office's day tells of the committee's vendors; nothing for any other delivery. */
export async function examineForDay({ bots }: Ground, { committeeId, notice }: Claimed): Promise<readonly Finding[]> {
  const { of, kind } = (notice ?? {}) as { readonly of?: string; readonly kind?: string }
  if (of !== 'digest' || kind !== 'office') return []
  const own = bots.filter((bot) => bot.committeeId === committeeId)
  const examined = await Promise.all(own.map((bot) => examineBot(bot, bot.address ?? null)))
  return examined.flatMap(({ findings }) => findings)
}
