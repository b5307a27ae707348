/** A deployment whose bots were all added: no messenger is set, and it is no sandbox. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { startProgram } from '../../src/program.ts'
import { openDatabase } from '../../src/store/database.ts'
import { foundSample, runAt } from '../admin/bench.ts'
import { freshPostgres } from '../support/database.ts'

test('it starts in production and on any address, with the bots that were added and without the sandbox', async () => {
  const url = await freshPostgres()
  const folder = mkdtempSync(join(tmpdir(), 'don-doc-added-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const config = readConfig({
    NODE_ENV: 'production',
    DATABASE_URL: url,
    DATA_DIR: folder,
    HOST: '0.0.0.0',
    PORT: '0',
    ENCRYPTION_KEY: 'ab'.repeat(32),
  })
  await expect(startProgram(config, () => {})).rejects.toThrow(/a messenger is needed/)
  const database = await openDatabase({ url, log: () => {} })
  onTestFinished(() => database.close())
  await foundSample(database, [])
  const settings = ['--set', 'TELEGRAM_BOT_TOKEN=4242:AAH-khong-phai-that_0123456789']
  const variables = { ENCRYPTION_KEY: 'ab'.repeat(32) }
  const added = ['bot', 'add', 'telegram', ...settings, 'TELEGRAM_API_ROOT=http://127.0.0.1:9']
  expect(await runAt(database, added, { variables })).toMatchObject({ code: 0 })
  const joined = Promise.withResolvers<void>()
  const program = await startProgram(config, (_level, _message, facts) => {
    if (JSON.stringify(facts ?? {}).includes('network')) joined.resolve()
  })
  await joined.promise
  expect(program.sandbox).toBe(false)
  expect((await fetch(`${program.url}/sandbox`)).status).toBe(404)
  await program.stop()
})
