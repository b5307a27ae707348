/**
 * The whole program in this process, in the service of a commune on the loopback Telegram; started and stopped as a test
 * wants, by settings of its choice, on a database at the end of a line.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { type Program, startProgram } from '../../src/program.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { readInbound } from '../crash/reckoning.ts'
import { openTown, settleTown, type Town } from '../crash/town.ts'
import { freshPostgres } from './database.ts'
import { type DatabaseLine, openDatabaseLine } from './database-line.ts'
import { countWaiting } from './office-ground.ts'
import { type RacingClock, racingClock } from './racing-clock.ts'
import { type Gate, openGate, type Watch } from './telegram-gate.ts'
import { serverToken } from './telegram-server.ts'
import { startWebhookDelivery, type WebhookDelivery } from './telegram-webhooks.ts'

export const publicUrl = 'https://ubnd.example'
export const webhookSecret = 'bi-mat_0123456789'

export type Commune = {
  readonly town: Town
  readonly clock: RacingClock
  readonly gate: Gate
  /** Between the program and its database. */
  readonly line: DatabaseLine
  /** The same database, by another way. */
  readonly database: Database
  /** Every line the program wrote, "error A request failed". */
  readonly logged: string[]
  /** Starts one more; by webhook, Telegram brings to the one started last. */
  readonly starts: (way: 'polling' | 'webhook') => Promise<Program>
  /** What Telegram brought, and how it was answered. */
  readonly delivery: WebhookDelivery
  /** Looks again and again, while the time goes on. */
  readonly until: (isTrue: () => boolean | Promise<boolean>) => Promise<void>
  /** Every update was taken and handled, and everything said that can be by now. */
  readonly rests: () => Promise<void>
}

/** Everything is closed with the test. */
export async function openCommune(watch: Partial<Watch> = {}): Promise<Commune> {
  const clock = racingClock('2026-11-18T09:30+07:00')
  const town = await openTown(clock)
  const direct = await freshPostgres()
  const line = await openDatabaseLine(direct)
  const database = await openDatabase({ url: direct, log: () => {} })
  await settleTown(town, { url: direct }, clock.now())
  const gate = await openGate(town.server, { onCall: town.keepTime, stops: () => false, onSent: () => {}, ...watch })
  let brought = ''
  const resolve = (url: string) => (brought === '' ? undefined : url.replace(publicUrl, brought))
  const delivery = startWebhookDelivery(town.server.vendor, { resolve })
  const logged: string[] = []
  const running = new Set<Program>()
  onTestFinished(async () => {
    line.mend()
    for (const program of running) await program.stop()
    await delivery.stop()
    await gate.close()
    await town.server.close()
    await database.close()
    await line.close()
  })
  const isTaken = () => town.server.vendor.updates.length === 0 || gate.confirmedUpTo() >= lastOf(town)
  const until: Commune['until'] = async (isTrue) => {
    while (!(await isTrue())) {
      town.keepTime()
      await sleep(20)
    }
  }
  return {
    town,
    clock,
    gate,
    line,
    database,
    logged,
    delivery,
    async starts(way) {
      const webhook = { TELEGRAM_MODE: way, TELEGRAM_WEBHOOK_SECRET: webhookSecret, PUBLIC_URL: publicUrl }
      const telegram = { TELEGRAM_BOT_TOKEN: serverToken, TELEGRAM_API_ROOT: gate.url }
      const config = readConfig({
        DATABASE_URL: line.url,
        PORT: '0',
        ...telegram,
        ...(way === 'webhook' ? webhook : {}),
      })
      const log = (level: string, message: string, facts: unknown = {}) =>
        void logged.push(`${level} ${message} ${JSON.stringify(facts)}`)
      const program = await startProgram(config, log, { clock, machine: clock.machine })
      if (way === 'webhook') brought = program.url
      const stop = async (): Promise<void> => {
        running.delete(one)
        await program.stop()
      }
      const one = { ...program, stop }
      running.add(one)
      return one
    },
    until,
    async rests() {
      await until(isTaken)
      await until(async () => (await countWaiting(database.db, clock.now())) === 0)
    },
  }
}

/** Everything that Telegram gave out is stored once and handled once, and nothing else is. */
export async function expectEachOnce({ database, town }: Commune): Promise<void> {
  const found = (await readInbound(database)).toSorted((a, b) => Number(a.update) - Number(b.update))
  const once = ({ update_id: id }: { update_id: number }) => ({ update: String(id), isHandled: true, failure: null })
  expect(found).toEqual(town.updates.map(once))
}

function lastOf({ updates }: Town): number {
  return updates.at(-1)?.update_id ?? 0
}
