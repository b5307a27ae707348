/** Each thing that can be wrong, broken by itself, is found by itself; a healthy office has no finding. */
import { type SQL, sql } from 'drizzle-orm'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { sealEvidence } from '../../src/actions/seal.ts'
import { compareClocks } from '../../src/admin/doctor-host.ts'
import { sayFinding } from '../../src/cards/finding.ts'
import { findingIds } from '../../src/domain/finding.ts'
import { loadTranslators } from '../../src/i18n.ts'
import { whatDatabaseLacks } from '../../src/program/doors.ts'
import { sampleCommune } from '../../src/sample-commune.ts'
import { writeChannel } from '../../src/store/channels.ts'
import { openDatabase } from '../../src/store/database.ts'
import { enqueue } from '../../src/store/deliveries.ts'
import { ensureBot } from '../../src/store/directory.ts'
import { migrate } from '../../src/store/migrate.ts'
import { createSnapshots } from '../../src/store/snapshot.ts'
import type { Database } from '../../src/store/tx.ts'
import { openVault } from '../../src/store/vault.ts'
import { telling } from '../store/bench.ts'
import { describeOnBoth, freshPostgres, postgresDatabase } from '../support/database.ts'
import { serverToken, startTelegramServer } from '../support/telegram-server.ts'
import { startZaloServer, zaloToken } from '../support/zalo-bot-server.ts'
import { connectTo as connectZaloOa } from '../support/zalo-oa-bench.ts'
import { startZaloOaServer } from '../support/zalo-oa-server.ts'
import { account } from '../support/zalo-oa-vendor.ts'
import { committeeId, foundSample, runAt, stageOf } from './bench.ts'

const at = '2026-12-01T09:15:00+07:00'

/** An office that lived a working day, sealed. */
async function openHealthy(database: Database): Promise<void> {
  await foundSample(database)
  await stageOf(database).prepare('KT2', '30T08:00')
  await stageOf(database).act('KT1', '30T08:05', { type: 'send' })
  await database.transaction(async (tx) => {
    const channel = { bot: 'sandbox', chat: 'office', purpose: 'office', unit: '' } as const
    const boundAt = Temporal.Instant.from('2026-11-16T08:00+07:00')
    await writeChannel(tx, committeeId, { ...channel, boundAt })
    const slotAt = Temporal.Instant.from('2026-12-01T09:00+07:00')
    await sealEvidence({ tx, snapshot: await createSnapshots().load(tx, committeeId), recordedAt: slotAt }, slotAt)
  })
  await database.db.execute(sql`update deliveries set state = 'sent', ended_at = recorded_at`)
}

type Told = {
  readonly id: string
  readonly severity: string
  readonly committee: string | null
  readonly wrong: string
  readonly details: object
}

async function examine(database: Database, more: Parameters<typeof runAt>[2] = {}) {
  const { code, out, err } = await runAt(database, ['doctor', '--json'], { at, ...more })
  expect(err).toBe('')
  return { code, findings: JSON.parse(out).findings as readonly Told[] }
}

const leave = (officer: string) =>
  sql`insert into leaves (committee_id, officer, from_on, to_on) values (${committeeId}, ${officer}, '2026-11-30', '2026-12-04')`

const acting = (toOn: string) => sql`
  with gone as (delete from posts where unit = 'YT' and kind = 'unit_head')
  insert into acting_orders (committee_id, unit, officer, number, from_on, to_on)
  values (${committeeId}, 'YT', 'YT1', '12/QĐ', '2026-11-01', ${toOn}::date)`

const dies = (database: Database, state: string, notBeforeAt = at) =>
  database.transaction(async (tx) => {
    const due = Temporal.Instant.from(notBeforeAt)
    const news = telling('lost', { bot: 'sandbox', chat: 'office', officer: null, isPrivate: false, notBeforeAt: due })
    await enqueue(tx, committeeId, due, [news])
    await tx.execute(sql`update deliveries set state = ${state},
      ended_at = ${state === 'waiting' ? null : due}::timestamptz where key = 'lost'`)
  })

