/** Updates that Telegram brings: who brings them proves itself by the secret, and gets its yes only when they are stored. */
import type { Api } from 'grammy'
import { isSecret, parseJson } from '../brought.ts'
import type { Brought, WebhookReply } from '../messenger.ts'
import { withoutSecrets } from './failure.ts'
import { readUpdate, wantedUpdates } from './receive.ts'

export type WebhookTools = {
  readonly api: Api
  /** 1-256 of A-Z a-z 0-9 _ - */
  readonly secret: string
  readonly learnName: () => Promise<void>
}

const refused: WebhookReply = { status: 401 }
const unreadable: WebhookReply = { status: 400 }
const stored: WebhookReply = { status: 200 }

/** Any 2xx is a yes; without one Telegram brings the update again, for up to 24 hours, and the rest of its chat waits. */
export function createWebhook({ api, secret, learnName }: WebhookTools): Brought {
  return {
    kind: 'webhook',
    open: (url) =>
      withoutSecrets('Telegram did not take the webhook', async () => {
        await learnName()
        await api.setWebhook(url, { secret_token: secret, allowed_updates: wantedUpdates })
      }),
    async accept({ headers, body }, take) {
      if (!isSecret(headers['x-telegram-bot-api-secret-token'] ?? '', secret)) return refused
      const update = readUpdate(parseJson(body))
      if (update === null) return unreadable
      await take(update)
      return stored
    },
    isBehind: () =>
      withoutSecrets('Telegram does not say what waits', async () => {
        const { pending_update_count } = await api.getWebhookInfo()
        return pending_update_count > 0
      }),
  }
}
