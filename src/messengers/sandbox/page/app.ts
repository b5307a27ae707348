/** What all parts of the page share: the world as last heard, the words, and what only this tab knows. */
import type { Group, Message, Press, Snapshot, User, World } from '../world.ts'
import { emptyWorld } from '../world.ts'
import { readSettings, type Settings } from './settings.ts'
import { type Strings, strings } from './strings.ts'

/** A chat of the page: an officer's own with the bot, or a group everybody is in. */
export type Place = {
  readonly id: string
  readonly name: string
  readonly role: string
  readonly isGroup: boolean
  readonly language: string
}

/** What somebody is about to say. `speaker` is whose voice it will be. */
export type Draft = { text: string; replyTo: string | null; files: File[]; speaker: string }

export type App = {
  world: World
  readonly settings: Settings
  text: Strings
  intro: Snapshot['intro']
  /** Sandbox clock minus this computer's, in milliseconds. */
  skew: number
  /** The chat a telephone shows; null shows the list. */
  open: string | null
  readonly drafts: Map<string, Draft>
  /** Presses of this tab whose button still waits. */
  readonly waiting: Set<string>
  /** Draws whatever changed. */
  readonly draw: () => void
  readonly redrawAll: () => void
  /** Brings a chat into view and puts the cursor there. */
  readonly reveal: (chat: string) => void
  readonly hide: (chat: string) => void
  readonly toast: (chat: string, words: string, isTrouble: boolean) => void
}

export function createApp(acts: Pick<App, 'draw' | 'redrawAll' | 'reveal' | 'hide' | 'toast'>): App {
  const settings = readSettings()
  const text = strings[settings.language]
  const kept = { drafts: new Map(), waiting: new Set<string>() }
  return { world: emptyWorld, settings, text, intro: null, skew: 0, open: null, ...kept, ...acts }
}

/** The sandbox's present in milliseconds. */
export function nowIn(app: App): number {
  return Date.now() + app.skew
}

/** Every chat, officers first. */
export function placesIn(app: App): readonly Place[] {
  return [...app.world.users.map(placeOfUser), ...app.world.groups.map((group) => placeOfGroup(group, app))]
}

export function messagesIn(app: App, chat: string): readonly Message[] {
  return app.world.chats[chat] ?? []
}

/** The draft of a chat, begun when there is none. */
export function draftIn(app: App, place: Place): Draft {
  const draft = app.drafts.get(place.id) ?? { text: '', replyTo: null, files: [], speaker: speakerIn(app, place) }
  app.drafts.set(place.id, draft)
  return draft
}

/** The presses under a message that this tab still waits for. */
export function waitingUnder(app: App, message: string): readonly Press[] {
  return app.world.presses.filter((press) => press.waiting && press.message === message && app.waiting.has(press.press))
}

/** Messages of the bot after the last one read. */
export function unreadIn(app: App, chat: string): number {
  const read = app.settings.read[chat] ?? 0
  return messagesIn(app, chat).filter((message) => message.kind === 'card' && numberOf(message) > read).length
}

/** Messages are numbered upwards: m7 came before m12. */
export function numberOf(message: Message): number {
  return Number(message.id.slice(1))
}

function placeOfUser({ id, name, role, language }: User): Place {
  return { id, name, role, language, isGroup: false }
}

function placeOfGroup({ id, name }: Group, app: App): Place {
  return { id, name, role: app.text.channels, language: 'vi', isGroup: true }
}

function speakerIn(app: App, place: Place): string {
  const group = app.world.groups.find(({ id }) => id === place.id)
  return group === undefined ? place.id : (group.speaker ?? app.world.users[0]?.id ?? '')
}
