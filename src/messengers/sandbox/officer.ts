/**
 * What an officer may do on the page, as a vendor would let them. Expected trouble comes back as a code the page has
 * words for; whatever goes through is one journal entry and, by that, one update for the program.
 */
import type { Field } from '../../cards/card.ts'
import type { Chat, IncomingFile, Sender, VendorId } from '../messenger.ts'
import type { Vendor } from './vendor.ts'
import type { Message, World } from './world.ts'

export type Refused =
  | 'no-such-chat'
  | 'no-such-message'
  | 'no-such-button'
  | 'no-such-form'
  | 'no-buttons-here'
  | 'you-blocked-the-bot'
  | 'nothing-to-say'
  | 'too-long'
  | 'already-pressed'
  | 'fields-missing'
  | 'not-forward'
  | 'too-far'
export type Done = { readonly done: true } | { readonly refused: Refused; readonly fields?: readonly string[] }

/** The longest text one message takes, in UTF-16 units: what Telegram takes. */
const longestText = 4096
/** The furthest the clock goes at once. */
const furthestDays = 400

type Place = { readonly chat: VendorId; readonly user: VendorId }

/** Somebody writes, with or without files, perhaps under another message. */
export function say(
  vendor: Vendor,
  {
    text,
    files,
    replyTo,
    ...place
  }: Place & { text: string; files: readonly IncomingFile[]; replyTo: VendorId | null },
): Done {
  const found = findPlace(vendor.world(), place)
  if ('refused' in found) return found
  if (text.trim() === '' && files.length === 0) return { refused: 'nothing-to-say' }
  if (text.length > longestText) return { refused: 'too-long' }
  const answered = replyTo === null ? null : findMessage(vendor.world(), place.chat, replyTo)
  if (answered === undefined) return { refused: 'no-such-message' }
  const reply = answered === null ? null : { id: answered.id, ours: answered.kind === 'card' }
  vendor.add({ type: 'said', ...found, text, files, replyTo: reply })
  return { done: true }
}

/** Somebody presses a button. `press` is chosen by the page, which so recognises the answer; pressing it twice is once. */
export function pressButton(
  vendor: Vendor,
  { message, action, press, ...place }: Place & { message: VendorId; action: string; press: string },
): Done {
  const world = vendor.world()
  const found = findPlace(world, place)
  if ('refused' in found) return found
  if (world.plain) return { refused: 'no-buttons-here' }
  if (world.presses.some((known) => known.press === press)) return { refused: 'already-pressed' }
  const under = findMessage(world, place.chat, message)
  if (under === undefined) return { refused: 'no-such-message' }
  if (!actionsOf(under).includes(action)) return { refused: 'no-such-button' }
  vendor.add({ type: 'pressed', ...found, press, message, action })
  return { done: true }
}

/** Somebody sends the form before them. `files` are the shelved ones by field key. */
export function fillForm(
  vendor: Vendor,
  {
    press,
    values,
    files,
  }: {
    press: string
    values: Readonly<Record<string, string>>
    files: Readonly<Record<string, readonly IncomingFile[]>>
  },
): Done {
  const open = vendor.world().forms.find((form) => form.press === press)
  if (open === undefined) return { refused: 'no-such-form' }
  const entered = Object.fromEntries(open.form.fields.map((field) => [field.key, enteredIn(field, values, files)]))
  const fields = open.form.fields
    .filter((field) => field.required && entered[field.key] === '')
    .map((field) => field.key)
  if (fields.length > 0) return { refused: 'fields-missing', fields }
  if (Object.values(entered).some((value) => value.length > longestText)) return { refused: 'too-long' }
  const { chat, sender, form } = open
  const attached = form.fields.flatMap((field) => (field.kind === 'file' ? (files[field.key] ?? []) : []))
  vendor.add({ type: 'filled', chat, sender, press, action: form.action, values: entered, files: attached })
  return { done: true }
}

/** Somebody closes the form before them without sending it. */
export function dropForm(vendor: Vendor, press: string): Done {
  if (!vendor.world().forms.some((form) => form.press === press)) return { refused: 'no-such-form' }
  vendor.add({ type: 'form-dropped', press })
  return { done: true }
}

/** Somebody blocks the bot or takes it back. */
export function changeReach(vendor: Vendor, { user, reachable }: { user: VendorId; reachable: boolean }): Done {
  const known = vendor.world().users.find(({ id }) => id === user)
  if (known === undefined) return { refused: 'no-such-chat' }
  if (vendor.world().blocked.includes(user) !== reachable) return { done: true }
  const sender = { id: known.id, name: known.name }
  vendor.add({ type: 'reach-changed', chat: { id: user, kind: 'private' }, sender, reachable })
  return { done: true }
}

/** The clock is moved, forward only. */
export function moveClock(vendor: Vendor, to: Temporal.Instant): Done {
  const ahead = to.epochMilliseconds - vendor.now().epochMilliseconds
  if (ahead <= 0) return { refused: 'not-forward' }
  if (ahead > furthestDays * 24 * 3600 * 1000) return { refused: 'too-far' }
  vendor.add({ type: 'clock-moved', offset: vendor.world().offset + ahead })
  return { done: true }
}

/** Buttons, edits and forms are taken away (the plain face) or given back. */
export function turnFace(vendor: Vendor, plain: boolean): void {
  if (vendor.world().plain !== plain) vendor.add({ type: 'face-turned', plain })
}

function findPlace(world: World, { chat, user }: Place): { chat: Chat; sender: Sender } | { refused: Refused } {
  const known = world.users.find(({ id }) => id === user)
  const isGroup = world.groups.some(({ id }) => id === chat)
  if (known === undefined || !(isGroup || chat === user)) return { refused: 'no-such-chat' }
  if (!isGroup && world.blocked.includes(user)) return { refused: 'you-blocked-the-bot' }
  return { chat: { id: chat, kind: isGroup ? 'group' : 'private' }, sender: { id: known.id, name: known.name } }
}

function findMessage(world: World, chat: VendorId, id: VendorId): Message | undefined {
  return world.chats[chat]?.find((message) => message.id === id)
}

function actionsOf(message: Message): readonly string[] {
  if (message.kind !== 'card') return []
  return message.card.blocks.flatMap((block) =>
    block.kind === 'buttons' ? block.buttons.map(({ action }) => action) : [],
  )
}

function enteredIn(
  field: Field,
  values: Readonly<Record<string, string>>,
  files: Readonly<Record<string, readonly IncomingFile[]>>,
): string {
  if (field.kind === 'file') return (files[field.key] ?? []).map(({ handle }) => handle).join(',')
  const value = (values[field.key] ?? '').trim()
  if (field.kind === 'text') return value
  const offered = field.options.map((option) => option.value)
  return value
    .split(',')
    .filter((one) => offered.includes(one))
    .join(',')
}
