/** The program itself: with PUBLIC_URL it serves what its database signs for, before and after a restart. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { createFileLinks } from '../../src/http/file-links.ts'
import { startProgram } from '../../src/program.ts'
import { sampleCommune } from '../../src/sample-commune.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { ensureKey } from '../../src/store/deployment-keys.ts'
import { storeFile } from '../../src/store/files.ts'
import { freshPostgres } from '../support/database.ts'

const committee = sampleCommune.committee.id

async function start(url: string, publicUrl: string) {
  const folder = mkdtempSync(join(tmpdir(), 'don-doc-links-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const config = readConfig({ DATABASE_URL: url, DATA_DIR: folder, PORT: '0', PUBLIC_URL: publicUrl })
  return startProgram(config, () => {})
}

/** A link as another replica makes it: with the key of the database. */
async function linkTo(database: Database, id: string): Promise<string> {
  const now = () => Temporal.Now.instant()
  const key = await ensureKey(database.db, 'file-links', { fresh: randomBytes(32), madeAt: now() })
  const words = { expired: '', unknown: '' }
  const links = createFileLinks({ publicUrl: '', key, now, read: async () => null, words })
  return links.linkTo(committee, id).url
}

test('a link of one replica opens in another, and in the next start', async () => {
  const url = await freshPostgres()
  const database = await openDatabase({ url, log: () => {} })
  onTestFinished(() => database.close())
  const bytes = Uint8Array.of(37, 80, 68, 70)
  const file = {
    name: 'Tờ trình.pdf',
    mime: 'application/pdf',
    bytes,
    storedBy: 'KT1',
    storedAt: Temporal.Now.instant(),
  }
  const first = await start(url, 'https://dondoc.songmay.example')
  const id = await database.transaction((tx) => storeFile(tx, committee, file))
  const link = await linkTo(database, id)
  const answer = await fetch(first.url + link)
  expect([answer.status, new Uint8Array(await answer.arrayBuffer())]).toEqual([200, bytes])
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(answer.headers.get('content-disposition')).toContain('attachment')
  const forged = await fetch(`${first.url}${link}x`)
  expect([forged.status, await forged.text()]).toEqual([404, 'Không có tệp nào ở liên kết này.'])
  await first.stop()
  const second = await start(url, 'https://dondoc.songmay.example')
  expect((await fetch(second.url + link)).status).toBe(200)
  await second.stop()
})

test('without PUBLIC_URL there are no links, and no key is made', async () => {
  const url = await freshPostgres()
  const database = await openDatabase({ url, log: () => {} })
  onTestFinished(() => database.close())
  const program = await start(url, '')
  expect((await fetch(`${program.url}/files/${committee}/a?until=1&sig=a`)).status).toBe(404)
  expect((await database.db.query.deploymentKeys.findMany()).length).toBe(0)
  await program.stop()
})
