import { describe, expect, test } from 'vitest'
import { FaultySettings, readConfig, refuseSandbox, settingsTable } from '../src/config.ts'

const token = '123456:ABC-def_ghi'
const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://dondoc:s%40fe-word@db/dondoc',
  TELEGRAM_BOT_TOKEN: token,
}

const isKey = (name: string): boolean => /_(TOKEN|APP_ID)$/.test(name) && !/(APP|REFRESH)_TOKEN$/.test(name)

function faultsOf(variables: Record<string, string>): readonly string[] {
  try {
    readConfig(variables)
    return []
  } catch (error) {
    if (error instanceof FaultySettings) return error.faults
    throw error
  }
}

describe('on a bare machine', () => {
  test('nothing needs to be set: embedded database, sandbox, loopback', () =>
    expect(readConfig({})).toEqual({
      production: false,
      databaseUrl: null,
      dataDir: '.data',
      host: '127.0.0.1',
      port: 8080,
      publicUrl: null,
      logLevel: 'info',
      messengers: { telegram: null, slack: null, 'zalo-bot': null, 'zalo-oa': null },
      encryptionKey: null,
      sandbox: true,
      secrets: [],
    }))

  test('an empty variable counts as unset', () =>
    expect(readConfig({ PORT: '', TELEGRAM_BOT_TOKEN: '' }).port).toBe(8080))

  test('other variables of the machine are nobody’s business', () =>
    expect(faultsOf({ PATH: '/bin', TERM: 'x' })).toEqual([]))
})

describe('the sandbox', () => {
  test('never stands beside a token', () => expect(readConfig({ TELEGRAM_BOT_TOKEN: token }).sandbox).toBe(false))

  test.each(['127.0.0.1', '127.8.0.1', 'localhost', '::1'])('listens on %s', (HOST) =>
    expect(readConfig({ HOST }).sandbox).toBe(true),
  )

  test.each(['0.0.0.0', '::', '192.168.1.4', '127.0.0.1.example.vn', 'ubnd.example.vn'])('refuses %s', (HOST) =>
    expect(faultsOf({ HOST })).toEqual([expect.stringContaining('HOST must be loopback')]),
  )

  test('a messenger may listen anywhere', () =>
    expect(readConfig({ HOST: '0.0.0.0', TELEGRAM_BOT_TOKEN: token }).host).toBe('0.0.0.0'))
})

