import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, describe, expect, test } from 'vitest'
import { freshPostgres, postgresDatabase } from '../support/database.ts'
import { startProcess } from '../support/process.ts'
import { runAt } from './bench.ts'

const folder = mkdtempSync(join(tmpdir(), 'don-doc-admin-'))
afterAll(() => rmSync(folder, { recursive: true }))

const program = new URL('../../src/admin.ts', import.meta.url).pathname

/** Runs the command line as an operator does, with these settings alone. */
async function run(parameters: readonly string[], settings: Readonly<Record<string, string>> = {}) {
  const env = { PATH: process.env['PATH'], DATA_DIR: join(folder, 'data'), ...settings }
  const child = spawn(process.execPath, [program, ...parameters], { cwd: folder, env })
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text) => (err += text))
  const [code] = await once(child, 'close')
  return { code, out, err }
}

describe('a command line', () => {
  const database = postgresDatabase()

  test.each([
    [['--help'], ['committee', 'link-codes', 'evidence', 'Exit codes']],
    [
      ['committee', '--help'],
      ['create', 'list'],
    ],
    [
      ['committee', 'create', '--help'],
      ['--sample', '--example', '--json'],
    ],
    [['committee', 'list', '--help'], ['--json']],
    [
      ['link-codes', '--help'],
      ['--officer', '--unlinked', '--qr', '--committee', '--json', '72 hours'],
    ],
    [
      ['evidence', '--help'],
      ['verify', 'export'],
    ],
    [
      ['evidence', 'verify', '--help'],
      ['--committee', '--json'],
    ],
    [
      ['evidence', 'export', '--help'],
      ['<reference>', '--out', '--language', '--json'],
    ],
  ])('%j says what there is and ends with 0, whatever the settings are', async (parameters, words) => {
    const { code, out, err } = await runAt(database(), parameters, { variables: { PORT: 'nonsense' } })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    for (const word of words) expect(out).toContain(word)
  })

  test.each([
    [[], 'Usage'],
    [['committe'], "unknown command 'committe'"],
    [['evidence', 'export'], "missing required argument 'reference'"],
    [['evidence', 'verify', '--fast'], "unknown option '--fast'"],
  ])('%j makes no sense and ends with 2', async (parameters, words) => {
    expect(await runAt(database(), parameters)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(words) })
  })

  test('is not run when the settings are faulty: every fault is told, and it ends with 2', async () => {
    const variables = { PORT: 'x', LOG_LEVEL: 'loud' }
    const { code, err } = await runAt(database(), ['committee', 'create', '--sample'], { variables })
    expect(code).toBe(2)
    expect(err).toContain('PORT must be')
    expect(err).toContain('LOG_LEVEL must be')
    expect((await runAt(database(), ['committee', 'list', '--json'])).out).toBe('[]\n')
  })

  test('that fails in the database says why without the statement, and ends with 2', async () => {
    await database().db.execute(sql`alter table committees rename to committees_away`)
    const ran = await runAt(database(), ['committee', 'list'])
    await database().db.execute(sql`alter table committees_away rename to committees`)
    expect(ran).toEqual({ code: 2, out: '', err: 'relation "committees" does not exist\n' })
  })
})

describe('the command line as a process', () => {
  test('helps', async () => {
    const { code, out, err } = await run(['--help'])
    expect({ code, out, err }).toEqual({ code: 0, out: expect.stringContaining('Usage: admin'), err: '' })
  })

  test('founds, verifies and exports in a new embedded database; another process meanwhile is told whose it is', async () => {
    expect(await run(['committee', 'create', '--sample'])).toMatchObject({ code: 0, err: '' })
    expect(await run(['evidence', 'verify'])).toEqual({ code: 0, out: '1 matter, 1 line: all whole\n', err: '' })
    expect(await run(['evidence', 'export', 'so'])).toEqual({ code: 0, out: 'SO.docx\nSO.json\nSO.txt\n', err: '' })
    expect(readFileSync(join(folder, 'SO.txt'), 'utf8')).toContain('NHẬT KÝ CHỨNG CỨ SO')

    const holder = startProcess(
      `import { takeLockFile } from './src/store/lock-file.ts'
       takeLockFile(process.argv[1])
       process.stdout.write('taken')
       setInterval(() => {}, 1000)`,
      join(folder, 'data', 'database.lock'),
    )
    await holder.untilSays('taken')
    const { code, err } = await run(['evidence', 'verify'])
    await holder.kill()
    expect(code).toBe(2)
    expect(err).toContain(`in use by process ${holder.pid}`)
  }, 60_000)

  test('works on a PostgreSQL server, from an empty database on', async () => {
    const settings = { DATABASE_URL: await freshPostgres('empty') }
    expect((await run(['committee', 'create', '--sample', '--json'], settings)).code).toBe(0)
    expect((await run(['committee', 'list'], settings)).out).toBe('song-may  UBND xã Sông Mây\n')
  }, 60_000)

  test('says that a server does not answer, without its password', async () => {
    const { code, err } = await run(['committee', 'list'], { DATABASE_URL: 'postgres://officer:hush@127.0.0.1:1/none' })
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('cannot be used') })
    expect(err).not.toContain('hush')
  })
})
