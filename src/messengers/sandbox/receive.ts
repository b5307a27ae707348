/** Turns what officers did into what the program understands, and hands it over: at least once, in order, until taken. */
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { Incoming, RawUpdate, Take } from '../messenger.ts'
import type { Vendor } from './vendor.ts'
import type { OfficerEntry } from './world.ts'

/** How long to leave the program alone after it could not take an update. */
const retryMilliseconds = 250

const file = z.object({ handle: z.string(), name: z.string(), mime: z.string(), size: z.number().nullable() })
const place = {
  at: z.number(),
  chat: z.object({ id: z.string(), kind: z.enum(['private', 'group']) }),
  sender: z.object({ id: z.string(), name: z.string() }),
}
const officerEntry = z.discriminatedUnion('type', [
  z.object({
    ...place,
    type: z.literal('said'),
    text: z.string(),
    files: z.array(file),
    replyTo: z.object({ id: z.string(), ours: z.boolean() }).nullable(),
  }),
  z.object({ ...place, type: z.literal('pressed'), press: z.string(), message: z.string(), action: z.string() }),
  z.object({
    ...place,
    type: z.literal('filled'),
    action: z.string(),
    values: z.record(z.string(), z.string()),
    files: z.array(file),
  }),
  z.object({ ...place, type: z.literal('reach-changed'), reachable: z.boolean() }),
])

/** Null for a body no journal of ours has written. */
export function receive(update: RawUpdate): Incoming | null {
  const read = officerEntry.safeParse(update.body)
  if (!read.success) return null
  const { chat, sender, at } = read.data
  return { chat, sender, ...meaningOf(read.data, Temporal.Instant.fromEpochMilliseconds(at)) }
}

type WithoutPlace<T> = T extends unknown ? Omit<T, 'chat' | 'sender'> : never

function meaningOf(entry: z.infer<typeof officerEntry>, at: Temporal.Instant): WithoutPlace<Incoming> {
  switch (entry.type) {
    case 'said':
      return {
        kind: 'text',
        at,
        text: entry.text,
        replyTo: entry.replyTo?.ours ? entry.replyTo.id : null,
        files: entry.files,
        press: null,
      }
    // Like Telegram, presses and forms carry no time of their own.
    case 'pressed':
      return { kind: 'press', at: null, action: entry.action, message: entry.message, press: entry.press }
    case 'filled':
      return { kind: 'form', at: null, action: entry.action, values: entry.values, files: entry.files }
    case 'reach-changed':
      return { kind: 'reach', at, reachable: entry.reachable }
    default:
      return entry satisfies never
  }
}

/** Hands over what is pending, oldest first, until the signal aborts. Confirmed only once `take` has resolved. */
export async function pull(
  vendor: Vendor,
  { take, onCaughtUp }: { readonly take: Take; readonly onCaughtUp: () => void },
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const next = vendor.world().pending[0]
    if (next === undefined) {
      onCaughtUp()
      await somethingNew(vendor, signal)
    } else await handOver(vendor, next, { take, signal })
  }
}

type Taking = { readonly take: Take; readonly signal: AbortSignal }

/** Milliseconds after which an idle vendor says again that nothing waits. */
const idle = 5_000

async function handOver(vendor: Vendor, entry: OfficerEntry, { take, signal }: Taking): Promise<void> {
  try {
    await take({ id: `${vendor.world().epoch}-${entry.seq}`, chat: entry.chat.id, body: entry })
  } catch (error) {
    vendor.log('warn', 'an update of the sandbox was not taken and will come again', {
      update: entry.seq,
      error: String(error),
    })
    await wait(retryMilliseconds, undefined, { signal }).catch(() => {})
    return
  }
  vendor.add({ type: 'confirmed', update: entry.seq })
}

function somethingNew(vendor: Vendor, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const stop = vendor.listen(() => resolve())
  signal.addEventListener('abort', () => resolve(), { once: true })
  const timer = setTimeout(resolve, idle)
  return promise.finally(() => {
    clearTimeout(timer)
    stop()
  })
}
