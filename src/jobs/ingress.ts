/** How a bot's updates come in, kept going for ever: pulled, or brought to an address the vendor was told. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Brought, Pulled, WebhookReply, WebhookRequest } from '../messengers/messenger.ts'
import { describeFault } from './fault.ts'
import type { Bot, Ground } from './ground.ts'
import { createIntake } from './intake.ts'

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
}

/** Starts taking in. Whatever fails is tried again, and told. */
export function startIngress(ground: Ground, bot: Bot, { onStored, address }: IngressOptions): Ingress {
  const stopping = new AbortController()
  const { ingress } = bot.messenger
  const take = createIntake(ground, bot, onStored)
  const ended =
    ingress.kind === 'pull'
      ? keepPulling(ground, bot, { ingress, take, signal: stopping.signal })
      : openAddress(ground, bot, { ingress, address, signal: stopping.signal })
  return {
    accept: async (request) => (ingress.kind === 'webhook' ? ingress.accept(request, take) : null),
    async stop() {
      stopping.abort()
      await ended
    },
  }
}

type Pulling = {
  readonly ingress: Pulled
  readonly take: ReturnType<typeof createIntake>
  readonly signal: AbortSignal
}

async function keepPulling(ground: Ground, bot: Bot, { ingress, take, signal }: Pulling): Promise<void> {
  while (!signal.aborted) {
    await ingress
      .pull(take, signal, () => {})
      .catch((error: unknown) => {
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

/** An abort ends the pause, it does not make it fail. */
async function pause(seconds: number, signal: AbortSignal): Promise<void> {
  await sleep(seconds * 1000, undefined, { signal }).catch(() => undefined)
}
