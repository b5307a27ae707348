/** What is wrong with the machine the program runs on, and with its settings. */
import type { Finding, FindingId } from '../domain/finding.ts'
import { listAddedBots } from '../store/bots.ts'
import { listCommittees } from '../store/directory.ts'
import { keepsFiles, readClock } from '../store/findings.ts'
import type { Desk } from './surroundings.ts'

/** Seconds between two clocks from which it is worth a word, and from which time limits may be judged wrong. */
const clockOff = 5
const clockWrong = 30
const fewestMegabytes = 1024

/** The clock and the disk. */
export async function examineMachine({ database, machine, config, freeBytes }: Desk): Promise<readonly Finding[]> {
  const before = machine.now()
  const told = await readClock(database.db)
  const free = await freeBytes(config.dataDir)
  const megabytes = free === null ? null : Math.floor(free / 1024 / 1024)
  return [
    ...compareClocks('PostgreSQL', told, { before, after: machine.now() }),
    ...(megabytes === null || megabytes >= fewestMegabytes
      ? []
      : [{ id: 'disk-short' as const, details: { megabytes } }]),
  ]
}

/** `told` was read somewhere else between two moments of this machine. */
export function compareClocks(
  whose: string,
  told: Temporal.Instant,
  { before, after }: { readonly before: Temporal.Instant; readonly after: Temporal.Instant },
): readonly Finding[] {
  const early = told.until(before).total('seconds')
  const late = after.until(told).total('seconds')
  const seconds = Math.floor(Math.max(early, late, 0))
  if (seconds <= clockOff) return []
  const id: FindingId = seconds > clockWrong ? 'clock-wrong' : 'clock-off'
  return [{ id, details: { whose, seconds } }]
}

/** Settings that go together badly with what is in use. */
export async function examineHost({ database, config }: Desk): Promise<readonly Finding[]> {
  const isForReal = !config.sandbox || (await listAddedBots(database.db)).length > 0
  const committees = config.publicUrl === null ? await listCommittees(database.db) : []
  const keeping = await Promise.all(committees.map(({ id }) => keepsFiles(database.db, id)))
  return [
    ...(isForReal && database.kind === 'embedded' ? [{ id: 'embedded-in-use' as const, details: {} }] : []),
    ...(isForReal && keeping.includes(true) ? [{ id: 'files-unlinkable' as const, details: {} }] : []),
  ]
}
