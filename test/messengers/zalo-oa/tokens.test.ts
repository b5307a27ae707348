/** Tokens that change: one renewal for everybody, kept before it is used, mended without losing a message. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Messenger } from '../../../src/messengers/messenger.ts'
import type { ZaloOaOptions } from '../../../src/messengers/zalo-oa/index.ts'
import { blankCard } from '../../contract/samples.ts'
import { createMemoryVault, type MemoryVault } from '../../support/memory-vault.ts'
import { connectTo } from '../../support/zalo-oa-bench.ts'
import { type Person, startZaloOaServer, type ZaloOaServer } from '../../support/zalo-oa-server.ts'
import { account, ZaloRefusal } from '../../support/zalo-oa-vendor.ts'

const tokenPath = '/v4/oa/access_token'
const hours = (count: number) => count * 3600

let server: ZaloOaServer
let person: Person
let vault: MemoryVault
let logged: (readonly [string, string, unknown])[]
beforeEach(async () => {
  server = await startZaloOaServer()
  person = server.addPerson()
  vault = createMemoryVault()
  logged = []
})
afterEach(() => server.close())

const connect = (rest: Partial<ZaloOaOptions> = {}): Promise<Messenger> => {
  const log = (level: string, message: string, facts: unknown) => void logged.push([level, message, facts])
  return connectTo(server, { tools: { log, vault }, ...rest })
}

let keys = 0
async function outcome(messenger: Messenger): Promise<string> {
  keys += 1
  const post = { chat: person.chat.id, card: blankCard, replyTo: null, silent: false, key: `k${keys}` }
  return (await messenger.post({ ...post, nextTurn: async () => {} })).outcome
}

const renewals = () => server.vendor.refreshes.length
const errors = () => logged.filter(([level]) => level === 'error').map(([, message]) => message)

describe('an access token', () => {
  test('is asked for once, with the token of the settings, and kept with the next one before it is used', async () => {
    const messenger = await connect()
    expect(await outcome(messenger)).toBe('sent')
    expect(server.vendor.refreshes).toEqual([account.firstRefreshToken])
    expect(vault.kept()).toMatch(/"refreshToken":"REFRESH-/)
    expect(vault.kept()).not.toContain(account.firstRefreshToken)
  })

  test('is taken over by a restarted process, without a renewal', async () => {
    await connect()
    expect(await outcome(await connect())).toBe('sent')
    expect(renewals()).toBe(1)
  })

  test('is renewed at half its life, while it still works', async () => {
    const messenger = await connect()
    server.advance(hours(12))
    await outcome(messenger)
    expect(renewals()).toBe(1)
    server.advance(hours(1))
    expect(await outcome(messenger)).toBe('sent')
    expect(renewals()).toBe(2)
  })

  test('is renewed in time while nothing is sent, by one of several processes', async () => {
    const [one, other] = [await connect(), await connect()]
    for (let days = 0; days < 100; days += 1) {
      for (let hour = 0; hour < 24; hour += 6) {
        server.advance(hours(6))
        await Promise.all([one.keepAccess?.(), other.keepAccess?.()])
      }
    }
    expect(renewals(), 'every 18 hours at the most').toBeGreaterThan(130)
    expect(renewals()).toBeLessThan(150)
    person.says('Đồng ý')
    expect(await outcome(other), 'a quarter of a year later').toBe('sent')
    expect(errors()).toEqual([])
  })

  test('lives 25 hours, although Zalo writes the seconds as text: one that ran out is renewed first', async () => {
    const messenger = await connect()
    server.advance(hours(25))
    expect(await outcome(messenger)).toBe('sent')
    expect(server.calls.filter((path) => path !== tokenPath)).toHaveLength(1)
  })

  test('refused in the middle of a burst is replaced once, and no message is lost', async () => {
    const messenger = await connect()
    await outcome(messenger)
    server.vendor.revoke()
    const burst = Array.from({ length: 20 }, () => outcome(messenger))
    expect(new Set(await Promise.all(burst))).toEqual(new Set(['sent']))
    expect(renewals()).toBe(2)
    expect(person.chat.messages).toHaveLength(21)
  })

  test('refused at two processes at once is replaced by one of them', async () => {
    const [one, other] = [await connect(), await connect()]
    for (const messenger of [one, other]) await outcome(messenger)
    server.vendor.revoke()
    expect(await Promise.all([outcome(one), outcome(other)])).toEqual(['sent', 'sent'])
    expect(renewals()).toBe(2)
  })

  test('that Zalo refuses although it is new pauses the bot, and says that somebody must mend it', async () => {
    const messenger = await connect()
    for (const _ of [1, 2]) server.failNext(new ZaloRefusal(-216, 'Access token is invalid'), '/v3.0/oa/message/cs')
    expect(await outcome(messenger)).toBe('retry-later')
    expect(errors()).toEqual(['The Official Account of Zalo cannot write: somebody must mend it'])
    expect(await outcome(messenger)).toBe('sent')
  })
})

describe('a renewal', () => {
  test('that finds Zalo away leaves the present token, and is tried again after a minute', async () => {
    const messenger = await connect()
    server.advance(hours(13))
    server.failNext('outage', tokenPath)
    expect([await outcome(messenger), await outcome(messenger)]).toEqual(['sent', 'sent'])
    expect(server.calls.filter((path) => path === tokenPath)).toHaveLength(2)
    server.advance(60)
    expect(await outcome(messenger)).toBe('sent')
    expect(renewals()).toBe(2)
  })

  test('whose answer was lost costs nothing for half a day: the present token goes on to its end', async () => {
    const messenger = await connect()
    server.advance(hours(13))
    server.failNext('lost-answer', tokenPath)
    expect(await outcome(messenger)).toBe('sent')
    server.advance(120)
    expect(await outcome(messenger)).toBe('sent')
    expect(errors()).toEqual([
      expect.stringContaining('used already, perhaps by a renewal that was cut off'),
      expect.stringContaining('make a new one and set ZALO_OA_REFRESH_TOKEN'),
    ])
    server.advance(hours(11))
    expect(await outcome(messenger)).toBe('sent')
    server.advance(hours(1))
    expect(await outcome(messenger)).toBe('retry-later')
    expect(renewals(), 'a dead token is not tried again').toBe(3)
  })

  test('cut off by a crash before it was kept is the same, for every process', async () => {
    const messenger = await connect()
    server.advance(hours(13))
    vault.loseNext()
    expect(await outcome(messenger)).toBe('sent')
    const restarted = await connect()
    expect(await outcome(restarted)).toBe('sent')
    expect(errors()).toContainEqual(expect.stringContaining('set ZALO_OA_REFRESH_TOKEN'))
  })

  test('is not made where the next token could not be kept', async () => {
    const messenger = await connect({ tools: { log: () => {}, vault: null } })
    expect(await outcome(messenger)).toBe('retry-later')
    expect(renewals()).toBe(0)
  })

  test('with a vault that cannot be opened lets messages wait, and says so', async () => {
    const locked = { read: async () => Promise.reject(new Error('wrong key')), change: vault.change }
    const messenger = await connect({
      tools: { log: (level, message, facts) => void logged.push([level, message, facts]), vault: locked },
    })
    expect(await outcome(messenger)).toBe('retry-later')
    expect(errors()).toContainEqual(expect.stringContaining('ENCRYPTION_KEY'))
  })

  test('with a wrong app secret lets messages wait, and uses up no token', async () => {
    const wrong = await connect({ appSecret: 'another' })
    expect(await outcome(wrong)).toBe('retry-later')
    expect(errors()).toContainEqual(expect.stringContaining('ZALO_OA_APP_SECRET'))
    expect(await outcome(await connect())).toBe('sent')
  })
})

describe('another refresh token in the settings', () => {
  test('replaces a dead one', async () => {
    const messenger = await connect()
    server.advance(hours(13))
    server.failNext('lost-answer', tokenPath)
    await outcome(messenger)
    server.advance(hours(13))
    expect(await outcome(messenger)).toBe('retry-later')
    server.vendor.authorise('REFRESH-of-the-console')
    expect(await outcome(await connect({ refreshToken: 'REFRESH-of-the-console' }))).toBe('sent')
  })

  test('is used at once and once: the same settings after a restart change nothing', async () => {
    await connect()
    server.vendor.authorise('REFRESH-of-the-console')
    await connect({ refreshToken: 'REFRESH-of-the-console' })
    expect(await outcome(await connect({ refreshToken: 'REFRESH-of-the-console' }))).toBe('sent')
    expect(await outcome(await connect()), 'a process that still has the older settings').toBe('sent')
    expect(server.vendor.refreshes).toEqual([account.firstRefreshToken, 'REFRESH-of-the-console'])
  })

  test('that is none harms nothing: what is kept goes on', async () => {
    await connect()
    const messenger = await connect({ refreshToken: 'mistyped' })
    expect(await outcome(messenger)).toBe('sent')
    expect(errors()).toEqual([expect.stringContaining('refuses a refresh token')])
  })
})

test('no token or secret gets into a log, a reason or an error', async () => {
  const messenger = await connect()
  server.advance(hours(13))
  for (const trouble of ['lost-answer', 'outage', 'hang-up'] as const) {
    server.failNext(trouble, tokenPath)
    server.failNext(trouble)
    logged.push(['reason', JSON.stringify(await messenger.post(posted())), {}])
    server.advance(90)
  }
  const told = JSON.stringify(logged)
  for (const secret of ['REFRESH-', 'ACCESS-', account.appSecret, account.secretKey]) expect(told).not.toContain(secret)
})

function posted() {
  const post = { chat: person.chat.id, card: blankCard, replyTo: null, silent: false, key: 'k' }
  return { ...post, nextTurn: async () => {} }
}
