import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { createScrubber } from '../../src/logging.ts'
import { follow } from '../../src/program/added-bots.ts'
import type { Wanted } from '../../src/program/fleet.ts'
import { readEvidence } from '../../src/store/evidence.ts'
import { bots } from '../../src/store/schema.ts'
import { rows } from '../../src/store/tx.ts'
import { postgresDatabase } from '../support/database.ts'
import { committeeId, foundSample, runAt } from './bench.ts'

const database = postgresDatabase()
const ENCRYPTION_KEY = 'ab'.repeat(32)
const token = '4242:AAH-khong-phai-that_0123456789'
const id = `telegram-${committeeId}`

const run = (parameters: readonly string[], input = '', variables = {}) =>
  runAt(database(), ['bot', ...parameters], { variables: { ENCRYPTION_KEY, ...variables }, input })
const add = (...rest: readonly string[]) =>
  run(['add', 'telegram', ...rest], `TELEGRAM_BOT_TOKEN=${token}\nTELEGRAM_API_ROOT=http://127.0.0.1:9\n`)

beforeEach(() => foundSample(database()))

describe('bot add', () => {
  test('takes secrets from standard input or the environment, keeps them encrypted and shows them nowhere', async () => {
    expect(await add('--stdin')).toMatchObject({ code: 0, out: expect.stringContaining(`/webhooks/telegram/${id}`) })
    const own = await run(['add', 'telegram', '--id', 'so-2', '--set', 'TELEGRAM_BOT_TOKEN'], '', {
      TELEGRAM_BOT_TOKEN: token,
    })
    expect(own).toMatchObject({ code: 0, err: '' })
    const kept = await rows(database().db, sql`select encode(settings, 'escape') as settings from bots`)
    expect(JSON.stringify(kept)).not.toContain('khong-phai-that')
    const listed = await run(['list', '--json'])
    expect(JSON.parse(listed.out)).toEqual([
      { id: 'so-2', committeeId, messenger: 'telegram', isOn: true },
      { id, committeeId, messenger: 'telegram', isOn: true },
    ])
    expect(listed.out).not.toContain(token)
    const lines = await readEvidence(database().db, committeeId, 'SO')
    expect(lines.at(-1)).toMatchObject({ type: 'bot_added', body: { by: 'operator', bot: 'so-2' } })
    expect(JSON.stringify(lines)).not.toContain('khong-phai-that')
  })

  test.each([
    [['telegram', '--set', 'TELEGRAM_BOT_TOKEN=xin'], 'TELEGRAM_BOT_TOKEN is no bot token'],
    [['telegram'], 'the settings of telegram are missing'],
    [['telegram', '--set', `SLACK_BOT_TOKEN=${token}`], 'SLACK_BOT_TOKEN is no setting of telegram'],
    [['telegram', '--set', 'DATABASE_URL=x'], 'DATABASE_URL is no setting of telegram'],
    [['telegram', '--set', 'TELEGRAM_BOT_TOKEN'], 'TELEGRAM_BOT_TOKEN has no value'],
    [
      ['telegram', '--set', `TELEGRAM_BOT_TOKEN=${token}`, 'TELEGRAM_MODE=webhook'],
      'TELEGRAM_WEBHOOK_SECRET is needed',
    ],
    [['icq', '--set', 'A=1'], 'There is no messenger icq'],
    [['telegram', '--id', 'Có Dấu', '--set', `TELEGRAM_BOT_TOKEN=${token}`], '--id takes'],
    [['telegram', '--id', 'telegram', '--set', `TELEGRAM_BOT_TOKEN=${token}`], 'is the bot of the settings'],
    [['telegram', '--id', 'sandbox', '--set', `TELEGRAM_BOT_TOKEN=${token}`], 'is a sandbox bot of'],
  ])('%j is refused and says why, without the value', async (parameters, words) => {
    const ran = await run(['add', ...parameters])
    expect(ran).toMatchObject({ code: 2, err: expect.stringContaining(words) })
    expect(ran.err).not.toContain(token)
    expect((await database().db.select().from(bots)).map((one) => one.id)).toEqual(['sandbox'])
  })

  test('without a key to encrypt with is refused', async () => {
    const ran = await runAt(database(), ['bot', 'add', 'telegram', '--set', `TELEGRAM_BOT_TOKEN=${token}`])
    expect(ran).toMatchObject({ code: 2, err: expect.stringContaining('ENCRYPTION_KEY is needed') })
  })
})

describe('the running program', () => {
  let joined: Wanted[]
  let gone: string[]
  let secrets: string[]
  let told: string[]
  let here: Map<string, string>
  beforeEach(() => {
    joined = []
    gone = []
    secrets = []
    told = []
    here = new Map()
  })

  const look = (key = ENCRYPTION_KEY) =>
    follow(
      {
        config: readConfig({ TELEGRAM_BOT_TOKEN: '1:settings', ENCRYPTION_KEY: key }),
        database: database(),
        log: (_level, message, facts) => void told.push(`${message} ${JSON.stringify(facts)}`),
        fleet: { join: (wanted) => joined.push(wanted), leave: async (one) => void gone.push(one) },
        onSecrets: (more) => secrets.push(...more),
      },
      here,
    )

  test('takes up what was added, once, and learns which of it no log line may tell', async () => {
    await look()
    await add('--stdin')
    await look()
    await look()
    expect(joined).toMatchObject([{ id, committeeId, messenger: 'telegram' }])
    expect(told).toEqual([])
    expect(await joined[0]?.connect()).toMatchObject({ name: 'telegram' })
    const known = new Set(['first-secret'])
    const scrub = createScrubber(known)
    scrub('{"a":1}\n')
    secrets.forEach((one) => known.add(one))
    expect(scrub(`{"url":"https://api.telegram.org/bot${token}/getMe"}\n`)).not.toContain('khong-phai-that')
  })

  test('lets go of what was turned off, and takes it up again with other settings', async () => {
    await add('--stdin')
    await look()
    expect(await run(['remove', id])).toMatchObject({ code: 0 })
    await look()
    expect(gone).toEqual([id])
    await add('--stdin')
    await look()
    expect(joined).toHaveLength(2)
    expect(await run(['remove', 'telegram-khac'])).toMatchObject({ code: 2 })
  })

  test('says once, plainly, that the key is another one, and takes up none that it cannot read', async () => {
    await add('--stdin')
    await look('cd'.repeat(32))
    await look('cd'.repeat(32))
    expect(joined).toEqual([])
    expect(told).toEqual([expect.stringContaining('ENCRYPTION_KEY is not the one this was encrypted with')])
  })
})
