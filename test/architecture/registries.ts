/** That what one adds is found: registries name their whole folder, and each such folder explains itself. */
import { posix } from 'node:path'
import { parse } from 'es-module-lexer'
import { type Faults, sourcesIn, type Tree } from './tree.ts'

/** Folders that hold one kind of thing people add; `index.ts` names them all. */
const registries = ['src/commands', 'src/messengers', 'src/regulations/profiles', 'src/regulations/rules']
/** Where a newcomer looks for how to add one: the folder, or the one above it. */
const explained = ['src/commands', 'src/messengers', 'src/regulations', 'src/reports']
const longestReadme = 40

/** Members of a registry's folder that nothing imports, the registry least of all: they were forgotten. */
export function findUnregistered(tree: Tree): Faults {
  return registries.flatMap((folder) => {
    const sources = sourcesIn(tree, folder)
    if (sources.length === 0) return []
    if (!tree.has(`${folder}/index.ts`)) return [`${folder} has no index.ts`]
    const imported = new Set(
      [...tree].filter(([path]) => path.endsWith('.ts')).flatMap(([path, source]) => targetsOf(path, source)),
    )
    return sources
      .map(([path]) => path)
      .filter((path) => path !== `${folder}/index.ts` && isMember(folder, path) && !imported.has(path))
      .map((path) => `${folder}/index.ts does not know ${path.slice(folder.length + 1)}`)
  })
}

/** Folders people add to without a README, or with one too long to read. */
export function findUnexplained(tree: Tree): Faults {
  return explained
    .filter((folder) => sourcesIn(tree, folder).length > 0)
    .flatMap((folder) => {
      const lines = tree.get(`${folder}/README.md`)?.trimEnd().split('\n').length
      if (lines === undefined) return [`${folder} has no README.md`]
      return lines >= longestReadme ? [`${folder}/README.md has ${lines} lines, not under ${longestReadme}`] : []
    })
}

/** A file of the folder itself, or the index of a folder in it. */
function isMember(folder: string, path: string): boolean {
  const inner = path.slice(folder.length + 1)
  return !inner.includes('/') || /^[^/]+\/index\.ts$/.test(inner)
}

function targetsOf(path: string, source: string): readonly string[] {
  return parse(source)[0].flatMap(({ specifier }) =>
    typeof specifier === 'string' && specifier.startsWith('.') ? [posix.join(posix.dirname(path), specifier)] : [],
  )
}
