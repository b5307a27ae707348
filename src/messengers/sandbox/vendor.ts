/**
 * The vendor behind the sandbox, in this very process: one world, one journal, one clock. Everything that happens is
 * written down before anybody learns of it. What officers may do stands in officer.ts, what the bot may do in send.ts.
 */
import type { MessengerTools } from '../messenger.ts'
import { openJournal } from './journal.ts'
import { openShelf, type Shelf } from './shelf.ts'
import { type Act, type Entry, emptyWorld, evolve, type World } from './world.ts'

/** The computer's own clock, which the sandbox runs ahead of. */
export type Wall = { readonly now: () => Temporal.Instant }

export type VendorSettings = {
  /** Where the journal is; the files lie in a folder beside it. Null keeps everything in memory. */
  readonly file: string | null
  readonly wall: Wall
  readonly tools: Pick<MessengerTools, 'log'>
}

export type Vendor = {
  readonly world: () => World
  readonly shelf: Shelf
  readonly log: MessengerTools['log']
  /** The sandbox's present: the wall plus the offset, and never less than anything already said. */
  readonly now: () => Temporal.Instant
  /** Writes an act down, lets it happen, tells the listeners. */
  readonly add: <T extends Act>(act: T) => Entry & T
  /** Hears every further entry. Gives back what ends it. */
  readonly listen: (listener: (entry: Entry) => void) => () => void
  /** The entries after a number, or null when they are no longer at hand. */
  readonly since: (seq: number) => readonly Entry[] | null
  readonly close: () => void
}

/** How many entries a page that lost its connection may have missed before it gets the whole world again. */
const kept = 500

/** Opens the vendor, with everything its journal remembers. */
export function openVendor({ file, wall, tools }: VendorSettings): Vendor {
  const journal = openJournal(file, tools.log)
  const { tell, listen } = openListeners(tools.log)
  let recent = journal.entries.slice(-kept)
  let world = journal.entries.reduce(evolve, emptyWorld)
  let latest = world.at

  const now = (offset = world.offset) => {
    latest = Math.max(latest, wall.now().epochMilliseconds + offset)
    return latest
  }
  const add = <T extends Act>(act: T): Entry & T => {
    const at = now(act.type === 'clock-moved' ? act.offset : world.offset)
    const entry = { seq: world.seq + 1, at, ...act } as Entry & T
    journal.append(entry)
    world = evolve(world, entry)
    recent = [...recent, entry].slice(-kept)
    tell(entry)
    return entry
  }

  if (world.epoch === '') add({ type: 'opened', epoch: crypto.randomUUID().slice(0, 8) })
  // A wall that was set back while we were away must not stop our clock until it has caught up.
  const behind = world.at - world.offset - wall.now().epochMilliseconds
  if (behind > 0) add({ type: 'clock-moved', offset: world.offset + behind })
  return {
    world: () => world,
    shelf: openShelf(file === null ? null : `${file}.files`),
    log: tools.log,
    now: () => Temporal.Instant.fromEpochMilliseconds(now()),
    add,
    listen,
    since: (seq) => missedSince(seq, world.seq, recent),
    close: journal.close,
  }
}

function missedSince(seq: number, last: number, recent: readonly Entry[]): readonly Entry[] | null {
  if (seq > last) return null
  const missed = recent.filter((entry) => entry.seq > seq)
  return missed.length === last - seq ? missed : null
}

type Listener = (entry: Entry) => void

/** Everybody hears every entry in its order, even one that a listener itself brought about; a failing one harms nobody. */
function openListeners(log: MessengerTools['log']): { tell: (entry: Entry) => void; listen: Vendor['listen'] } {
  const listeners = new Set<Listener>()
  const waiting: Entry[] = []
  const tellOne = (listener: Listener, entry: Entry) => {
    try {
      listener(entry)
    } catch (error) {
      log('error', 'a listener of the sandbox failed', { entry: entry.type, error: String(error) })
    }
  }
  return {
    tell: (entry) => {
      waiting.push(entry)
      // Somebody further up is telling already, and will come to this one.
      if (waiting.length > 1) return
      for (const next of waiting) for (const listener of listeners) tellOne(listener, next)
      waiting.length = 0
    },
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
