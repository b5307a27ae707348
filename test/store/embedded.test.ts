import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { rows } from '../../src/store/tx.ts'
import { startProcess } from '../support/process.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'don-doc-embedded-'))
const open = () => openDatabase({ dataDir, log: () => {} })
afterAll(() => rmSync(dataDir, { recursive: true }))

const program = `
  import { sql } from 'drizzle-orm'
  import { openDatabase } from './src/store/database.ts'
  const { db } = await openDatabase({ dataDir: process.argv[1], log: () => {} })
  await db.execute(sql\`create table kept (word text)\`)
  await db.execute(sql\`insert into kept values ('còn đây')\`)
  process.stdout.write('written')
`

describe('the embedded database in a folder', () => {
  test('keeps what a killed process had stored, and refuses a second process as long as one lives', async () => {
    const other = startProcess(program, dataDir)
    await other.untilSays('written')
    await expect(open()).rejects.toThrow(join(dataDir, 'database.lock'))
    await other.kill()

    const database = await open()
    expect(await rows(database.db, sql`select word from kept`)).toEqual([{ word: 'còn đây' }])
    await database.close()
    await database.close()

    const again = await open()
    await again.ping()
    await again.close()
  })
})
