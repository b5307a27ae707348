/**
 * The sandbox's whole world as a fold over its journal: who is there, what was said, what the program has not confirmed yet.
 * Pure and shared: the server replays it from disk, and the page folds the same entries as they stream in. Times are
 * milliseconds of the sandbox's own clock since 1970.
 */
import type { Block, Form, Tone } from '../../cards/card.ts'
import type { Chat, IncomingFile, Sender, VendorId } from '../messenger.ts'

export type Language = 'vi' | 'en'
/** An officer of the sandbox. The private chat with the bot has the same id. */
export type User = { readonly id: VendorId; readonly name: string; readonly role: string; readonly language: Language }
/** A group chat everybody belongs to. `speaker`: whose voice the page offers first there. */
export type Group = { readonly id: VendorId; readonly name: string; readonly speaker: VendorId | null }

/** A file on the shelf; `id` is the SHA-256 of its bytes, `size` is in bytes. */
export type ShelvedFile = { readonly id: string; readonly name: string; readonly mime: string; readonly size: number }
export type ShownBlock =
  | Exclude<Block, { kind: 'file' | 'picture' }>
  | { readonly kind: 'file'; readonly file: ShelvedFile }
  | { readonly kind: 'picture'; readonly file: ShelvedFile; readonly alt: string }
/** A card as this vendor keeps it: the bytes of its files are on the shelf. */
export type ShownCard = { readonly title: string; readonly tone: Tone; readonly blocks: readonly ShownBlock[] }

export type Message = { readonly id: VendorId; readonly at: number; readonly replyTo: VendorId | null } & (
  | {
      readonly kind: 'card'
      readonly card: ShownCard
      readonly silent: boolean
      readonly key: string
      readonly editedAt: number | null
    }
  | { readonly kind: 'text'; readonly sender: Sender; readonly text: string; readonly files: readonly IncomingFile[] }
)

/** A press the bot may still answer; `waiting` until it has. */
export type Press = {
  readonly press: string
  readonly chat: Chat
  readonly sender: Sender
  readonly message: VendorId
  readonly action: string
  readonly waiting: boolean
}
/** A form somebody has before them, named by the press that opened it. At most one per officer. */
export type OpenForm = { readonly press: string; readonly chat: Chat; readonly sender: Sender; readonly form: Form }

/** What officers do; each of these entries is an update for the program. */
export type OfficerAct = { readonly chat: Chat; readonly sender: Sender } & (
  | {
      readonly type: 'said'
      readonly text: string
      readonly files: readonly IncomingFile[]
      readonly replyTo: { readonly id: VendorId; readonly ours: boolean } | null
    }
  | { readonly type: 'pressed'; readonly press: string; readonly message: VendorId; readonly action: string }
  | {
      readonly type: 'filled'
      readonly press: string
      readonly action: string
      readonly values: Readonly<Record<string, string>>
      readonly files: readonly IncomingFile[]
    }
  | { readonly type: 'reach-changed'; readonly reachable: boolean }
)

export type Act =
  | OfficerAct
  | { readonly type: 'opened'; readonly epoch: string }
  | { readonly type: 'user-seeded'; readonly user: User }
  | { readonly type: 'group-seeded'; readonly group: Group }
  /** `offset`: how many milliseconds the sandbox is ahead of the wall. */
  | { readonly type: 'clock-moved'; readonly offset: number }
  | { readonly type: 'face-turned'; readonly plain: boolean }
  | {
      readonly type: 'posted'
      readonly chat: VendorId
      readonly card: ShownCard
      readonly replyTo: VendorId | null
      readonly silent: boolean
      readonly key: string
    }
  | { readonly type: 'edited'; readonly chat: VendorId; readonly message: VendorId; readonly card: ShownCard }
  | {
      readonly type: 'answered'
      readonly press: string
      readonly chat: VendorId
      readonly user: VendorId
      readonly text: string | null
    }
  | ({ readonly type: 'form-opened' } & OpenForm)
  | { readonly type: 'form-dropped'; readonly press: string }
  | { readonly type: 'confirmed'; readonly update: number }

/** One line of the journal. `seq` counts from 1 without gaps. */
export type Entry = { readonly seq: number; readonly at: number } & Act
export type OfficerEntry = { readonly seq: number; readonly at: number } & OfficerAct

export type World = {
  readonly seq: number
  readonly at: number
  /** Names this journal, so that ids of another one are never taken for ours. */
  readonly epoch: string
  readonly offset: number
  readonly plain: boolean
  readonly users: readonly User[]
  readonly groups: readonly Group[]
  readonly blocked: readonly VendorId[]
  readonly chats: Readonly<Record<VendorId, readonly Message[]>>
  readonly presses: readonly Press[]
  readonly forms: readonly OpenForm[]
  /** What the program has not confirmed yet, in order. */
  readonly pending: readonly OfficerEntry[]
}