/** What is broken, with what, and what is to be said of it. */
const breaks: readonly (readonly [string, string, SQL | ((database: Database) => Promise<void>), string])[] = [
  ['a unit without anybody', 'unit-unlinked', sql`delete from accounts where officer = 'YT1'`, 'Trạm Y tế xã'],
  [
    'a head who is not linked, whose deputy is',
    'head-unlinked',
    sql`with deputy as (update posts set kind = 'deputy_head' where officer = 'VX2')
      delete from accounts where officer = 'VX1'`,
    'Trịnh Hoài Ngân',
  ],
  [
    'an officer who closed every chat',
    'officer-unreachable',
    sql`update accounts set is_reachable = false where officer = 'VX2'`,
    'Bùi Thế Lâm',
  ],
  ['a head on leave without anybody behind', 'unit-unattended', leave('CA1'), 'Công an xã'],
  ['an acting order that is the only signature', 'acting-order-ends', acting('2026-12-07'), '12/QĐ'],
  ['no group of the Office', 'office-unbound', sql`delete from channels`, '/bind'],
  [
    'a group that took the bot out',
    'group-closed',
    (database) => dies(database, 'unreachable'),
    'the group of the Office',
  ],
  ['a dead letter', 'dead-letters', (database) => dies(database, 'dead'), '1 message could not be sent'],
  [
    'a message that ought to have gone out',
    'deliveries-waiting',
    (database) => dies(database, 'waiting', '2026-12-01T09:04+07:00'),
    '1 message waits',
  ],
  [
    'an update nobody handles',
    'inbound-waiting',
    sql`insert into inbound (bot, update, chat, is_secret, received_at, attempts)
      values ('sandbox', '7', 'YT1', false, '2026-12-01T09:04+07:00', 3)`,
    '1 update that came in waits',
  ],
  [
    'an update nobody could handle',
    'inbound-failed',
    sql`insert into inbound (bot, update, chat, is_secret, received_at, handled_at, attempts, failure)
      values ('sandbox', '7', 'YT1', false, '2026-12-01T09:04+07:00', '2026-12-01T09:05+07:00', 6, 'x'),
        ('sandbox', '8', 'YT1', false, '2026-11-20T09:04+07:00', '2026-11-20T09:05+07:00', 6, 'x')`,
    '1 update of the last 7 days',
  ],
  [
    'a bot that has fallen behind',
    'intake-behind',
    sql`insert into intakes (bot, caught_up_at, known_at) values ('sandbox', ${at}, '2020-01-01T00:00Z')`,
    'sandbox',
  ],
  [
    'a code about to end',
    'codes-expiring',
    sql`insert into link_codes (committee_id, hash, officer, made_at, expires_at)
      values (${committeeId}, 'h', 'HC1', '2026-11-26T08:00+07:00', '2026-12-03T08:00+07:00')`,
    'Nguyễn Khánh Vân',
  ],
  [
    'a deadline in a year not announced',
    'calendar-provisional',
    sql`update obligations set due_at = '2027-01-15T00:00+07:00' where unit = 'YT' and what = 'answer'`,
    '2027',
  ],
  [
    'no regulation of one’s own',
    'regulation-missing',
    sql`update committees set own_regulation = null`,
    'silence is not consent',
  ],
  [
    'rules that are out of force',
    'profile-not-in-force',
    sql`update committees set profile = 'an-lao-2023'`,
    'An Lão 2023',
  ],
  [
    'a change of a rule that does not fit it',
    'override-invalid',
    sql`update committees set overrides = '[{"rule":"reply-limit","values":{"normalWorkingDays":-1},"from":"2026-11-01"}]'`,
    'reply-limit',
  ],
  [
    'no seal since a working day',
    'seal-late',
    sql`delete from sealed_heads where reference = 'SO'`,
    '1 matter changed',
  ],
  [
    'a head that is no line of its chain',
    'chain-broken',
    sql`update evidence set hash = 'x' where reference = 'SO' and sequence = 1`,
    'SO',
  ],
]

describeOnBoth('a healthy office', (database) => {
  test('has no finding, for people and for machines', async () => {
    await openHealthy(database())
    const told = await runAt(database(), ['doctor'], { at })
    expect(told).toMatchObject({ code: 0, err: '' })
    expect(told.out).toMatch(/^(PostgreSQL|Embedded database) \d+\.\d+.*\nNothing is wrong\n$/)
    expect(await examine(database())).toEqual({ code: 0, findings: [] })
  })
})

