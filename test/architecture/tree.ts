/** The project's own files as text, so that a check is a function over them and a planted tree can be given instead. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'es-module-lexer'

/** Path from the root of the project ("src/domain/reply.ts") → its text. */
export type Tree = ReadonlyMap<string, string>

/** What breaks a rule, one sentence each. */
export type Faults = readonly string[]

/** Reads every text file below some folders. */
export function readTree(root: string, folders: readonly string[]): Tree {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|json|md)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  )
  return new Map(files.map((file) => [file.slice(root.length + 1), readFileSync(file, 'utf8')]))
}

/** A tree for planting violations in. */
export function plant(files: Readonly<Record<string, string>>): Tree {
  return new Map(Object.entries(files))
}

/** The TypeScript files below a folder, as path and text. */
export function sourcesIn(tree: Tree, folder: string): readonly (readonly [path: string, source: string])[] {
  return [...tree].filter(([path]) => path.startsWith(`${folder}/`) && path.endsWith('.ts'))
}

/** The text without comments, for checks that look at words. Good enough for text that biome formatted. */
export function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1')
}

/** The names a source exports, types among them; what `export *` passes on is not seen. */
export function exportedNames(source: string): readonly string[] {
  return parse(source)[1].flatMap((one) => ('name' in one ? [one.name] : []))
}
