/** What is wrong between us and the vendors: each bot of the settings looks for itself, and its vendor's clock is compared. */
import type { Finding } from '../domain/finding.ts'
import type { Messenger, Vault } from '../messengers/messenger.ts'
import { pathOf } from '../program/fleet.ts'
import { openVault } from '../store/vault.ts'
import { compareClocks } from './doctor-host.ts'
import type { Desk } from './surroundings.ts'

const clockSeconds = 10

/** Asks every vendor at once. A bot that answers for itself holds up no other. */
export async function examineMessengers(desk: Desk): Promise<readonly Finding[]> {
  const joined = await desk.connect(desk.config, (bot) => readOnly(desk, bot))
  return (await Promise.all(joined.map((messenger) => examineOne(desk, messenger)))).flat()
}

async function examineOne({ config, machine }: Desk, messenger: Messenger): Promise<readonly Finding[]> {
  const { name: bot } = messenger
  const isBrought = messenger.ingress.kind === 'webhook' && config.publicUrl !== null
  const address = isBrought ? `${config.publicUrl}${pathOf({ id: bot, messenger: bot })}` : null
  const found = await messenger.examine?.(address)
  if (found === undefined) return []
  const symptoms = found.symptoms.map(({ id, details }) => ({ id, details: { bot, ...details } }))
  const time = await askTime(found.clockUrl, machine)
  if (typeof time !== 'string') return [...symptoms, ...(time === null ? [] : compareClocks(bot, time.told, time))]
  const isTold = symptoms.some(({ id }) => id === 'vendor-silent')
  return isTold ? symptoms : [...symptoms, { id: 'vendor-silent', details: { bot, reason: time } }]
}

/** The vendor's time by the header every answer has, to the second; null where it has none, the reason where there is no answer. */
async function askTime(url: string, machine: Desk['machine']) {
  const before = machine.now()
  try {
    const { headers } = await fetch(url, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(clockSeconds * 1000),
    })
    const told = Date.parse(headers.get('date') ?? '')
    // The header names a second that had begun.
    const span = { before: before.subtract({ seconds: 1 }), after: machine.now() }
    return Number.isNaN(told) ? null : { told: Temporal.Instant.fromEpochMilliseconds(told), ...span }
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? 'timed out' : 'network'
  }
}

/** Nothing is renewed by looking. */
function readOnly({ config, database }: Desk, bot: string): Vault | null {
  if (config.encryptionKey === null) return null
  const { read } = openVault(database, config.encryptionKey, bot)
  return { read, change: () => Promise.reject(new Error('only looked at')) }
}
