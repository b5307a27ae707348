/** Folders of migrations made up for a test, in drizzle's layout. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** Writes a folder with one migration for each text of SQL, the first dated `firstAt` (epoch milliseconds), and returns its path. */
export function writeMigrations(firstAt: number, ...migrations: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'don-doc-migrations-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const entries = migrations.map((text, idx) => {
    const tag = `${idx}`.padStart(4, '0')
    writeFileSync(join(folder, `${tag}.sql`), text)
    return { idx, version: '7', when: firstAt + idx, tag, breakpoints: true }
  })
  mkdirSync(join(folder, 'meta'))
  writeFileSync(join(folder, 'meta/_journal.json'), JSON.stringify({ version: '7', dialect: 'postgresql', entries }))
  return folder
}
