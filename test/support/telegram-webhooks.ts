/**
 * Telegram bringing updates to a webhook: in order within a chat, the chats side by side, each until it got a 2xx. The
 * first redelivery comes at once unless the answer says Retry-After; then after a doubling while. Source:
 * tdlib/telegram-bot-api, WebhookActor.cpp.
 */
import type { TelegramVendor, Update } from './telegram-vendor.ts'

/** One bringing, and the answer: its status, 0 when there was none. */
export type Brought = { readonly update: number; readonly chat: number; readonly status: number }

export type WebhookDelivery = {
  /** Every bringing so far, in order of its end. */
  readonly brought: readonly Brought[]
  /** Resolves when nothing is under way; nothing is brought afterwards. */
  stop(): Promise<void>
}

export type WebhookDeliveryOptions = {
  /** Where a public address really leads; undefined: nowhere. */
  readonly resolve: (url: string) => string | undefined
  /** Lets the vendor's time pass while a redelivery waits; otherwise it waits for a test to move time. */
  readonly pass?: (seconds: number) => void
}

type Attempt = { readonly tries: number; readonly notBefore: number }

const longestSeconds = 60

export function startWebhookDelivery(
  vendor: TelegramVendor,
  { resolve, pass }: WebhookDeliveryOptions,
): WebhookDelivery {
  const brought: Brought[] = []
  let isStopped = false
  const busy = new Map<number, Promise<void>>()
  const attempts = new Map<number, Attempt>()

  async function bring(update: Update, chat: number): Promise<void> {
    const { webhook } = vendor
    const to = webhook && resolve(webhook.url)
    const answer = to ? await call(to, update, webhook?.secret ?? '') : null
    brought.push({ update: update.update_id, chat, status: answer?.status ?? 0 })
    if (answer?.ok) return vendor.confirm(update.update_id)
    const tries = (attempts.get(update.update_id)?.tries ?? 0) + 1
    const asked = Number(answer?.headers.get('retry-after') ?? Number.NaN)
    const seconds = Number.isNaN(asked) ? Math.min(longestSeconds, tries === 1 ? 0 : 2 ** (tries - 2)) : asked
    attempts.set(update.update_id, { tries, notBefore: vendor.now + seconds * 1000 })
    vendor.lastError = answer === null ? 'Connection refused' : `Wrong response from the webhook: ${answer.status}`
    pass?.(seconds)
  }

  function look(): void {
    if (vendor.webhook === null || isStopped) return
    const seen = new Set<number>()
    for (const update of vendor.updates) {
      const chat = chatOf(update)
      if (seen.has(chat) || busy.has(chat)) continue
      seen.add(chat)
      if ((attempts.get(update.update_id)?.notBefore ?? 0) > vendor.now) continue
      const going = bring(update, chat).finally(() => {
        busy.delete(chat)
        look()
      })
      busy.set(chat, going)
    }
  }

  const timer = setInterval(look, 10)
  look()
  return {
    brought,
    async stop() {
      clearInterval(timer)
      isStopped = true
      await Promise.all(busy.values())
    },
  }
}

/** The chat of an update; one without a chat is its own queue. */
function chatOf(update: Update): number {
  const { message, my_chat_member: membership, callback_query: query } = update as Readonly<Record<string, Told>>
  return (message ?? membership ?? query?.message)?.chat?.id ?? update.update_id
}
type Told = { readonly chat?: { readonly id: number }; readonly message?: Told } | undefined

async function call(url: string, update: Update, secret: string): Promise<Response | null> {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
      body: JSON.stringify(update),
      signal: AbortSignal.timeout(60_000),
    })
  } catch {
    return null
  }
}
