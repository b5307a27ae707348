import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { takeLockFile } from '../../src/store/lock-file.ts'
import { startProcess } from '../support/process.ts'

const folder = mkdtempSync(join(tmpdir(), 'don-doc-lock-'))
const file = join(folder, 'database.lock')
beforeEach(() => rmSync(file, { force: true }))
afterAll(() => rmSync(folder, { recursive: true }))

const program = `
  import { takeLockFile } from './src/store/lock-file.ts'
  takeLockFile(process.argv[1])
  process.stdout.write('taken')
  setInterval(() => {}, 1000)
`

test('refuses while another process lives, naming it, the file and what to do', async () => {
  const other = startProcess(program, file)
  await other.untilSays('taken')
  expect(() => takeLockFile(file)).toThrow(`process ${other.pid}`)
  expect(() => takeLockFile(file)).toThrow(`delete ${file}`)
  await other.kill()
})

test('takes over from a process that was killed', async () => {
  const other = startProcess(program, file)
  await other.untilSays('taken')
  await other.kill()
  const release = takeLockFile(file)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveProperty('pid', process.pid)
  release()
})

test('refuses a second time within one process, and not after giving it back', () => {
  const release = takeLockFile(file)
  expect(() => takeLockFile(file)).toThrow('in use')
  release()
  expect(existsSync(file)).toBe(false)
  takeLockFile(file)()
})

test('is not fooled by a later process with the same number', () => {
  const earlier = { host: hostname(), pid: process.pid, started: 'an earlier boot 1' }
  writeFileSync(file, JSON.stringify(earlier))
  expect(() => takeLockFile(file)()).not.toThrow()
})

test('does not judge a process on another machine, nor a file it cannot read', () => {
  writeFileSync(file, JSON.stringify({ host: 'elsewhere', pid: 1, started: null }))
  expect(() => takeLockFile(file)).toThrow('process 1 on elsewhere')
  writeFileSync(file, '')
  expect(() => takeLockFile(file)).toThrow('another process')
})

test('gives back only its own', () => {
  const release = takeLockFile(file)
  writeFileSync(file, 'of somebody else')
  release()
  expect(readFileSync(file, 'utf8')).toBe('of somebody else')
})

test('leaves no empty file behind on a full disk', () => {
  const script = `import { takeLockFile } from './src/store/lock-file.ts'; takeLockFile(process.argv[1])`
  const node = [process.execPath, '--input-type=module-typescript', '--eval', script, file]
  const ended = spawnSync('prlimit', ['--fsize=0', ...node], { cwd: new URL('../..', import.meta.url) })
  expect([ended.status, existsSync(file)]).toEqual([1, false])
})
