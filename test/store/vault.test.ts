import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { sampleCommune } from '../../src/sample-commune.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { ensureBot, insertCommittee } from '../../src/store/directory.ts'
import { decrypt, encrypt, WrongKey } from '../../src/store/encryption.ts'
import { botSecrets } from '../../src/store/schema.ts'
import { openVault } from '../../src/store/vault.ts'
import { describeOnBoth, freshPostgres } from '../support/database.ts'

const key = randomBytes(32)

async function addBots(database: Database): Promise<void> {
  const committeeId = sampleCommune.committee.id
  await database.transaction((tx) => insertCommittee(tx, sampleCommune))
  for (const id of ['a', 'b']) await ensureBot(database.db, { id, committeeId, messenger: 'zalo-oa' })
}

describe('encryption', () => {
  const sealed = encrypt(key, 'here', 'mật khẩu')

  test('gives the text back under the same key and place, and never looks the same', () => {
    expect(decrypt(key, 'here', sealed)).toBe('mật khẩu')
    expect(encrypt(key, 'here', 'mật khẩu')).not.toEqual(sealed)
    expect(Buffer.from(sealed).includes('mật')).toBe(false)
    expect(decrypt(key, '', encrypt(key, '', ''))).toBe('')
  })

  test('refuses another key, another place, a changed byte anywhere, and what it never made', () => {
    expect(() => decrypt(randomBytes(32), 'here', sealed)).toThrow(WrongKey)
    expect(() => decrypt(key, 'there', sealed)).toThrow(WrongKey)
    for (const index of sealed.keys()) {
      const changed = sealed.map((byte, at) => (at === index ? byte ^ 1 : byte))
      expect(() => decrypt(key, 'here', changed)).toThrow(WrongKey)
    }
    for (const length of [0, 1, 28]) expect(() => decrypt(key, 'here', sealed.subarray(0, length))).toThrow(WrongKey)
  })
})

describeOnBoth('the vault of a bot', (database) => {
  beforeEach(() => addBots(database()))

  test('keeps what was put in, apart from the other bots, encrypted', async () => {
    const vault = openVault(database(), key, 'a')
    expect(await vault.read()).toBeNull()
    expect(await vault.change(async (kept) => `${kept}+1`)).toBe('null+1')
    expect(await vault.change(async (kept) => `${kept}+2`)).toBe('null+1+2')
    expect(await openVault(database(), key, 'a').read()).toBe('null+1+2')
    expect(await openVault(database(), key, 'b').read()).toBeNull()
    const rows = await database().db.select().from(botSecrets)
    expect(rows.some(({ secret }) => secret !== null && Buffer.from(secret).includes('null+1'))).toBe(false)
  })

  test('keeps the old one when the change fails', async () => {
    const vault = openVault(database(), key, 'a')
    await vault.change(async () => 'one')
    await expect(vault.change(() => Promise.reject(new Error('the vendor is down')))).rejects.toThrow(
      'the vendor is down',
    )
    expect(await vault.read()).toBe('one')
  })

  test('moved to another bot, or under another key, it does not open', async () => {
    await openVault(database(), key, 'a').change(async () => 'one')
    await expect(openVault(database(), randomBytes(32), 'a').read()).rejects.toThrow('ENCRYPTION_KEY')
    const [row] = await database().db.select().from(botSecrets)
    await database()
      .db.insert(botSecrets)
      .values({ bot: 'b', secret: row?.secret ?? null })
    await expect(openVault(database(), key, 'b').read()).rejects.toThrow(WrongKey)
  })
})

test('of two processes that change it at once, the second gets what the first left', async () => {
  const url = await freshPostgres()
  const [one, other] = await Promise.all([1, 2].map(() => openDatabase({ url, log: () => {} })))
  if (!one || !other) throw new Error('two databases')
  onTestFinished(async () => void (await Promise.all([one.close(), other.close()])))
  await addBots(one)
  const going = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  const seen: (string | null)[] = []
  const first = openVault(one, key, 'a').change(async (kept) => {
    seen.push(kept)
    begun.resolve()
    await going.promise
    return 'first'
  })
  await begun.promise
  const second = openVault(other, key, 'a').change(async (kept) => {
    seen.push(kept)
    return 'second'
  })
  going.resolve()
  expect(await Promise.all([first, second])).toEqual(['first', 'second'])
  expect(seen).toEqual([null, 'first'])
})
