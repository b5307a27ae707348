import { afterEach, expect, test } from 'vitest'
import type { RunningServer } from '../../src/http/server.ts'
import type { VendorAnswer, VendorCall } from '../../src/http/webhooks.ts'
import { openWebhookDoor } from '../support/webhook-door.ts'

const open: RunningServer[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((door) => door.close()))
})

async function start(...parameters: Parameters<typeof openWebhookDoor>): Promise<string> {
  const door = await openWebhookDoor(...parameters)
  open.push(door)
  return door.url
}

const post = (url: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', body, headers })

test('a call goes on with its messenger, its bot, its headers in lower case and the bytes of its body', async () => {
  const calls: VendorCall[] = []
  const url = await start(async (call) => {
    calls.push(call)
    return { status: 200 }
  })
  const bytes = Uint8Array.of(0x7b, 0xff, 0x00, 0x7d)
  await post(`${url}/webhooks/slack`, bytes, { 'X-Slack-Signature': 'v0=Ab' })
  await post(`${url}/webhooks/zalo-oa/so-2`, '{}')
  expect(calls).toMatchObject([
    { messenger: 'slack', bot: null, headers: { 'x-slack-signature': 'v0=Ab' }, body: bytes },
    { messenger: 'zalo-oa', bot: 'so-2', body: new TextEncoder().encode('{}') },
  ])
})

test.each<[VendorAnswer | null, number, string, string | null]>([
  [{ status: 200 }, 200, '', null],
  [{ status: 401 }, 401, '', null],
  [{ status: 200, body: 'challenge', headers: { 'content-type': 'text/plain' } }, 200, 'challenge', 'text/plain'],
  [{ status: 200, body: { response_action: 'clear' } }, 200, '{"response_action":"clear"}', 'application/json'],
  [null, 404, '{"error":"not-found"}', 'application/json'],
])('the answer %j goes out as %i %j', async (answer, status, text, type) => {
  const response = await post(`${await start(async () => answer)}/webhooks/x`, '{}')
  expect([response.status, await response.text(), response.headers.get('content-type')]).toEqual([status, text, type])
})

test('what could not be stored is 500 without its words, so that the vendor brings it again', async () => {
  const told: unknown[] = []
  const url = await start(() => Promise.reject(new Error('postgres://u:secret@db')), { onError: (e) => told.push(e) })
  const response = await post(`${url}/webhooks/telegram`, '{}')
  expect([response.status, await response.text()]).toEqual([500, '{"error":"internal"}'])
  expect(told).toHaveLength(1)
})

test('what takes too long is told to come again, and its late failure harms nobody', async () => {
  const late = Promise.withResolvers<VendorAnswer>()
  const url = await start(() => late.promise, { answerMs: 10 })
  const response = await post(`${url}/webhooks/telegram`, '{}')
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1'])
  late.reject(new Error('the database went away'))
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
})

test('a body beyond the limit is 413, and the bot never sees it', async () => {
  let calls = 0
  const take = async () => {
    calls += 1
    return { status: 200 }
  }
  const url = await start(take)
  expect((await post(`${url}/webhooks/telegram`, new Uint8Array(4 * 1024 * 1024 + 1))).status).toBe(413)
  expect(calls).toBe(0)
  expect((await post(`${url}/webhooks/telegram`, new Uint8Array(4 * 1024 * 1024))).status).toBe(200)
})

test('only POST is a webhook', async () => {
  const url = await start(async () => ({ status: 200 }))
  expect((await fetch(`${url}/webhooks/telegram`)).status).toBe(404)
  expect((await post(`${url}/webhooks`, '{}')).status).toBe(404)
})
