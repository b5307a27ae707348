/**
 * Updates that Zalo brings. Who brings them proves itself by the secret, in a plain header. No second delivery is documented:
 * what cannot be stored at once is tried for a few seconds more before Zalo hears a no.
 */
import { z } from 'zod'
import { isSecret, parseJson } from '../brought.ts'
import type { Brought, MessengerTools, RawUpdate, Take, WebhookReply } from '../messenger.ts'
import type { Call } from './client.ts'
import { describeFailure } from './failure.ts'
import { readUpdate } from './receive.ts'

export type WebhookTools = {
  readonly call: Call
  /** 8-256 of A-Z a-z 0-9 _ - */
  readonly secret: string
  readonly callSeconds: number
  readonly log: MessengerTools['log']
  readonly wait: (milliseconds: number) => Promise<void>
  readonly learnName: () => Promise<void>
}

const refused: WebhookReply = { status: 401 }
const stored: WebhookReply = { status: 200 }

/** Milliseconds between the tries to store an update. */
const patience = [500, 3000] as const

/** Zalo keeps the address even when it could not reach it, and says so in the answer. */
const taken = z.object({
  verification: z.object({
    ok: z.boolean(),
    outcome: z.string().nullish(),
    status_code: z.number().nullish(),
    hint: z.string().nullish(),
  }),
})

export function createWebhook(tools: WebhookTools): Brought {
  return {
    kind: 'webhook',
    open: (url) => open(tools, url),
    async accept({ headers, body }, take) {
      if (!isSecret(headers['x-bot-api-secret-token'] ?? '', tools.secret)) return refused
      const update = readUpdate(parseJson(body))
      // With the right secret and nothing to take: Zalo tries the address out.
      if (update !== null) await takePatiently(tools, update, take)
      return stored
    },
    isBehind: null,
  }
}

async function open({ call, secret, callSeconds, log, learnName }: WebhookTools, url: string): Promise<void> {
  try {
    await learnName()
    const { data } = taken.safeParse(await call('setWebhook', { url, secret_token: secret }, callSeconds))
    if (data !== undefined && !data.verification.ok)
      log('error', 'Zalo cannot reach the webhook: check PUBLIC_URL from outside', data.verification)
  } catch (error) {
    throw new Error(`Zalo did not take the webhook: ${describeFailure(error)}`, { cause: error })
  }
}

async function takePatiently({ log, wait }: WebhookTools, update: RawUpdate, take: Take): Promise<void> {
  for (const pause of patience) {
    try {
      return await take(update)
    } catch {
      log('warn', 'an update of Zalo could not be stored and is tried again', { update: update.id })
      await wait(pause)
    }
  }
  await take(update)
}
