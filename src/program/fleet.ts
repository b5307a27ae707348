/**
 * The bots of this process: each joins by itself, tried until it can, and then takes in and delivers. One that cannot be
 * reached holds up no other. Knows no messenger by name.
 */
import { comeAgain, type VendorAnswer, type VendorCall } from '../http/webhooks.ts'
import { describeFault } from '../jobs/fault.ts'
import type { Bot, Ground } from '../jobs/ground.ts'
import { type Ingress, startIngress } from '../jobs/ingress.ts'
import type { Loop } from '../jobs/loop.ts'
import { pause } from '../jobs/pause.ts'
import type { Messenger } from '../messengers/messenger.ts'
import type { Leadership } from '../store/leadership.ts'

/** A bot that ought to be here. */
export type Wanted = {
  readonly id: string
  readonly committeeId: string
  /** The messenger's name. */
  readonly messenger: string
  /** @throws when it cannot be joined now; that is tried again */
  readonly connect: () => Promise<Messenger>
}

export type Fleet = {
  /** Joins a bot, now or as soon as it can be. */
  readonly join: (wanted: Wanted) => void
  /** Lets a bot go; resolves when nothing of it is under way. */
  readonly leave: (id: string) => Promise<void>
  /** Answers what a vendor brought; null when no bot has this address. */
  readonly take: (call: VendorCall) => Promise<VendorAnswer | null>
  /** Nothing more comes in when this resolves; what was stored stays. */
  readonly stop: () => Promise<void>
}

export type FleetParts = {
  readonly ground: Ground
  /** The lists the ground shows; the fleet alone changes them. */
  readonly bots: Bot[]
  readonly expected: string[]
  readonly leadership: Leadership
  readonly loop: Loop
  /** How the outside reaches this host. */
  readonly publicUrl: string | null
}

type Member = {
  readonly wanted: Wanted
  readonly stopping: AbortController
  joined: Promise<void>
  running: { readonly bot: Bot; readonly ingress: Ingress } | null
}

export function createFleet({ ground, bots, expected, leadership, loop, publicUrl }: FleetParts): Fleet {
  const members = new Map<string, Member>()

  async function enlist(member: Member): Promise<void> {
    const messenger = await joinUntil(ground, member.wanted, member.stopping.signal)
    if (messenger === null || member.stopping.signal.aborted) return
    const { id, committeeId } = member.wanted
    const address = publicUrl === null ? null : `${publicUrl}${pathOf(member.wanted)}`
    const bot: Bot = { id, committeeId, messenger, address: messenger.ingress.kind === 'webhook' ? address : null }
    bots.push(bot)
    loop.joins(bot)
    member.running = { bot, ingress: startIngress(ground, bot, { onStored: loop.wake, address, leadership }) }
  }

  async function dismiss({ stopping, joined, running }: Member): Promise<void> {
    stopping.abort()
    await joined
    await running?.ingress.stop()
  }

  return {
    join(wanted) {
      const stopping = new AbortController()
      const member: Member = { wanted, stopping, joined: Promise.resolve(), running: null }
      members.set(wanted.id, member)
      expected.push(wanted.id)
      member.joined = enlist(member)
    },
    async leave(id) {
      const member = members.get(id)
      if (member === undefined) return
      members.delete(id)
      remove(expected, id)
      await dismiss(member)
      if (member.running === null) return
      // What is under way is still this bot's to write down.
      await loop.leaves(member.running.bot)
      remove(bots, member.running.bot)
    },
    async take({ messenger, bot, headers, body }) {
      const called = addressed([...members.values()], messenger, bot)
      for (const { running } of called) {
        const reply = (await running?.ingress.accept({ headers, body })) ?? null
        if (reply !== null) return reply
      }
      return called.every(({ running }) => running !== null) ? null : comeAgain
    },
    async stop() {
      await Promise.all([...members.values()].map(dismiss))
    },
  }
}

function remove<T>(list: T[], one: T): void {
  const index = list.indexOf(one)
  if (index >= 0) list.splice(index, 1)
}

/** Where the vendor brings a bot's updates. The bots of the settings are called as their messenger is. */
export function pathOf({ id, messenger }: Pick<Wanted, 'id' | 'messenger'>): string {
  return id === messenger ? `/webhooks/${messenger}` : `/webhooks/${messenger}/${id}`
}

/** Whose call it may be: the one of the address first, then the others of the messenger, which may share one address. */
function addressed(members: readonly Member[], messenger: string, bot: string | null): readonly Member[] {
  const same = members.filter(({ wanted }) => wanted.messenger === messenger)
  const named = same.filter(({ wanted }) => wanted.id === (bot ?? messenger))
  if (bot !== null && named.length === 0) return []
  return [...named, ...same.filter((member) => !named.includes(member))]
}

/** Joins as soon as it can be; null when it was told to stop before. */
async function joinUntil(ground: Ground, { id, connect }: Wanted, signal: AbortSignal): Promise<Messenger | null> {
  for (let tries = 1; !signal.aborted; tries += 1) {
    try {
      return await connect()
    } catch (error) {
      ground.log('error', 'A bot cannot be joined; it is tried again', { bot: id, tries, error: describeFault(error) })
    }
    await pause(Math.min(60, 2 ** (tries - 1)), signal)
  }
  return null
}
