/** The program's own door for webhooks, with nothing behind it but what a test puts there. */
import { type RunningServer, startServer } from '../../src/http/server.ts'
import { createWebhooks, type WebhookOptions } from '../../src/http/webhooks.ts'

export async function openWebhookDoor(
  take: WebhookOptions['take'],
  rest: Omit<WebhookOptions, 'take'> & { readonly onError?: (error: unknown) => void } = {},
): Promise<RunningServer> {
  const { onError = () => {}, ...options } = rest
  return startServer({
    host: '127.0.0.1',
    port: 0,
    routes: [createWebhooks({ take, ...options })],
    health: async () => [],
    ready: async () => [],
    metrics: async () => '',
    onError,
    bodyBytes: 36 * 1024 * 1024,
    closeMs: 50,
  })
}
