/** What every job stands on. Made once by main; tests make their own with a clock they move. */
import type { Clock } from '../calendar/clock.ts'
import type { CommandName, DossierLink } from '../cards/facts.ts'
import type { Translators } from '../i18n.ts'
import type { Messenger } from '../messengers/messenger.ts'
import type { Database, Log } from '../store/database.ts'
import type { Snapshots } from '../store/snapshot.ts'
import type { SlotJob } from './slot-job.ts'

/** A bot: a messenger under the id its rows carry. */
export type Bot = {
  readonly id: string
  readonly committeeId: string
  readonly messenger: Messenger
  /** Where its vendor ought to bring its updates; nothing where they are pulled or the outside does not reach this host. */
  readonly address?: string | null
}

/** Counts what happened; metrics in production, nothing in most tests. */
export type Counters = {
  readonly inboundHandled: (messenger: string, outcome: string) => void
  readonly deliveryEnded: (messenger: string, outcome: string) => void
  readonly lapses: (count: number) => void
}

/** Bytes in, meaning out: reading files and drawing codes, given as functions because documents are somebody else's room. */
export type Documents = {
  /** The text of a file; null when it cannot be read. */
  readonly textOf: (file: { name: string; mime: string; bytes: Uint8Array }) => Promise<string | null>
  readonly qrPng: (text: string) => Promise<Uint8Array>
}

export type Ground = {
  readonly database: Database
  readonly snapshots: Snapshots
  /** Those that joined this process; bots come and go while it runs. */
  readonly bots: readonly Bot[]
  /** The ids of those that ought to be here, joined or not yet: what their vendors hold is waited for. */
  readonly expected: readonly string[]
  /** Business time: deadlines, acts, holds. The sandbox may move it forward. */
  readonly clock: Clock
  /** Machine time: leases, pauses, retries. Nobody moves it. */
  readonly machine: Clock
  /** Waits until a machine time has come, a few seconds ahead at most: for the turn of a message. */
  readonly wait: (until: Temporal.Instant) => Promise<void>
  readonly translators: Translators
  readonly commands: readonly CommandName[]
  /** A link on this host to a file the bot keeps; null when the outside does not reach this host. */
  readonly linkToFile: ((committeeId: string, file: string) => DossierLink) | null
  /** What is done by the calendar. */
  readonly slotJobs: readonly SlotJob[]
  readonly documents: Documents
  readonly random: (count: number) => Uint8Array
  readonly log: Log
  readonly count: Counters
}

export function botOf(ground: Ground, id: string): Bot {
  const bot = ground.bots.find((one) => one.id === id)
  if (!bot) throw new Error(`No bot of this process is called ${id}`)
  return bot
}

/** Instants are kept to the microsecond by every database: never write a finer one than can be read back. */
export function presentOf(clock: Clock): Temporal.Instant {
  return clock.now().round({ smallestUnit: 'millisecond', roundingMode: 'floor' })
}

/** The time of something outside as we may write it: to the millisecond, and never later than it came to us. */
export function timeOf(told: Temporal.Instant, cameAt: Temporal.Instant): Temporal.Instant {
  const at = told.round({ smallestUnit: 'millisecond', roundingMode: 'floor' })
  return Temporal.Instant.compare(at, cameAt) <= 0 ? at : cameAt
}
