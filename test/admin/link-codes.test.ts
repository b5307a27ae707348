import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { linkAccount } from '../../src/actions/linking.ts'
import { sampleUsers } from '../../src/sample-commune.ts'
import { createSnapshots } from '../../src/store/snapshot.ts'
import { rows } from '../../src/store/tx.ts'
import { postgresDatabase } from '../support/database.ts'
import { serverToken, startTelegramServer } from '../support/telegram-server.ts'
import { committeeId, foundSample, runAt } from './bench.ts'

const folder = mkdtempSync(join(tmpdir(), 'don-doc-codes-'))
afterAll(() => rmSync(folder, { recursive: true }))

type Code = {
  readonly officer: string
  readonly code: string
  readonly links: readonly { readonly bot: string; readonly url: string }[]
  readonly expiresAt: string
}

describe('link-codes', () => {
  const database = postgresDatabase()
  const make = async (parameters: readonly string[] = [], at = '2026-11-23T09:15:00+07:00'): Promise<readonly Code[]> =>
    JSON.parse((await runAt(database(), ['link-codes', '--json', ...parameters], { at })).out)
  const officersOf = (codes: readonly Code[]) => codes.map(({ officer }) => officer)
  const link = (typed: string, when = '2026-11-23T10:00+07:00') =>
    database().transaction(async (tx) => {
      const snapshot = await createSnapshots().load(tx, committeeId)
      const at = Temporal.Instant.from(when)
      const chat = { id: 'new', kind: 'private' as const }
      const where = { bot: 'sandbox', messenger: 'sandbox', vendorUser: 'new', mostPeople: null, chat }
      return linkAccount({ tx, snapshot, ...where, at, recordedAt: at }, typed)
    })

  beforeEach(() => foundSample(database(), ['KT1', 'VP1']))

  test('makes a code for everybody in office without an account, which links them', async () => {
    const codes = await make()
    const others = sampleUsers.map(({ id }) => id).filter((id) => id !== 'KT1' && id !== 'VP1')
    expect(officersOf(codes)).toEqual(others.toSorted())
    const mine = codes.find(({ officer }) => officer === 'CA1')
    expect(mine?.code).toMatch(/^[A-Z2-9]{10}$/)
    expect(mine?.expiresAt).toBe('2026-11-26T02:15:00Z')
    expect(await link(mine?.code ?? '')).toEqual({ officer: 'CA1', isNew: true })
  })

  test('prints unit, code in two groups of five, and until when', async () => {
    const { out } = await runAt(database(), ['link-codes', '--officer', 'CA1'])
    expect(out).toMatch(
      /^CA1 {2}Hoàng Đức Kiên \(Công an xã\)\n {4}[A-Z2-9]{5}-[A-Z2-9]{5} {2}until 2026-11-26 09:15\n$/,
    )
    const typed = /\S{5}-\S{5}/.exec(out)?.[0] ?? ''
    expect(await link(typed)).toEqual({ officer: 'CA1', isNew: true })
  })

  test('makes no second code as long as the first one links; then it does', async () => {
    await make()
    expect(await make()).toEqual([])
    expect((await runAt(database(), ['link-codes'])).out).toContain('Everybody in office has')
    expect(await make([], '2026-11-26T09:15:00+07:00')).toHaveLength(8)
  })

  test('--unlinked makes new ones for codes not used, and the earlier ones end', async () => {
    const [earlier] = await make()
    const again = await make(['--unlinked'])
    expect(again).toHaveLength(8)
    expect(await link(earlier?.code ?? '')).toMatchObject({ code: 'code-used' })
    expect(await link(again[0]?.code ?? '')).toMatchObject({ isNew: true })
  })

  test('--officer makes one for them alone, whatever they have', async () => {
    expect(officersOf(await make(['--officer', 'KT1']))).toEqual(['KT1'])
    expect(await runAt(database(), ['link-codes', '--officer', 'XX'])).toMatchObject({ code: 2, out: '' })
  })

  test('makes none for somebody who holds no post any more, unless named', async () => {
    await database().db.execute(sql`update posts set to_on = '2026-10-31' where officer = 'CA1'`)
    expect(officersOf(await make())).not.toContain('CA1')
    expect((await runAt(database(), ['link-codes', '--officer', 'CA1'])).out).toContain('in no office today')
  })

  test('keeps no code, and says in the register that the operator made one', async () => {
    const [{ code } = { code: '' }] = await make(['--officer', 'CA1'])
    const kept = await rows<{ found: string }>(
      database().db,
      sql`select (select json_agg(e) from evidence e)::text || (select json_agg(l) from link_codes l)::text as found`,
    )
    expect(kept[0]?.found).toContain('"by": "operator"')
    expect(kept[0]?.found).not.toContain(code)
    const verified = await runAt(database(), ['evidence', 'verify'])
    expect(verified.code).toBe(0)
  })

  test('with Telegram gives a link for each, and with --qr a picture only its owner can read', async () => {
    const server = await startTelegramServer()
    const variables = { TELEGRAM_BOT_TOKEN: serverToken, TELEGRAM_API_ROOT: server.url }
    const parameters = ['link-codes', '--json', '--officer', 'CA1', '--qr', join(folder, 'qr')]
    const { code, out } = await runAt(database(), parameters, { variables })
    await server.close()
    const [made] = JSON.parse(out) as readonly Code[]
    expect(code).toBe(0)
    expect(made?.links).toEqual([
      { bot: 'telegram', url: expect.stringMatching(new RegExp(`^https://t\\.me/\\w+\\?start=${made?.code}$`)) },
    ])
    const picture = join(folder, 'qr', 'CA1.png')
    expect(readFileSync(picture).subarray(1, 4).toString('latin1')).toBe('PNG')
    expect(statSync(picture).mode & 0o777).toBe(0o600)
  })

  test('gives a link for each bot that has such links, added ones too, and a picture for each', async () => {
    const [first, second] = await Promise.all([startTelegramServer(), startTelegramServer()])
    const variables = {
      TELEGRAM_BOT_TOKEN: serverToken,
      TELEGRAM_API_ROOT: first.url,
      ENCRYPTION_KEY: 'ab'.repeat(32),
    }
    const settings = ['--set', `TELEGRAM_BOT_TOKEN=${serverToken}`, `TELEGRAM_API_ROOT=${second.url}`]
    await runAt(database(), ['bot', 'add', 'telegram', '--id', 'so-2', ...settings], { variables })
    const parameters = ['link-codes', '--officer', 'CA1', '--qr', join(folder, 'both')]
    const { out } = await runAt(database(), parameters, { variables })
    await Promise.all([first.close(), second.close()])
    expect(out.match(/https:\/\/t\.me\/\w+\?start=[A-Z2-9]{10}\n/g)).toHaveLength(2)
    expect(existsSync(join(folder, 'both', 'CA1-telegram.png'))).toBe(true)
    expect(existsSync(join(folder, 'both', 'CA1-so-2.png'))).toBe(true)
  })

  test('makes no codes when it could not make their pictures', async () => {
    const ran = await runAt(database(), ['link-codes', '--qr', join(folder, 'none')])
    expect(ran).toMatchObject({ code: 2, out: '', err: expect.stringContaining('has links') })
    expect(existsSync(join(folder, 'none'))).toBe(false)
    expect(await make()).toHaveLength(8)
  })
})
