/** What the bot may do here, and how it ends. Nothing in this vendor is ever too fast, so it never says `retry-later`. */
import { isDeepStrictEqual } from 'node:util'
import type { Card, Form } from '../../cards/card.ts'
import type { Edit, IncomingFile, Post, Sending, VendorId } from '../messenger.ts'
import { encode, faultOf } from './encode.ts'
import type { Vendor } from './vendor.ts'
import type { Message, Press } from './world.ts'

/** Posts a card. The same key is the same message, however often it is tried. */
export async function post(vendor: Vendor, { chat, card, replyTo, silent, key }: Post): Promise<Sending> {
  const obstacle = obstacleIn(vendor, chat) ?? rejectedFor(vendor, card)
  if (obstacle !== null) return obstacle
  const shown = await encode(card, vendor.shelf)
  const messages = vendor.world().chats[chat] ?? []
  const earlier = messages.find((message) => message.kind === 'card' && message.key === key)
  if (earlier !== undefined) return sentAt([earlier.id], earlier.at)
  const under = messages.some(({ id }) => id === replyTo) ? replyTo : null
  const entry = vendor.add({ type: 'posted', chat, card: shown, replyTo: under, silent, key })
  return sentAt([`m${entry.seq}`], entry.at)
}

/** Replaces a card in place. One that looks the same already, or is gone, counts as replaced. */
export async function edit(vendor: Vendor, { chat, messages, card }: Edit): Promise<Sending> {
  if (vendor.world().plain) return { outcome: 'rejected', reason: 'this face has no edits' }
  const obstacle = obstacleIn(vendor, chat) ?? rejectedFor(vendor, card)
  if (obstacle !== null) return obstacle
  const shown = await encode(card, vendor.shelf)
  const known = vendor.world().chats[chat]?.find(({ id }) => id === messages[0])
  if (isCard(known) && !isDeepStrictEqual(known.card, shown))
    vendor.add({ type: 'edited', chat, message: known.id, card: shown })
  return sentNow(vendor, messages)
}

/** Lets the button stop waiting, with a few words for the presser alone. Too late counts as sent. */
export async function answer(vendor: Vendor, press: string, text: string | null): Promise<Sending> {
  const known = findPress(vendor, press)
  const isNews = known !== undefined && (known.waiting || text !== null)
  if (isNews) vendor.add({ type: 'answered', press, chat: known.chat.id, user: known.sender.id, text })
  return sentNow(vendor, [])
}

/** Puts a form before whoever pressed. */
export async function openForm(vendor: Vendor, press: string, form: Form): Promise<Sending> {
  const known = findPress(vendor, press)
  if (vendor.world().plain) return { outcome: 'rejected', reason: 'this face has no forms' }
  if (known === undefined) return { outcome: 'rejected', reason: 'the press is too old to open a form' }
  vendor.add({ type: 'form-opened', press, chat: known.chat, sender: known.sender, form })
  return sentNow(vendor, [])
}

/** The bytes of a file somebody sent. A handle we never gave out throws. */
export async function download(vendor: Vendor, file: IncomingFile, limit: number): Promise<Uint8Array | 'too-large'> {
  const bytes = await vendor.shelf.get(file.handle)
  if (bytes === null) throw new Error(`The sandbox has no file ${file.handle}`)
  return bytes.length > limit ? 'too-large' : bytes
}

function obstacleIn(vendor: Vendor, chat: VendorId): Sending | null {
  const { users, groups, blocked } = vendor.world()
  if (blocked.includes(chat)) return { outcome: 'unreachable', reason: 'blocked', movedTo: null }
  if ([...users, ...groups].some(({ id }) => id === chat)) return null
  return { outcome: 'unreachable', reason: 'no such chat', movedTo: null }
}

function rejectedFor(vendor: Vendor, card: Card): Sending | null {
  const reason = faultOf(card, { buttons: !vendor.world().plain })
  return reason === null ? null : { outcome: 'rejected', reason }
}

function findPress(vendor: Vendor, press: string): Press | undefined {
  return vendor.world().presses.find((known) => known.press === press)
}

function isCard(message: Message | undefined): message is Extract<Message, { kind: 'card' }> {
  return message?.kind === 'card'
}

function sentNow(vendor: Vendor, messages: readonly VendorId[]): Sending {
  return { outcome: 'sent', messages, at: vendor.now() }
}

function sentAt(messages: readonly VendorId[], at: number): Sending {
  return { outcome: 'sent', messages, at: Temporal.Instant.fromEpochMilliseconds(at) }
}
