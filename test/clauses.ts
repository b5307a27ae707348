/** Which requirements of the letters have a test: run `node test/clauses.ts`. A test shows a row when its name begins with the id. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Clause, clauses, findClause } from '../src/regulations/clauses.ts'

/** A tag at the start of a test's name that names no single row. */
export type UnknownTag = { readonly file: string; readonly tag: string }

export type Coverage = {
  readonly shown: readonly Clause[]
  readonly missing: readonly Clause[]
  readonly unknown: readonly UnknownTag[]
}

/** Names as they stand in a call: test('[AL1.3f] …', describe('[H6.4,AL1.2d] …', test.each(…)('[AL1.3f][AL1.3g] …'. */
const namesWithTags = /\(\s*['"`]((?:\[(?:HP|H6|AL|TH|RG)[^\]\n]*\]\s?)+)/g

/** The tags of one test file, in the order they stand. */
export function readTags(source: string): readonly string[] {
  return [...source.matchAll(namesWithTags)].flatMap(([, tags = '']) =>
    [...tags.matchAll(/\[([^\]]+)\]/g)].map(([, tag = '']) => tag),
  )
}

/** Every row with or without a test, over the test files given by path and text. */
export function coverageOf(files: readonly { readonly path: string; readonly source: string }[]): Coverage {
  const tags = files.flatMap(({ path, source }) => readTags(source).map((tag) => ({ file: path, tag })))
  const shown = new Set(tags.map(({ tag }) => findClause(tag)).filter((clause) => clause !== null))
  return {
    shown: clauses.filter((clause) => shown.has(clause)),
    missing: clauses.filter((clause) => !shown.has(clause)),
    unknown: tags.filter(({ tag }) => findClause(tag) === null),
  }
}

/** Coverage of the test files under a folder. */
export function scanTests(folder: string): Coverage {
  const paths = globSync('**/*.test.ts', { cwd: folder })
  return coverageOf(paths.map((path) => ({ path, source: readFileSync(join(folder, path), 'utf8') })))
}

function print({ shown, missing, unknown }: Coverage): string {
  const line = ({ id, gist }: Clause): string => `  ${id.padEnd(24)} ${gist}`
  return [
    `With a test: ${shown.length} of ${clauses.length}`,
    ...shown.map(line),
    `Without a test: ${missing.length}`,
    ...missing.map(line),
    ...unknown.map(({ file, tag }) => `Names no single row: [${tag}] in ${file}`),
    '',
  ].join('\n')
}

if (import.meta.main) process.stdout.write(print(scanTests(import.meta.dirname)))
