/** What each messenger finds wrong at its vendor: broken there, and found; nothing where all is well. */
import { expect, test as it, onTestFinished } from 'vitest'
import type { Messenger } from '../../src/messengers/messenger.ts'
import { createMemoryVault } from '../support/memory-vault.ts'
import * as slackBench from '../support/slack-bench.ts'
import { SlackRefusal } from '../support/slack-blocks.ts'
import { startSlackServer } from '../support/slack-server.ts'
import { connectTo as connectTelegram } from '../support/telegram-bench.ts'
import { startTelegramServer } from '../support/telegram-server.ts'
import { connectZalo, zaloSecret } from '../support/zalo-bot-bench.ts'
import { startZaloServer } from '../support/zalo-bot-server.ts'
import { connectTo as connectZaloOa } from '../support/zalo-oa-bench.ts'
import { startZaloOaServer } from '../support/zalo-oa-server.ts'

const address = 'https://ubnd.example/webhooks/bot'
const elsewhere = 'https://khac.example/webhooks/bot'

const symptomsOf = async (messenger: Messenger, to: string | null) => (await messenger.examine?.(to))?.symptoms

async function opens<Server extends { close: () => Promise<void> }>(server: Promise<Server>): Promise<Server> {
  const opened = await server
  onTestFinished(() => opened.close())
  return opened
}

async function openTo(messenger: Messenger, url: string): Promise<Messenger> {
  if (messenger.ingress.kind === 'webhook') await messenger.ingress.open(url)
  return messenger
}

it('Telegram: a token that is refused, updates brought elsewhere or in vain, an outage', async () => {
  const server = await opens(startTelegramServer())
  const pulled = await connectTelegram(server)
  const brought = await openTo(await connectTelegram(server, { webhookSecret: 'bi-mat' }), address)
  expect(await symptomsOf(brought, address)).toEqual([])
  expect(await symptomsOf(brought, elsewhere)).toEqual([{ id: 'webhook-elsewhere', details: {} }])
  expect(await symptomsOf(pulled, null), 'pulled, and a webhook is set').toEqual([
    { id: 'webhook-elsewhere', details: {} },
  ])
  server.vendor.lastError = 'Wrong response from the webhook: 503'
  expect(await symptomsOf(brought, address)).toEqual([
    { id: 'webhook-failing', details: { reason: 'Wrong response from the webhook: 503' } },
  ])
  const later = Temporal.Instant.fromEpochMilliseconds(server.vendor.now).add({ hours: 2 })
  const anHourOn = await connectTelegram(server, { webhookSecret: 'bi-mat', now: () => later })
  expect(await symptomsOf(anHourOn, address), 'long ago').toEqual([])
  server.failNext('outage')
  expect(await symptomsOf(pulled, null)).toMatchObject([{ id: 'vendor-silent' }])
  const stranger = await connectTelegram(server, { token: '4242:not-this-one' })
  expect(await symptomsOf(stranger, null)).toEqual([{ id: 'token-refused', details: {} }])
})

it('Slack: a token that is refused, scopes that are missing, an outage', async () => {
  const server = await opens(startSlackServer())
  const messenger = await slackBench.connectTo(server, 'socket')
  expect(await symptomsOf(messenger, null)).toEqual([])
  server.vendor.scopes.delete('files:write')
  expect(await symptomsOf(messenger, null)).toEqual([{ id: 'scopes-missing', details: { scopes: ['files:write'] } }])
  server.failNext(new SlackRefusal('token_revoked'))
  expect(await symptomsOf(messenger, null)).toEqual([{ id: 'token-refused', details: {} }])
  server.failNext('outage')
  expect(await symptomsOf(messenger, null)).toMatchObject([{ id: 'vendor-silent' }])
})

it('the Zalo bot: a token that is refused, updates brought elsewhere, an outage', async () => {
  const server = await opens(startZaloServer())
  const pulled = await connectZalo(server)
  expect(await symptomsOf(pulled, null)).toEqual([])
  const brought = await openTo(await connectZalo(server, { webhookSecret: zaloSecret }), address)
  expect(await symptomsOf(brought, address)).toEqual([])
  expect(await symptomsOf(brought, elsewhere)).toEqual([{ id: 'webhook-elsewhere', details: {} }])
  expect(await symptomsOf(pulled, null)).toEqual([{ id: 'webhook-elsewhere', details: {} }])
  server.failNext('outage')
  expect(await symptomsOf(pulled, null)).toMatchObject([{ id: 'vendor-silent' }])
  const stranger = await connectZalo(server, { token: '4242:not-this-one' })
  expect(await symptomsOf(stranger, null)).toEqual([{ id: 'token-refused', details: {} }])
})

it('the Official Account: access nobody keeps, or that can be renewed no more; looking uses no token up', async () => {
  const server = await opens(startZaloOaServer())
  const vault = createMemoryVault()
  const messenger = await connectZaloOa(server, { tools: { log: () => {}, vault } })
  const calls = server.calls.length
  expect(await symptomsOf(messenger, address)).toEqual([])
  const spent = { ...JSON.parse(vault.kept() ?? ''), refreshToken: null }
  const dead = await connectZaloOa(server, {
    tools: { log: () => {}, vault: createMemoryVault(JSON.stringify(spent)) },
  })
  expect(await symptomsOf(dead, address)).toEqual([
    { id: 'renewal-lost', details: { endsAt: Temporal.Instant.from(spent.expiresAt) } },
  ])
  expect(server.calls).toHaveLength(calls)
  const keepsNothing = await connectZaloOa(server, { tools: { log: () => {}, vault: null } })
  expect(await symptomsOf(keepsNothing, address)).toEqual([{ id: 'renewal-unkept', details: {} }])
})
