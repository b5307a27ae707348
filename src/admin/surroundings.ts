/** What the command line stands in: where it reads and writes, and how it gets at a database. Tests give their own. */
import type { Clock } from '../calendar/clock.ts'
import type { Config } from '../config.ts'
import type { Database } from '../store/database.ts'

export type Surroundings = {
  /** The environment, from which the settings are read. */
  readonly variables: Readonly<Record<string, string | undefined>>
  /** Business time. */
  readonly clock: Clock
  /** The machine's own time, to be compared with the clocks of others. */
  readonly machine: Clock
  readonly random: (count: number) => Uint8Array
  /** Everything of standard input. */
  readonly readInput: () => Promise<string>
  /** Results: standard output. */
  readonly write: (text: string) => void
  /** What went wrong: standard error. */
  readonly complain: (text: string) => void
  /** Opens the database of the settings, migrated or as it is. @throws when it cannot be used; the message says what to do */
  readonly openDatabase: (config: Config, state: 'migrated' | 'as-it-is') => Promise<Database>
  /** Bytes left on the disk of a folder; null where that cannot be told. */
  readonly freeBytes: (folder: string) => Promise<number | null>
}

/** How a command ended: 0 all is well, 1 it found something wrong. Usage and settings end as 2. */
export type ExitCode = 0 | 1

/** A command at work. */
export type Desk = Surroundings & { readonly config: Config; readonly database: Database }

/** Runs a command's work at a desk, and keeps its exit code. */
export type Perform = (work: (desk: Desk) => Promise<ExitCode>) => Promise<void>

/** The command was called in a way that makes no sense; the message says which. */
export class UsageFault extends Error {
  override readonly name = 'UsageFault'
}

/** Instants are kept to the microsecond by every database: none finer is written. */
export function presentOf({ clock }: Pick<Surroundings, 'clock'>): Temporal.Instant {
  return clock.now().round({ smallestUnit: 'millisecond', roundingMode: 'floor' })
}

/** Writes a value as JSON for machines. */
export function writeJson({ write }: Pick<Surroundings, 'write'>, value: unknown): void {
  write(`${JSON.stringify(value, null, 2)}\n`)
}