describe('doctor finds', () => {
  const database = postgresDatabase()
  beforeEach(() => openHealthy(database()))

  test.each(breaks)('%s: %s', async (_, id, broken, words) => {
    await (typeof broken === 'function' ? broken(database()) : database().db.execute(broken))
    await database().db.execute(sql`update committees set directory_version = directory_version + 1`)
    const { code, findings } = await examine(database())
    expect(findings.map((one) => [one.id, one.committee])).toEqual([[id, committeeId]])
    expect(JSON.stringify(findings)).toContain(words)
    expect(code).toBe(1)
  })

  test('nothing in an order that another signature outlives, or that ends later', async () => {
    await database().db.execute(acting('2026-12-20'))
    expect(await examine(database())).toMatchObject({ code: 0 })
  })

  test('days whose swap is not settled, until both are over', async () => {
    expect((await examine(database(), { at: '2026-11-23T09:15:00+07:00' })).findings).toContainEqual(
      expect.objectContaining({ id: 'swap-unsettled', severity: 'notice' }),
    )
  })

  test('a machine clock away from PostgreSQL’s, and a disk nearly full', async () => {
    const machine = { now: () => Temporal.Now.instant().add({ seconds: 40 }) }
    const { findings } = await examine(database(), { machine, freeBytes: async () => 700 * 1024 * 1024 })
    expect(findings.map(({ id, details }) => [id, details])).toEqual([
      ['clock-wrong', { whose: 'PostgreSQL', seconds: expect.closeTo(40, -1) }],
      ['disk-short', { megabytes: 700 }],
    ])
  })

  test('kept files nobody can be given a link to', async () => {
    await database().db.execute(sql`insert into files (committee_id, id, name, mime, sha256, bytes, stored_at)
      values (${committeeId}, 'F1', 'a.pdf', 'application/pdf', 'x', '\\x00', ${at})`)
    const variables = { ZALO_BOT_TOKEN: '1:abc', ZALO_BOT_API_ROOT: 'http://127.0.0.1:9' }
    const { findings } = await examine(database(), { variables })
    expect(findings).toContainEqual(expect.objectContaining({ id: 'files-unlinkable', committee: null }))
  })

  test('what is wrong at a vendor, with the bot’s name and without its token', async () => {
    const server = await startTelegramServer()
    onTestFinished(() => server.close())
    const variables = { TELEGRAM_BOT_TOKEN: serverToken, TELEGRAM_API_ROOT: server.url }
    expect(await examine(database(), { variables })).toEqual({ code: 0, findings: [] })
    const machine = { now: () => Temporal.Now.instant().subtract({ seconds: 20 }) }
    const apart = await examine(database(), { variables, machine })
    expect(apart.findings.map(({ id, details }) => [id, details])).toEqual([
      ['clock-off', { whose: 'PostgreSQL', seconds: expect.closeTo(20, -1) }],
      ['clock-off', { whose: 'telegram', seconds: expect.closeTo(20, -1) }],
    ])
    const secret = 'AAH-of-somebody-else_0123456789abcdefgh'
    const refused = await examine(database(), { variables: { ...variables, TELEGRAM_BOT_TOKEN: `4242:${secret}` } })
    expect(refused.findings).toMatchObject([{ id: 'token-refused', severity: 'error', details: { bot: 'telegram' } }])
    expect(JSON.stringify(refused)).not.toContain(secret)
  })

  test('what is wrong at the vendor of a bot that was added, and one whose settings cannot be read', async () => {
    const variables = { ENCRYPTION_KEY: 'ab'.repeat(32) }
    const own = [
      '--set',
      'TELEGRAM_BOT_TOKEN=4242:AAH-khong-phai-that_0123456789',
      'TELEGRAM_API_ROOT=http://127.0.0.1:9',
    ]
    await runAt(database(), ['bot', 'add', 'telegram', '--id', 'so-2', ...own], { variables, at })
    expect((await examine(database(), { variables })).findings).toMatchObject([
      { id: 'vendor-silent', details: { bot: 'so-2' } },
    ])
    const otherKey = await examine(database(), { variables: { ENCRYPTION_KEY: 'cd'.repeat(32) } })
    expect(otherKey.findings).toMatchObject([
      {
        id: 'bot-unusable',
        severity: 'error',
        details: { bot: 'so-2', reason: expect.stringContaining('ENCRYPTION_KEY') },
      },
    ])
    await runAt(database(), ['bot', 'remove', 'so-2'], { variables, at })
    expect(await examine(database(), { variables })).toEqual({ code: 0, findings: [] })
  })

  test('an Official Account with what its tokens are now, and uses none of them up', async () => {
    const server = await startZaloOaServer()
    onTestFinished(() => server.close())
    const key = 'ab'.repeat(32)
    const variables = {
      ZALO_OA_APP_ID: account.appId,
      ZALO_OA_APP_SECRET: account.appSecret,
      ZALO_OA_SECRET_KEY: account.secretKey,
      ZALO_OA_REFRESH_TOKEN: account.firstRefreshToken,
      ZALO_OA_API_ROOT: server.url,
      ZALO_OA_OAUTH_ROOT: server.url,
      PUBLIC_URL: 'https://ubnd.example',
      ENCRYPTION_KEY: key,
    }
    expect((await examine(database(), { variables })).findings).toMatchObject([{ id: 'renewal-unkept' }])
    expect(server.vendor.refreshes).toHaveLength(0)
    await ensureBot(database().db, { id: 'zalo-oa', committeeId, messenger: 'zalo-oa' })
    const vault = openVault(database(), Uint8Array.fromHex(key), 'zalo-oa')
    server.vendor.now = Date.now()
    await connectZaloOa(server, { tools: { log: () => {}, vault } })
    expect(await examine(database(), { variables })).toEqual({ code: 0, findings: [] })
    expect(server.vendor.refreshes).toHaveLength(1)
  })

  test('a month whose messages run short', async () => {
    const server = await startZaloServer()
    onTestFinished(() => server.close())
    const variables = { ZALO_BOT_TOKEN: zaloToken, ZALO_BOT_API_ROOT: server.url }
    await ensureBot(database().db, { id: 'zalo-bot', committeeId, messenger: 'zalo-bot' })
    const use = (used: number) => sql`insert into quotas (bot, month, used) values ('zalo-bot', '2026-12', ${used})
      on conflict (bot, month) do update set used = excluded.used`
    await database().db.execute(use(2399))
    expect(await examine(database(), { variables })).toEqual({ code: 0, findings: [] })
    await database().db.execute(use(2400))
    expect((await examine(database(), { variables })).findings).toMatchObject([
      { id: 'quota-low', details: { bot: 'zalo-bot', used: 2400, allowed: 3000 } },
    ])
  })

  test('a vendor nobody reaches', async () => {
    const variables = { ZALO_BOT_TOKEN: '1:abc', ZALO_BOT_API_ROOT: 'http://127.0.0.1:9' }
    expect((await examine(database(), { variables })).findings).toMatchObject([
      { id: 'vendor-silent', details: { bot: 'zalo-bot' } },
    ])
  })

  test('and refuses a committee there is not', async () => {
    expect(await runAt(database(), ['doctor', '--committee', 'ban-mai'], { at })).toMatchObject({
      code: 2,
      err: expect.stringContaining(sampleCommune.committee.id),
    })
  })
})

