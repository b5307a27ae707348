/** What is wrong between us and the vendors: each bot looks for itself, and its vendor's clock is compared. */
import type { Finding } from '../domain/finding.ts'
import { isRunningShort } from '../domain/quota.ts'
import { examineBot } from '../jobs/examine-bots.ts'
import { pathOf } from '../program/fleet.ts'
import { readUsed } from '../store/quotas.ts'
import { type JoinedBot, joinBots } from './bots.ts'
import { compareClocks } from './doctor-host.ts'
import { type Desk, presentOf } from './surroundings.ts'

const clockSeconds = 10
/** Where months begin; vendors with such a plan are Vietnamese. */
const monthZone = 'Asia/Ho_Chi_Minh'

/** Asks every vendor at once. A bot that answers for itself holds up no other. */
export async function examineMessengers(desk: Desk): Promise<readonly Finding[]> {
  const { bots, findings } = await joinBots(desk)
  return [...findings, ...(await Promise.all(bots.map((bot) => examineOne(desk, bot)))).flat()]
}

async function examineOne(desk: Desk, joined: JoinedBot): Promise<readonly Finding[]> {
  const { config, machine } = desk
  const { id: bot, messenger } = joined
  const isBrought = messenger.ingress.kind === 'webhook' && config.publicUrl !== null
  const address = isBrought ? `${config.publicUrl}${pathOf({ id: bot, messenger: messenger.name })}` : null
  const quota = await examineQuota(desk, joined)
  const { findings, clockUrl } = await examineBot(joined, address)
  const symptoms = [...quota, ...findings]
  if (clockUrl === null) return symptoms
  const time = await askTime(clockUrl, machine)
  if (typeof time !== 'string') return [...symptoms, ...(time === null ? [] : compareClocks(bot, time.told, time))]
  const isTold = symptoms.some(({ id }) => id === 'vendor-silent')
  return isTold ? symptoms : [...symptoms, { id: 'vendor-silent', details: { bot, reason: time } }]
}

/** The month's messages, where the vendor's plan has so many. */
async function examineQuota(desk: Desk, { id: bot, messenger }: JoinedBot): Promise<readonly Finding[]> {
  const allowed = messenger.capabilities.quota?.messages ?? null
  if (allowed === null) return []
  const month = presentOf(desk).toZonedDateTimeISO(monthZone).toPlainDate().toPlainYearMonth().toString()
  const used = await readUsed(desk.database.db, { bot, month })
  return isRunningShort(used, allowed) ? [{ id: 'quota-low', details: { bot, used, allowed } }] : []
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
