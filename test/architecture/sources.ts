/** What a source file may say and how things are called. */
import { basename } from 'node:path'
import { pureRooms } from './imports.ts'
import { exportedNames, type Faults, sourcesIn, type Tree, withoutComments } from './tree.ts'

const impure =
  /\b(?:Date\.now|new Date\b|Temporal\.Now|Math\.random|performance\.now|process\s*[.[]|crypto\.|globalThis\b)/

/** Pure rooms that look at a clock, at chance or at the process. */
export function findImpurity(tree: Tree): Faults {
  return [...pureRooms, 'documents'].flatMap((room) =>
    sourcesIn(tree, `src/${room}`).flatMap(([path, source]) => {
      const found = impure.exec(withoutComments(source))
      return found === null ? [] : [`${path} is pure and uses ${found[0]}`]
    }),
  )
}

/** Things that can be imported under any name. */
export function findDefaultExports(tree: Tree): Faults {
  return sourcesIn(tree, 'src')
    .filter(([, source]) => exportedNames(source).includes('default'))
    .map(([path]) => `${path} has a default export`)
}

const kebab = /^[a-z\d]+(-[a-z\d]+)*(\.test|\.config)?\.(ts|json)$/
const empty = new Set(['manager', 'helper', 'helpers', 'util', 'utils', 'data', 'info', 'misc', 'common'])

/** Files and exports whose name says nothing, and files not in kebab-case. */
export function findBadNames(tree: Tree): Faults {
  const files = [...tree.keys()].filter((path) => !path.endsWith('.md'))
  return [
    ...files.filter((path) => !kebab.test(basename(path))).map((path) => `${path} is not in kebab-case`),
    ...files
      .filter((path) => path.split(/[/.-]/).some((word) => empty.has(word)))
      .map((path) => `${path} says nothing`),
    ...sourcesIn(tree, 'src').flatMap(([path, source]) =>
      exportedNames(source)
        .filter((name) => wordsOf(name).some((word) => empty.has(word)))
        .map((name) => `${path} exports ${name}, which says nothing`),
    ),
  ]
}

function wordsOf(name: string): readonly string[] {
  return name.split(/(?=[A-Z])|_/).map((word) => word.toLowerCase())
}