test('doctor says that there is no committee yet', async () => {
  const empty = await openDatabase({ url: await freshPostgres(), log: () => {} })
  try {
    const ran = await examine(empty)
    expect(ran).toMatchObject({ code: 1, findings: [{ id: 'committee-missing', severity: 'error', committee: null }] })
  } finally {
    await empty.close()
  }
})

test('doctor and /readyz say that a database is not migrated, and doctor looks no further', async () => {
  const empty = await openDatabase({ url: await freshPostgres('empty'), log: () => {} })
  try {
    expect((await examine(empty)).findings).toMatchObject([{ id: 'database-behind', severity: 'error' }])
    expect(await whatDatabaseLacks(empty)).toEqual([expect.stringMatching(/^the database lacks migrations: \d+$/)])
    await migrate(empty)
    expect(await whatDatabaseLacks(empty)).toEqual([])
  } finally {
    await empty.close()
  }
})

test.each([
  [4, []],
  [6, ['clock-off']],
  [-6, ['clock-off']],
  [31, ['clock-wrong']],
  [-31, ['clock-wrong']],
])('clocks %i s apart', (seconds, found) => {
  const before = Temporal.Instant.from(at)
  const after = before.add({ milliseconds: 200 })
  const told = (seconds > 0 ? after : before).add({ seconds })
  expect(compareClocks('PostgreSQL', told, { before, after }).map(({ id }) => id)).toEqual(found)
})

test.each(['vi', 'en'] as const)('every finding says in %s what is wrong and what to do', (language) => {
  const t = loadTranslators(new URL('../../locales', import.meta.url))(language, 'Asia/Ho_Chi_Minh')
  const details = { count: 2, seconds: 6, megabytes: 1, whose: 'w', bot: 'b', reason: 'r', scopes: ['s'], bots: ['b'] }
  const more = {
    officer: 'o',
    units: ['u'],
    unit: 'u',
    number: 'n',
    toOn: '2026-12-01',
    purpose: 'office',
    years: ['y'],
  }
  const rest = {
    used: 1,
    allowed: 2,
    off: 'o',
    worked: 'w',
    profile: 'p',
    from: 'f',
    to: 't',
    rule: 'r',
    references: ['Y1'],
    endsAt: 'e',
  }
  const said = findingIds.map((id) => sayFinding({ id, details: { ...details, ...more, ...rest } }, null, t))
  expect(said.filter(({ wrong, remedy }) => Math.min(wrong.length, remedy.length) < 10)).toEqual([])
  expect(JSON.stringify(said)).not.toMatch(/finding\.|…|\{\{/)
})
