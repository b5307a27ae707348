/** Events that Zalo brings: whose they are, when they happened, and that none is lost or taken twice. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Messenger, RawUpdate, WebhookRequest } from '../../../src/messengers/messenger.ts'
import { createMemoryVault } from '../../support/memory-vault.ts'
import { connectTo, doorOf } from '../../support/zalo-oa-bench.ts'
import { type Person, startZaloOaServer, type ZaloOaServer } from '../../support/zalo-oa-server.ts'
import { account } from '../../support/zalo-oa-vendor.ts'
import { documented } from '../../support/zalo-oa-webhook.ts'

let server: ZaloOaServer
let person: Person
let messenger: Messenger
let taken: RawUpdate[]
let logged: (readonly [string, string])[]
beforeEach(async () => {
  server = await startZaloOaServer()
  person = server.addPerson()
  taken = []
  logged = []
  const log = (level: string, message: string) => void logged.push([level, message])
  messenger = await connectTo(server, { tools: { log, vault: createMemoryVault() } })
  logged = []
})
afterEach(() => server.close())

const door = () => doorOf(messenger, async (update) => void taken.push(update))
const call = (request: WebhookRequest) => door()(request)
const event = (rest: object = {}) =>
  JSON.stringify({
    app_id: account.appId,
    event_name: 'user_send_text',
    sender: { id: person.chat.id },
    recipient: { id: account.oaId },
    message: { msg_id: 'm1', text: 'Đồng ý' },
    timestamp: String(server.vendor.now),
    ...rest,
  })
const unsigned = (body: string): WebhookRequest => ({ headers: {}, body: new TextEncoder().encode(body) })

describe('a call', () => {
  test.each([
    ['as documented', {}],
    ['with the time of the header', { time: 'header' }],
    ['with the id of the account', { id: account.oaId }],
    ['with the secret of the application', { secret: account.appSecret }],
    ['with all of these', { time: 'header', id: account.oaId, secret: account.appSecret }],
  ] as const)('signed %s is taken, and the log says once what was signed', async (_, signing) => {
    server.webhook.signing = { ...documented, ...signing }
    for (const msg_id of ['m1', 'm2'])
      expect(await call(server.webhook.request(event({ message: { msg_id, text: 'Đồng ý' } })))).toBe(200)
    expect(taken).toHaveLength(2)
    expect(logged).toEqual([['info', expect.stringContaining('Zalo signs its webhook calls with')]])
  })

  test('that is not signed, signed by somebody else, or changed on its way is refused', async () => {
    const right = server.webhook.request(event())
    const changed = new TextEncoder().encode(event({ message: { msg_id: 'm1', text: 'Không đồng ý' } }))
    server.webhook.signing = { ...documented, secret: 'guessed' }
    const calls = [
      unsigned(event()),
      server.webhook.request(event()),
      { ...right, body: changed },
      { ...right, headers: { ...right.headers, 'x-zevent-signature': 'mac=abc' } },
    ]
    for (const request of calls) expect(await call(request)).toBe(401)
    expect(taken).toEqual([])
    expect(logged).toEqual([['error', expect.stringContaining('check ZALO_OA_SECRET_KEY')]])
  })

  test('of another application on this host is left to it', async () => {
    server.webhook.signing = { ...documented, secret: 'of the other one' }
    expect(await call(server.webhook.request(event({ app_id: '99' })))).toBe(404)
    expect(logged).toEqual([])
  })

  test.each([
    ['{}', 200],
    ['{"event_name":"user_send_text"}', 401],
    ['[]', 200],
    ['not JSON', 400],
  ])('unsigned, saying %s is answered by %i and takes nothing', async (body, status) => {
    expect(await call(unsigned(body))).toBe(status)
    expect(taken).toEqual([])
  })

  test('whose signed time is long past or ahead is refused; the last repetition and a clock a little fast are not', async () => {
    const body = event()
    const at = async (seconds: number) => {
      server.advance(seconds)
      return call(server.webhook.request(body))
    }
    expect(await at(-240)).toBe(200)
    expect(await at(-120)).toBe(401)
    expect(await at(360 + 30 + 300 + 900 + 1800 + 3600)).toBe(200)
    expect(await at(2 * 3600)).toBe(401)
    expect(logged.filter(([level]) => level === 'warn')).toHaveLength(2)
  })

  test('that came before comes under the same id: the store knows it', async () => {
    const request = server.webhook.request(event())
    for (const _ of [1, 2]) expect(await call(request)).toBe(200)
    expect(new Set(taken.map(({ id }) => id)).size).toBe(1)
  })

  test('about our own messages, receipts and what is shared is answered and not stored', async () => {
    const names = [
      'oa_send_text',
      'user_received_message',
      'user_seen_message',
      'user_submit_info',
      'create_group',
      'new_one',
    ]
    for (const event_name of names) expect(await call(server.webhook.request(event({ event_name })))).toBe(200)
    expect(taken).toEqual([])
  })
})

describe('an event', () => {
  test('is brought again by the schedule until it is stored, the same, while later ones pass it', async () => {
    person.says('một')
    person.says('hai')
    let isAway = true
    const storing = doorOf(messenger, async (update) => {
      if (isAway && JSON.stringify(update.body).includes('một')) throw new Error('the store is away')
      taken.push(update)
    })
    const offered: boolean[] = []
    for (let tries = 0; tries < 2; tries += 1) offered.push(await server.webhook.bring(storing))
    expect(offered).toEqual([false, true])
    isAway = false
    server.advance(29)
    expect(await server.webhook.bring(storing)).toBe(false)
    server.advance(1)
    expect(await server.webhook.bring(storing)).toBe(true)
    expect(taken.map((update) => messenger.receive(update))).toMatchObject([{ text: 'hai' }, { text: 'một' }])
    expect(server.webhook.waiting()).toBe(0)
  })

  test('is brought six times over an hour and 51 minutes, and every one of them would be taken', async () => {
    const said = person.says('một')
    const statuses: number[] = []
    const deaf = async (request: WebhookRequest) => {
      statuses.push(await call(request))
      return 500
    }
    for (let minutes = 0; minutes < 120; minutes += 1) {
      await server.webhook.bring(deaf)
      server.advance(60)
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200])
    expect(server.webhook.lost).toHaveLength(1)
    const at = Temporal.Instant.fromEpochMilliseconds(said)
    expect(taken.map((update) => messenger.receive(update))).toMatchObject(
      Array.from({ length: 6 }, () => ({ kind: 'text', at })),
    )
  })
})
