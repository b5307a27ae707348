/** Two replicas on one PostgreSQL, in processes of their own, while officers write without a pause. */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { rows } from '../../src/store/tx.ts'
import { untilTrue } from '../crash/backlog.ts'
import { placeOf, readOutbox } from '../crash/reckoning.ts'
import { openTown, settleTown } from '../crash/town.ts'
import { bringOfficers, makeChance } from '../soak/officers.ts'
import { reconcile } from '../soak/reconcile.ts'
import { startReplicas } from '../soak/replicas.ts'
import { freshPostgres } from '../support/database.ts'
import { racingClock } from '../support/racing-clock.ts'
import { openGate, type Sent } from '../support/telegram-gate.ts'
import { serverToken } from '../support/telegram-server.ts'

/** Longer than a lease: what the dead held is free again. */
const leaseSeconds = 46

async function openStage() {
  const clock = racingClock('2026-11-16T08:00+07:00')
  const town = await openTown(clock)
  const sent: Sent[] = []
  const watch = { onCall: town.keepTime, stops: () => false, onSent: (message: Sent) => void sent.push(message) }
  const gate = await openGate(town.server, watch)
  const url = await freshPostgres()
  await settleTown(town, { url }, clock.now())
  const environment = { DATABASE_URL: url, TELEGRAM_BOT_TOKEN: serverToken, TELEGRAM_API_ROOT: gate.url, PORT: '0' }
  const replicas = await startReplicas(environment, clock, 2)
  const database = await openDatabase({ url, log: () => {} })
  onTestFinished(async () => {
    await replicas.stop()
    await database.close()
    await gate.close()
    await town.server.close()
  })
  const count = async (waiting: ReturnType<typeof sql>): Promise<number> => (await rows(database.db, waiting)).length
  const isTaken = () => gate.confirmedUpTo() >= (town.updates.at(-1)?.update_id ?? 0)
  return {
    clock,
    town,
    gate,
    sent,
    replicas,
    database,
    isTaken,
    passTime(span: Temporal.DurationLike, machine: Temporal.DurationLike = {}) {
      clock.advance(span)
      clock.advanceMachine(machine)
      town.keepTime()
      replicas.tellTime()
    },
    /** All that waits, waits for what a dead replica held. */
    isHeldUp: async () => {
      const [now, machine] = [clock.now(), clock.machine.now()]
      const open = await count(sql`select from inbound where handled_at is null
        union all select from queues where head is not null and (free_at is null or free_at <= ${machine})
        union all select from deliveries where state = 'waiting' and not_before_at <= ${now} and not is_queued`)
      return isTaken() && open === 0
    },
    isQuiet: async () => {
      const now = clock.now()
      const open = await count(sql`select from inbound where handled_at is null
        union all select from deliveries where state = 'waiting' and not_before_at <= ${now}
        union all select from matters where next_due_at <= ${now}`)
      return isTaken() && open === 0
    },
  }
}

test('each is killed in turn: the other goes on pulling, nothing is lost and nothing is done twice', {
  timeout: 60_000,
}, async () => {
  const stage = await openStage()
  const { town, gate, replicas, sent, database } = stage
  const officers = bringOfficers(town, makeChance(7))
  const traffic = new AbortController()
  const written = (async () => {
    for (; !traffic.signal.aborted; await sleep(200)) officers.act()
  })()
  for (const which of [0, 1]) {
    const { length } = officers.said
    await untilTrue(() => officers.said.length > length + 2)
    await replicas.killOne(which)
    const { update_id: last = 0 } = town.updates.at(-1) ?? {}
    await untilTrue(() => gate.confirmedUpTo() > last)
    await replicas.bringOne(which)
  }
  traffic.abort()
  await written
  await untilTrue(stage.isHeldUp)
  for (const span of [{ seconds: 61 }, { hours: 24 * 4 + 2 }]) {
    stage.passTime(span, { seconds: leaseSeconds })
    await untilTrue(stage.isQuiet)
  }
  expect((await reconcile(database, town, officers)).findings).toEqual([])
  expect([...replicas.faults.keys()]).toEqual([])
  const counted = new Set((await readOutbox(database)).map(placeOf))
  const repeated = sent.filter((message) => !counted.has(placeOf(message))).map(({ chat }) => chat)
  for (const times of Object.values(Object.groupBy(repeated, (chat) => chat)))
    expect(times?.length, 'a kill may cost a chat one message said again').toBeLessThanOrEqual(2)
})
