/** The sandbox wired: its sample commune with everybody linked, and what its clock offers to move to. */
import { join } from 'node:path'
import { foundCommittee } from '../actions/committee.ts'
import { dayOf, isWorkingDay } from '../calendar/calendar.ts'
import type { Clock } from '../calendar/clock.ts'
import { type Config, refuseSandbox } from '../config.ts'
import type { Ground } from '../jobs/ground.ts'
import type { Loop } from '../jobs/loop.ts'
import { createSandbox, type Sandbox } from '../messengers/index.ts'
import { sampleCommune, sampleGroups, sampleUsers } from '../sample-commune.ts'
import { insertAccount } from '../store/accounts.ts'
import { listAddedBots } from '../store/bots.ts'
import { writeChannel } from '../store/channels.ts'
import type { Database, Log } from '../store/database.ts'
import { ensureBot, listCommittees } from '../store/directory.ts'
import { findNextDeadline } from '../store/matters.ts'
import type { Wanted } from './fleet.ts'

/** Whether the sandbox stands in: no messenger is set, and no bot was ever added. @throws FaultySettings where it may not */
export async function standsIn(config: Config, database: Database): Promise<boolean> {
  if (!config.sandbox || (await listAddedBots(database.db)).length > 0) return false
  refuseSandbox(config)
  return true
}

/** Opens the sandbox on its journal in the folder of the data. */
export function openSandbox(dataDir: string, wall: Clock, log: Log): Sandbox {
  return createSandbox({ file: join(dataDir, 'sandbox', 'journal.jsonl'), wall, tools: { log } })
}

/**
 * Founds the sample commune where there is no committee yet, and links everybody in it; doing it again changes nothing.
 * Gives the bot that everybody then talks to.
 */
export async function seedSandbox(database: Database, { messenger, seed, clock }: Sandbox): Promise<Wanted> {
  const at = clock.now()
  const [first] = await listCommittees(database.db)
  if (!first) await database.transaction((tx) => foundCommittee(tx, sampleCommune, at))
  const committeeId = first?.id ?? sampleCommune.committee.id
  const bot = messenger.name
  await ensureBot(database.db, { id: bot, committeeId, messenger: messenger.name })
  seed(
    sampleUsers,
    sampleGroups.map(({ id, name, speaker }) => ({ id, name, speaker })),
  )
  await database.transaction(async (tx) => {
    for (const { id } of sampleUsers) {
      const chat = { bot, vendorUser: id, officer: id, chat: id }
      await insertAccount(tx, { committeeId, ...chat, preference: 1, isReachable: true, linkedAt: at })
    }
    for (const { id: chat, purpose, unit } of sampleGroups)
      await writeChannel(tx, committeeId, { bot, chat, purpose, unit, boundAt: at })
  })
  return { id: bot, committeeId, messenger: messenger.name, connect: async () => messenger }
}

/** Lets the page move time to the committee's next deadline and to its next working morning. */
export function wireSandbox(
  sandbox: Sandbox,
  committeeId: string,
  { ground, loop }: { ground: Ground; loop: Loop },
): void {
  sandbox.onClockMoved(() => loop.wake())
  sandbox.setMilestones(async () => {
    const next = await findNextDeadline(ground.database.db, committeeId, ground.clock.now())
    return next ? [{ label: next.reference, at: next.at }] : []
  })
  sandbox.setNextWorkingMorning(async (now) => {
    const { calendar } = await ground.snapshots.load(ground.database.db, committeeId)
    let day = dayOf(now, calendar).add({ days: 1 })
    while (!isWorkingDay(day, calendar)) day = day.add({ days: 1 })
    return day.toZonedDateTime({ timeZone: calendar.timeZone, plainTime: '08:00' }).toInstant()
  })
}
