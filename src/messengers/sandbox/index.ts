/**
 * The sandbox: a messenger of our own on one local page, so that a newcomer lives a whole consultation alone. It stands
 * behind the same port as the real ones, and its clock, which only moves forward, is the clock of the whole program.
 */
import type { Hono } from 'hono'
import type { Capabilities, Messenger } from '../messenger.ts'
import { type Guide, type Milestone, nextWeekdayMorning } from './guide.ts'
import { turnFace } from './officer.ts'
import { pull, receive } from './receive.ts'
import { mountRoutes } from './routes.ts'
import { answer, download, edit, openForm, post } from './send.ts'
import { openVendor, type Vendor, type VendorSettings, type Wall } from './vendor.ts'
import type { Group, Language, User } from './world.ts'

export type { Milestone }

export type SandboxSettings = VendorSettings & {
  /** Four short steps to try, by language; without them the page has its own. */
  readonly intro?: Readonly<Record<Language, readonly string[]>>
}

export type Sandbox = {
  readonly messenger: Messenger
  /** The clock of the whole program: the wall plus what the page has added, kept in the journal. */
  readonly clock: Wall
  /** Makes officers and groups, or renames those of the same id. Doing it again changes nothing. */
  readonly seed: (users: readonly SeededUser[], groups: readonly SeededGroup[]) => void
  /** Adds the page on `/` and its API on `/sandbox/…`. */
  readonly mount: (app: Hono) => void
  /** Takes away buttons, edits and forms, as Zalo has none, or gives them back. */
  readonly setPlainFace: (plain: boolean) => void
  /** Says what "to the next deadline" offers. */
  readonly setMilestones: (provider: () => Promise<readonly Milestone[]>) => void
  /** Says when the next working day begins; without it, Monday to Friday at 08:00. */
  readonly setNextWorkingMorning: (next: Guide['nextWorkingMorning']) => void
  /** Hears that the clock was moved, after it was. */
  readonly onClockMoved: (listener: (now: Temporal.Instant) => void) => void
  readonly close: () => void
}
/** An officer; Vietnamese unless said otherwise. */
export type SeededUser = Omit<User, 'language'> & { readonly language?: Language }
/** A group everybody is in; the page speaks there as `speaker` first. */
export type SeededGroup = Omit<Group, 'speaker'> & { readonly speaker?: string }

/** One page can hardly be too fast; the numbers keep the pacing of the program at work without being felt. */
const pace: Capabilities['pace'] = {
  chat: { count: 50, seconds: 1 },
  group: { count: 50, seconds: 1 },
  bot: null,
}

/** Opens the sandbox with everything its journal remembers. Throws when the journal is damaged. */
export function createSandbox({ intro, ...settings }: SandboxSettings): Sandbox {
  const vendor = openVendor(settings)
  let guide: Guide = { intro: intro ?? null, milestones: async () => [], nextWorkingMorning: nextWeekdayMorning }
  return {
    messenger: messengerOf(vendor),
    clock: { now: vendor.now },
    seed: (users, groups) => seed(vendor, users, groups),
    mount: (app) => mountRoutes(app, vendor, () => guide),
    setPlainFace: (plain) => turnFace(vendor, plain),
    setMilestones: (milestones) => {
      guide = { ...guide, milestones }
    },
    setNextWorkingMorning: (next) => {
      guide = { ...guide, nextWorkingMorning: next }
    },
    onClockMoved: (listener) => {
      vendor.listen((entry) => entry.type === 'clock-moved' && listener(vendor.now()))
    },
    close: vendor.close,
  }
}

function messengerOf(vendor: Vendor): Messenger {
  return {
    name: 'sandbox',
    get capabilities() {
      const rich = !vendor.world().plain
      return { buttons: rich, edits: rich, forms: rich, files: true, quota: null, home: false, pace }
    },
    receive,
    ingress: { kind: 'pull', pull: (take, signal, onCaughtUp) => pull(vendor, { take, onCaughtUp }, signal) },
    post: (one) => post(vendor, one),
    edit: (change) => edit(vendor, change),
    answer: (press, text) => answer(vendor, press, text),
    openForm: (press, form) => openForm(vendor, press, form),
    showHome: async () => ({ outcome: 'rejected', reason: 'the sandbox has no home pages' }),
    download: (file, limit) => download(vendor, file, limit),
    linkUrl: () => null,
  }
}

function seed(vendor: Vendor, users: readonly SeededUser[], groups: readonly SeededGroup[]): void {
  for (const { id, name, role, language = 'vi' } of users) {
    const user = { id, name, role, language }
    if (!isKnown(vendor.world().users, user)) vendor.add({ type: 'user-seeded', user })
  }
  for (const { id, name, speaker = null } of groups) {
    const group = { id, name, speaker }
    if (!isKnown(vendor.world().groups, group)) vendor.add({ type: 'group-seeded', group })
  }
}

function isKnown<T extends { readonly id: string }>(known: readonly T[], one: T): boolean {
  return known.some((each) => JSON.stringify(each) === JSON.stringify(one))
}