/** The first thing a page gets. `now` is the sandbox clock in milliseconds. */
export type Snapshot = {
  readonly world: World
  readonly now: number
  /** What to try first, step by step; null leaves it to the page. */
  readonly intro: Readonly<Record<Language, readonly string[]>> | null
}

export const emptyWorld: World = {
  seq: 0,
  at: 0,
  epoch: '',
  offset: 0,
  plain: false,
  users: [],
  groups: [],
  blocked: [],
  chats: {},
  presses: [],
  forms: [],
  pending: [],
}

/** Presses older than this many are forgotten, as vendors forget them. */
const rememberedPresses = 100

/** The world after one more entry. The same entries always give the same world. */
export function evolve(before: World, entry: Entry): World {
  const world = { ...before, seq: entry.seq, at: entry.at }
  switch (entry.type) {
    case 'opened':
      return { ...world, epoch: entry.epoch }
    case 'user-seeded':
      return { ...world, users: replaceById(world.users, entry.user) }
    case 'group-seeded':
      return { ...world, groups: replaceById(world.groups, entry.group) }
    case 'clock-moved':
      return { ...world, offset: entry.offset }
    case 'face-turned':
      return { ...world, plain: entry.plain }
    case 'posted':
      return withMessage(world, entry.chat, messageOf(entry))
    case 'edited':
      return withEdit(world, entry)
    case 'answered':
      return withoutWaiting(world, entry.press)
    case 'form-opened':
      return withForm(withoutWaiting(world, entry.press), entry)
    case 'form-dropped':
      return withoutForm(world, entry.press)
    case 'confirmed':
      return { ...world, pending: world.pending.filter((update) => update.seq !== entry.update) }
    default:
      return withPending(evolveByOfficer(world, entry), entry)
  }
}

function evolveByOfficer(world: World, entry: OfficerEntry): World {
  switch (entry.type) {
    case 'said':
      return withMessage(world, entry.chat.id, messageOf(entry))
    case 'pressed': {
      const { press, chat, sender, message, action } = entry
      const presses = [...world.presses, { press, chat, sender, message, action, waiting: true }]
      return { ...world, presses: presses.slice(-rememberedPresses) }
    }
    case 'filled':
      return withoutForm(world, entry.press)
    case 'reach-changed': {
      const others = world.blocked.filter((user) => user !== entry.sender.id)
      return { ...world, blocked: entry.reachable ? others : [...others, entry.sender.id] }
    }
    default:
      return entry satisfies never
  }
}

/** The message an entry put into a chat. Its id follows from the entry, so a replay gives the same one. */
function messageOf(entry: Extract<Entry, { type: 'posted' | 'said' }>): Message {
  const id = `m${entry.seq}`
  if (entry.type === 'said') {
    const { at, sender, text, files, replyTo } = entry
    return { id, at, replyTo: replyTo?.id ?? null, kind: 'text', sender, text, files }
  }
  const { at, replyTo, card, silent, key } = entry
  return { id, at, replyTo, kind: 'card', card, silent, key, editedAt: null }
}

/** What the page is shown: the last `count` messages of each chat, and nothing of the traffic with the program. */
export function viewOf(world: World, count: number): World {
  const chats = Object.fromEntries(Object.entries(world.chats).map(([id, messages]) => [id, messages.slice(-count)]))
  return { ...world, chats, pending: [] }
}

function replaceById<T extends { readonly id: string }>(all: readonly T[], one: T): readonly T[] {
  return all.some((each) => each.id === one.id) ? all.map((each) => (each.id === one.id ? one : each)) : [...all, one]
}

function withMessage(world: World, chat: VendorId, message: Message): World {
  return { ...world, chats: { ...world.chats, [chat]: [...(world.chats[chat] ?? []), message] } }
}

function withEdit(world: World, edit: Extract<Entry, { type: 'edited' }>): World {
  const messages = (world.chats[edit.chat] ?? []).map((message) =>
    message.id === edit.message && message.kind === 'card'
      ? { ...message, card: edit.card, editedAt: edit.at }
      : message,
  )
  return { ...world, chats: { ...world.chats, [edit.chat]: messages } }
}

function withoutWaiting(world: World, press: string): World {
  return { ...world, presses: world.presses.map((each) => (each.press === press ? { ...each, waiting: false } : each)) }
}

function withForm(world: World, { press, chat, sender, form }: OpenForm): World {
  const others = world.forms.filter((each) => each.sender.id !== sender.id)
  return { ...world, forms: [...others, { press, chat, sender, form }] }
}

function withoutForm(world: World, press: string): World {
  return { ...world, forms: world.forms.filter((each) => each.press !== press) }
}

function withPending(world: World, entry: OfficerEntry): World {
  return { ...world, pending: [...world.pending, entry] }
}
