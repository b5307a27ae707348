/**
 * How a bot's updates come in, kept going for ever: pulled by one process of all, or brought to an address the vendor was
 * told. Only the process that leads a bot says which, so that two that are set differently never take the bot from each
 * other; and it notes how far the bot has been taken in, and keeps its access.
 */
import type { Brought, Pulled, Take, WebhookReply, WebhookRequest } from '../messengers/messenger.ts'
import type { Held, Leadership } from '../store/leadership.ts'
import { describeFault } from './fault.ts'
import type { Bot, Ground } from './ground.ts'
import { createIntake } from './intake.ts'
import { pause } from './pause.ts'
import { noteWhilePulling, watchBrought } from './taken-in.ts'

/** Seconds after which a process asks again whether it may lead. */
export const askAgainSeconds = 2
/** How often a bot sees to its access while this process leads it. */
const keepAccessSeconds = 300

export type Ingress = {
  /** Answers a request brought to the bot's address; null when it is another bot's, or this one's updates are pulled. */
  readonly accept: (request: WebhookRequest) => Promise<WebhookReply | null>
  /** Resolves when the update under way is stored and no further one comes. */
  readonly stop: () => Promise<void>
}

export type IngressOptions = {
  /** Told whenever an update was stored. */
  readonly onStored: () => void
  /** Where the vendor brings this bot's updates; null when the outside does not reach this host. */
  readonly address: string | null
  readonly leadership: Leadership
}

/** Starts taking in. Whatever fails is tried again, and told. */
export function startIngress(ground: Ground, bot: Bot, { onStored, address, leadership }: IngressOptions): Ingress {
  const stopping = new AbortController()
  const { signal } = stopping
  const { ingress } = bot.messenger
  let taken = 0
  const take = createIntake(ground, bot, () => {
    taken += 1
    onStored()
  })
  const work = async (alone: AbortSignal): Promise<void> => {
    const kept = keepAccess(bot, alone)
    if (ingress.kind === 'pull') {
      await Promise.all([kept, keepPulling(ground, bot, { ingress, take, signal: alone })])
    } else {
      const opened = openAddress(ground, bot, { ingress, address, signal: alone })
      await Promise.all([kept, opened, watchBrought(ground, { bot, brought: ingress, taken: () => taken }, alone)])
    }
  }
  const ended = leadAgain(ground, bot, { leadership, signal, work })
  return {
    accept: async (request) => (ingress.kind === 'webhook' ? ingress.accept(request, take) : null),
    async stop() {
      stopping.abort()
      await ended
    },
  }
}

type Leading = {
  readonly leadership: Leadership
  readonly signal: AbortSignal
  readonly work: (alone: AbortSignal) => Promise<void>
}

/** Works whenever this process leads the bot, until told to stop; `alone` aborts when it leads no longer. */
async function leadAgain(ground: Ground, bot: Bot, { leadership, signal, work }: Leading): Promise<void> {
  while (!signal.aborted) {
    const held = await leadership.take(`bot ${bot.id}`).catch((error: unknown) => {
      ground.log('warn', 'Nobody knows who leads a bot; it is asked again', {
        bot: bot.id,
        error: describeFault(error),
      })
      return null
    })
    if (held !== null) await workWhile(held, signal, work)
    await pause(askAgainSeconds, signal)
  }
}

async function workWhile({ lost, release }: Held, signal: AbortSignal, work: Leading['work']): Promise<void> {
  const ending = new AbortController()
  void lost.then(() => ending.abort())
  try {
    await work(AbortSignal.any([signal, ending.signal]))
  } finally {
    await release()
  }
}

async function keepAccess({ messenger }: Bot, signal: AbortSignal): Promise<void> {
  while (messenger.keepAccess !== undefined && !signal.aborted) {
    await messenger.keepAccess()
    await pause(keepAccessSeconds, signal)
  }
}

type Pulling = { readonly ingress: Pulled; readonly take: Take; readonly signal: AbortSignal }

async function keepPulling(ground: Ground, bot: Bot, { ingress, take, signal }: Pulling): Promise<void> {
  while (!signal.aborted) {
    await ingress.pull(take, signal, noteWhilePulling(ground, bot)).catch((error: unknown) => {
      ground.log('error', 'Pulling updates failed and is tried again', { bot: bot.id, error: describeFault(error) })
    })
    await pause(1, signal)
  }
}

type Opening = { readonly ingress: Brought; readonly address: string | null; readonly signal: AbortSignal }

/** Tells the vendor where to, until it knows. */
async function openAddress(ground: Ground, bot: Bot, { ingress, address, signal }: Opening): Promise<void> {
  if (address === null) return
  for (let tries = 1; !signal.aborted; tries += 1) {
    try {
      await ingress.open(address)
      return ground.log('info', 'Updates are brought', { bot: bot.id })
    } catch (error) {
      const facts = { bot: bot.id, tries, error: describeFault(error) }
      ground.log('warn', 'The vendor does not take the address for updates; it is told again', facts)
    }
    await pause(Math.min(60, 2 ** (tries - 1)), signal)
  }
}