describe('in production', () => {
  test('a database and a messenger are enough', () => {
    const config = readConfig({ ...production, PUBLIC_URL: 'https://dondoc.example.vn/' })
    expect(config).toMatchObject({ production: true, sandbox: false, publicUrl: 'https://dondoc.example.vn' })
    expect(config.messengers.telegram).toEqual({ token, apiRoot: 'https://api.telegram.org', webhookSecret: null })
  })

  test('it starts neither without a database nor without a messenger', () =>
    expect(faultsOf({ NODE_ENV: 'production' })).toEqual([
      'DATABASE_URL is needed in production',
      expect.stringMatching(
        /^in production a messenger is needed \(TELEGRAM_BOT_TOKEN, SLACK_BOT_TOKEN, .*no sandbox$/,
      ),
    ]))
})

describe('where bots may have been added, since there is a key', () => {
  const key = { ENCRYPTION_KEY: 'ab'.repeat(32) }

  test('a messenger is not asked for before the database was: the sandbox is refused when there is none', () => {
    const config = readConfig({ NODE_ENV: 'production', DATABASE_URL: production.DATABASE_URL, ...key })
    expect(() => refuseSandbox(config)).toThrow(/a messenger is needed/)
    expect(() => refuseSandbox(readConfig({ HOST: '0.0.0.0', ...key }))).toThrow(/HOST must be loopback/)
    expect(() => refuseSandbox(readConfig(key))).not.toThrow()
  })
})

describe('faults', () => {
  test('all are told at once, malformed and contradicting ones', () =>
    expect(
      faultsOf({
        NODE_ENV: 'prod',
        DATABASE_URL: 'mysql://db',
        PORT: '80800',
        PUBLIC_URL: 'ubnd',
        LOG_LEVEL: 'loud',
        TELEGRAM_MODE: 'webhook',
        SLACK_BOT_TOKEN: 'xoxp-1',
        ZALO_OA_APP_ID: '17',
      }),
    ).toEqual([
      'NODE_ENV must be development, test or production',
      'DATABASE_URL must be an address that begins with postgres://',
      'PORT must be a number from 0 to 65535',
      'PUBLIC_URL must be an address that begins with https:// or http://',
      'LOG_LEVEL must be fatal, error, warn, info, debug or trace',
      'SLACK_BOT_TOKEN is no bot token of Slack (xoxb-…)',
      'TELEGRAM_MODE is set without TELEGRAM_BOT_TOKEN',
      'ZALO_OA_APP_SECRET is needed with ZALO_OA_APP_ID',
      'ZALO_OA_SECRET_KEY is needed with ZALO_OA_APP_ID',
      'ZALO_OA_REFRESH_TOKEN is needed with ZALO_OA_APP_ID',
      'ENCRYPTION_KEY is needed with ZALO_OA_APP_ID',
      'TELEGRAM_WEBHOOK_SECRET is needed with TELEGRAM_MODE=webhook',
      'SLACK_BOT_TOKEN needs one of SLACK_APP_TOKEN (Socket Mode) and SLACK_SIGNING_SECRET (HTTP), and not both',
    ]))

  test('the message lists them one a line', () =>
    expect(() => readConfig({ PORT: 'x', LOG_LEVEL: 'y' })).toThrow(
      /^The settings cannot be used:\n {2}- PORT .*\n {2}- LOG_LEVEL /,
    ))

  test.each(['-1', '80.5', '8080 ', '0x50', '1e3'])('PORT=%s is refused', (PORT) =>
    expect(faultsOf({ PORT })).toHaveLength(1),
  )

  test('what belongs to a messenger that is off is pointed out', () => {
    const named = settingsTable().map(({ name }) => name)
    const orphans = named.filter((name) => /^(TELEGRAM|SLACK|ZALO_BOT|ZALO_OA)_/.test(name) && !isKey(name))
    expect(orphans).toHaveLength(14)
    for (const name of orphans)
      expect(faultsOf({ [name]: 'https://polling.example' }).join('\n')).toContain(`${name} is set without `)
  })

  test('a webhook needs its secret and a public address', () =>
    expect(faultsOf({ ZALO_BOT_TOKEN: '12:ab', ZALO_BOT_MODE: 'webhook' })).toEqual([
      'ZALO_BOT_WEBHOOK_SECRET is needed with ZALO_BOT_MODE=webhook',
      'PUBLIC_URL is needed with ZALO_BOT_MODE=webhook',
    ]))

  test.each([
    [{}, 1],
    [{ SLACK_APP_TOKEN: 'xapp-1-A' }, 0],
    [{ SLACK_SIGNING_SECRET: '0123456789abcdef' }, 0],
    [{ SLACK_APP_TOKEN: 'xapp-1-A', SLACK_SIGNING_SECRET: '0123456789abcdef' }, 1],
  ])('Slack has one way in: with %o there are %i faults', (ways, faults) =>
    expect(faultsOf({ SLACK_BOT_TOKEN: 'xoxb-1-A', ...ways })).toHaveLength(faults),
  )

  test('no message repeats a value', () => {
    const secret = 'hunter2-hunter2'
    const told = settingsTable().flatMap(({ name }) => faultsOf({ NODE_ENV: 'production', [name]: secret }))
    expect(told.length).toBeGreaterThan(20)
    expect(told.join('\n')).not.toContain(secret)
  })
})

describe('messengers', () => {
  test('stand side by side, each with what it needs', () =>
    expect(
      readConfig({
        PUBLIC_URL: 'https://dondoc.example.vn',
        ENCRYPTION_KEY: 'ab'.repeat(32),
        TELEGRAM_BOT_TOKEN: token,
        TELEGRAM_MODE: 'webhook',
        TELEGRAM_WEBHOOK_SECRET: 'bi-mat',
        SLACK_BOT_TOKEN: 'xoxb-1-A',
        SLACK_APP_TOKEN: 'xapp-1-A',
        ZALO_BOT_TOKEN: '12:zalo',
        ZALO_BOT_WEBHOOK_SECRET: 'chua-dung',
        ZALO_OA_APP_ID: '17',
        ZALO_OA_APP_SECRET: 'app',
        ZALO_OA_SECRET_KEY: 'oa',
        ZALO_OA_REFRESH_TOKEN: 'first',
      }),
    ).toMatchObject({
      sandbox: false,
      encryptionKey: new Uint8Array(32).fill(0xab),
      messengers: {
        telegram: { token, webhookSecret: 'bi-mat' },
        slack: { token: 'xoxb-1-A', appToken: 'xapp-1-A', signingSecret: null, apiUrl: 'https://slack.com/api/' },
        'zalo-bot': { token: '12:zalo', webhookSecret: null },
        'zalo-oa': { appId: '17', appSecret: 'app', secretKey: 'oa', refreshToken: 'first' },
      },
    }))
})

describe('secrets', () => {
  test('are known whole and in the parts that travel alone', () =>
    expect(readConfig(production).secrets).toEqual([
      'postgres://dondoc:s%40fe-word@db/dondoc',
      token,
      's%40fe-word',
      's@fe-word',
      'ABC-def_ghi',
    ]))

  test('a password with a stray percent sign does not stop the start', () =>
    expect(readConfig({ DATABASE_URL: 'postgres://u:100%pure@db/x' }).secrets).toContain('100%pure'))
})

test('the table tells every setting with its default and what it is for', () => {
  const rows = settingsTable()
  expect(rows.find(({ name }) => name === 'PORT')).toMatchObject({ default: '8080' })
  expect(rows.find(({ name }) => name === 'DATABASE_URL')).toMatchObject({ default: '' })
  expect(rows.filter(({ meaning }) => meaning.length < 5)).toEqual([])
})
