/** The page's own files. TypeScript is sent with its types taken out; there is no bundler and nothing from elsewhere. */
import { readdirSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { extname, join } from 'node:path'

const mimes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ts': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

const here = import.meta.dirname
/** Only what stands in this list is served: the page's folder, and the world it shares with the server. */
const paths: ReadonlyMap<string, string> = new Map([
  ['world.ts', join(here, 'world.ts')],
  ...readdirSync(join(here, 'page'))
    .filter((name) => extname(name) in mimes)
    .map((name): [string, string] => [`page/${name}`, join(here, 'page', name)]),
])

/** An asset by its path below /sandbox/, or null. Read anew each time, so that editing the page needs no restart. */
export function readAsset(path: string): { mime: string; text: string } | null {
  const file = paths.get(path)
  if (file === undefined) return null
  const source = readFileSync(file, 'utf8')
  const text = extname(file) === '.ts' ? stripTypeScriptTypes(source) : source
  return { mime: mimes[extname(file)] ?? 'application/octet-stream', text }
}
